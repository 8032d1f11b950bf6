/** RiMEA 12: goal behind a bottleneck, its length, a second one, its width. */
import { rectangleShape } from '#contracts';
import { band, type CaseFigure, meanOf, type VerificationCase } from './case-types.ts';
import {
  finish,
  isPresent,
  outlineShape,
  type ParameterSet,
  passages,
  scenarioOf,
  steadyFlow,
} from './run-scenario.ts';
import { twoRooms } from './two-rooms.ts';

/** RiMEA's reference for bottlenecks, persons/s per metre. */
const RIMEA_FLOW = 1.9;

export const bottleneck: VerificationCase = {
  key: 'bottleneck',
  tests: ['RiMEA 12'],
  title: 'Influence of a bottleneck: goal, length, second opening, width',
  setup:
    'Rooms 10 × 10 m joined by openings of 1 m, 150 persons. a: goal 0, 5, 9 m behind; b: passage 0.2 and 5 m long; c: two openings in series; d: 0.8, 1.0, 1.2 m wide and 5 m long. Emergency set; d also calibrated.',
  seeds: 10,
  variants: [
    'a 0',
    'a 5',
    'a 9',
    'b 0.2',
    'b 5',
    'c',
    'd emergency 0.8',
    'd emergency 1',
    'd emergency 1.2',
    'd calibrated 0.8',
    'd calibrated 1',
    'd calibrated 1.2',
  ],
  measure: (variant, seed) => {
    const [part = '', first = '', second = ''] = variant.split(' ');
    const rooms = {
      lengthMetres: 10,
      depthMetres: 10,
      openingMetres: 1,
      passageMetres: 0.2,
      behindMetres: 10,
      people: 150,
      set: 'emergency' as const,
    };
    if (part === 'c') return measureSeries(seed);
    if (part === 'a')
      return measureTime(finish(twoRooms({ ...rooms, goalMetres: Number(first) }), seed));
    if (part === 'b')
      return measureTime(finish(twoRooms({ ...rooms, passageMetres: Number(first) }), seed));
    const run = finish(
      twoRooms({
        ...rooms,
        passageMetres: 5,
        openingMetres: Number(second),
        set: first as ParameterSet,
      }),
      seed,
    );
    return { flow: steadyFlow(passages(run)) };
  },
  judge: (samples) => {
    const time = (variant: string): number => meanOf(samples.numbers(variant, 'seconds'));
    const flow = (set: string, width: number): number =>
      meanOf(samples.numbers(`d ${set} ${width}`, 'flow'));
    const first = meanOf(samples.numbers('c', 'first'));
    const second = meanOf(samples.numbers('c', 'second'));
    return [
      {
        name: 'a: time with the goal at 0 m over 5 m',
        value: time('a 0') / time('a 5'),
        unit: '',
        asked: { atMost: 1 },
        source: 'RiMEA 12a: a nearer goal is not slower',
        note: `${time('a 0').toFixed(1)} and ${time('a 5').toFixed(1)} s`,
      },
      {
        name: 'a: 5 m over 9 m',
        value: time('a 5') / time('a 9'),
        unit: '',
        asked: { atMost: 1.02 },
        source: 'RiMEA 12a; both goals lie far off, 2 % is the noise of ten seeds',
        note: `9 m: ${time('a 9').toFixed(1)} s`,
      },
      {
        name: 'b: long over short bottleneck',
        value: time('b 5') / time('b 0.2'),
        unit: '',
        asked: { atLeast: 1.001 },
        source: 'RiMEA 12b: the longer one is slower',
        note: `${time('b 5').toFixed(1)} and ${time('b 0.2').toFixed(1)} s`,
      },
      {
        name: 'c: density before the second over the first opening',
        value: second / first,
        unit: '',
        asked: { atMost: 0.5 },
        source: 'RiMEA 12c: a queue only at the first; quantified as half its density',
        note: `${second.toFixed(2)} and ${first.toFixed(2)} /m², mean of 20–60 s`,
      },
      ...(['emergency', 'calibrated'] as const).flatMap((set): CaseFigure[] => [
        {
          name: `d, ${set}: flow at 1.0 over 0.8 m`,
          value: flow(set, 1) / flow(set, 0.8),
          unit: '',
          asked: { atLeast: 1.001 },
          source: 'RiMEA 12d: flow rises with width',
          note: `${[0.8, 1, 1.2].map((w) => flow(set, w).toFixed(2)).join(' / ')} persons/s`,
        },
        {
          name: `d, ${set}: flow at 1.2 over 1.0 m`,
          value: flow(set, 1.2) / flow(set, 1),
          unit: '',
          asked: { atLeast: 1.001 },
          source: 'RiMEA 12d',
        },
      ]),
      ...[0.8, 1, 1.2].map((width) =>
        band(
          `d, calibrated: flow at ${width} m over 1.9 w`,
          flow('calibrated', width) / (RIMEA_FLOW * width),
          '',
          0.75,
          1.25,
          'RiMEA 12d: reference J = 1.9 w persons/s; ±25 %, as far as the experiments lie from it',
        ),
      ),
    ];
  },
};

function measureTime(run: ReturnType<typeof finish>): { seconds: number } {
  const last = Math.max(...run.arrays.arrivedSeconds);
  return { seconds: run.counts().arrived === run.people ? last : Number.NaN };
}

function measureSeries(seed: number): { first: number; second: number } {
  const outline = [
    [0, 0],
    [10, 0],
    [10, 4.5],
    [10.2, 4.5],
    [10.2, 0],
    [20.2, 0],
    [20.2, 4.5],
    [20.4, 4.5],
    [20.4, 0],
    [26, 0],
    [26, 10],
    [20.4, 10],
    [20.4, 5.5],
    [20.2, 5.5],
    [20.2, 10],
    [10.2, 10],
    [10.2, 5.5],
    [10, 5.5],
    [10, 10],
    [0, 10],
  ] as const;
  let frames = 0;
  const sums = [0, 0];
  finish(
    scenarioOf({
      levels: [{ id: 'floor', walkable: outlineShape(outline) }],
      exits: [{ id: 'end', level: 'floor', area: rectangleShape(25, 0, 26, 10) }],
      people: [
        {
          id: 'people',
          level: 'floor',
          area: rectangleShape(0, 0, 10, 10),
          count: 150,
          journey: [{ type: 'exit', exits: ['end'] }],
        },
      ],
      durationSeconds: 60,
    }),
    seed,
    (run) => {
      if (run.seconds() < 20) return;
      frames += 1;
      for (let k = 0; k < run.people; k += 1) {
        if (!isPresent(run, k) || Math.abs((run.arrays.y[k] ?? 0) - 5) > 1.5) continue;
        const x = run.arrays.x[k] ?? 0;
        if (x > 8 && x < 10) sums[0] = (sums[0] ?? 0) + 1 / 6;
        if (x > 18.2 && x < 20.2) sums[1] = (sums[1] ?? 0) + 1 / 6;
      }
    },
  );
  return { first: (sums[0] ?? 0) / frames, second: (sums[1] ?? 0) / frames };
}
