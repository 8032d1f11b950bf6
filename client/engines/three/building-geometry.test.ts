import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Point, type Polygon, polygonArea } from '#contracts';
import { buildPrisms, orient, triangulate } from './build-prisms.ts';
import { alongPlane, choosePlane, cutPolygon, type SectionPlane } from './cut-section.ts';
import { labelPoint } from './label-point.ts';

const SQUARE: Polygon = [
  [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ],
];
/** 10 × 10 with a 4 × 4 court: 84 m². */
const COURT: Polygon = [
  ...SQUARE,
  [
    [3, 3],
    [3, 7],
    [7, 7],
    [7, 3],
  ],
];
/** Concave: an L of 75 m². */
const ELL: Polygon = [
  [
    [0, 0],
    [10, 0],
    [10, 5],
    [5, 5],
    [5, 10],
    [0, 10],
  ],
];

/** Sum of triangle areas, each by its cross product; all must be counter-clockwise. */
function meshTopArea(polygon: Polygon): number {
  const { flat, triangles } = triangulate(polygon);
  let area = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => (triangles[i + k] ?? 0) * 2) as [number, number, number];
    const at = (index: number): number => flat[index] ?? Number.NaN;
    const cross =
      (at(b) - at(a)) * (at(c + 1) - at(a + 1)) - (at(c) - at(a)) * (at(b + 1) - at(a + 1));
    area += Math.abs(cross) / 2;
  }
  return area;
}

/** A star-shaped ring around a centre: any radii give a simple polygon. */
const star = fc
  .array(fc.double({ min: 2, max: 30, noNaN: true }), { minLength: 3, maxLength: 24 })
  .map(
    (radii): Polygon => [
      radii.map((radius, i): Point => {
        const angle = (i / radii.length) * 2 * Math.PI;
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      }),
    ],
  );

describe('triangulate', () => {
  it.each([
    ['square', SQUARE, 100],
    ['with a court', COURT, 84],
    ['L', ELL, 75],
    ['clockwise square', [[...(SQUARE[0] ?? [])].reverse()] as Polygon, 100],
  ])('covers a %s exactly', (_name, polygon, area) => {
    expect(meshTopArea(polygon)).toBeCloseTo(area, 9);
    expect(polygonArea(polygon)).toBeCloseTo(area, 9);
  });

  it('covers any simple polygon: areas equal the shoelace formula', () => {
    fc.assert(
      fc.property(star, (polygon) => {
        const area = polygonArea(polygon);
        // Rounding of some tens of cross products of numbers up to 60².
        expect(Math.abs(meshTopArea(polygon) - area)).toBeLessThan(1e-9 * Math.max(1, area) * 100);
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });
});

describe('buildPrisms', () => {
  it('has a top of the polygon’s area and walls of its perimeter times its height', () => {
    const mesh = buildPrisms([{ slot: 7, outline: COURT }], 3, 6, [5, 5]);
    let top = 0;
    let walls = 0;
    for (let i = 0; i < mesh.indices.length; i += 3) {
      const corner = (k: number): number[] => {
        const at = (mesh.indices[i + k] ?? 0) * 3;
        return [...mesh.positions.slice(at, at + 3)];
      };
      const [a, b, c] = [corner(0), corner(1), corner(2)];
      const [u, v] = [subtract(b, a), subtract(c, a)];
      const cross = [
        (u[1] ?? 0) * (v[2] ?? 0) - (u[2] ?? 0) * (v[1] ?? 0),
        (u[2] ?? 0) * (v[0] ?? 0) - (u[0] ?? 0) * (v[2] ?? 0),
        (u[0] ?? 0) * (v[1] ?? 0) - (u[1] ?? 0) * (v[0] ?? 0),
      ];
      const at = (mesh.indices[i] ?? 0) * 3;
      const normal = [...mesh.normals.slice(at, at + 3)];
      // Facing outwards: the winding agrees with the normal, so back faces may be culled.
      expect(dot(cross, normal)).toBeGreaterThan(0);
      if ((normal[2] ?? 0) > 0.5) top += Math.hypot(...cross) / 2;
      else walls += Math.hypot(...cross) / 2;
    }
    expect(top).toBeCloseTo(84, 4);
    expect(walls).toBeCloseTo((40 + 16) * 3, 4);
    expect(new Set(mesh.slots)).toEqual(new Set([7]));
  });

  it('turns walls of a court towards the court, whatever the source’s order of corners', () => {
    const reversed = COURT.map((ring) => [...ring].reverse());
    expect(orient(reversed).map((ring) => ring.length)).toEqual([4, 4]);
    expect(polygonArea(orient(reversed))).toBeCloseTo(84, 9);
  });
});

describe('cutPolygon', () => {
  const west: SectionPlane = { normal: [0, -1], distanceMetres: -5 };

  it('leaves out the court', () => {
    expect(cutPolygon(COURT, west)).toEqual([
      [0, 3],
      [7, 10],
    ]);
  });

  it('adds up to the area when the plane sweeps over the polygon', () => {
    fc.assert(
      fc.property(star, fc.double({ min: 0, max: Math.PI, noNaN: true }), (polygon, angle) => {
        const normal = [Math.cos(angle), Math.sin(angle)] as const;
        const step = 0.05;
        let area = 0;
        for (let d = -30 + step / 2; d < 30; d += step) {
          for (const [from, until] of cutPolygon(polygon, { normal, distanceMetres: d })) {
            area += (until - from) * step;
          }
        }
        // Midpoint rule: at each of ≤ 24 corners the width may be off by ≤ 60 m over half a step.
        expect(Math.abs(area - polygonArea(polygon))).toBeLessThan(24 * 60 * step * step + 1);
      }),
      { seed: 7, numRuns: 30 },
    );
  });

  it('cuts along the longer side and looks at it from the south', () => {
    const slab: Polygon = [
      [
        [0, 0],
        [40, 0],
        [40, 12],
        [0, 12],
      ],
    ];
    const plane = choosePlane([slab], 0.5);
    expect(plane.normal[1]).toBeCloseTo(-1, 9);
    expect(plane.distanceMetres).toBeCloseTo(-6, 9);
    expect(alongPlane(plane)[0]).toBeCloseTo(1, 9);
  });
});

describe('labelPoint', () => {
  it('lies inside, also where the centroid does not', () => {
    fc.assert(
      fc.property(star, (polygon) => {
        const [x, y] = labelPoint(polygon);
        expect(isInside(polygon, x, y)).toBe(true);
      }),
      { seed: 3, numRuns: 200 },
    );
    const [x, y] = labelPoint(COURT);
    expect(isInside(COURT, x, y)).toBe(true);
  });
});

const subtract = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, i) => value - (b[i] ?? 0));
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

/** Ray casting (W. R. Franklin's PNPOLY), independent of the code under test. */
function isInside(polygon: Polygon, x: number, y: number): boolean {
  let inside = false;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [xi, yi] = ring[i] ?? [0, 0];
      const [xj, yj] = ring[j] ?? [0, 0];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}
