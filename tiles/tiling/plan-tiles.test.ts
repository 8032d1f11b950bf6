import { describe, expect, it } from 'vitest';
import type { CityModel } from '#contracts';
import { BLOCK_DEFAULTS, type BlockOptions, boundsOfSolids, planBlocks } from './plan-blocks.ts';
import { featureCount, type PlannedTile, planTiles, TILE_LEVELS } from './plan-tiles.ts';
import { createSampleCity } from './sample-city.ts';

const SMALL: BlockOptions = { ...BLOCK_DEFAULTS, maxBuildings: 100, cellMetres: 256 };

/** Every tile of a city, block by block. */
function tilesOf({ buildings }: CityModel, maxFeatures: number, blocks = SMALL): PlannedTile[] {
  const contents = (tile: PlannedTile): PlannedTile[] => [tile, ...tile.children.flatMap(contents)];
  const bounds = buildings.map(({ footprint }) => boundsOfSolids([footprint]));
  return planBlocks(bounds, blocks).flatMap(({ members }) =>
    contents(
      planTiles(
        members.flatMap((member) => buildings[member] ?? []),
        { maxFeatures },
      ),
    ),
  );
}

describe('planTiles', () => {
  const city = createSampleCity({ side: 12, storeys: 6, unitsPerSide: 3, spacing: 60 });
  const maxFeatures = 100;
  const tiles = tilesOf(city, maxFeatures);

  it('keeps every tile within its number of features', () => {
    for (const { level, slices } of tiles) {
      const features = slices.reduce((sum, slice) => sum + featureCount(slice, level), 0);
      expect(features).toBeGreaterThan(0);
      expect(features).toBeLessThanOrEqual(maxFeatures);
    }
  });

  it('draws every feature once at each level', () => {
    for (const level of TILE_LEVELS) {
      const planned = tiles
        .filter((tile) => tile.level === level)
        .flatMap((tile) => tile.slices)
        .reduce((sum, slice) => sum + featureCount(slice, level), 0);
      let expected = 0;
      for (const { storeys } of city.buildings) {
        if (level === 'building' || storeys.length === 0) expected += 1;
        else if (level === 'storey') expected += storeys.length;
        else for (const { units } of storeys) expected += Math.max(1, units.length);
      }
      expect(planned, level).toBe(expected);
    }
  });

  it('cuts a tower between storeys and a great storey between units', () => {
    const tower = createSampleCity({ side: 1, storeys: 5, unitsPerSide: 8, spacing: 60 });
    const leaves = tilesOf(tower, 40).filter((tile) => tile.level === 'unit');
    const counts = leaves.map((tile) =>
      tile.slices.reduce((sum, slice) => sum + featureCount(slice, 'unit'), 0),
    );
    expect(counts).toEqual(new Array(10).fill(32));
  });

  it('splits buildings that stand in one place', () => {
    const heap = createSampleCity({ side: 4, storeys: 1, unitsPerSide: 1, spacing: 0 });
    const counts = tilesOf(heap, 5, { ...SMALL, maxBuildings: 5 })
      .filter((tile) => tile.level === 'building')
      .map((tile) => tile.slices.length);
    expect(counts).toEqual([4, 4, 4, 4]);
  });
});
