/** The link under a point of the ground: streets and footways are picked by place, not by pixel. */
import type { Point } from '#contracts';
import type { RibbonLink } from './ribbon-mesh.ts';

/** Index of the nearest link whose edge is within `reachMetres` of the point; else null. */
export function nearestLink(
  links: readonly RibbonLink[],
  point: Point,
  reachMetres: number,
): number | null {
  let best: number | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  links.forEach((link, index) => {
    for (let i = 1; i < link.line.length; i += 1) {
      const a = link.line[i - 1];
      const b = link.line[i];
      if (!a || !b) continue;
      const distance = distanceToSegment(point, a, b, link.rightMetres) - link.widthMetres / 2;
      if (distance < bestDistance) {
        bestDistance = distance;
        best = index;
      }
    }
  });
  return bestDistance <= reachMetres ? best : null;
}

/** To the segment shifted to its right. */
function distanceToSegment(point: Point, a: Point, b: Point, rightMetres: number): number {
  const east = b[0] - a[0];
  const north = b[1] - a[1];
  const length = Math.hypot(east, north) || 1;
  const shiftEast = (north / length) * rightMetres;
  const shiftNorth = (-east / length) * rightMetres;
  const fromEast = point[0] - a[0] - shiftEast;
  const fromNorth = point[1] - a[1] - shiftNorth;
  const along = Math.min(1, Math.max(0, (fromEast * east + fromNorth * north) / (length * length)));
  return Math.hypot(fromEast - east * along, fromNorth - north * along);
}
