/** The last files of a city under construction: networks, the tree of tiles, blocks.json, manifest. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CityManifest, DistrictNetworks } from '#contracts';
import type { AssignedCells, CellCounts } from '../model/assign-cells.ts';
import type { SourceCity } from '../sources/source-city.ts';
import { joinBlocks } from '../tiling/join-blocks.ts';
import { writeManifest } from '../write/write-manifest.ts';
import { BLOCKS_FILE, type BlocksFile } from './block-records.ts';
import { WORK_FOLDER } from './open-journal.ts';
import type { PlannedCity } from './plan-city.ts';
import type { TiledCity } from './tile-city.ts';

export interface BuiltParts {
  readonly source: SourceCity;
  readonly planned: PlannedCity;
  readonly networks: DistrictNetworks;
  readonly counts: readonly CellCounts[];
  readonly cells: AssignedCells;
  readonly tiled: TiledCity;
  readonly skipped: CityManifest['skipped'];
  readonly builtAtMs: number;
}

export async function finishCity(
  dir: string,
  { source, planned, networks, counts, cells, tiled, skipped, builtAtMs }: BuiltParts,
): Promise<CityManifest> {
  const written = tiled.blocks.flatMap((block) => block.written.files);
  await writeFile(join(dir, 'networks.json'), JSON.stringify(networks));
  const linesFile = join(dir, 'transit.json');
  // A build that goes on where one was killed may find lines that this source does not have.
  await rm(linesFile, { force: true });
  if (source.transit) await writeFile(linesFile, JSON.stringify(source.transit));
  const placed = planned.blocks.flatMap(({ column, row }, index) => {
    const tile = tiled.blocks[index]?.written;
    return tile ? [{ column, row, json: tile.json, box: tile.box }] : [];
  });
  await writeFile(join(dir, 'tileset.json'), joinBlocks(placed, source.origin));
  const blocksFile: BlocksFile = {
    version: 1,
    ranges: cells.ranges,
    buildings: counts.map(({ id, storeys, units }, index) => {
      const { building, firstStorey, firstUnit } = cells.runs[index] ?? {
        ...{ building: 0, firstStorey: 0, firstUnit: 0 },
      };
      return [id, building, firstStorey, storeys, firstUnit, units];
    }),
    blocks: [...tiled.blocks],
  };
  await writeFile(join(dir, BLOCKS_FILE), JSON.stringify(blocksFile));
  await rm(join(dir, WORK_FOLDER), { recursive: true });
  await removeStrangers(dir, written);
  return writeManifest(dir, {
    ...{ source, networks, written, skipped, builtAtMs },
    counts: {
      buildings: counts.length,
      storeys: counts.reduce((sum, one) => sum + one.storeys, 0),
      units: counts.reduce((sum, one) => sum + one.units, 0),
      tiles: written.length,
    },
    cellRanges: cells.ranges,
    files: [
      ...['city.sqlite', 'networks.json', 'tileset.json', BLOCKS_FILE],
      ...(source.transit ? ['transit.json'] : []),
    ],
  });
}

/** Tiles of a killed build that this one has no use for. */
async function removeStrangers(dir: string, written: CityManifest['files']): Promise<void> {
  const known = new Set(written.map((file) => file.path));
  for (const name of await readdir(join(dir, 'tiles'))) {
    if (!known.has(`tiles/${name}`)) await rm(join(dir, 'tiles', name));
  }
}
