/**
 * A whole city folder from the sample model, for the tests of the checker. Written from the
 * contract's table and manifest definitions, without the build's own writer. `store` may differ
 * from `model`, which is how tests make tiles that do not fit their city.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  CITY_FORMAT_VERSION,
  CITY_STORE_DDL,
  type CityManifest,
  type CityModel,
  type DistrictNetworks,
  type FrameOrigin,
  type Polygon,
} from '#contracts';
import { writeTileset } from '../tiling/write-tileset.ts';

export const SAMPLE_ORIGIN: FrameOrigin = {
  lonDegrees: 121.4336,
  latDegrees: 31.1822,
  heightMetres: 4,
};

export async function writeSampleCity(
  dir: string,
  model: CityModel,
  store: CityModel = model,
): Promise<void> {
  await mkdir(dir, { recursive: true });
  const { files } = await writeTileset(model, { origin: SAMPLE_ORIGIN, outDir: dir });
  writeStore(path.join(dir, 'city.sqlite'), store);
  const networks: DistrictNetworks = {
    version: 1,
    street: { nodes: [], links: [], forbiddenTurns: [], signals: [] },
    walk: { nodes: [], links: [] },
    stations: [],
    venues: [],
    buses: { stops: [], lines: [] },
    sensors: [],
  };
  await writeFile(path.join(dir, 'networks.json'), JSON.stringify(networks));
  await writeSampleManifest(dir, store, ['city.sqlite', 'networks.json', ...files]);
}

/** Also called after a test has changed files, so that checksums are not what fails. */
export async function writeSampleManifest(
  dir: string,
  store: CityModel,
  files: readonly string[],
): Promise<void> {
  const entries = await Promise.all(
    files.map(async (file) => {
      const data = await readFile(path.join(dir, file));
      const sha256 = createHash('sha256').update(data).digest('hex');
      return { path: file, bytes: data.length, sha256 };
    }),
  );
  const buildings = store.buildings.length;
  const storeys = store.buildings.reduce((sum, building) => sum + building.storeys.length, 0);
  const manifest: CityManifest = {
    formatVersion: CITY_FORMAT_VERSION,
    district: 'sample',
    name: { zh: '样例', en: 'Sample' },
    timeZone: 'Asia/Shanghai',
    builtAtMs: 0,
    origin: SAMPLE_ORIGIN,
    extentMetres: [-100, -100, 100, 100],
    sources: [
      { name: 'sample', licence: 'Apache-2.0', attribution: 'Gezi', kind: 'synthetic', note: null },
    ],
    counts: {
      buildings,
      storeys,
      units: store.cellCount - buildings - storeys,
      cells: store.cellCount,
      tiles: files.filter((file) => file.endsWith('.glb')).length,
      streetLinks: 0,
      walkLinks: 0,
      signals: 0,
      stations: 0,
      venues: 0,
      sensors: 0,
    },
    skipped: [{ reason: 'no outline', count: 1, examples: ['way/1'] }],
    cellRanges: {
      buildings: [0, buildings],
      storeys: [buildings, buildings + storeys],
      units: [buildings + storeys, store.cellCount],
    },
    files: entries,
  };
  await writeFile(path.join(dir, 'manifest.json'), JSON.stringify(manifest));
}

function writeStore(file: string, city: CityModel): void {
  const database = new DatabaseSync(file);
  database.exec(CITY_STORE_DDL);
  database.exec('BEGIN');
  const addBuilding = database.prepare(
    "INSERT INTO building VALUES (?, ?, NULL, NULL, NULL, NULL, NULL, 'office', 'synthetic', 'sample', ?, 'synthetic', 'sample', ?, 'synthetic', 'sample', 0, 0, ?, ?)",
  );
  const addOutline = database.prepare('INSERT INTO outline VALUES (?, ?)');
  let outlines = 0;
  const outlineId = (polygon: Polygon): number => {
    outlines += 1;
    addOutline.run(outlines, JSON.stringify(polygon));
    return outlines;
  };
  const addStorey = database.prepare(
    "INSERT INTO storey VALUES (?, ?, ?, ?, ?, ?, ?, 'synthetic')",
  );
  const addUnit = database.prepare(
    "INSERT INTO unit VALUES (?, ?, ?, ?, ?, 'office', ?, ?, 'synthetic')",
  );
  for (const building of city.buildings) {
    const { cell, id, heightMetres, storeysAboveGround, footprint, parts } = building;
    const levels = storeysAboveGround.value;
    const outline = JSON.stringify(footprint);
    addBuilding.run(cell, id, heightMetres.value, levels, outline, JSON.stringify(parts));
    for (const storey of building.storeys) {
      const { level, label, floorMetres, heightMetres: height } = storey;
      const own = storey.footprint === footprint ? null : outlineId(storey.footprint);
      addStorey.run(storey.cell, cell, level, label, floorMetres, height, own);
      for (const unit of storey.units) {
        const { code, number, areaSquareMetres } = unit;
        const own = outlineId(unit.outline);
        addUnit.run(unit.cell, storey.cell, cell, code, number, areaSquareMetres, own);
      }
    }
  }
  database.exec('COMMIT');
  database.close();
}
