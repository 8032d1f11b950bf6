/** Delay and capacity at a signal against Webster (1958) and the Highway Capacity Manual. */
import type { VerifiedFigure } from '../../verification/figure-input.ts';
import type { TrafficRun } from '../loading/create-traffic-run.ts';
import { against } from './against.ts';
import { poissonTimes } from './poisson-times.ts';
import {
  countLeft,
  createSmallRoad,
  evenTimes,
  FREE_SPEED,
  sumTravelSeconds,
} from './small-road.ts';

const CYCLE = 90;
/** A whole number of headways, so that green · saturation flow vehicles pass. */
const GREEN = 42.5;
const SATURATION = 0.8;
const HEADWAY = 1 / SATURATION;
const CAPACITY = (SATURATION * GREEN) / CYCLE;

export function verifySignals(): VerifiedFigure[] {
  return [underSaturated(), ...overSaturated(), ...webster()];
}

const ROAD_SECONDS = 12_000 / FREE_SPEED;
const FREE_SECONDS = 12_200 / FREE_SPEED;

function signalRoad(times: readonly number[], endSeconds: number): TrafficRun {
  const run = createSmallRoad({
    links: [
      ['road', 12_000, FREE_SPEED],
      ['after', 200, FREE_SPEED],
    ],
    ways: [{ way: ['road', 'after'], signal: { id: 's', index: 0 } }],
    signals: [
      {
        id: 's',
        // The first to arrive meets the start of red.
        offsetSeconds: ROAD_SECONDS - GREEN,
        phases: [
          { seconds: GREEN, state: 'G' },
          { seconds: CYCLE - GREEN, state: 'r' },
        ],
      },
    ],
    demand: { 'road after': times },
    recordSeconds: CYCLE,
    endSeconds,
  });
  run.runUntil(endSeconds);
  return run;
}

const meanDelay = (run: TrafficRun): number =>
  sumTravelSeconds(run) / run.demand.departMs.length - FREE_SECONDS;

/**
 * d₁ = C (1 − g/C)² / (2 (1 − q/s)) for even arrivals. That is for a fluid; whole vehicles that are
 * held cross at the start of their headway, half a headway before the fluid's mean.
 */
function underSaturated(): VerifiedFigure {
  // Not a divisor of the cycle, so that arrivals come at every moment of it.
  const flow = 0.2003;
  const red = 1 - GREEN / CYCLE;
  const held = red / (1 - flow / SATURATION);
  const theory = (CYCLE * red * held) / 2 - (held * HEADWAY) / 2;
  const delay = meanDelay(signalRoad(evenTimes(flow, 0, 9000), 12_000));
  return against(
    'signal at 0.54: uniform delay',
    delay,
    theory,
    0.02,
    's',
    'HCM d₁ less half a headway for those held',
  );
}

/** 1.3 of capacity for T: d₁ at x = 1 and T (x − 1)/2. */
function overSaturated(): VerifiedFigure[] {
  const spell = 1800;
  const run = signalRoad(evenTimes(1.3 * CAPACITY, 0, spell), 9000);
  const delay = meanDelay(run);
  const uniform = (CYCLE * (1 - GREEN / CYCLE)) / 2;
  // From the second cycle with a queue to the last that is full of it.
  const first = Math.ceil((FREE_SECONDS + 2 * CYCLE) / CYCLE) * CYCLE;
  const flow = countLeft(run, 'road', first, first + 20 * CYCLE) / (20 * CYCLE);
  return [
    against('signal at 1.3: capacity', flow, CAPACITY, 0.02, '1/s', 's g/C'),
    against(
      'signal at 1.3: delay',
      delay,
      uniform + (spell * 0.3) / 2 - HEADWAY / 2,
      0.02,
      's',
      'HCM d₁ + d₂ without its random part, even arrivals',
    ),
  ];
}

/** Random arrivals below capacity: Webster's two terms and his correction. */
function webster(): VerifiedFigure[] {
  return [0.5, 0.7, 0.85].map((x) => {
    const flow = x * CAPACITY;
    const ratio = GREEN / CYCLE;
    const theory =
      (CYCLE * (1 - ratio) ** 2) / (2 * (1 - ratio * x)) +
      x ** 2 / (2 * flow * (1 - x)) -
      0.65 * (CYCLE / flow ** 2) ** (1 / 3) * x ** (2 + 5 * ratio);
    const run = signalRoad(poissonTimes(flow, 0, 90_000, 5), 99_000);
    return against(
      `signal at ${x}: delay with random arrivals`,
      meanDelay(run),
      theory,
      0.1,
      's',
      'Webster 1958',
      '±10 %: his formula was fitted to simulations and given to about that',
    );
  });
}
