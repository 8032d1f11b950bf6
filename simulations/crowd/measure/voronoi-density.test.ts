import { expect, test } from 'vitest';
import { rectangleShape } from '#contracts';
import { ringsOf } from '../space/plane-geometry.ts';
import { createVoronoiMeter } from './voronoi-density.ts';

const floor = ringsOf(rectangleShape(0, 0, 20, 20));
const area = ringsOf(rectangleShape(8, 8, 12, 12));

/** People on a square lattice with this spacing, m. */
function lattice(spacing: number, shift = 0): { x: number[]; y: number[] } {
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i * spacing < 20; i += 1) {
    for (let j = 0; j * spacing < 20; j += 1) {
      x.push((i + 0.5) * spacing + shift);
      y.push((j + 0.5) * spacing);
    }
  }
  return { x, y };
}

test.each([0.5, 1, 2])('a lattice of %s m has one person per square of it', (spacing) => {
  const { x, y } = lattice(spacing);
  const density = createVoronoiMeter(area, floor).measure(x, y);
  // The raster of 0.1 m cuts each side of a cell to ±0.05 m.
  expect(density * spacing ** 2).toBeCloseTo(1, 1);
});

test('it does not jump when the lattice moves over the edge of the area, as the count does', () => {
  const meter = createVoronoiMeter(area, floor);
  const densities = [0, 0.13, 0.37, 0.5, 0.61, 0.88].map((shift) => {
    const { x, y } = lattice(1.3, shift);
    return meter.measure(x, y);
  });
  for (const density of densities) expect(density * 1.3 ** 2).toBeCloseTo(1, 1);
});

test('one person alone has the disc of the cut-off', () => {
  const wide = ringsOf(rectangleShape(5, 5, 15, 15));
  const density = createVoronoiMeter(wide, floor).measure([10], [10]);
  // All of the disc lies in the area of 100 m²: one person over 100 m².
  expect(density).toBeCloseTo(0.01, 3);
});

test('behind a wall there is no floor to have', () => {
  const strip = ringsOf(rectangleShape(9, 0, 11, 20));
  const inStrip = ringsOf(rectangleShape(9, 8, 11, 12));
  const alone = createVoronoiMeter(inStrip, strip).measure([10, 10, 10], [8, 10, 12]);
  // Spacing 2 m in a corridor 2 m wide: 4 m² each.
  expect(alone).toBeCloseTo(0.25, 1);
});

test('nobody, no density', () => {
  expect(createVoronoiMeter(area, floor).measure([], [])).toBe(0);
});
