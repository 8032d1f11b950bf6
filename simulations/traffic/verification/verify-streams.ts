/** One road, queues and shock waves against kinematic-wave theory (Lighthill, Whitham, Richards). */
import type { VerifiedFigure } from '../../verification/figure-input.ts';
import { against } from './against.ts';
import {
  countLeft,
  createSmallRoad,
  evenTimes,
  FREE_SPEED,
  speedForFlow,
  sumTravelSeconds,
  vehiclesOn,
} from './small-road.ts';

const LWR = 'kinematic-wave theory';

export function verifyStreams(): VerifiedFigure[] {
  return [...freeFlow(), ...capacity(), ...bottleneck(), ...shock(), ...spillback()];
}

function freeFlow(): VerifiedFigure[] {
  const run = createSmallRoad({
    links: [['road', 1000, FREE_SPEED]],
    ways: [],
    demand: { road: evenTimes(0.5, 0, 1000) },
    endSeconds: 1000,
  });
  run.runUntil(500.5);
  const density = vehiclesOn(run, 'road') / 1000;
  return [against('free flow: density at 0.5/s and 20 m/s', density, 0.025, 0.02, '1/m', 'q/v')];
}

function capacity(): VerifiedFigure[] {
  const run = createSmallRoad({
    links: [['road', 1000, FREE_SPEED]],
    ways: [],
    demand: { road: evenTimes(1.2, 0, 2000) },
    endSeconds: 2000,
  });
  run.runUntil(1500.5);
  const density = vehiclesOn(run, 'road') / 1000;
  run.runUntil(2000);
  const flow = countLeft(run, 'road', 500, 1500) / 1000;
  return [
    against('capacity of a lane', flow, 0.8, 0.02, '1/s', '1/(τ + s/v)'),
    against('critical density', density, 0.04, 0.02, '1/m', 'capacity over free speed'),
  ];
}

/** 0.6/s for 1,000 s through 0.4/s: queue and delay by cumulative curves (Newell 1982). */
function bottleneck(): VerifiedFigure[] {
  const run = createSmallRoad({
    links: [
      ['road', 3000, FREE_SPEED],
      ['neck', 500, speedForFlow(0.4)],
    ],
    ways: [{ way: ['road', 'neck'] }],
    demand: { 'road neck': evenTimes(0.6, 0, 1000) },
    endSeconds: 3000,
  });
  run.runUntil(1150);
  const queueAtEnd = vehiclesOn(run, 'road');
  run.runUntil(3000);
  const discharge = countLeft(run, 'road', 200, 1500) / 1300;
  const free = 600 * (3000 / FREE_SPEED + 500 / speedForFlow(0.4));
  return [
    against('bottleneck: discharge', discharge, 0.4, 0.02, '1/s', LWR),
    against(
      'bottleneck: longest queue',
      queueAtEnd,
      200,
      0.02,
      'vehicles',
      '(0.6 − 0.4) · 1,000 s',
    ),
    against(
      'bottleneck: total delay',
      sumTravelSeconds(run) - free,
      150_000,
      0.02,
      'vehicle·s',
      'area between the cumulative curves, ½ · 200 · 1,500',
    ),
  ];
}

/** Red for 300 s before a stream of 0.4/s: stop wave 0.4/(0.2 − 0.02), start wave s/τ. */
function shock(): VerifiedFigure[] {
  const run = createSmallRoad({
    links: [
      ['before', 1000, FREE_SPEED],
      ['road', 400, FREE_SPEED],
      ['after', 400, FREE_SPEED],
    ],
    ways: [{ way: ['before', 'road'] }, { way: ['road', 'after'], signal: { id: 's', index: 0 } }],
    signals: [
      {
        id: 's',
        offsetSeconds: 0,
        phases: [
          { seconds: 600, state: 'G' },
          { seconds: 300, state: 'r' },
          { seconds: 6000, state: 'G' },
        ],
      },
    ],
    demand: { 'before road after': evenTimes(0.4, 0, 1500) },
    endSeconds: 1500,
  });
  run.runUntil(1500);
  let stopped = 600;
  while (countLeft(run, 'before', stopped, stopped + 20) > 0) stopped += 1;
  let started = 900;
  while (countLeft(run, 'before', started, started + 1) === 0) started += 1;
  // The stop is seen at the last vehicle that came in, up to one headway of 2.5 s before it.
  const stopWave = 400 / (stopped + 1.25 - 600);
  return [
    against('shock wave of a red: speed of the stop', stopWave, 0.4 / 0.18, 0.02, 'm/s', LWR),
    against('speed of the start', 400 / (started + 0.5 - 900), 5, 0.02, 'm/s', 's/τ'),
  ];
}

function spillback(): VerifiedFigure[] {
  const run = createSmallRoad({
    links: [
      ['before', 1000, FREE_SPEED],
      ['road', 500, FREE_SPEED],
      ['neck', 500, speedForFlow(0.2)],
    ],
    ways: [{ way: ['before', 'road'] }, { way: ['road', 'neck'] }],
    demand: { 'before road neck': evenTimes(0.6, 0, 900) },
    endSeconds: 1000,
  });
  run.runUntil(900);
  const onRoad = vehiclesOn(run, 'road');
  run.runUntil(1000);
  const flow = countLeft(run, 'before', 400, 900) / 500;
  // Until the tail reaches the entry the road takes 0.6/s; the count then stands above it.
  const before = countLeft(run, 'before', 0, 400);
  const reached = (before - 0.2 * 400 + 0.6 * 50) / 0.4;
  return [
    against(
      'spillback: vehicles on the full road',
      onRoad,
      80,
      0.02,
      'vehicles',
      'L (k_jam − q/w)',
    ),
    against('spillback: flow before it', flow, 0.2, 0.02, '1/s', LWR),
    against(
      'spillback: when it reaches the entry',
      reached,
      50 + 25 + 500 / (0.4 / 0.13),
      0.02,
      's',
      'first arrival and shock wave (0.6 − 0.2)/(0.16 − 0.03) m/s',
    ),
  ];
}
