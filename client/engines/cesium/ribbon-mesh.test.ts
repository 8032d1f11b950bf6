import gltfValidator from 'gltf-validator';
import { describe, expect, it } from 'vitest';
import { buildRibbonMesh, mitreAt, partsLeft, type RibbonLink } from './ribbon-mesh.ts';

const links: readonly RibbonLink[] = [
  {
    line: [
      [0, 0],
      [10, 0],
      [10, 10],
    ],
    widthMetres: 4,
    rightMetres: 0,
    leastPixels: 2,
  },
  {
    line: [
      [5, 5],
      [5, 25],
    ],
    widthMetres: 6,
    rightMetres: 3,
    leastPixels: 1,
  },
];

describe('buildRibbonMesh', () => {
  it('is a glTF that the Khronos validator finds no error in', async () => {
    const { glb } = buildRibbonMesh(links, 0.2);
    const report = await gltfValidator.validateBytes(glb, {});
    expect(report.issues.messages.filter((message) => message.severity === 0)).toEqual([]);
  });
  it('has two vertices a point and two triangles a segment', () => {
    expect(buildRibbonMesh(links, 0).vertexCount).toBe(2 * 5);
  });
});

describe('partsLeft', () => {
  it('falls with the length, not with the points', () => {
    const line = [
      [0, 0],
      [30, 0],
      [30, 10],
    ] as const;
    expect(partsLeft(line)).toEqual([1, 0.25, 0]);
  });
});

describe('mitreAt', () => {
  it('keeps both edges of a right-angled bend at the half width', () => {
    const line = links[0]?.line ?? [];
    const [east, north] = mitreAt(line, 1);
    // Distance from the mitre point to each leg's centre line must be 1 for a unit half width.
    expect(Math.abs(north)).toBeCloseTo(1, 12);
    expect(Math.abs(east)).toBeCloseTo(1, 12);
  });
  it('points to the left of the direction', () => {
    expect(
      mitreAt(
        [
          [0, 0],
          [0, 10],
        ],
        0,
      ),
    ).toEqual([-1, 0]);
  });
  it('cuts the mitre of a hairpin', () => {
    const [east, north] = mitreAt(
      [
        [0, 0],
        [10, 0],
        [0, 0.5],
      ],
      1,
    );
    expect(Math.hypot(east, north)).toBeLessThanOrEqual(2);
  });
});
