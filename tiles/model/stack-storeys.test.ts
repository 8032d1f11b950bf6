/** Stacking against brute force: points thrown at random buildings of several parts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Point, Polygon } from '#contracts';
import { createRandom } from '#contracts';
import { isPointInPolygon } from '../geometry/point-in-polygon.ts';
import { buildCityModel } from './build-city-model.ts';
import { box, plainCity, rectangle } from './testing/plain-city.ts';

const part = fc.record({
  west: fc.integer({ min: 0, max: 40 }),
  south: fc.integer({ min: 0, max: 40 }),
  width: fc.integer({ min: 6, max: 40 }),
  depth: fc.integer({ min: 6, max: 40 }),
  base: fc.integer({ min: 0, max: 4 }).map((storeys) => storeys * 3),
  storeys: fc.integer({ min: 1, max: 12 }),
});

/** Near a wall a point's side hangs on rounding: outlines are on millimetres. */
const WALL_METRES = 0.01;

function isNearWall([x, y]: Point, polygons: readonly Polygon[]): boolean {
  return polygons.some((polygon) =>
    polygon.some((ring) =>
      ring.some(([x1, y1], index) => {
        const [x2, y2] = ring[(index + 1) % ring.length] ?? [x1, y1];
        const length = Math.hypot(x2 - x1, y2 - y1) || 1;
        const along = Math.min(
          1,
          Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length ** 2),
        );
        return Math.hypot(x1 + along * (x2 - x1) - x, y1 + along * (y2 - y1) - y) < WALL_METRES;
      }),
    ),
  );
}

test('storeys stand on each other from the lowest underside to the highest top, without a gap', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const building = modelOf(parts);
      const reachesThrough = (low: number, high: number): boolean =>
        building.parts.some(
          (one) => one.baseMetres <= (low + high) / 2 && (low + high) / 2 < one.topMetres,
        );
      const levels = [...new Map(building.storeys.map((one) => [one.level, one])).values()];
      let reached = Math.min(...building.parts.map((one) => one.baseMetres));
      for (const storey of levels) {
        // Between parts that hang over each other there may be nothing to stand on.
        if (storey.floorMetres > reached + 1e-6)
          expect(reachesThrough(reached, storey.floorMetres)).toBe(false);
        else expect(storey.floorMetres).toBeCloseTo(reached, 6);
        reached = storey.floorMetres + storey.heightMetres;
      }
      expect(reached).toBeCloseTo(Math.max(...building.parts.map((one) => one.topMetres)), 6);
    }),
    { seed: 20261122, numRuns: 60 },
  );
});

test('a point is in as many storeys of a level as a part reaches through its middle: one or none; and in one unit', () => {
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 1e9 }),
      (parts, seed) => {
        const random = createRandom(seed, 'points');
        const building = modelOf(parts);
        for (let i = 0; i < 15; i += 1) {
          const point: Point = [random.next() * 90 - 5, random.next() * 90 - 5];
          for (const level of new Set(building.storeys.map((one) => one.level))) {
            const storeys = building.storeys.filter((one) => one.level === level);
            const [first] = storeys;
            const middle = (first?.floorMetres ?? 0) + (first?.heightMetres ?? 0) / 2;
            const solid = building.parts.filter(
              (one) => one.baseMetres <= middle && middle < one.topMetres,
            );
            const units = storeys.flatMap((one) => one.units.map((unit) => unit.outline));
            const drawn = [...storeys.map((one) => one.footprint), ...units];
            if (isNearWall(point, [...drawn, ...solid.map((one) => one.footprint)])) continue;
            const expected = solid.some((one) => isPointInPolygon(point, one.footprint)) ? 1 : 0;
            const inStoreys = storeys.filter((one) => isPointInPolygon(point, one.footprint));
            expect(inStoreys).toHaveLength(expected);
            expect(units.filter((one) => isPointInPolygon(point, one))).toHaveLength(expected);
          }
        }
      },
    ),
    { seed: 20261122, numRuns: 25 },
  );
});

type Part = typeof part extends fc.Arbitrary<infer T> ? T : never;

/** A building of boxes, 3 m a storey, as `building:part` mapping gives it. */
function modelOf(parts: readonly Part[]) {
  const solids = parts.map(({ west, south, width, depth, base, storeys }) => ({
    outline: rectangle(west, south, width, depth),
    minHeightMetres: base,
    heightMetres: base + storeys * 3,
  }));
  const { model } = buildCityModel(
    plainCity({
      buildings: [
        box('way/1', [0, 0, 80, 80], { use: 'residential', storeyHeightMetres: 3, parts: solids }),
      ],
    }),
  );
  const [building] = model.buildings;
  if (!building) throw new Error('the building is missing');
  return building;
}
