import { expect, test } from 'vitest';
import type { SignalControl } from '../road/road-types.ts';
import { createSmallRoad, evenTimes, sumTravelSeconds } from '../verification/small-road.ts';

const SATURATION = 0.8; // of small roads at 20 m/s: s = 5 m, τ = 1 s
const PHASES = [
  { seconds: 42, state: 'Gr' },
  { seconds: 3, state: 'yr' },
  { seconds: 42, state: 'rG' },
  { seconds: 3, state: 'ry' },
];

/** Two one-way streets that cross; shares of the saturation flow ask for green. */
function crossing(control: SignalControl, main: number, side: number, seconds: number) {
  const run = createSmallRoad({
    links: [
      ['main', 2000, 20],
      ['main2', 2000, 20],
      ['side', 2000, 20],
      ['side2', 2000, 20],
    ],
    ways: [
      { way: ['main', 'main2'], signal: { id: 's', index: 0 } },
      { way: ['side', 'side2'], signal: { id: 's', index: 1 } },
    ],
    signals: [{ id: 's', offsetSeconds: 0, phases: PHASES, control }],
    demand: {
      'main main2': main > 0 ? evenTimes(main * SATURATION, 0, seconds) : [],
      'side side2': side > 0 ? evenTimes(side * SATURATION, 0, seconds) : [],
    },
    endSeconds: 2 * seconds,
  });
  return run;
}
const meanDelay = (run: ReturnType<typeof crossing>): number =>
  sumTravelSeconds(run) / run.demand.departMs.length - 200;

const ACTUATED = {
  type: 'actuated',
  leastGreenSeconds: 8,
  mostGreenSeconds: 42,
  gapSeconds: 3,
} as const;
const PRESSURE = { type: 'max-pressure', leastGreenSeconds: 8, mostGreenSeconds: 60 } as const;

test('actuated: with nobody on the side street the main one never waits', () => {
  const run = crossing(ACTUATED, 0.5, 0, 1800);
  run.runUntil(3600);
  expect(meanDelay(run)).toBeLessThan(0.01);
});

test('actuated: both saturated, it is the fixed plan of the longest greens', () => {
  const left = (control: SignalControl) => {
    const run = crossing(control, 1, 1, 1800);
    run.runUntil(1900);
    return [...run.state.tripArrived].filter((at) => at >= 0).length;
  };
  // A green starts when the least one is over and the detector has looked: within one vehicle a cycle.
  const cycles = 1800 / 90;
  expect(Math.abs(left(ACTUATED) - left({ type: 'fixed' }))).toBeLessThanOrEqual(2 * cycles);
});

test('actuated: light traffic waits less than at the fixed plan', () => {
  const delay = (control: SignalControl) => {
    const run = crossing(control, 0.2, 0.1, 1800);
    run.runUntil(3600);
    return meanDelay(run);
  };
  expect(delay(ACTUATED)).toBeLessThan(0.6 * delay({ type: 'fixed' }));
});

test('max-pressure serves what an equal split cannot (Varaiya 2013: stable inside the capacity region)', () => {
  // 0.62 + 0.2 of the saturation flow; the equal split gives each 42/90 = 0.467.
  const behind = (control: SignalControl) => {
    const run = crossing(control, 0.62, 0.2, 3600);
    run.runUntil(3600);
    const arrived = [...run.state.tripArrived].filter((at) => at >= 0).length;
    // Of those not there yet, 200 s of driving would be under way without any signal.
    return run.demand.departMs.length - arrived - (0.62 + 0.2) * SATURATION * 200;
  };
  // The fixed plan falls behind by (0.62 − 0.467) · 0.8 · 3,600 = 441 vehicles.
  expect(behind({ type: 'fixed' })).toBeGreaterThan(400);
  // A cycle's worth: what comes in 60 + 6 s of the other street's green, at 0.5 vehicles a second.
  expect(behind(PRESSURE)).toBeLessThan(40);
});

test('a restored run steers on as the one that was saved', () => {
  const first = crossing(PRESSURE, 0.5, 0.3, 1200);
  first.runUntil(600);
  const saved = first.save();
  first.runUntil(2400);
  const second = crossing(PRESSURE, 0.5, 0.3, 1200);
  second.restore(saved);
  second.runUntil(2400);
  expect([...second.state.tripArrived]).toEqual([...first.state.tripArrived]);
});
