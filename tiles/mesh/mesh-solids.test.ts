/** Every solid closes and faces outwards, and has the volume that geometry gives it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BuildingPart,
  type Point,
  type Polygon,
  polygonArea,
  ROOF_SHAPES,
  type RoofShape,
} from '#contracts';
import { addBuildingPart } from './add-building-part.ts';
import { addPrism } from './add-prism.ts';
import { MeshBuffer, type TileGrid } from './mesh-buffer.ts';
import { snapPolygon } from './snap-polygon.ts';
import { triangulatePolygon } from './triangulate-polygon.ts';

/** 1/128 m: figures below that are multiples of it are exact. */
const GRID: TileGrid = { eastMetres: -200, northMetres: -200, upMetres: -50, stepMetres: 1 / 128 };

const SQUARE: Polygon = [
  [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ],
];
const OBLONG: Polygon = [
  [
    [0, 0],
    [20, 0],
    [20, 10],
    [0, 10],
  ],
];
const COURT: Polygon = [
  [
    [0, 0],
    [20, 0],
    [20, 20],
    [0, 20],
  ],
  [
    [5, 5],
    [5, 15],
    [15, 15],
    [15, 5],
  ],
];
/** Points on straight lines, which earcut leaves out. */
const L_WITH_STRAIGHT_POINTS: Polygon = [
  [
    [0, 0],
    [5, 0],
    [10, 0],
    [20, 0],
    [20, 5],
    [20, 10],
    [10, 10],
    [10, 15],
    [10, 20],
    [5, 20],
    [0, 20],
    [0, 10],
  ],
];

/** earcut leaves out six points of this one, where it bridges to the hole. */
const COURT_WITH_STRAIGHT_POINTS: Polygon = [
  [
    [0, 0],
    [10, 0],
    [20, 0],
    [40, 0],
    [40, 10],
    [40, 20],
    [40, 40],
    [20, 40],
    [0, 40],
    [0, 20],
  ],
  [
    [5, 6],
    [5, 11],
    [10, 11],
    [10, 6],
  ],
];

/** How often each undirected edge occurs, and whether its two triangles run it in opposite ways. */
function countBrokenEdges(mesh: MeshBuffer): number {
  const edges = new Map<string, { forward: number; backward: number }>();
  for (let t = 0; t < mesh.indexCount; t += 3) {
    for (let k = 0; k < 3; k += 1) {
      const a = mesh.indices[t + k] ?? 0;
      const b = mesh.indices[t + ((k + 1) % 3)] ?? 0;
      const key = `${Math.min(a, b)}-${Math.max(a, b)}`;
      const edge = edges.get(key) ?? { forward: 0, backward: 0 };
      if (a < b) edge.forward += 1;
      else edge.backward += 1;
      edges.set(key, edge);
    }
  }
  return [...edges.values()].filter((edge) => edge.forward !== 1 || edge.backward !== 1).length;
}

/** m³ by the divergence theorem. */
function volumeOf(mesh: MeshBuffer): number {
  const step = GRID.stepMetres;
  const corner = (vertex: number, axis: number): number =>
    (mesh.positions[vertex * 4 + axis] ?? 0) * step;
  let six = 0;
  for (let t = 0; t < mesh.indexCount; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) =>
      [0, 1, 2].map((axis) => corner(mesh.indices[t + k] ?? 0, axis)),
    );
    if (!a || !b || !c) continue;
    const [ax = 0, ay = 0, az = 0] = a;
    const [bx = 0, by = 0, bz = 0] = b;
    const [cx = 0, cy = 0, cz = 0] = c;
    six += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  }
  return six / 6;
}

function prismOf(polygon: Polygon, bottomMetres: number, topMetres: number): MeshBuffer {
  const mesh = new MeshBuffer();
  const snapped = snapPolygon(polygon, GRID);
  if (!snapped) throw new Error('the test polygon has no area');
  const height = (metres: number): number => (metres - GRID.upMetres) / GRID.stepMetres;
  addPrism(mesh, snapped, triangulatePolygon(snapped), height(bottomMetres), height(topMetres));
  return mesh;
}

function partOf(footprint: Polygon, shape: RoofShape, roofMetres: number): MeshBuffer {
  const mesh = new MeshBuffer();
  const part: BuildingPart = {
    footprint,
    baseMetres: 0,
    topMetres: 12,
    roof: { shape, heightMetres: roofMetres },
  };
  expect(addBuildingPart(mesh, part, GRID)).toBe(true);
  return mesh;
}

describe('addPrism', () => {
  it.each([
    ['square', SQUARE],
    ['court with a hole', COURT],
    ['L with points on straight lines', L_WITH_STRAIGHT_POINTS],
    ['court with points on straight lines', COURT_WITH_STRAIGHT_POINTS],
  ])('closes over a %s and has area × height', (_, polygon) => {
    const mesh = prismOf(polygon, -3, 4);
    expect(countBrokenEdges(mesh)).toBe(0);
    expect(volumeOf(mesh)).toBeCloseTo(polygonArea(polygon) * 7, 6);
  });

  it('faces outwards whatever the direction of the rings', () => {
    const turned = COURT.map((ring) => [...ring].reverse());
    expect(volumeOf(prismOf(turned, 0, 1))).toBeCloseTo(300, 6);
  });

  it('closes over random star-shaped outlines with a random hole', () => {
    const radii = fc.array(fc.double({ min: 5, max: 60, noNaN: true }), {
      minLength: 3,
      maxLength: 24,
    });
    fc.assert(
      fc.property(radii, fc.boolean(), (lengths, withHole) => {
        const ring = lengths.map((radius, index): Point => {
          const angle = (2 * Math.PI * index) / lengths.length;
          return [radius * Math.cos(angle), radius * Math.sin(angle)];
        });
        const hole: Point[] = [
          [0.5, 0],
          [0, 0.5],
          [-0.5, -0.5],
        ];
        const mesh = prismOf(withHole ? [ring, hole] : [ring], 0, 3);
        expect(countBrokenEdges(mesh)).toBe(0);
        // Snapping moves each wall by at most half a step; 24 walls of at most 120 m, 3 m high.
        const area = polygonArea(withHole ? [ring, hole] : [ring]);
        expect(Math.abs(volumeOf(mesh) - area * 3)).toBeLessThan((24 * 120 * 3) / 128);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  it('closes over random courts with holes in line with each other and with the corners', () => {
    const hole = fc.record({ row: fc.integer({ min: 0, max: 4 }), wide: fc.boolean() });
    fc.assert(
      fc.property(fc.array(hole, { minLength: 1, maxLength: 3 }), (holes) => {
        const outer = COURT_WITH_STRAIGHT_POINTS[0] ?? [];
        const inner = holes.map(({ row, wide }, index): Point[] => {
          const x = 5 + index * 10;
          const y = 5 + row * 5;
          const width = wide ? 8 : 5;
          return [
            [x, y],
            [x, y + 5],
            [x + width, y + 5],
            [x + width, y],
            [x + 2, y],
          ];
        });
        const mesh = prismOf([outer, ...inner], 0, 3);
        expect(countBrokenEdges(mesh)).toBe(0);
        expect(volumeOf(mesh)).toBeCloseTo(polygonArea([outer, ...inner]) * 3, 6);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  it('closes over random stairs, where most points lie on straight lines', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(steps, (rises) => {
        const top: Point[] = [];
        let height = 1;
        rises.forEach((rise, index) => {
          top.push([index, height]);
          height += rise;
          if (rise > 0) top.push([index, height]);
        });
        const ring: Point[] = [[rises.length, 0], [rises.length, height], ...top.reverse()];
        const mesh = prismOf([[[0, 0], ...ring]], 0, 3);
        expect(countBrokenEdges(mesh)).toBe(0);
        expect(volumeOf(mesh)).toBeGreaterThan(0);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });
});

describe('addBuildingPart', () => {
  const outlines = { square: SQUARE, oblong: OBLONG, court: COURT, L: L_WITH_STRAIGHT_POINTS };
  for (const shape of ROOF_SHAPES) {
    for (const [name, outline] of Object.entries(outlines)) {
      it(`closes a ${shape} roof over a ${name}`, () => {
        const mesh = partOf(outline, shape, 4);
        expect(countBrokenEdges(mesh)).toBe(0);
        const area = polygonArea(outline);
        expect(volumeOf(mesh)).toBeGreaterThan(area * 8);
        expect(volumeOf(mesh)).toBeLessThanOrEqual(area * 12 + 1e-6);
      });
    }
  }

  // Walls to 8 m, roof of 4 m, over 10 × 10 m (100 m²) or 20 × 10 m (200 m²).
  it.each([
    ['flat', SQUARE, 1200],
    ['gabled', OBLONG, 200 * 8 + (200 * 4) / 2],
    ['skillion', OBLONG, 200 * 8 + (200 * 4) / 2],
    ['pyramidal', SQUARE, 100 * 8 + (100 * 4) / 3],
    // A wedge of 10 m between two half pyramids over 5 × 10 m each.
    ['hipped', OBLONG, 200 * 8 + (10 * 10 * 4) / 2 + (100 * 4) / 3],
  ] as const)('gives a %s roof its volume', (shape, outline, expected) => {
    expect(volumeOf(partOf(outline, shape, 4))).toBeCloseTo(expected, 6);
  });

  it('gives a dome between a pyramid and a prism', () => {
    const volume = volumeOf(partOf(SQUARE, 'dome', 4));
    expect(volume).toBeGreaterThan(100 * 8 + (100 * 4) / 3);
    expect(volume).toBeLessThan(1200);
  });

  it('lets a roof be no higher than its part', () => {
    expect(volumeOf(partOf(SQUARE, 'pyramidal', 40))).toBeCloseTo(400, 6);
  });

  it('adds nothing for a part without height or area', () => {
    const mesh = new MeshBuffer();
    const roof = { shape: 'flat', heightMetres: 0 } as const;
    const line: Polygon = [
      [
        [0, 0],
        [10, 0],
        [5, 0],
      ],
    ];
    expect(
      addBuildingPart(mesh, { footprint: SQUARE, baseMetres: 3, topMetres: 3, roof }, GRID),
    ).toBe(false);
    expect(
      addBuildingPart(mesh, { footprint: line, baseMetres: 0, topMetres: 3, roof }, GRID),
    ).toBe(false);
    expect(mesh.vertexCount).toBe(0);
  });
});
