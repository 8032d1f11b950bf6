/**
 * The pieces of a building that stand apart on the ground. `footprint` is the largest; a part that
 * has no ground in common with the pieces before it is another one. Parts over or in a piece (a
 * podium, a tower on it) add nothing to the map.
 */
import type { Point, Polygon, Ring } from '#contracts';

export function piecesOfBuilding(
  footprint: Polygon,
  parts: readonly Polygon[],
): readonly Polygon[] {
  const pieces: Polygon[] = [footprint];
  for (const part of parts) {
    const inside = pointInside(part);
    if (inside && !pieces.some((piece) => holds(piece, inside))) pieces.push(part);
  }
  return pieces;
}

/** Even-odd over all rings, so that holes are outside. */
function holds(polygon: Polygon, [x, y]: Point): boolean {
  let isInside = false;
  for (const ring of polygon) {
    ring.forEach(([bx, by], i) => {
      const [ax, ay] = ring.at(i - 1) ?? [0, 0];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside;
    });
  }
  return isInside;
}

/** The middle of the widest stretch inside, half way up: in any polygon of positive area. */
function pointInside(polygon: Polygon): Point | null {
  const outer: Ring = polygon[0] ?? [];
  const heights = outer.map((point) => point[1]);
  const y = (Math.min(...heights) + Math.max(...heights)) / 2;
  const crossings = polygon
    .flatMap((ring) =>
      ring.flatMap(([bx, by], i) => {
        const [ax, ay] = ring.at(i - 1) ?? [0, 0];
        return ay > y !== by > y ? [ax + ((y - ay) / (by - ay)) * (bx - ax)] : [];
      }),
    )
    .sort((a, b) => a - b);
  let widest: Point | null = null;
  let width = 0;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from = 0, to = 0] = [crossings[i], crossings[i + 1]];
    if (to - from > width) {
      width = to - from;
      widest = [(from + to) / 2, y];
    }
  }
  return widest;
}
