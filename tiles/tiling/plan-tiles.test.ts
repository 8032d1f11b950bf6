import { describe, expect, it } from 'vitest';
import { featureCount, type PlannedTile, planTiles, TILE_LEVELS } from './plan-tiles.ts';
import { createSampleCity } from './sample-city.ts';

function contents(tile: PlannedTile): PlannedTile[] {
  return [...(tile.level ? [tile] : []), ...tile.children.flatMap(contents)];
}

describe('planTiles', () => {
  const city = createSampleCity({ side: 12, storeys: 6, unitsPerSide: 3, spacing: 60 });
  const options = { maxFeatures: 100, maxBuildingTileMetres: 512, maxExtentMetres: 1023 };
  const tiles = contents(planTiles(city, options));

  it('keeps every tile within its number of features', () => {
    for (const { level, slices } of tiles) {
      if (!level) continue;
      const features = slices.reduce((sum, slice) => sum + featureCount(slice, level), 0);
      expect(features).toBeGreaterThan(0);
      expect(features).toBeLessThanOrEqual(options.maxFeatures);
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
    const leaves = contents(planTiles(tower, { ...options, maxFeatures: 40 })).filter(
      (tile) => tile.level === 'unit',
    );
    const counts = leaves.map((tile) =>
      tile.slices.reduce((sum, slice) => sum + featureCount(slice, 'unit'), 0),
    );
    expect(counts).toEqual(new Array(10).fill(32));
  });

  it('splits buildings that stand in one place', () => {
    const heap = createSampleCity({ side: 4, storeys: 1, unitsPerSide: 1, spacing: 0 });
    const counts = contents(planTiles(heap, { ...options, maxFeatures: 5 }))
      .filter((tile) => tile.level === 'building')
      .map((tile) => tile.slices.length);
    expect(counts).toEqual([4, 4, 4, 4]);
  });
});
