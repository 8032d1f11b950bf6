/** Whole runs: conservation, repetition, saving, the bound by the gates. */
import type { Measure } from '#contracts';
import { measureSchema } from '#contracts';
import { createDistrictRun } from '../district/create-district-run.ts';
import type { DistrictRun } from '../district/run-types.ts';
import { clearingBound } from '../ensemble/clearing-bound.ts';
import { runEnsemble } from '../ensemble/run-ensemble.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { DEFAULT_PARAMETERS } from '../parameters/parameters.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from './example-input.ts';
import type { VerifiedFigure } from './figure-input.ts';
import { createGridDistrict } from './grid-district.ts';

/** A measure of every type, begun and ended while people leave. */
export function exampleMeasures(): Measure[] {
  const during = (id: string, from: number, until: number) => ({
    id,
    fromMs: EXAMPLE_END_MS + from * 60_000,
    untilMs: EXAMPLE_END_MS + until * 60_000,
  });
  return [
    { ...during('m1', 2, 8), type: 'close-gate', gate: 'gate-0' },
    { ...during('m2', 0, 10), type: 'meter-gate', gate: 'gate-1', personsPerMinute: 120 },
    { ...during('m3', 3, 15), type: 'close-walk-link', link: 'walk-250' },
    { ...during('m4', 1, 20), type: 'close-street', link: 'street-60-0' },
    { ...during('m5', 1, 20), type: 'give-street-to-walkers', link: 'street-62-0' },
    {
      ...during('m6', 4, 12),
      type: 'close-entrance',
      station: 'station-0',
      entrance: 'entrance-0-0',
    },
    { ...during('m7', 0, 30), type: 'shift-green', signal: 'signal-40', phase: 0, seconds: 15 },
    { ...during('m8', 5, 25), type: 'extra-trains', station: 'station-1', personsPerMinute: 100 },
    { ...during('m9', 0, 30), type: 'post-staff', link: 'walk-250', staff: 4 },
    {
      ...during('m10', 1, 9),
      type: 'release-waves',
      gate: 'gate-2',
      openSeconds: 20,
      cycleSeconds: 45,
    },
    {
      ...during('m11', 2, 14),
      type: 'crossing-waves',
      link: 'walk-251',
      walkSeconds: 20,
      cycleSeconds: 50,
    },
    { ...during('m12', 1, 16), type: 'one-way-walk-link', link: 'walk-255', direction: 'backward' },
    { ...during('m13', 3, 12), type: 'place-barrier', link: 'walk-260', openMetres: 1 },
    { ...during('m14', 2, 18), type: 'part-directions', link: 'walk-265' },
    { ...during('m15', 3, 20), type: 'recommend-station', station: 'station-2', followPercent: 40 },
    { ...during('m16', 4, 16), type: 'warn-of-link', link: 'walk-252', followPercent: 50 },
    { ...during('m17', 5, 15), type: 'hold-station', station: 'station-3', personsPerMinute: 60 },
    {
      ...during('m18', 2, 22),
      type: 'set-signal-plan',
      signal: 'signal-41',
      greenSeconds: [25, 60],
      offsetSeconds: 30,
    },
    { ...during('m19', 3, 21), type: 'ban-turn', from: 'street-0-0', to: 'street-2-0' },
    { ...during('m20', 4, 19), type: 'contraflow', link: 'street-64-0', lanes: 1 },
    { ...during('m21', 1, 25), type: 'limit-kerb', venue: 'venue', places: 2 },
    {
      ...during('m22', 6, 24),
      type: 'car-park-gate',
      venue: 'venue',
      carPark: '网格',
      vehiclesPerHourIn: 100,
      vehiclesPerHourOut: 300,
    },
  ].map((measure) => measureSchema.parse(measure));
}

export const ledgerViolations = (run: DistrictRun): number => {
  const { people, vehicles } = run.ledger();
  return [people, vehicles].filter((line) => line.released !== line.arrived + line.underWay).length;
};

/** All bytes of a state, in the order of its names. */
export const stateBytes = (run: DistrictRun): string =>
  [...run.save().buffers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, buffer]) => `${name}:${checksum(new Uint8Array(buffer))}`)
    .join(' ');

function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

export function verifyDistrict(): VerifiedFigure[] {
  const networks = createGridDistrict();
  const model = buildDistrictModel(networks);
  const event = exampleEvent(12_000, 4);
  const input = exampleInput({
    startMs: EXAMPLE_END_MS - 900_000,
    events: [event],
    measures: exampleMeasures(),
  });
  const run = createDistrictRun(model, input);
  let violations = 0;
  for (let second = 1; second <= 3600; second += 1) {
    run.advanceTo(input.startMs + second * 1000);
    violations += ledgerViolations(run);
  }

  const again = createDistrictRun(model, input);
  again.advanceTo(input.startMs + 1_800_000);
  const saved = again.save();
  again.advanceTo(input.startMs + 3_600_000);
  const twice = stateBytes(again) === stateBytes(run) ? 0 : 1;
  const third = createDistrictRun(model, input);
  third.restore(saved);
  third.advanceTo(input.startMs + 3_600_000);
  const restored = stateBytes(third) === stateBytes(run) ? 0 : 1;

  const bound = clearingBound(networks, event, DEFAULT_PARAMETERS);
  const ensemble = runEnsemble(model, {
    input: { ...input, startMs: EXAMPLE_END_MS, measures: [] },
    members: 3,
    warmupSeconds: 600,
    frameCount: 91,
  });
  const clearing =
    ensemble.state === 'done'
      ? Math.min(...ensemble.memberOutcomes.map((m) => m.clearingMinutes ?? 90))
      : Number.NaN;
  return [
    {
      name: 'people and vehicles: released = arrived + under way, each of 3,600 s',
      value: violations,
      unit: 'violations',
      asked: { atMost: 0 },
      note: 'grid district, 12,000 people, a measure of every type',
    },
    { name: 'same seed, other bytes of state', value: twice, unit: '', asked: { atMost: 0 } },
    {
      name: 'saved, restored, run on: other bytes',
      value: restored,
      unit: '',
      asked: { atMost: 0 },
    },
    {
      name: 'shortest clearing time of 3 members',
      value: clearing,
      unit: 'min',
      asked: { atLeast: bound.minutes },
      baseline: {
        what: '95 % of people over width × flow',
        value: bound.minutes,
        source: 'theory',
      },
    },
  ];
}
