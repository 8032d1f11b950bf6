/** Large grounds with many buildings of one owner: campuses, works, civic plots, the railway station. */
import type { SeededRandom } from '#contracts';
import { type BuildingSite, extentOfSite, putUp, type Sketch } from './building-site.ts';
import { between, plain, wholeBetween } from './fill-homes.ts';
import type { StoreyHeights } from './read-reference-facts.ts';
import { scatterBuildings } from './scatter-buildings.ts';
import { cornerCut, courtBuilding, rectangle, steppedSlab } from './shape-buildings.ts';

const openPlot = { compound: false } as const;

/** Teaching houses, laboratories and dormitories in loose rows, lawns and a field between. */
export function fillCampus(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  const extent = extentOfSite(site);
  for (let y = extent.south + 20; y < extent.north; y += between(random, 32, 44)) {
    for (let x = extent.west + 30; x < extent.east; x += between(random, 52, 72)) {
      const draw = random.next();
      // A lawn, a pond or a sports field.
      if (draw < 0.12) continue;
      const sketch: Sketch = {
        ...plain('education', wholeBetween(random, 3, 6), heights.education),
        ...openPlot,
        shape:
          draw < 0.34
            ? courtBuilding(between(random, 44, 60), between(random, 30, 38), 12)
            : draw < 0.44
              ? cornerCut(between(random, 40, 54), between(random, 26, 34), 7)
              : rectangle(between(random, 34, 58), between(random, 13, 17)),
        gapMetres: 11,
      };
      putUp(site, sketch, extent.at(x, y), site.rowRadians);
    }
  }
}

/** Halls of one storey, multi-storey workshops, a laboratory or office house. */
export function fillWorks(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  const extent = extentOfSite(site);
  // A park of laboratories rather than a yard of sheds.
  const modern = random.next() < 0.55;
  for (let y = extent.south + 12; y < extent.north; y += between(random, 25, 34)) {
    for (let x = extent.west + 12; x < extent.east; x += between(random, 38, 58)) {
      const draw = random.next();
      const shed = draw < (modern ? 0.12 : 0.45);
      const house = draw > (modern ? 0.62 : 0.88);
      const sketch: Sketch = {
        ...(house
          ? plain('office', wholeBetween(random, 4, modern ? 9 : 6), heights.office)
          : plain(
              'industrial',
              shed ? 1 : wholeBetween(random, 2, 5),
              shed ? heights.sport : heights.podium,
            )),
        ...openPlot,
        roofShape: shed && random.next() < 0.6 ? 'gabled' : 'flat',
        roofHeightMetres: shed ? 2 : 0,
        shape: house
          ? steppedSlab(between(random, 30, 48), between(random, 15, 20), 2, 4)
          : rectangle(between(random, 26, 48), between(random, 14, 22)),
        gapMetres: 7,
      };
      putUp(
        site,
        sketch.roofShape === 'flat' ? { ...sketch, roofHeightMetres: 0 } : sketch,
        extent.at(x, y),
        site.rowRadians,
      );
    }
  }
}

export function fillCivic(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  scatterBuildings(site, wholeBetween(random, 1, 3), 8, (index) => ({
    ...plain('civic', wholeBetween(random, 3, 7), heights.civic),
    ...openPlot,
    shape: index === 0 ? cornerCut(52, 30, 6) : rectangle(36, 18),
    gapMetres: 14,
  }));
}

/** Beside the hall: parcel and bus halls, low. */
export function fillStation(
  site: BuildingSite,
  random: SeededRandom,
  heights: StoreyHeights,
): void {
  scatterBuildings(site, 6, 24, () => ({
    ...plain('transport', wholeBetween(random, 1, 2), heights.sport),
    ...openPlot,
    shape: rectangle(between(random, 30, 60), between(random, 14, 22)),
    gapMetres: 24,
  }));
}
