/** Merges and diverges against the theory of nodes (Daganzo 1995; Tampère et al. 2011). */
import type { VerifiedFigure } from '../../verification/figure-input.ts';
import { against } from './against.ts';
import { poissonTimes } from './poisson-times.ts';
import {
  countLeft,
  createSmallRoad,
  evenTimes,
  FREE_SPEED,
  SMALL_ROAD_PARAMETERS,
  speedForFlow,
} from './small-road.ts';

export function verifyNodes(): VerifiedFigure[] {
  return [
    ...merge('merge of equal roads', 0.8, 0.8, 1, [0.4, 0.4]),
    ...merge('merge with priority 2:1', 0.8, 0.8, 2, [0.8 * (2 / 3), 0.8 / 3]),
    ...merge('merge with priority 3:1', 0.8, 0.8, 3, [0.6, 0.2]),
    ...merge('merge with a road below its share', 0.2, 0.8, 1, [0.2, 0.6]),
    ...diverge(),
    ...gaps(),
  ];
}

function merge(
  name: string,
  first: number,
  second: number,
  weight: number,
  theory: readonly [number, number],
): VerifiedFigure[] {
  const run = createSmallRoad({
    links: [
      ['a', 1000, FREE_SPEED],
      ['b', 1000, FREE_SPEED],
      ['c', 1000, FREE_SPEED],
    ],
    ways: [{ way: ['a', 'c'], mergeWeight: weight }, { way: ['b', 'c'] }],
    demand: { 'a c': evenTimes(first, 0, 2000), 'b c': evenTimes(second, 0, 2000) },
    endSeconds: 2000,
  });
  run.runUntil(2000);
  return (['a', 'b'] as const).map((id, at) =>
    against(
      `${name}: flow of ${id}`,
      countLeft(run, id, 500, 2000) / 1500,
      theory[at] as number,
      0.02,
      '1/s',
      'shares of 0.8/s by priority; what one leaves the other takes',
    ),
  );
}

/** Half of 0.6/s wants a branch that takes 0.1/s: first in, first out holds the other half too. */
function diverge(): VerifiedFigure[] {
  const times = evenTimes(0.3, 0, 1500);
  const run = createSmallRoad({
    links: [
      ['a', 1000, FREE_SPEED],
      ['wide', 500, FREE_SPEED],
      ['narrow', 50, speedForFlow(0.1)],
    ],
    ways: [{ way: ['a', 'wide'] }, { way: ['a', 'narrow'] }],
    demand: { 'a wide': times, 'a narrow': times.map((at) => at + 1) },
    endSeconds: 1500,
  });
  run.runUntil(1500);
  const flow = (id: string): number => countLeft(run, id, 500, 1500) / 1000;
  return [
    against('FIFO diverge: narrow branch', flow('narrow'), 0.1, 0.02, '1/s', 'its capacity'),
    against('FIFO diverge: wide branch', flow('wide'), 0.1, 0.02, '1/s', 'held by the other'),
    against('FIFO diverge: road before', flow('a'), 0.2, 0.02, '1/s', 'capacity over share'),
  ];
}

/** A side road with a queue crosses or joins a stream of random arrivals that has priority. */
function gaps(): VerifiedFigure[] {
  return [300, 600, 900].map((perHour) => {
    const run = createSmallRoad({
      links: [
        ['major', 1000, FREE_SPEED],
        ['minor', 300, FREE_SPEED],
        ['onMajor', 300, FREE_SPEED],
        ['onMinor', 300, FREE_SPEED],
      ],
      ways: [{ way: ['major', 'onMajor'] }, { way: ['minor', 'onMinor'], yieldsTo: [0] }],
      demand: {
        'major onMajor': poissonTimes(perHour / 3600, 0, 40_000, 11),
        'minor onMinor': evenTimes(0.7, 0, 40_000),
      },
      parameters: { ...SMALL_ROAD_PARAMETERS, criticalGapSeconds: 4.5, followUpSeconds: 2.5 },
      recordSeconds: 1000,
      endSeconds: 40_000,
    });
    run.runUntil(40_000);
    const rate = perHour / 3600;
    const theory = (3600 * rate * Math.exp(-rate * 4.5)) / (1 - Math.exp(-rate * 2.5));
    return against(
      `gap acceptance: capacity beside ${perHour}/h`,
      (countLeft(run, 'minor', 1000, 40_000) / 39_000) * 3600,
      theory,
      0.1,
      '1/h',
      'HCM potential capacity, 4.5 s and 2.5 s',
      '±10 %: the formula takes exponential gaps, the lane has none below 1.25 s',
    );
  });
}
