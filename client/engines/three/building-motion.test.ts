import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TakenApart } from './building-draw.ts';
import { keepApart } from './draw-labels.ts';
import { EASE_MS, poseAt } from './ease-view.ts';
import { COARSE_SHARE, createMotionPace } from './motion-pace.ts';
import { cameraAxes, fitOrbit, panOrbit, pixelOf, turnOrbit, zoomOrbit } from './orbit-camera.ts';
import { orbitAfterKey } from './orbit-input.ts';
import { liftFor, placeStoreys } from './place-storeys.ts';

const storeys = [0, 1, 2, 3].map((level) => ({ level, heightMetres: 3 }));
const whole: TakenApart = {
  mode: 'axonometric',
  storey: null,
  above: 'lift',
  spread: false,
  cutShare: 0.5,
};

describe('placeStoreys', () => {
  it('leaves the whole building as it stands', () => {
    expect(placeStoreys(storeys, 40, whole)).toEqual(
      storeys.map(() => ({ liftMetres: 0, look: 'solid' })),
    );
  });

  it('lifts exactly the storeys above the chosen one, all by the same', () => {
    const lifts = placeStoreys(storeys, 40, { ...whole, storey: 1 }).map((p) => p.liftMetres);
    expect(lifts).toEqual([0, 0, liftFor(40), liftFor(40)]);
    expect(liftFor(40)).toBe(30);
    expect(liftFor(5)).toBe(12);
  });

  it('hides or ghosts instead of lifting', () => {
    const hidden = placeStoreys(storeys, 40, { ...whole, storey: 1, above: 'hide' });
    expect(hidden.map((p) => p.look)).toEqual(['solid', 'solid', 'hidden', 'hidden']);
    const ghosts = placeStoreys(storeys, 40, { ...whole, storey: 1, above: 'xray' });
    expect(ghosts.map((p) => p.look)).toEqual(['ghost', 'solid', 'ghost', 'ghost']);
    expect([...hidden, ...ghosts].every((p) => p.liftMetres === 0)).toBe(true);
  });

  it('spreads so that each storey stands clear of the one below', () => {
    const places = placeStoreys(storeys, 40, { ...whole, spread: true });
    for (let i = 1; i < places.length; i += 1) {
      const gap = (places[i]?.liftMetres ?? 0) - (places[i - 1]?.liftMetres ?? 0);
      expect(gap).toBeGreaterThan(3);
    }
  });

  it('moves storeys of one level together', () => {
    const stands = [
      { level: 0, heightMetres: 4 },
      { level: 1, heightMetres: 4 },
      { level: 1, heightMetres: 6 },
      { level: 2, heightMetres: 4 },
    ];
    const chosen = placeStoreys(stands, 40, { ...whole, storey: 1, spread: true });
    expect(chosen[1]?.liftMetres).toBe(chosen[2]?.liftMetres);
    expect(chosen[3]?.liftMetres).toBeGreaterThan((chosen[2]?.liftMetres ?? 0) + 6);
    const plan = placeStoreys(stands, 40, { ...whole, mode: 'plan', storey: 1 });
    expect(plan.map((p) => p.look)).toEqual(['hidden', 'solid', 'ghost', 'hidden']);
  });
});

describe('orbit camera', () => {
  const angle = fc.double({ min: -7, max: 7, noNaN: true });
  const tilt = fc.double({ min: 0, max: Math.PI / 2, noNaN: true });

  it('has right-angled unit axes, north up when looking straight down', () => {
    fc.assert(
      fc.property(angle, tilt, (azimuthRadians, elevationRadians) => {
        const { forward, right, up } = cameraAxes({
          target: [0, 0, 0],
          metresPerPixel: 1,
          azimuthRadians,
          elevationRadians,
        });
        const dot = (a: readonly number[], b: readonly number[]) =>
          a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
        for (const axis of [forward, right, up]) expect(dot(axis, axis)).toBeCloseTo(1, 12);
        expect(dot(forward, right)).toBeCloseTo(0, 12);
        expect(dot(forward, up)).toBeCloseTo(0, 12);
        expect(dot(right, up)).toBeCloseTo(0, 12);
      }),
      { seed: 5 },
    );
    const down = fitOrbit([], { azimuthRadians: 0, elevationRadians: Math.PI / 2 }, 1, 1);
    expect(cameraAxes(down).up[1]).toBeCloseTo(1, 12);
  });

  it('fits every point into the window and touches its margin', () => {
    const point = fc.tuple(
      fc.double({ min: -50, max: 50, noNaN: true }),
      fc.double({ min: -50, max: 50, noNaN: true }),
      fc.double({ min: 0, max: 200, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 2 }),
        angle,
        tilt,
        (points, azimuthRadians, elevationRadians) => {
          const orbit = fitOrbit(points, { azimuthRadians, elevationRadians }, 800, 600);
          for (const p of points) {
            const [x, y] = pixelOf(orbit, p);
            // 10 % margin on each side of 800 × 600, plus rounding.
            expect(Math.abs(x)).toBeLessThanOrEqual(320.001);
            expect(Math.abs(y)).toBeLessThanOrEqual(240.001);
          }
        },
      ),
      { seed: 11 },
    );
  });

  it('pans by the hand’s pixels and zooms around the pointer', () => {
    const start = fitOrbit(
      [
        [0, 0, 0],
        [10, 20, 30],
      ],
      { azimuthRadians: 1, elevationRadians: 0.6 },
      800,
      600,
    );
    const at = pixelOf(start, [10, 20, 30]);
    const panned = pixelOf(panOrbit(start, 25, -40), [10, 20, 30]);
    expect(panned[0] - at[0]).toBeCloseTo(25, 6);
    expect(panned[1] - at[1]).toBeCloseTo(-40, 6);
    const zoomed = pixelOf(zoomOrbit(start, 2, at[0], at[1]), [10, 20, 30]);
    expect(zoomed[0]).toBeCloseTo(at[0], 6);
    expect(zoomed[1]).toBeCloseTo(at[1], 6);
  });

  it('answers keys: turning in axonometry, moving in plan', () => {
    const start = fitOrbit([], { azimuthRadians: 0, elevationRadians: 0.6 }, 1, 1);
    expect(orbitAfterKey(start, 'ArrowLeft', true)?.azimuthRadians).toBeGreaterThan(0);
    expect(orbitAfterKey(start, 'ArrowLeft', false)?.target[0]).toBeLessThan(0);
    expect(orbitAfterKey(start, '+', true)?.metresPerPixel).toBeLessThan(start.metresPerPixel);
    expect(orbitAfterKey(start, 'a', true)).toBeNull();
    expect(turnOrbit(start, 0, 9).elevationRadians).toBe(Math.PI / 2);
  });
});

describe('poseAt', () => {
  const orbit = fitOrbit([], { azimuthRadians: 0, elevationRadians: 0.5 }, 1, 1);
  const easing = {
    from: { orbit, places: [{ liftMetres: 0, look: 'solid' as const }] },
    to: {
      orbit: { ...orbit, metresPerPixel: 2 },
      places: [{ liftMetres: 30, look: 'solid' as const }],
    },
    startMs: 1000,
  };
  it('starts where it was, ends exactly there, within 200 ms', () => {
    expect(poseAt(easing, 1000).places[0]?.liftMetres).toBe(0);
    const end = poseAt(easing, 1000 + EASE_MS);
    expect(end).toEqual({ ...easing.to, done: true });
    expect(EASE_MS).toBeLessThanOrEqual(200);
    // Clocks of frames and events may differ: a time before the start is the start.
    expect(poseAt(easing, 900).places[0]?.liftMetres).toBe(0);
  });
});

describe('motion pace', () => {
  const run = (times: readonly number[]) => {
    const pace = createMotionPace();
    return times.map((timeMs) => pace.next(timeMs));
  };
  it('stays sharp on a fast machine and for single pictures', () => {
    expect(run([0, 16, 32, 48, 64, 80]).every((share) => share === 1)).toBe(true);
    expect(run([0, 5000, 10_000, 15_000, 20_000]).every((share) => share === 1)).toBe(true);
  });
  it('coarsens motion on a slow machine, and is sharp again after a rest', () => {
    const shares = run([0, 120, 240, 360, 480, 5000, 5120]);
    expect(shares).toEqual([1, 1, 1, COARSE_SHARE, COARSE_SHARE, 1, COARSE_SHARE]);
  });
});

describe('keepApart', () => {
  it('keeps none on another or on what is taken, at the nearest shift, and drops none without a reason', () => {
    const box = fc.record({
      x: fc.integer({ min: 0, max: 200 }),
      y: fc.integer({ min: 0, max: 200 }),
      width: fc.integer({ min: 5, max: 60 }),
      height: fc.constant(18),
    });
    type Box = { x: number; y: number; width: number; height: number };
    const clash = (a: Box, b: Box): boolean =>
      a.x - a.width / 2 < b.x + b.width / 2 &&
      b.x - b.width / 2 < a.x + a.width / 2 &&
      a.y - a.height / 2 < b.y + b.height / 2 &&
      b.y - b.height / 2 < a.y + a.height / 2;
    fc.assert(
      fc.property(
        fc.array(box),
        fc.array(box),
        fc.constantFrom([0], [0, -18, 18]),
        (boxes, taken, shifts) => {
          const kept = keepApart(boxes, taken, shifts);
          const moved = (a: Box, shift: number): Box => ({ ...a, y: a.y + shift });
          boxes.forEach((a, i) => {
            const earlier = boxes.slice(0, i).flatMap((b, j) => {
              const shift = kept[j] ?? null;
              return shift === null ? [] : [moved(b, shift)];
            });
            const fits = (shift: number): boolean =>
              ![...taken, ...earlier].some((b) => clash(moved(a, shift), b));
            expect(kept[i]).toBe(shifts.find(fits) ?? null);
          });
        },
      ),
      { seed: 13 },
    );
  });
});
