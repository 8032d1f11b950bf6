/** The cells of a destination, and whether a point has reached it. */
import type { PolygonShape } from '#contracts';
import { boundsOf, edgesOf, isInside, type OpenRing, ringsOf } from '../space/plane-geometry.ts';
import { cellUnder, type Space } from '../space/space-types.ts';

export interface GoalArea {
  readonly plane: number;
  readonly rings: readonly OpenRing[];
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  readonly cells: Int32Array;
}

export function createGoalArea(space: Space, plane: number, shape: PolygonShape): GoalArea {
  const rings = ringsOf(shape);
  const bounds = boundsOf(rings);
  const found = new Set<number>();
  const step = space.cellMetres / 2;
  for (let y = bounds.minY + step / 2; y < bounds.maxY; y += step) {
    for (let x = bounds.minX + step / 2; x < bounds.maxX; x += step) {
      if (isInside(rings, x, y)) found.add(cellUnder(space, plane, x, y));
    }
  }
  // An area thinner than half a cell is still found through its outline.
  for (const [a, b] of edgesOf(rings)) {
    const parts = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / step) + 1;
    for (let k = 0; k < parts && found.size === 0; k += 1) {
      const share = (k + 0.5) / parts;
      found.add(
        cellUnder(space, plane, a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])),
      );
    }
  }
  found.delete(-1);
  return { plane, rings, ...bounds, cells: Int32Array.from(found).sort() };
}

export function isInGoal(area: GoalArea, plane: number, x: number, y: number): boolean {
  if (plane !== area.plane) return false;
  if (x < area.minX || x > area.maxX || y < area.minY || y > area.maxY) return false;
  return isInside(area.rings, x, y);
}
