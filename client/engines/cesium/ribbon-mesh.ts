/**
 * Links as ribbons: every vertex keeps its place on the centre line and carries how far to step
 * aside, so that the shader can hold a least width in pixels at any distance. All links of a
 * layer are one mesh; a link's colour comes from a texture by its index, never from the mesh.
 */
import type { Line, Point } from '#contracts';
import { encodeGlb } from './encode-glb.ts';

export interface RibbonLink {
  /** [east, north] metres. */
  readonly line: Line;
  readonly widthMetres: number;
  /** Shift of the ribbon's middle to the right of the line's direction, for one of two directions. */
  readonly rightMetres: number;
  readonly leastPixels: number;
}

/** A mitre longer than this multiple of the half width is cut: sharp bends would grow spikes. */
const MITRE_LIMIT = 2;

export interface RibbonMesh {
  readonly glb: Uint8Array;
  readonly vertexCount: number;
}

/**
 * POSITION: centre line, z = `heightMetres`.
 * _EDGE: [mitre x, mitre y (to the left), centre shift, signed half width] metres.
 * _LINK: [link index, least pixels, part of the length that is left to the end].
 */
export function buildRibbonMesh(links: readonly RibbonLink[], heightMetres: number): RibbonMesh {
  const points = links.reduce((sum, link) => sum + link.line.length, 0);
  const segments = points - links.length;
  const position = new Float32Array(points * 2 * 3);
  const edge = new Float32Array(points * 2 * 4);
  const link = new Float32Array(points * 2 * 3);
  const indices = new Uint32Array(Math.max(0, segments) * 6);
  let vertex = 0;
  let index = 0;
  links.forEach((ribbon, linkIndex) => {
    const left = partsLeft(ribbon.line);
    ribbon.line.forEach((point, i) => {
      const mitre = mitreAt(ribbon.line, i);
      for (const side of [1, -1]) {
        position.set([point[0], point[1], heightMetres], vertex * 3);
        edge.set(
          [mitre[0], mitre[1], -ribbon.rightMetres, (side * ribbon.widthMetres) / 2],
          vertex * 4,
        );
        link.set([linkIndex, ribbon.leastPixels, left[i] ?? 0], vertex * 3);
        vertex += 1;
      }
      if (i > 0) {
        const a = vertex - 4;
        indices.set([a, a + 1, a + 2, a + 2, a + 1, a + 3], index);
        index += 6;
      }
    });
  });
  const glb = encodeGlb(
    [
      { name: 'POSITION', components: 3, data: position },
      { name: '_EDGE', components: 4, data: edge },
      { name: '_LINK', components: 3, data: link },
    ],
    indices,
  );
  return { glb, vertexCount: vertex };
}

/** At each point of a line: 1 at its beginning, 0 at its end. */
export function partsLeft(line: Line): readonly number[] {
  const along = line.map(() => 0);
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1], line[i]];
    along[i] = (along[i - 1] ?? 0) + (a && b ? Math.hypot(b[0] - a[0], b[1] - a[1]) : 0);
  }
  const length = along.at(-1) || 1;
  return along.map((metres) => 1 - metres / length);
}

/** Left normal at a point of the line, lengthened so that parallel edges stay parallel. */
export function mitreAt(line: Line, index: number): Point {
  const before = leftNormal(line[index - 1], line[index]);
  const after = leftNormal(line[index], line[index + 1]);
  const one = before ?? after ?? [0, 1];
  const two = after ?? before ?? [0, 1];
  const sum: Point = [one[0] + two[0], one[1] + two[1]];
  const length = Math.hypot(sum[0], sum[1]);
  if (length < 1e-6) return one;
  const unit: Point = [sum[0] / length, sum[1] / length];
  const cosHalf = unit[0] * one[0] + unit[1] * one[1];
  const stretch = Math.min(MITRE_LIMIT, 1 / Math.max(1e-6, cosHalf));
  return [unit[0] * stretch, unit[1] * stretch];
}

function leftNormal(from: Point | undefined, to: Point | undefined): Point | null {
  if (!from || !to) return null;
  const east = to[0] - from[0];
  const north = to[1] - from[1];
  const length = Math.hypot(east, north);
  return length < 1e-9 ? null : [-north / length, east / length];
}
