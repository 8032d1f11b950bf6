/**
 * `npm run bench -- egress`: people leave Shanghai Stadium on foot, by metro, car and taxi over the
 * reference district; two hours simulated, background walkers included. CPU time of this process, so
 * that other programs count less. A million people are more than the stadium's gates let out in two
 * hours, so they leave twice: with the gates as they are, and with every width and capacity × 17,
 * where all of them walk the whole way.
 */
import {
  DEFAULT_MODE_SHARES,
  type DistrictNetworks,
  type EventPlan,
  eventPlanSchema,
} from '#contracts';
import {
  buildDistrictModel,
  createDistrictRun,
  DEFAULT_PARAMETERS,
  type DistrictModel,
  type DistrictRun,
  type RunInput,
  type SimulationParameters,
} from '#simulations';
import { type Figure, judgeFigure, judgeViolations } from '../report/figure.ts';
import { readReferenceNetworks } from './reference-networks.ts';

const END_MS = Date.parse('2026-11-22T14:00:00Z');
/** All who leave set out within three deviations of the end. */
const SPREAD_MINUTES = 8;
const START_MS = END_MS - 24 * 60_000;
const UNTIL_MS = START_MS + 2 * 3_600_000;
const REPEATS = 5;
const COPIES = 20;
const STADIUM = 'ref/shanghai-stadium';
const WIDER = 17;

export async function benchEgress(): Promise<readonly Figure[]> {
  const networks = readReferenceNetworks();
  const model = buildDistrictModel(networks);
  const wide = buildDistrictModel(widen(networks, WIDER));
  const runs = Array.from({ length: REPEATS }, () => leave(model, { people: 60_000 }));
  const first = runs[0];
  const middle = middleOf(runs);
  if (!first || !middle) throw new Error('no run');
  const spread = runs.map((run) => run.cpuSeconds.toFixed(2)).join(', ');
  const withCars = middleOf([1, 2, 3].map(() => leave(model, { people: 60_000, street: 1 })));
  const gateBound = middleOf([1, 2, 3].map(() => leave(model, { people: 1_000_000 })));
  const moved = middleOf([1, 2, 3].map(() => leave(wide, { people: 1_000_000 })));
  const single = leave(model, { people: 60_000, parameters: { groupSizeMean: 0 } });
  const packets = leave(model, { people: 60_000, parameters: { mostEventEntities: 5_200 } });
  const otherSeed = distance(leave(model, { people: 60_000, seed: 2 }).entries, middle.entries);
  const least = { atMost: 3 * middle.cpuSeconds };
  const beside = { what: '60,000 people', value: middle.cpuSeconds, source: 'this run' };
  return [
    judgeFigure({
      name: '60,000 people, two hours: CPU',
      value: middle.cpuSeconds,
      unit: 's',
      asked: { atMost: 1 },
      note: `middle of ${REPEATS} (${spread}; the first while the compiler still works); ${describe(middle)}; ${networks.walk.links.length} walk links`,
    }),
    judgeFigure({
      name: 'the same: CPU per thousand persons and links walked',
      value: (1e6 * middle.cpuSeconds) / middle.linkWalks,
      unit: 'ms',
      note: `${middle.linkWalks} times a person walked a link`,
    }),
    judgeFigure({
      name: 'the same with the background’s vehicles: CPU',
      value: withCars.cpuSeconds,
      unit: 's',
      note: `${withCars.vehicles} vehicles on ${networks.street.links.length} street links`,
    }),
    judgeFigure({
      name: '1,000,000 people, gates as they are: CPU',
      value: gateBound.cpuSeconds,
      unit: 's',
      asked: least,
      baseline: beside,
      note: `${describe(gateBound)}; packets of ${packetOf(1_000_000)}`,
    }),
    judgeFigure({
      name: `1,000,000 people, every width × ${WIDER}: CPU`,
      value: moved.cpuSeconds,
      unit: 's',
      asked: least,
      baseline: beside,
      note: `${describe(moved)}; ${moved.linkWalks} times a person walked a link; packets of ${packetOf(1_000_000)}`,
    }),
    ...copyFigures('60,000 people', model, 60_000),
    ...copyFigures('1,000,000 people', wide, 1_000_000),
    judgeViolations(
      'people released = arrived + under way, each minute of each run',
      [...runs, withCars, gateBound, moved, single, packets].reduce(
        (sum, run) => sum + run.violations,
        0,
      ),
    ),
    judgeFigure({
      name: 'groups beside lone people: minutes until 95 % have arrived',
      value: middle.clearingMinutes,
      unit: 'min',
      asked: { between: [single.clearingMinutes * 0.95, single.clearingMinutes * 1.05] },
      baseline: { what: 'everybody alone', value: single.clearingMinutes, source: 'this run' },
    }),
    judgeFigure({
      name: 'packets of 12 beside groups: minutes until 95 % have arrived',
      value: packets.clearingMinutes,
      unit: 'min',
      asked: { between: [middle.clearingMinutes * 0.95, middle.clearingMinutes * 1.05] },
      baseline: { what: 'groups', value: middle.clearingMinutes, source: 'this run' },
      note: 'packets as a million people have them, on 60,000',
    }),
    judgeFigure({
      name: 'packets of 12 beside groups: station entries per 5 min, L1',
      value: distance(packets.entries, middle.entries),
      unit: '',
      // Seven groups draw once together, so chance is √7 times as large; a third for its own spread.
      asked: { atMost: 1.33 * Math.sqrt(7) * otherSeed },
      baseline: {
        what: 'another seed, groups both',
        value: otherSeed,
        source: 'this run',
      },
      note: 'of all stations; runs that draw differently never agree exactly',
    }),
  ];
}

interface Egress {
  readonly cpuSeconds: number;
  readonly people: number;
  readonly arrived: number;
  readonly outOfGates: number;
  readonly vehicles: number;
  readonly linkWalks: number;
  readonly clearingMinutes: number;
  readonly violations: number;
  /** Per 5 minutes and station, as shares of all entries. */
  readonly entries: readonly number[];
}

interface EgressOptions {
  readonly people: number;
  readonly street?: number;
  readonly seed?: number;
  readonly parameters?: Partial<SimulationParameters>;
}

function leave(model: DistrictModel, options: EgressOptions): Egress {
  const run = createDistrictRun(model, inputOf(model, options));
  const entries: number[] = [];
  const last = new Float64Array(model.networks.stations.length);
  let violations = 0;
  let micros = 0;
  for (let ms = START_MS + 60_000; ms <= UNTIL_MS; ms += 60_000) {
    const before = process.cpuUsage();
    run.advanceTo(ms);
    const used = process.cpuUsage(before);
    micros += used.user + used.system;
    const { people } = run.ledger();
    if (people.released !== people.arrived + people.underWay) violations += 1;
    if ((ms - START_MS) % 300_000 !== 0) continue;
    run.counts.stationEntriesTotal.forEach((total, station) => {
      entries.push(total - (last[station] as number));
      last[station] = total;
    });
  }
  const events = run.events();
  const all = entries.reduce((sum, n) => sum + n, 0);
  const total = (counts: Uint32Array): number => counts.reduce((sum, n) => sum + n, 0);
  const { people, vehicles } = run.ledger();
  return {
    cpuSeconds: micros / 1e6,
    people: people.released,
    arrived: people.arrived,
    outOfGates: events.reduce((sum, event) => Math.max(sum, event.outOfGates), 0),
    vehicles: vehicles.released,
    linkWalks: total(run.counts.walkForwardTotal) + total(run.counts.walkBackwardTotal),
    clearingMinutes: ((events[0]?.clearedMs ?? UNTIL_MS) - END_MS) / 60_000,
    violations,
    entries: entries.map((n) => n / Math.max(1, all)),
  };
}

function inputOf(model: DistrictModel, options: EgressOptions): RunInput {
  const events: EventPlan[] = [];
  // One event holds half a million people at most.
  for (let left = options.people; left > 0; left -= 500_000) {
    events.push(
      eventPlanSchema.parse({
        id: `egress-${events.length}`,
        name: 'Egress',
        venue: STADIUM,
        attendance: Math.min(left, 500_000),
        startMs: END_MS - 9_000_000,
        endMs: END_MS,
        endSpreadMinutes: SPREAD_MINUTES,
        modeShares: DEFAULT_MODE_SHARES,
      }),
    );
  }
  if (!model.networks.venues.some((venue) => venue.id === STADIUM)) {
    throw new Error(`bench egress: the reference district has no venue ${STADIUM}`);
  }
  return {
    startMs: START_MS,
    timeZone: 'Asia/Shanghai',
    seed: options.seed ?? 1,
    weather: { rainMillimetresPerHour: 0, temperatureCelsius: 20, windMetresPerSecond: 2 },
    events,
    measures: [],
    demandFactors: { walk: 1, street: options.street ?? 0 },
    parameters: { ...DEFAULT_PARAMETERS, ...options.parameters },
  };
}

/** Save and restore while most people are under way. */
function copyFigures(name: string, model: DistrictModel, people: number): Figure[] {
  const run = createDistrictRun(model, inputOf(model, { people }));
  run.advanceTo(END_MS + 600_000);
  const other = createDistrictRun(model, inputOf(model, { people }));
  let state = run.save();
  const saving = cpuMillis(() => {
    state = run.save();
  });
  const restoring = cpuMillis(() => other.restore(state));
  const bytes = [...state.buffers.values()].reduce((sum, buffer) => sum + buffer.byteLength, 0);
  const note = `middle of ${COPIES}; ${(bytes / 1e6).toFixed(1)} MB, ${run.ledger().people.underWay} people under way`;
  return [
    judgeFigure({ name: `${name}: save`, value: saving, unit: 'ms', asked: { atMost: 5 }, note }),
    judgeFigure({
      name: `${name}: restore`,
      value: restoring,
      unit: 'ms',
      asked: { atMost: 5 },
      note,
    }),
    judgeViolations(
      `${name}: restored, other bytes`,
      bytesDiffer(run, other) ? 1 : 0,
      'five simulated minutes after the copy',
    ),
  ];
}

function bytesDiffer(a: DistrictRun, b: DistrictRun): boolean {
  a.advanceTo(END_MS + 900_000);
  b.advanceTo(END_MS + 900_000);
  const other = b.save().buffers;
  for (const [name, buffer] of a.save().buffers) {
    const mate = other.get(name);
    if (!mate || Buffer.compare(Buffer.from(buffer), Buffer.from(mate)) !== 0) return true;
  }
  return false;
}

function cpuMillis(work: () => void): number {
  const taken: number[] = [];
  for (let i = 0; i < COPIES; i += 1) {
    const before = process.cpuUsage();
    work();
    const used = process.cpuUsage(before);
    taken.push((used.user + used.system) / 1000);
  }
  return taken.sort((a, b) => a - b)[COPIES / 2] as number;
}

function middleOf(runs: readonly Egress[]): Egress {
  const sorted = [...runs].sort((a, b) => a.cpuSeconds - b.cpuSeconds);
  const middle = sorted[sorted.length >> 1];
  if (!middle) throw new Error('no run');
  return middle;
}

const describe = (run: Egress): string =>
  `${run.people} released, ${run.outOfGates} out of the gates, ${run.arrived} arrived`;

/** Mean people of an entity: groups of 1.66 on average, enough of them for 100,000 entities. */
function packetOf(people: number): string {
  const { groupSizeMean: mean, mostEventEntities } = DEFAULT_PARAMETERS;
  const group = mean / (1 - Math.exp(-mean));
  return `${(group * Math.ceil(people / group / mostEventEntities)).toFixed(1)} people on average`;
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, share, i) => sum + Math.abs(share - (b[i] ?? 0)), 0);

function widen(networks: DistrictNetworks, times: number): DistrictNetworks {
  return {
    ...networks,
    walk: {
      ...networks.walk,
      links: networks.walk.links.map((link) => ({
        ...link,
        widthMetres: link.widthMetres * times,
      })),
    },
    stations: networks.stations.map((station) => ({
      ...station,
      departureCapacityPersonsPerMinute: {
        ...station.departureCapacityPersonsPerMinute,
        value: station.departureCapacityPersonsPerMinute.value * times,
      },
      entrances: station.entrances.map((entrance) => ({
        ...entrance,
        capacityPersonsPerMinute: entrance.capacityPersonsPerMinute * times,
      })),
    })),
    venues: networks.venues.map((venue) => ({
      ...venue,
      gates: venue.gates.map((gate) => ({ ...gate, widthMetres: gate.widthMetres * times })),
    })),
  };
}
