/** Homes: walk-up slabs in rows, towers, lane houses, and the shops along their main streets. */
import { type Point, ringArea, type SeededRandom } from '#contracts';
import { type BuildingSite, extentOfSite, putUp, type Sketch } from './building-site.ts';
import { distance, mix } from './plane-shapes.ts';
import type { StoreyHeights } from './read-reference-facts.ts';
import { crossTower, rectangle, steppedSlab, twinTower } from './shape-buildings.ts';
import { DWELLING_SQUARE_METRES, UNIT_SQUARE_METRES } from './unit-sizes.ts';

export const between = (random: SeededRandom, low: number, high: number): number =>
  low + random.next() * (high - low);
export const wholeBetween = (random: SeededRandom, low: number, high: number): number =>
  low + random.nextInteger(high - low + 1);

/** Fire lane and light between an infill block and its neighbours; assumption. */
const INFILL_GAP_METRES = 8.5;
/** One small building to this much ground of a walk-up compound; assumption. */
const SQUARE_METRES_PER_SHED = 2200;
/** The same of a tower estate: club house, nursery, guard house. */
const SQUARE_METRES_PER_CLUB = 7000;
/** Street shops are lower than a mall's floors: GB 50096-era ground floors with dwellings' grid; assumption. */
const SHOP_STOREY_METRES = 4.2;

/** Two- and three-storey shops along main streets, broken by the compound's gates. */
export function fillShops(site: BuildingSite, random: SeededRandom, share: number): void {
  for (const edge of site.edges) {
    if (!edge.main) continue;
    const length = distance(edge.a, edge.b);
    const angle = Math.atan2(edge.b[1] - edge.a[1], edge.b[0] - edge.a[0]);
    let at = edge.clearMetres + 4;
    while (at < length - edge.clearMetres - 16) {
      const front = Math.min(between(random, 18, 52), length - at - edge.clearMetres);
      const depth = between(random, 9, 14);
      if (random.next() < share && front > 12) {
        const middle = mix(edge.a, edge.b, (at + front / 2) / length);
        const inward = edge.clearMetres + depth / 2 + 0.1;
        // Blocks run counter-clockwise, so their inside lies left of each edge.
        const centre: Point = [
          middle[0] - Math.sin(angle) * inward,
          middle[1] + Math.cos(angle) * inward,
        ];
        putUp(
          site,
          {
            ...plain('retail', wholeBetween(random, 1, 3), SHOP_STOREY_METRES),
            shape: rectangle(front, depth),
            gapMetres: 1,
            compound: false,
          },
          centre,
          angle,
        );
      }
      at += front + (random.next() < 0.3 ? between(random, 10, 26) : between(random, 1.5, 4));
    }
  }
}

export function plain(
  use: Sketch['use'],
  levels: number,
  storeyHeightMetres: number,
): Omit<Sketch, 'shape' | 'gapMetres'> {
  return {
    use,
    levels,
    storeyHeightMetres,
    roofShape: 'flat',
    roofHeightMetres: 0,
    name: null,
    compound: true,
    unitSquareMetres: UNIT_SQUARE_METRES[use],
  };
}

/** Storeys of a walk-up compound: six is the limit without a lift, some later ones have a lift. */
function usualWalkUp(random: SeededRandom): number {
  const draw = random.next();
  if (draw < 0.16) return 5;
  if (draw < 0.54) return 6;
  if (draw < 0.81) return 7;
  return draw < 0.94 ? wholeBetween(random, 8, 9) : 11;
}

/** Rows of walk-ups: a lane's width plus the height of sunlight apart (about 1 : 1.0–1.1 here). */
export function fillSlabs(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  const extent = extentOfSite(site);
  const usual = usualWalkUp(random);
  const depth = between(random, 10.4, 12.8);
  const pitch = depth + usual * heights.residential * between(random, 0.9, 1.08);
  const pitched = random.next() < 0.45;
  const step = random.next() < 0.4 ? between(random, 1.2, 3) : 0;
  const base = between(random, 26, 44);
  for (let y = extent.south + between(random, 8, 16); y < extent.north; y += pitch) {
    let x = extent.west + between(random, 2, 10);
    while (x < extent.east - 14) {
      let placed = 0;
      for (const length of [base * between(random, 0.85, 1.15), base * 0.62, base * 0.42]) {
        const sketch: Sketch = {
          ...plain(
            'residential',
            Math.max(4, usual - (random.next() < 0.12 ? 1 : 0)),
            heights.residential,
          ),
          roofShape: pitched ? 'hipped' : 'flat',
          roofHeightMetres: pitched ? 2.4 : 0,
          shape: steppedSlab(
            length,
            depth,
            Math.max(2, Math.round(length / 16)),
            length > 30 ? step : 0,
          ),
          gapMetres: 5,
        };
        if (putUp(site, sketch, extent.at(x + length / 2, y), site.rowRadians)) {
          placed = length;
          break;
        }
      }
      x += placed > 0 ? placed + between(random, 5.5, 8) : 4;
    }
  }
  infillSlabs(site, random, {
    depth,
    levels: Math.max(4, usual - 1),
    storeyHeightMetres: heights.residential,
  });
  fillSheds(site, random, heights, SQUARE_METRES_PER_SHED, 3.5);
}

/** Shorter blocks where the rows left a corner, one storey lower and as far from the rest as a lane. */
function infillSlabs(
  site: BuildingSite,
  random: SeededRandom,
  slab: { readonly depth: number; readonly levels: number; readonly storeyHeightMetres: number },
): void {
  const extent = extentOfSite(site);
  for (let y = extent.south + 6; y < extent.north; y += 7) {
    for (let x = extent.west + 10; x < extent.east; x += 9) {
      const sketch: Sketch = {
        ...plain('residential', slab.levels, slab.storeyHeightMetres),
        shape: rectangle(between(random, 20, 28), slab.depth - 1),
        gapMetres: INFILL_GAP_METRES,
      };
      putUp(site, sketch, extent.at(x, y), site.rowRadians);
    }
  }
}

/** What stands between the rows: bicycle sheds, guard houses, substations, the committee's rooms. */
function fillSheds(
  site: BuildingSite,
  random: SeededRandom,
  heights: StoreyHeights,
  squareMetresEach: number,
  gapMetres: number,
): void {
  const extent = extentOfSite(site);
  const wanted = Math.round(ringArea(site.ring) / squareMetresEach);
  let built = 0;
  for (let attempt = 0; attempt < wanted * 6 && built < wanted; attempt += 1) {
    const spot = extent.at(
      between(random, extent.west, extent.east),
      between(random, extent.south, extent.north),
    );
    const sketch: Sketch = {
      ...plain('civic', random.next() < 0.75 ? 1 : 2, heights.civic),
      shape: rectangle(between(random, 8, 22), between(random, 4.5, 7.5)),
      gapMetres,
    };
    if (putUp(site, sketch, spot, site.rowRadians)) built += 1;
  }
}

export function fillTowers(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  const extent = extentOfSite(site);
  // A third of the estates are of the lower kind with one lift (11–14 storeys).
  const usual = random.next() < 0.36 ? wholeBetween(random, 11, 15) : wholeBetween(random, 18, 31);
  const twin = random.next() < 0.55;
  // The lower estates stand closer: the distance goes with the shadow.
  const close = usual < 16 ? 0.8 : 1;
  const pitchAlong = between(random, 46, 58) * close;
  const pitchAcross = between(random, 46, 58) * close;
  let row = 0;
  for (let y = extent.south + 20; y < extent.north; y += pitchAcross) {
    const shift = row % 2 === 0 ? 0 : pitchAlong / 2;
    for (let x = extent.west + 18 + shift; x < extent.east; x += pitchAlong) {
      const levels = usual + wholeBetween(random, -3, 2);
      const size = between(random, 0.9, 1.12);
      const sketch: Sketch = {
        ...plain('residential', levels, heights.residential),
        unitSquareMetres: DWELLING_SQUARE_METRES.towers,
        shape: twin ? twinTower(36 * size, 15 * size, 5) : crossTower(27 * size, 23 * size, 5),
        gapMetres: 14 * close,
      };
      for (const nudge of [0, 7, -7, 14, -14]) {
        if (putUp(site, sketch, extent.at(x + nudge, y + nudge / 2), site.rowRadians)) break;
      }
    }
    row += 1;
  }
  fillSheds(site, random, heights, SQUARE_METRES_PER_CLUB, 7);
}

/** Lane houses: narrow rows of two and three storeys with pitched roofs along alleys. */
export function fillLaneHouses(
  site: BuildingSite,
  random: SeededRandom,
  heights: StoreyHeights,
): void {
  const extent = extentOfSite(site);
  const depth = between(random, 8.6, 10.4);
  const pitch = depth + between(random, 4, 5.4);
  const base = between(random, 24, 42);
  const roof = random.next() < 0.8 ? 'gabled' : 'hipped';
  for (let y = extent.south + 6; y < extent.north; y += pitch) {
    let x = extent.west + between(random, 0, 8);
    while (x < extent.east - 8) {
      let placed = 0;
      for (const length of [base * between(random, 0.8, 1.15), base * 0.55, base * 0.32]) {
        const sketch: Sketch = {
          ...plain('residential', wholeBetween(random, 2, 3), heights.residential),
          unitSquareMetres: DWELLING_SQUARE_METRES.lanes,
          roofShape: roof,
          roofHeightMetres: 2.6,
          shape: rectangle(length, depth),
          gapMetres: 2.6,
        };
        if (putUp(site, sketch, extent.at(x + length / 2, y), site.rowRadians)) {
          placed = length;
          break;
        }
      }
      x += placed > 0 ? placed + between(random, 3, 4.4) : 4;
    }
  }
}
