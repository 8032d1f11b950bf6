/** Places of work and trade: offices, malls, hotels. */
import type { SeededRandom } from '#contracts';
import type { BuildingSite, Sketch } from './building-site.ts';
import { between, plain, wholeBetween } from './fill-homes.ts';
import type { StoreyHeights } from './read-reference-facts.ts';
import { scatterBuildings } from './scatter-buildings.ts';
import { cornerCut, crossTower, rectangle, steppedSlab } from './shape-buildings.ts';

export function fillOffices(
  site: BuildingSite,
  random: SeededRandom,
  heights: StoreyHeights,
): void {
  const storeys = wholeBetween(random, 16, 36);
  for (const size of [1, 0.82, 0.66, 0.5]) {
    const length = between(random, 58, 74) * size;
    const depth = between(random, 42, 54) * size;
    const placed = scatterBuildings(site, 4, 9, (index) => ({
      ...plain('office', wholeBetween(random, 2, 5), heights.podium),
      compound: false,
      shape: index % 2 === 0 ? cornerCut(length, depth, 7) : rectangle(length, depth),
      gapMetres: 14,
      tower: {
        shape:
          index % 2 === 0
            ? crossTower(length * 0.56, depth * 0.62, 4)
            : rectangle(length * 0.5, depth * 0.66),
        levels: Math.max(8, Math.round(storeys * size) + wholeBetween(random, -4, 4)),
        storeyHeightMetres: heights.office,
      },
    }));
    if (placed > 1) break;
  }
  scatterBuildings(site, 2, 8, () => ({
    ...plain('office', wholeBetween(random, 6, 12), heights.office),
    compound: false,
    shape: rectangle(34, 18),
    gapMetres: 12,
  }));
  // Older houses and pavilions that the block kept: cafés, showrooms, a substation.
  scatterBuildings(site, wholeBetween(random, 2, 5), 11, () => ({
    ...plain(random.next() < 0.5 ? 'retail' : 'office', wholeBetween(random, 2, 5), heights.office),
    compound: false,
    shape: rectangle(between(random, 14, 24), between(random, 10, 14)),
    gapMetres: 9,
  }));
}

export function fillMall(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  for (const length of [120, 96, 76, 58, 44]) {
    const sketch: Sketch = {
      ...plain('retail', wholeBetween(random, 5, 8), heights.retail),
      name: site.name,
      compound: false,
      shape: cornerCut(length, length * 0.62, length * 0.16),
      gapMetres: 10,
    };
    if (scatterBuildings(site, 1, 6, () => sketch) > 0) break;
  }
  fillOffices(site, random, heights);
}

export function fillHotel(site: BuildingSite, random: SeededRandom, heights: StoreyHeights): void {
  for (const size of [1, 0.75, 0.55]) {
    const placed = scatterBuildings(site, 1, 6, () => ({
      ...plain('hotel', 3, heights.podium),
      name: site.name,
      compound: false,
      shape: rectangle(88 * size, 46 * size),
      gapMetres: 12,
      tower: {
        shape: steppedSlab(76 * size, 19 * size, 4, 7),
        levels: wholeBetween(random, 22, 28),
        storeyHeightMetres: heights.hotel,
      },
    }));
    if (placed > 0) break;
  }
  fillOffices(site, random, heights);
}
