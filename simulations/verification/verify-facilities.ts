/** Each kind of facility against its capacity and speed, and people and vehicles at crossings. */
import { gapDelaySeconds, occupiedPart } from '../district/crossings.ts';
import { createEntityPool } from '../kernel/entity-pool.ts';
import { createLaneTable } from '../kernel/lane-table.ts';
import { ARRIVES, createSpatialQueue } from '../kernel/spatial-queue.ts';
import { DEFAULT_PARAMETERS } from '../parameters/parameters.ts';
import type { VerifiedFigure } from './figure-input.ts';
import { crossingRate, runCrossing } from './run-crossing.ts';

const { specificFlowPersonsPerMetreSecond: FLOW, walkingSpeed } = DEFAULT_PARAMETERS;
const ONE_SPEED = { walkingSpeed: { ...walkingSpeed, deviation: 0 } };
const LENGTH = 12;
const WIDTH = 2;
const RISE = 6;

const KINDS = [
  { name: 'level', facility: 'square', flow: FLOW.level, seconds: LENGTH / 1.34 },
  {
    name: 'stairs up',
    facility: 'stairs',
    riseMetres: RISE,
    flow: FLOW.stairsUp,
    seconds: LENGTH / 0.61,
  },
  {
    name: 'stairs down',
    facility: 'stairs',
    riseMetres: -RISE,
    flow: FLOW.stairsDown,
    seconds: LENGTH / 0.694,
  },
  {
    name: 'escalator',
    facility: 'escalator',
    riseMetres: RISE,
    flow: FLOW.escalator,
    seconds: Math.hypot(LENGTH, RISE) / DEFAULT_PARAMETERS.escalatorMetresPerSecond,
  },
  { name: 'gate', facility: 'gate', flow: FLOW.gate, seconds: LENGTH / 1.34 },
] as const;

export function verifyFacilities(): VerifiedFigure[] {
  return [
    ...KINDS.flatMap((kind): VerifiedFigure[] => {
      const place = { ...kind, lengthMetres: LENGTH, widthMetres: WIDTH };
      // Stairs lose 0.2 m a side to their walls; the others are given in clear width.
      const clear = kind.facility === 'stairs' ? WIDTH - 0.4 : WIDTH;
      const crowd = runCrossing({ ...place, gateWidthMetres: 6, people: 6000 });
      const rate = crossingRate(crowd, 300, 900) / clear;
      const alone = runCrossing({
        ...place,
        gateWidthMetres: 6,
        people: 1,
        parameters: ONE_SPEED,
      });
      let seconds = 0;
      for (let second = 0; second < 400; second += 1) {
        alone.advanceTo(second);
        seconds += alone.run.counts.walkPersons[1] as number;
      }
      return [
        {
          name: `${kind.name}: flow at too much demand`,
          value: rate,
          unit: 'persons/(m·s)',
          asked: { between: [kind.flow * 0.97, kind.flow * 1.01] },
          baseline: { what: 'specific flow', value: kind.flow, source: 'parameters' },
          note: 'one person in ten minutes, and 3 % for whole seconds',
        },
        {
          name: `${kind.name}: seconds of one person over ${LENGTH} m`,
          value: seconds,
          unit: 's',
          asked: { between: [kind.seconds - 1, kind.seconds + 2] },
          baseline: { what: 'length over speed', value: kind.seconds, source: 'theory' },
          note: 'whole seconds at both ends',
        },
      ];
    }),
    ...counterflow(),
    ...crossings(),
  ];
}

/** Two streams that stand at the ends of one footway: both together, as part of its capacity. */
export function streamsAgainstEachOther(loss: number, share: number): number {
  const table = createLaneTable(2);
  const capacity = 3;
  for (const lane of [0, 1]) {
    table.opposite[lane] = lane ^ 1;
    table.flowPerSecond[lane] = capacity;
    table.counterflowLoss[lane] = loss;
  }
  const pool = createEntityPool();
  const queue = createSpatialQueue({
    lanes: table,
    pool,
    seed: 1,
    counterflowReserve: 0,
    rules: {
      chooseNext: () => ARRIVES,
      travelSeconds: () => 0,
      canArrive: () => true,
      takeArrival: (entity) => pool.free(entity),
    },
  });
  for (const [lane, people] of [
    [0, 10_000 * share],
    [1, 10_000 * (1 - share)],
  ] as const) {
    for (let i = 0; i < people; i += 1) queue.enterOrigin(pool.allocate(), lane, 0, 0.5);
  }
  const seconds = 2400;
  for (let now = 1; now <= seconds; now += 1) queue.step(now);
  const { leftTotal } = queue.state;
  return ((leftTotal[0] as number) + (leftTotal[1] as number)) / seconds / capacity;
}

function counterflow(): VerifiedFigure[] {
  const loss = DEFAULT_PARAMETERS.counterflowLoss;
  return [0.5, 0.2].map((share): VerifiedFigure => {
    const theory = 1 - loss;
    return {
      name: `streams ${share * 100} : ${(1 - share) * 100} on one footway: both together, part of one-way flow`,
      value: streamsAgainstEachOther(loss, share),
      unit: '',
      asked: { between: [theory - 0.02, theory + 0.02] },
      baseline: { what: '1 − loss', value: theory, source: 'HCM; Navin and Wheeler 1969' },
    };
  });
}

const CROSSING = { facility: 'crossing', lengthMetres: 12, widthMetres: 4 } as const;
const CLEAR = 4 - 0.4;

function crossings(): VerifiedFigure[] {
  const green = 60;
  const signal = runCrossing({
    ...CROSSING,
    greenSeconds: green,
    gateWidthMetres: 8,
    people: 20_000,
  });
  const atSignal = crossingRate(signal, 900, 2700);
  const theory = FLOW.crossing * CLEAR * ((90 - green) / 90);
  const alone = runCrossing({ ...CROSSING, gateWidthMetres: 8, people: 1, street: 2 });
  const vehicles = rateOf(alone, 1800, 3600);
  const crowd = runCrossing({ ...CROSSING, gateWidthMetres: 8, people: 40_000, street: 14 });
  const people = crossingRate(crowd, 900, 1200);
  const before = crowd.vehicles();
  const start = 1200;
  crowd.advanceTo(1800);
  const passed = (crowd.vehicles() - before) / (1800 - start);
  const occupied = occupiedPart(people * 3600);
  const yields = DEFAULT_PARAMETERS.driverYieldShare;
  const left = 1 - occupied * (yields + (1 - yields) * occupied);
  return [
    {
      name: 'crossing with signals: people per second at too much demand',
      value: atSignal,
      unit: 'persons/s',
      asked: { between: [theory * 0.97, theory * 1.03] },
      baseline: { what: 'width × flow × green share', value: theory, source: 'theory' },
    },
    {
      name: 'crossing without signals, a crowd: vehicles per second at too much demand',
      value: passed,
      unit: 'vehicles/s',
      asked: { between: [left * 0.95, left * 1.05] },
      baseline: {
        what: 'saturation flow × part of the time that the crowd leaves',
        value: left,
        source: 'HCM 2010 occupancy',
      },
      note: `${people.toFixed(2)} persons/s on the crossing; without them ${vehicles.toFixed(2)} vehicles/s come`,
    },
    {
      name: 'gap of 13 s in 0.1 vehicles/s: mean wait',
      value: gapDelaySeconds(0.1, 13),
      unit: 's',
      asked: { between: [gapBySampling(0.1, 13) * 0.97, gapBySampling(0.1, 13) * 1.03] },
      baseline: {
        what: 'random traffic, 200,000 walkers',
        value: gapBySampling(0.1, 13),
        source: 'Monte Carlo',
      },
    },
  ];
}

function rateOf(run: ReturnType<typeof runCrossing>, from: number, until: number): number {
  run.advanceTo(from);
  const before = run.vehicles();
  run.advanceTo(until);
  return (run.vehicles() - before) / (until - from);
}

/** A walker waits gap by gap until one is long enough. */
function gapBySampling(perSecond: number, gapSeconds: number): number {
  let state = 12345;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
  let waited = 0;
  const walkers = 200_000;
  for (let i = 0; i < walkers; i += 1) {
    for (;;) {
      const gap = -Math.log(uniform()) / perSecond;
      if (gap >= gapSeconds) break;
      waited += gap;
    }
  }
  return waited / walkers;
}
