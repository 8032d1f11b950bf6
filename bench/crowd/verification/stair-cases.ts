/** Stairs with crowds: their fundamental diagram, queues before them, a building of three storeys. */
import { type CrowdScenarioInput, constantOf, rectangleShape, segmentShape } from '#contracts';
import {
  band,
  type CaseFigure,
  leastOf,
  meanOf,
  PARAMETER_SETS_JUDGED,
  type VerificationCase,
} from './case-types.ts';
import {
  densityIn,
  finish,
  isPresent,
  outlineShape,
  type ParameterSet,
  scenarioOf,
} from './run-scenario.ts';

/** Corbetta's stair curves as RiMEA 13 uses them: fast and slow group, mean and deviation, m/s. */
export function corbettaBand(direction: string, rho: number): readonly [number, number] {
  const [fast, slow, fastDeviation, slowDeviation] =
    direction === 'up'
      ? [
          0.18 * rho ** 2 - 0.55 * rho + 1.02,
          0.01 * rho + 0.48,
          0.35 - 0.14 * rho,
          0.1 - 0.02 * rho,
        ]
      : [
          0.33 * rho ** 2 - 1.02 * rho + 1.39,
          -0.08 * rho + 0.67,
          0.29 - 0.11 * rho,
          0.14 - 0.06 * rho,
        ];
  return [
    Math.min(fast - Math.max(0, fastDeviation), slow - Math.max(0, slowDeviation)),
    Math.max(fast + Math.max(0, fastDeviation), slow + Math.max(0, slowDeviation)),
  ];
}

/** RiMEA's standard population: persons and free speed, m/s. */
const POPULATION = [
  [15, 1.34],
  [15, 1.3],
  [15, 1.24],
  [15, 1.2],
  [15, 1.14],
  [15, 1.1],
  [10, 0.96],
] as const;
const STAIR_PLAN = 5;
const STAIR_RISE = 2.9;
const SLOPE = Math.hypot(STAIR_PLAN, STAIR_RISE) / STAIR_PLAN;
const BINS = [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5] as const;
const RATES = [0.9, 1.3, 1.8] as const;

/** A room and a corridor on the west level, a stair 2 m wide, a corridor on the east level. */
function stairScenario(
  direction: string,
  change: Partial<CrowdScenarioInput>,
): ReturnType<typeof scenarioOf> {
  const foot = { level: 'west', edge: segmentShape(13, 4, 13, 6) };
  const head = { level: 'east', edge: segmentShape(13 + STAIR_PLAN, 4, 13 + STAIR_PLAN, 6) };
  return scenarioOf({
    levels: [
      {
        id: 'west',
        walkable: outlineShape([
          [0, 0],
          [10, 0],
          [10, 4],
          [13, 4],
          [13, 6],
          [10, 6],
          [10, 10],
          [0, 10],
        ]),
      },
      { id: 'east', walkable: rectangleShape(13 + STAIR_PLAN, 4, 21 + STAIR_PLAN, 6) },
    ],
    stairs: [
      {
        id: 'stair',
        kind: 'stair',
        area: rectangleShape(13, 4, 13 + STAIR_PLAN, 6),
        riseMetres: STAIR_RISE,
        ...(direction === 'up' ? { lower: foot, upper: head } : { lower: head, upper: foot }),
      },
    ],
    exits: [
      { id: 'end', level: 'east', area: rectangleShape(20 + STAIR_PLAN, 4, 21 + STAIR_PLAN, 6) },
    ],
    ...change,
  });
}

export const stairDiagram: VerificationCase = {
  key: 'stair diagram',
  tests: ['RiMEA 13'],
  title: 'Speed and density on a stair',
  setup:
    'Room 10 × 10 m, corridor, stair 2 m wide, 5 m in plan and 2.9 m high; 100 persons of RiMEA’s standard population enter at 0.9, 1.3 or 1.8 persons/s, up and down; one point per second: persons per m² in plan, mean speed along the slope.',
  seeds: 4,
  variants: PARAMETER_SETS_JUDGED.flatMap((set) =>
    ['up', 'down'].flatMap((direction) => RATES.map((rate) => `${set} ${direction} ${rate}`)),
  ),
  measure: (variant, seed) => {
    const [set = '', direction = '', rate = ''] = variant.split(' ');
    const densities: number[] = [];
    const speeds: number[] = [];
    finish(
      stairScenario(direction, {
        parameters: set as ParameterSet,
        people: POPULATION.map(([count, speed], index) => ({
          id: `group ${index}`,
          level: 'west',
          area: rectangleShape(1, 1, 7, 9),
          count,
          freeSpeed: constantOf(speed),
          arrivalsPerSecond: (Number(rate) * count) / 100,
          journey: [{ type: 'exit' as const, exits: ['end'] }],
        })),
      }),
      seed,
      (run) => {
        if (Math.round(run.seconds() * 5) % 5 !== 0) return;
        const { plane, velocityX } = run.arrays;
        let persons = 0;
        let speed = 0;
        for (let k = 0; k < run.people; k += 1) {
          if (plane[k] !== 2 || !isPresent(run, k)) continue;
          persons += 1;
          speed += (velocityX[k] ?? 0) * SLOPE;
        }
        if (persons === 0) return;
        densities.push(persons / (2 * STAIR_PLAN));
        speeds.push(speed / persons);
      },
    );
    return { densities, speeds };
  },
  judge: (samples) =>
    PARAMETER_SETS_JUDGED.flatMap((set) => {
      const curves = ['up', 'down'].map((direction) => {
        const all = (key: string): readonly number[] =>
          RATES.flatMap((rate) => samples.lists(`${set} ${direction} ${rate}`, key));
        const densities = all('densities');
        const speeds = all('speeds');
        const points = densities
          .map((rho, k) => [rho, speeds[k] ?? Number.NaN] as const)
          .filter(([rho]) => rho >= 0.6 && rho <= 1.5);
        const inside = points.filter(([rho, v]) => {
          const [low, high] = corbettaBand(direction, rho);
          return v >= low && v <= high;
        });
        const bins = BINS.map((bin) =>
          points.filter(([rho]) => Math.abs(rho - bin) < 0.05).map(([, v]) => v),
        ).map((values) => (values.length < 5 ? Number.NaN : meanOf(values)));
        return { share: inside.length / points.length, points: points.length, bins };
      });
      const [up, down] = curves;
      if (up === undefined || down === undefined) return [];
      const common = BINS.map(
        (_bin, k) => [up.bins[k] ?? Number.NaN, down.bins[k] ?? Number.NaN] as const,
      ).filter(([a, b]) => !Number.isNaN(a + b));
      const figures: CaseFigure[] = [
        {
          name: `${set}, up: points inside the band`,
          value: 100 * up.share,
          unit: '%',
          asked: { atLeast: 50 },
          source: 'RiMEA 13 with Corbetta’s curves, 0.6–1.5 persons/m²: half of the points',
          note: `${up.points} points`,
        },
        {
          name: `${set}, down: points inside the band`,
          value: 100 * down.share,
          unit: '%',
          asked: { atLeast: 50 },
          source: 'as above',
          note: `${down.points} points`,
        },
        {
          name: `${set}: density bins with both directions`,
          value: common.length,
          unit: 'bins',
          asked: { atLeast: 5 },
          source: 'as in the tests of JuPedSim',
        },
        {
          name: `${set}: bins in which down is not faster than up`,
          value: common.filter(([a, b]) => !(b > a)).length,
          unit: 'bins',
          asked: { atMost: 0 },
          source: 'RiMEA 13: down faster than up at equal density',
        },
      ];
      return figures;
    }),
};

export const congestion: VerificationCase = {
  key: 'congestion',
  tests: ['IMO 11', 'NIST 5.1'],
  title: 'Queues before a corridor and before a stair',
  setup:
    'Room 8 × 8 m with 150 persons, its exit a corridor 12 × 2 m, at the end of it a stair up, 2 m wide, 5 m in plan; densities while 20 % to 60 % have left the room.',
  seeds: 50,
  variants: ['stair up'],
  measure: (_variant, seed) => {
    const sums = { exit: 0, corridor: 0, stair: 0, free: 0, frames: 0 };
    const run = finish(
      scenarioOf({
        levels: [
          {
            id: 'west',
            walkable: outlineShape([
              [0, 0],
              [8, 0],
              [8, 3],
              [20, 3],
              [20, 5],
              [8, 5],
              [8, 8],
              [0, 8],
            ]),
          },
          { id: 'east', walkable: rectangleShape(25, 3, 32, 5) },
        ],
        stairs: [
          {
            id: 'stair',
            kind: 'stair',
            area: rectangleShape(20, 3, 25, 5),
            riseMetres: STAIR_RISE,
            lower: { level: 'west', edge: segmentShape(20, 3, 20, 5) },
            upper: { level: 'east', edge: segmentShape(25, 3, 25, 5) },
          },
        ],
        exits: [{ id: 'end', level: 'east', area: rectangleShape(31, 3, 32, 5) }],
        people: [
          {
            id: 'crowd',
            level: 'west',
            area: rectangleShape(0, 0, 8, 8),
            count: 150,
            journey: [{ type: 'exit', exits: ['end'] }],
          },
        ],
      }),
      seed,
      (now) => {
        const inRoom = 64 * densityIn(now, [0, 0, 8, 8]);
        if (inRoom > 120 || inRoom < 60) return;
        sums.frames += 1;
        sums.exit += densityIn(now, [6, 2.5, 8, 5.5]);
        sums.corridor += densityIn(now, [9, 3, 12, 5]);
        sums.stair += densityIn(now, [18, 3, 20, 5]);
        sums.free += densityIn(now, [20, 3, 25, 5], 2);
      },
    );
    const { exit, corridor, stair, free, frames } = sums;
    return {
      exit: exit / frames,
      corridor: corridor / frames,
      stair: stair / frames,
      free: free / frames,
      arrived: run.counts().arrived,
    };
  },
  judge: (samples) => {
    const mean = (key: string): number => meanOf(samples.numbers('stair up', key));
    const source =
      'IMO 11, NIST 5.1: queues at the room’s exit and at the stair’s foot; quantified as a tenth denser';
    const value = (key: string): string => mean(key).toFixed(2);
    return [
      {
        name: 'density at the room’s exit over that in the corridor',
        value: mean('exit') / mean('corridor'),
        unit: '',
        asked: { atLeast: 1.1 },
        source,
        note: `${value('exit')} and ${value('corridor')} /m²`,
      },
      {
        name: 'density at the stair’s foot over that in the corridor',
        value: mean('stair') / mean('corridor'),
        unit: '',
        asked: { atLeast: 1.1 },
        source,
        note: `${value('stair')} and ${value('corridor')} /m²; on the stair ${value('free')}`,
      },
      band(
        'persons who arrive, least',
        leastOf(samples.numbers('stair up', 'arrived')),
        'persons',
        150,
        150,
        'all',
      ),
    ];
  },
};
