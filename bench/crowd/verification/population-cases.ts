/** Who people are: start times and speeds follow what was assigned. */
import { type Distribution, rectangleShape, segmentShape, uniformOf } from '#contracts';
import {
  band,
  type CaseFigure,
  greatestOf,
  leastOf,
  meanOf,
  sumOf,
  type VerificationCase,
} from './case-types.ts';
import { finish, lastArrival, scenarioOf } from './run-scenario.ts';

export const preMovement: VerificationCase = {
  key: 'pre-movement',
  tests: ['RiMEA 5', 'IMO 5'],
  title: 'People set off at their own time',
  setup: 'Room 8 × 5 m with an exit of 1 m, 10 persons, pre-movement uniform in 10–100 s.',
  seeds: 50,
  variants: ['room'],
  measure: (_variant, seed) => {
    const started = new Map<number, number>();
    const run = finish(
      scenarioOf({
        levels: [{ id: 'floor', walkable: rectangleShape(0, 0, 8, 5) }],
        exits: [{ id: 'door', level: 'floor', area: rectangleShape(0, 2, 0.3, 3) }],
        people: [
          {
            id: 'ten',
            level: 'floor',
            area: rectangleShape(2, 0.5, 7.5, 4.5),
            count: 10,
            preMovementSeconds: uniformOf(10, 100),
            journey: [{ type: 'exit', exits: ['door'] }],
          },
        ],
      }),
      seed,
      (now) => {
        for (let k = 0; k < now.people; k += 1) {
          const speed = Math.hypot(now.arrays.velocityX[k] ?? 0, now.arrays.velocityY[k] ?? 0);
          if (speed > 0.01 && !started.has(k)) started.set(k, now.seconds());
        }
      },
    );
    const planned = [...run.arrays.setOffSeconds];
    const delays = planned.map((seconds, k) => (started.get(k) ?? Number.NaN) - seconds);
    return { delays, planned, arrived: run.counts().arrived };
  },
  judge: (samples) => {
    const delays = samples.lists('room', 'delays');
    const planned = samples.lists('room', 'planned');
    return [
      band(
        'set-off after the planned time, least',
        leastOf(delays),
        's',
        0,
        0.5,
        'RiMEA 5: own start time; ±0.5 s as in the tests of JuPedSim',
        `${delays.length} persons`,
      ),
      band(
        'set-off after the planned time, most',
        greatestOf(delays),
        's',
        0,
        0.5,
        'RiMEA 5: own start time; ±0.5 s as in the tests of JuPedSim',
      ),
      {
        name: 'planned times outside 10–100 s',
        value: planned.filter((seconds) => seconds < 10 || seconds > 100).length,
        unit: 'persons',
        asked: { atMost: 0 },
        source: 'uniform in 10–100 s',
      },
      meanBand('planned times, mean', planned, 's', 55, 90 / Math.sqrt(12)),
      band(
        'persons who left',
        sumOf(samples.numbers('room', 'arrived')),
        'persons',
        planned.length,
        planned.length,
        'all',
      ),
    ];
  },
};

/** Ages with the speeds that RiMEA's test 7 asks for, m/s. */
const AGES = [
  { age: 20, count: 10, min: 1.6, max: 1.64 },
  { age: 30, count: 10, min: 1.52, max: 1.56 },
  { age: 40, count: 10, min: 1.46, max: 1.5 },
  { age: 50, count: 10, min: 1.39, max: 1.43 },
  { age: 60, count: 5, min: 1.27, max: 1.27 },
  { age: 70, count: 5, min: 1.07, max: 1.07 },
] as const;

/** Measured speeds over 20 m of people who walk side by side, out of each other's reach. */
function speedsSideBySide(
  groups: readonly { count: number; freeSpeed: Distribution }[],
  seed: number,
): number[] {
  let lane = 0;
  const run = finish(
    scenarioOf({
      levels: [{ id: 'floor', walkable: rectangleShape(0, 0, 32, 80) }],
      exits: [{ id: 'end', level: 'floor', area: rectangleShape(31, 0, 32, 80) }],
      gridMetres: 0.5,
      people: groups.map(({ count, freeSpeed }, index) => ({
        id: `group ${index}`,
        level: 'floor',
        freeSpeed,
        positions: Array.from({ length: count }, (): [number, number] => {
          lane += 1;
          return [1, 1.5 * lane];
        }),
        journey: [{ type: 'exit' as const, exits: ['end'] }],
      })),
      measuringLines: [5, 25].map((x) => ({
        id: `at ${x}`,
        level: 'floor',
        line: segmentShape(x, 0, x, 80),
      })),
    }),
    seed,
  );
  if (Number.isNaN(lastArrival(run))) return [];
  const times = [0, 1].map((line) => {
    const perPerson = new Map(
      run
        .crossings()
        .filter((c) => c.line === line)
        .map((c) => [c.person, c.seconds]),
    );
    return Array.from({ length: run.people }, (_, k) => perPerson.get(k) ?? Number.NaN);
  });
  return Array.from(
    { length: run.people },
    (_, k) => 20 / ((times[1]?.[k] ?? 0) - (times[0]?.[k] ?? 0)),
  );
}

export const demographics: VerificationCase = {
  key: 'demographics',
  tests: ['RiMEA 7', 'IMO 7', 'NIST 2.4'],
  title: 'Speeds follow the assigned demographics',
  setup:
    '50 adults, side by side 1.5 m apart, speed over 20 m. RiMEA: six ages with their bands. IMO: males of 30–50, uniform 0.97–1.62 m/s.',
  seeds: 50,
  variants: ['ages', 'IMO panel'],
  measure: (variant, seed) => {
    if (variant === 'IMO panel') {
      return { speeds: speedsSideBySide([{ count: 50, freeSpeed: uniformOf(0.97, 1.62) }], seed) };
    }
    const speeds = speedsSideBySide(
      AGES.map(({ count, min, max }) => ({ count, freeSpeed: uniformOf(min, max) })),
      seed,
    );
    let first = 0;
    let outside = 0;
    const means = AGES.map(({ count, min, max }) => {
      const own = speeds.slice(first, first + count);
      first += count;
      // A person who did not arrive has no speed and counts as outside.
      outside += count - own.filter((speed) => speed >= min - 0.03 && speed <= max + 0.03).length;
      return meanOf(own);
    });
    const rises = means.filter((mean, k) => k > 0 && !(mean < (means[k - 1] ?? 0))).length;
    return { outside, rises };
  },
  judge: (samples) => {
    const panel = samples.lists('IMO panel', 'speeds');
    return [
      {
        name: 'persons outside their age’s band ±0.03 m/s',
        value: sumOf(samples.numbers('ages', 'outside')),
        unit: 'of 2,500',
        asked: { atMost: 0 },
        source: 'RiMEA 7; ±0.03 m/s as in the tests of JuPedSim',
      },
      {
        name: 'ages whose mean speed is not below the younger one’s',
        value: sumOf(samples.numbers('ages', 'rises')),
        unit: 'of 250',
        asked: { atMost: 0 },
        source: 'RiMEA 7: means fall with age',
      },
      {
        name: 'IMO panel: persons outside 0.97–1.62 m/s',
        value: panel.filter((speed) => !(speed >= 0.965 && speed <= 1.625)).length,
        unit: `of ${panel.length}`,
        asked: { atMost: 0 },
        source: 'IMO 7: uniform 0.97–1.62 m/s; ±0.005 m/s for times read between steps',
      },
      meanBand('IMO panel: mean', panel, 'm/s', 1.295, 0.65 / Math.sqrt(12)),
    ];
  },
};

/** A mean of independent draws with this expectation and deviation: ±3 standard errors. */
function meanBand(
  name: string,
  values: readonly number[],
  unit: string,
  expected: number,
  deviation: number,
): CaseFigure {
  const error = (3 * deviation) / Math.sqrt(values.length);
  return band(
    name,
    meanOf(values),
    unit,
    expected - error,
    expected + error,
    `${expected} ± 3 standard errors of ${values.length} draws`,
  );
}
