/** Puts like buildings on a site, nearest to its middle first. */
import { type BuildingSite, extentOfSite, putUp, type Sketch } from './building-site.ts';

/** Tries the site's centre first, then a widening grid; at most `most` are put up. */
export function scatterBuildings(
  site: BuildingSite,
  most: number,
  stepMetres: number,
  sketchOf: (index: number) => Sketch,
): number {
  const extent = extentOfSite(site);
  const spots: [number, number][] = [];
  for (let x = extent.west; x <= extent.east; x += stepMetres) {
    for (let y = extent.south; y <= extent.north; y += stepMetres) spots.push([x, y]);
  }
  spots.sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
  let placed = 0;
  for (const [x, y] of spots) {
    if (placed >= most) break;
    if (putUp(site, sketchOf(placed), extent.at(x, y), site.rowRadians)) placed += 1;
  }
  return placed;
}
