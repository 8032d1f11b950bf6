/** Houses that stand alone: garden houses of the old west end, farmers' houses at the district's edge. */
import type { SeededRandom } from '#contracts';
import { type BuildingSite, extentOfSite, putUp, type Sketch } from './building-site.ts';
import { between, plain, wholeBetween } from './fill-homes.ts';
import type { StoreyHeights } from './read-reference-facts.ts';
import { cornerCut, rectangle, steppedSlab } from './shape-buildings.ts';
import { DWELLING_SQUARE_METRES } from './unit-sizes.ts';

interface Grid {
  readonly alongMetres: number;
  readonly acrossMetres: number;
  /** How far a house may stand from its grid point. */
  readonly looseMetres: number;
}

function fillGrid(
  site: BuildingSite,
  random: SeededRandom,
  grid: Grid,
  sketchOf: () => Sketch,
): void {
  const extent = extentOfSite(site);
  const loose = (): number => between(random, -grid.looseMetres, grid.looseMetres);
  for (let y = extent.south + 10; y < extent.north; y += grid.acrossMetres) {
    for (let x = extent.west + 8; x < extent.east; x += grid.alongMetres)
      putUp(
        site,
        sketchOf(),
        extent.at(x + loose(), y + loose()),
        site.rowRadians + between(random, -0.04, 0.04),
      );
  }
}

/** Two to three storeys in their gardens, a small apartment house now and then. */
export function fillVillas(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  fillGrid(site, random, { alongMetres: 18, acrossMetres: 19.5, looseMetres: 1 }, () => {
    const apartments = random.next() < 0.09;
    const [length, depth] = apartments
      ? [between(random, 20, 34), between(random, 13, 16)]
      : [between(random, 10, 15.5), between(random, 9, 12.5)];
    return {
      ...plain(
        'residential',
        apartments ? wholeBetween(random, 4, 8) : wholeBetween(random, 2, 3),
        heights.residential,
      ),
      unitSquareMetres: DWELLING_SQUARE_METRES.villas,
      roofShape: apartments ? 'flat' : random.next() < 0.6 ? 'hipped' : 'gabled',
      roofHeightMetres: apartments ? 0 : 3,
      shape: apartments
        ? steppedSlab(length, depth, 2, 2)
        : random.next() < 0.4
          ? cornerCut(length, depth, 2.5)
          : rectangle(length, depth),
      gapMetres: 3.6,
    };
  });
}

/** Self-built houses of two and three storeys, close together. */
export function fillVillage(
  site: BuildingSite,
  random: SeededRandom,
  heights: StoreyHeights,
): void {
  fillGrid(site, random, { alongMetres: 14, acrossMetres: 17, looseMetres: 1 }, () => ({
    ...plain('residential', wholeBetween(random, 1, 3), heights.residential),
    unitSquareMetres: DWELLING_SQUARE_METRES.village,
    roofShape: 'gabled',
    roofHeightMetres: 2.6,
    shape: rectangle(between(random, 9, 11.5), between(random, 8, 10.5)),
    gapMetres: 2.2,
  }));
}
