/** The whole build after the source: model, networks, tiles, store, manifest, then one swap. */
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CityManifest } from '#contracts';
import { districtNetworksSchema } from '#contracts';
import { buildCityModel } from './model/build-city-model.ts';
import { buildNetworks } from './model/networks/build-networks.ts';
import type { KnownUnits } from './model/units/read-known-units.ts';
import type { Progress } from './progress.ts';
import { createSkipList } from './skip-list.ts';
import type { SourceCity } from './sources/source-city.ts';
import { writeTileset } from './tiling/write-tileset.ts';
import { createCityStore } from './write/create-city-store.ts';
import { refuseForeignFolder, replaceFolder } from './write/replace-folder.ts';
import { roundedNetworks } from './write/rounded-networks.ts';
import { writeManifest } from './write/write-manifest.ts';

export interface BuildCityOptions {
  readonly outDir: string;
  readonly knownUnits?: KnownUnits;
  readonly builtAtMs: number;
  readonly progress: Progress;
}

export async function buildCity(
  source: SourceCity,
  options: BuildCityOptions,
): Promise<CityManifest> {
  const { progress } = options;
  await refuseForeignFolder(options.outDir);
  const skips = createSkipList();
  skips.addAll(source.skipped);
  const { model, cellRanges } = progress.stage('buildings, storeys, units', () => {
    const built = buildCityModel(source, options.knownUnits, skips.add);
    return {
      result: built,
      note: `${built.model.buildings.length} buildings, ${built.model.cellCount} cells`,
    };
  });
  const networks = progress.stage('streets and footways', () => {
    const built = districtNetworksSchema.parse(
      roundedNetworks(buildNetworks(source, model, skips.add)),
    );
    const note = `${built.street.links.length} street links, ${built.walk.links.length} walk links`;
    return { result: built, note };
  });
  let manifest: CityManifest | null = null;
  await replaceFolder(options.outDir, async (dir) => {
    progress.stage('city.sqlite', () => {
      const store = createCityStore(join(dir, 'city.sqlite'));
      store.addAreas(source.areas ?? []);
      for (const building of model.buildings) store.addBuilding(building);
      store.finish();
      return { result: undefined, note: `${cellRanges.units[1] - cellRanges.units[0]} units` };
    });
    await writeFile(join(dir, 'networks.json'), JSON.stringify(networks));
    const tileset = await progress.stageAsync('tiles', async (report) => {
      const written = await writeTileset(model, {
        origin: source.origin,
        outDir: dir,
        onProgress: report,
      });
      return { result: written, note: `${written.tiles} tiles, ${megabytes(written.bytes)}` };
    });
    manifest = await progress.stageAsync('manifest', async () => {
      const result = await writeManifest(dir, {
        source,
        model,
        cellRanges,
        networks,
        tiles: tileset.tiles,
        files: [...tileset.files, 'city.sqlite', 'networks.json'],
        skipped: skips.list(),
        builtAtMs: options.builtAtMs,
      });
      const { size } = await stat(join(dir, 'city.sqlite'));
      return { result, note: `${result.files.length} files, city.sqlite ${megabytes(size)}` };
    });
  });
  if (!manifest) throw new Error('replaceFolder returned without filling the folder');
  return manifest;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
