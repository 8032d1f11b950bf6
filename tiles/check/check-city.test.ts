/** The checker passes a whole city and objects to each way of breaking one. */
import { cp, mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Building, CityModel, Storey, Unit } from '#contracts';
import { MeshBuffer } from '../mesh/mesh-buffer.ts';
import { encodeGlb } from '../tiling/encode-glb.ts';
import { meshTile } from '../tiling/mesh-tile.ts';
import { planTiles } from '../tiling/plan-tiles.ts';
import { createSampleCity } from '../tiling/sample-city.ts';
import { checkCity } from './check-city.ts';
import type { CheckRule } from './findings.ts';
import { writeSampleCity, writeSampleManifest } from './write-sample-city.ts';

const CITY = createSampleCity();
const FILES = [
  'city.sqlite',
  'networks.json',
  'tileset.json',
  'tiles/building-00000.glb',
  'tiles/storey-00000.glb',
  'tiles/unit-00000.glb',
];
const UNIT_TILE = 'tiles/unit-00000.glb';

let root = '';
let dir = '';
let copies = 0;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'gezi-check-'));
  await writeSampleCity(path.join(root, 'whole'), CITY);
});
afterAll(async () => {
  await rm(root, { recursive: true });
});
beforeEach(async () => {
  copies += 1;
  dir = path.join(root, `copy-${copies}`);
  await cp(path.join(root, 'whole'), dir, { recursive: true });
});

/** Rules that found something. */
async function brokenRules(): Promise<readonly CheckRule[]> {
  const report = await checkCity(dir);
  expect(report.ok).toBe(report.findings.length === 0);
  return [...new Set(report.findings.map((finding) => finding.rule))];
}

/** Writes a file and a manifest that fits it, so that only the deeper law is broken. */
async function replaceFile(file: string, data: string | Uint8Array): Promise<void> {
  await writeFile(path.join(dir, file), data);
  await writeSampleManifest(dir, CITY, FILES);
}

const anyRecord = z.record(z.string(), z.unknown());
const treeSchema = z.object({
  asset: anyRecord,
  geometricError: z.number(),
  root: z.object({
    transform: z.array(z.number()),
    boundingVolume: z.object({ box: z.array(z.number()) }),
    geometricError: z.number(),
    refine: z.string(),
    content: anyRecord,
    children: z.array(
      z.object({
        boundingVolume: z.object({ box: z.array(z.number()) }),
        geometricError: z.number(),
        refine: z.string(),
        content: anyRecord,
        children: z.array(anyRecord),
      }),
    ),
  }),
});
type Tree = z.infer<typeof treeSchema>;

async function changeTree(change: (tree: Tree) => void): Promise<void> {
  const tree = treeSchema.parse(JSON.parse(await readFile(path.join(dir, 'tileset.json'), 'utf8')));
  change(tree);
  await replaceFile('tileset.json', JSON.stringify(tree));
}

/** Rewrites the JSON chunk of a glb by text; the replacement keeps the length. */
async function changeGlbText(file: string, from: string, to: string): Promise<void> {
  expect(to.length).toBe(from.length);
  const glb = await readFile(path.join(dir, file));
  const at = glb.indexOf(from);
  expect(at, `${from} in ${file}`).toBeGreaterThan(0);
  glb.write(to, at, 'latin1');
  await replaceFile(file, glb);
}

/** Tiles of one model over the store of the whole one. */
async function rewriteTiles(model: CityModel): Promise<void> {
  await rm(dir, { recursive: true });
  await writeSampleCity(dir, model, CITY);
}

function changeStorey(index: number, change: (storey: Storey) => Storey): CityModel {
  return changeBuilding(0, (building) => ({
    ...building,
    storeys: building.storeys.map((storey, at) => (at === index ? change(storey) : storey)),
  }));
}

function changeBuilding(index: number, change: (building: Building) => Building): CityModel {
  return {
    ...CITY,
    buildings: CITY.buildings.map((building, at) => (at === index ? change(building) : building)),
  };
}

function changeStore(sql: string): void {
  const database = new DatabaseSync(path.join(dir, 'city.sqlite'));
  database.exec(sql);
  database.close();
}

/** The unit tile again, with its mesh changed before it is packed. */
function encodeUnits(change: (mesh: MeshBuffer) => void): Uint8Array {
  const plan = planTiles(CITY);
  const units = plan.children[0]?.children[0]?.slices ?? [];
  const mesh = new MeshBuffer();
  const tile = meshTile('unit', units, mesh);
  change(mesh);
  return encodeGlb(mesh, tile);
}

function turnTriangles(mesh: MeshBuffer): void {
  for (let t = 0; t < mesh.indexCount; t += 3) {
    const b = mesh.indices[t + 1] ?? 0;
    mesh.indices[t + 1] = mesh.indices[t + 2] ?? 0;
    mesh.indices[t + 2] = b;
  }
}

describe('checkCity', () => {
  it('passes a whole city and counts it', async () => {
    const report = await checkCity(dir);
    expect(report.findings).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.figures).toMatchObject({ buildings: 9, storeys: 25, units: 84, tiles: 3 });
    expect(report.lines.at(-1)).toBe('The city keeps all its laws.');
  });
});

describe('a broken manifest or file', () => {
  it('[manifest] is missing', async () => {
    await unlink(path.join(dir, 'manifest.json'));
    expect(await brokenRules()).toEqual(['manifest']);
  });

  it('[manifest] does not follow its schema', async () => {
    await writeFile(path.join(dir, 'manifest.json'), '{"formatVersion":2}');
    expect(await brokenRules()).toEqual(['manifest']);
  });

  it('[files] a byte of networks.json changed', async () => {
    const file = path.join(dir, 'networks.json');
    await writeFile(file, `${await readFile(file, 'utf8')} `);
    expect(await brokenRules()).toEqual(['files']);
  });

  it('[files] one letter changed, length kept', async () => {
    const glb = await readFile(path.join(dir, UNIT_TILE));
    glb.write('Gezo', glb.indexOf('Gezi'), 'latin1');
    await writeFile(path.join(dir, UNIT_TILE), glb);
    expect(await brokenRules()).toEqual(['files']);
  });

  it('[files] a tile is gone', async () => {
    await unlink(path.join(dir, UNIT_TILE));
    expect(await brokenRules()).toContain('files');
  });

  it('[files] a tile is not listed', async () => {
    await writeSampleManifest(
      dir,
      CITY,
      FILES.filter((file) => file !== UNIT_TILE),
    );
    expect(await brokenRules()).toEqual(['counts', 'files']);
  });

  it('[counts] a count is wrong', async () => {
    await writeSampleManifest(dir, { ...CITY, cellCount: CITY.cellCount + 1 }, FILES);
    expect(await brokenRules()).toEqual(['counts']);
  });

  it('[networks] networks.json lacks a part', async () => {
    await replaceFile('networks.json', '{"version":1}');
    expect(await brokenRules()).toEqual(['networks']);
  });
});

describe('a broken store', () => {
  it('[store] is no database', async () => {
    await writeFile(path.join(dir, 'city.sqlite'), 'not a database, just some text');
    expect(await brokenRules()).toContain('store');
  });

  it('[areas] a unit is larger than its outline', async () => {
    changeStore(
      'UPDATE unit SET area_m2 = area_m2 * 1.1 WHERE cell = (SELECT max(cell) FROM unit)',
    );
    await writeSampleManifest(dir, CITY, FILES);
    expect(await brokenRules()).toEqual(['areas']);
  });

  it('[areas] a unit is missing from its storey', async () => {
    changeStore('DELETE FROM unit WHERE cell = (SELECT max(cell) FROM unit)');
    await writeSampleManifest(dir, CITY, FILES);
    expect(await brokenRules()).toEqual(expect.arrayContaining(['areas', 'cells', 'counts']));
  });

  it('[store] a unit points to a storey that is not there', async () => {
    changeStore('PRAGMA foreign_keys = OFF; UPDATE unit SET storey_cell = 0 WHERE cell = 40');
    await writeSampleManifest(dir, CITY, FILES);
    expect(await brokenRules()).toContain('store');
  });
});

describe('a broken tree', () => {
  it('[geometric-error] does not fall', async () => {
    await changeTree(({ root: tile }) => {
      for (const child of tile.children) child.geometricError = tile.geometricError;
    });
    expect(await brokenRules()).toEqual(['geometric-error']);
  });

  it('[bounds] a child stands out of its parent', async () => {
    await changeTree(({ root: tile }) => {
      const box = tile.children[0]?.boundingVolume.box ?? [];
      box[3] = (box[3] ?? 0) + 1;
    });
    expect(await brokenRules()).toEqual(['bounds']);
  });

  it('[bounds] a vertex stands out of its tile', async () => {
    await changeTree(({ root: tile }) => {
      const box = tile.children[0]?.boundingVolume.box ?? [];
      box[11] = (box[11] ?? 0) / 2;
    });
    expect(await brokenRules()).toEqual(['bounds']);
  });

  it('[tileset] stands at another place than the manifest says', async () => {
    await changeTree(({ root: tile }) => {
      tile.transform[12] = (tile.transform[12] ?? 0) + 5;
    });
    expect(await brokenRules()).toEqual(['tileset']);
  });

  it('[tileset] is not JSON', async () => {
    await replaceFile('tileset.json', '{"asset":');
    expect(await brokenRules()).toEqual(['tileset']);
  });

  it('[levels] ends at the storeys', async () => {
    await changeTree(({ root: tile }) => {
      for (const child of tile.children) Reflect.deleteProperty(child, 'children');
    });
    expect(await brokenRules()).toEqual(expect.arrayContaining(['levels', 'cells']));
  });

  it('[levels] a building vanishes when refined', async () => {
    await changeTree(({ root: tile }) => {
      tile.children = [];
      Reflect.deleteProperty(tile, 'children');
    });
    expect(await brokenRules()).toEqual(expect.arrayContaining(['levels', 'cells']));
  });
});

describe('a broken tile', () => {
  it('[gltf] is cut short', async () => {
    const glb = await readFile(path.join(dir, UNIT_TILE));
    await replaceFile(UNIT_TILE, glb.subarray(0, glb.length >> 1));
    expect(await brokenRules()).toContain('gltf');
  });

  it('[gltf] has compressed data that do not decode', async () => {
    const glb = await readFile(path.join(dir, UNIT_TILE));
    const jsonBytes = glb.readUInt32LE(12);
    glb.fill(0, 28 + jsonBytes, 28 + jsonBytes + 64);
    await replaceFile(UNIT_TILE, glb);
    expect(await brokenRules()).toContain('gltf');
  });

  it('[gltf] has an error that only the validator sees', async () => {
    await changeGlbText(UNIT_TILE, '"metallicFactor":0', '"metallicFactor":9');
    expect(await brokenRules()).toEqual(['gltf']);
  });

  it('[gltf] declares a range that its vertices do not have', async () => {
    await changeGlbText(UNIT_TILE, '"min":[0,', '"min":[1,');
    expect(await brokenRules()).toContain('gltf');
  });

  it('[metadata] has another schema than the other tiles', async () => {
    await changeGlbText(UNIT_TILE, '"name":"Cell"', '"name":"Call"');
    expect(await brokenRules()).toEqual(['metadata']);
  });

  it('[gltf] has a table that is not as long as it says', async () => {
    await changeGlbText(UNIT_TILE, '"count":89,"properties"', '"count":88,"properties"');
    expect(await brokenRules()).toContain('gltf');
  });

  it('[metadata] says another number of features than its table has rows', async () => {
    await changeGlbText(UNIT_TILE, '"featureCount":89', '"featureCount":88');
    expect(await brokenRules()).toEqual(['metadata']);
  });

  it('[solids] faces inwards', async () => {
    await replaceFile(UNIT_TILE, encodeUnits(turnTriangles));
    expect(await brokenRules()).toEqual(['solids']);
  });

  it('[solids] lacks a triangle', async () => {
    await replaceFile(
      UNIT_TILE,
      encodeUnits((mesh) => {
        mesh.indexCount -= 3;
      }),
    );
    expect(await brokenRules()).toContain('solids');
  });

  it('[metadata] has a feature id without a row', async () => {
    await replaceFile(
      UNIT_TILE,
      encodeUnits((mesh) => {
        for (let vertex = 0; vertex < mesh.vertexCount; vertex += 1) {
          if (mesh.featureIds[vertex * 2] === 88) mesh.featureIds[vertex * 2] = 89;
        }
      }),
    );
    expect(await brokenRules()).toContain('metadata');
  });

  it('[cells] draws a unit twice', async () => {
    const twice = (units: readonly Unit[]): Unit[] => units.concat(units.slice(0, 1));
    await rewriteTiles(changeStorey(0, (storey) => ({ ...storey, units: twice(storey.units) })));
    expect(await brokenRules()).toEqual(['cells']);
  });

  it('[cells] leaves a unit out', async () => {
    await rewriteTiles(changeStorey(0, (storey) => ({ ...storey, units: storey.units.slice(1) })));
    expect(await brokenRules()).toEqual(['cells']);
  });

  it('[cells] calls a storey by another level', async () => {
    await rewriteTiles(changeStorey(0, (storey) => ({ ...storey, level: 7 })));
    expect(await brokenRules()).toEqual(['cells']);
  });

  it('[volumes] draws a storey higher than it is', async () => {
    await rewriteTiles(changeStorey(2, (storey) => ({ ...storey, heightMetres: 3.2 })));
    expect(await brokenRules()).toEqual(['volumes']);
  });
});
