/** Public plots: hospitals, schools, church, temple, parks, sports halls. */
import { ringArea, type SeededRandom } from '#contracts';
import { type BuildingSite, extentOfSite, putUp, type Sketch } from './building-site.ts';
import { between, plain, wholeBetween } from './fill-homes.ts';
import type { StoreyHeights } from './read-reference-facts.ts';
import { scatterBuildings } from './scatter-buildings.ts';
import { cornerCut, courtBuilding, cruciform, rectangle } from './shape-buildings.ts';

/** Three ward blocks and five small houses to this much ground; assumption. */
const SQUARE_METRES_PER_WARD_GROUP = 40_000;

export function fillHospital(
  site: BuildingSite,
  random: SeededRandom,
  heights: StoreyHeights,
): void {
  scatterBuildings(site, 1, 7, () => ({
    ...plain('health', wholeBetween(random, 4, 6), heights.health),
    name: site.name,
    compound: false,
    shape: courtBuilding(74, 52, 19),
    gapMetres: 12,
  }));
  const size = Math.max(1, Math.round(ringArea(site.ring) / SQUARE_METRES_PER_WARD_GROUP));
  scatterBuildings(site, 3 * size, 8, (index) => ({
    ...plain('health', wholeBetween(random, 9, 17), heights.health),
    compound: false,
    shape: index === 0 ? cornerCut(62, 22, 5) : rectangle(54, 18),
    gapMetres: 16,
  }));
  scatterBuildings(site, 5 * size, 8, () => ({
    ...plain('health', wholeBetween(random, 3, 6), heights.health),
    compound: false,
    shape: rectangle(36, 15),
    gapMetres: 11,
  }));
}

/** Teaching buildings in the north of the plot, the sports field open before them. */
export function fillSchool(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  const extent = extentOfSite(site);
  const sketches: Sketch[] = [
    {
      ...plain('education', wholeBetween(random, 4, 5), heights.education),
      compound: false,
      shape: courtBuilding(62, 40, 13),
      gapMetres: 10,
    },
    {
      ...plain('education', wholeBetween(random, 3, 5), heights.education),
      compound: false,
      shape: rectangle(44, 14),
      gapMetres: 10,
    },
    {
      ...plain('sport', 2, heights.sport),
      compound: false,
      shape: rectangle(34, 22),
      gapMetres: 10,
    },
    {
      ...plain('education', 2, heights.education),
      compound: false,
      shape: rectangle(24, 14),
      gapMetres: 8,
    },
    {
      ...plain('education', 1, heights.education),
      compound: false,
      shape: rectangle(12, 6),
      gapMetres: 6,
    },
  ];
  for (const sketch of sketches) {
    let placed = false;
    for (
      let y = extent.north;
      y > extent.south + (extent.north - extent.south) * 0.4 && !placed;
      y -= 6
    ) {
      for (let x = extent.west; x < extent.east && !placed; x += 6) {
        placed = putUp(site, sketch, extent.at(x, y), site.rowRadians);
      }
    }
  }
}

export function fillChurch(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  scatterBuildings(site, 1, 6, () => ({
    ...plain('religious', 2, heights.religious),
    name: site.name,
    compound: false,
    roofShape: 'gabled',
    roofHeightMetres: 9,
    shape: cruciform(76, 24, 42),
    gapMetres: 14,
  }));
  scatterBuildings(site, 6, 9, () => ({
    ...plain('civic', wholeBetween(random, 2, 4), heights.civic),
    compound: false,
    roofShape: 'hipped',
    roofHeightMetres: 3,
    shape: rectangle(30, 13),
    gapMetres: 12,
  }));
}

/** Halls one behind the other on the north–south axis, small houses on the sides. */
export function fillTemple(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  const extent = extentOfSite(site);
  let first = true;
  for (let y = extent.south + 22; y < extent.north - 12; y += 34) {
    const hall: Sketch = {
      ...plain('religious', 1, heights.religious),
      name: first ? site.name : null,
      compound: false,
      roofShape: 'hipped',
      roofHeightMetres: 5,
      shape: rectangle(26, 16),
      gapMetres: 8,
    };
    if (putUp(site, hall, extent.at(0, y), site.rowRadians)) first = false;
    for (const side of [-30, 30]) {
      putUp(
        site,
        {
          ...plain('religious', 1, 4),
          compound: false,
          roofShape: 'gabled',
          roofHeightMetres: 2.5,
          shape: rectangle(9, 22),
          gapMetres: 5,
        },
        extent.at(side, y),
        site.rowRadians,
      );
    }
  }
  scatterBuildings(site, wholeBetween(random, 4, 7), 12, () => ({
    ...plain('retail', 2, 4.2),
    compound: false,
    roofShape: 'gabled',
    roofHeightMetres: 2.2,
    shape: rectangle(24, 11),
    gapMetres: 6,
  }));
}

/** Smaller parks hold no house. */
const POCKET_PARK_SQUARE_METRES = 6000;
/** Tea house, kiosk, keeper's lodge: one or two to this much park; assumption. */
const SQUARE_METRES_PER_PAVILION = 14_000;

export function fillPark(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  if (ringArea(site.ring) < POCKET_PARK_SQUARE_METRES) return;
  const most = Math.max(1, Math.round(ringArea(site.ring) / SQUARE_METRES_PER_PAVILION));
  scatterBuildings(site, wholeBetween(random, most, 2 * most), 25, () => ({
    ...plain('civic', random.next() < 0.8 ? 1 : 2, heights.civic),
    compound: false,
    roofShape: 'hipped',
    roofHeightMetres: 3,
    name: null,
    shape: rectangle(between(random, 8, 24), between(random, 7, 13)),
    gapMetres: 28,
  }));
}

/** Training halls, tennis and a club house between the walks of the sports park. */
export function fillSportsHalls(
  site: BuildingSite,
  random: SeededRandom,
  heights: StoreyHeights,
): void {
  const extent = extentOfSite(site);
  const sizes = [
    [64, 36, 2],
    [52, 30, 2],
    [44, 24, 1],
    [36, 20, 1],
  ] as const;
  let built = 0;
  for (let attempt = 0; attempt < 160 && built < 9; attempt += 1) {
    const [length, depth, levels] = sizes[attempt % sizes.length] ?? sizes[3];
    const spot = extent.at(
      between(random, extent.west, extent.east),
      between(random, extent.south, extent.north),
    );
    const hall: Sketch = {
      ...plain('sport', levels, heights.sport),
      compound: false,
      shape: rectangle(length, depth),
      gapMetres: 26,
    };
    if (putUp(site, hall, spot, site.rowRadians)) built += 1;
  }
}
