/** The checker objects to each way of breaking a tile. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Building, BuildingId, CityModel, Storey, Unit } from '#contracts';
import { MeshBuffer } from '../mesh/mesh-buffer.ts';
import { encodeGlb } from '../tiling/encode-glb.ts';
import { meshTile } from '../tiling/mesh-tile.ts';
import { planTiles } from '../tiling/plan-tiles.ts';
import {
  CITY,
  createSampleCopies,
  findBrokenRules,
  replaceFile,
  type SampleCopies,
  UNIT_TILE,
} from './sample-copies.ts';
import { writeSampleCity } from './write-sample-city.ts';

let copies: SampleCopies;
let dir = '';
beforeAll(async () => {
  copies = await createSampleCopies();
});
afterAll(() => copies.remove());
beforeEach(async () => {
  dir = await copies.take();
});

/** Rewrites the JSON chunk of a glb by text; the replacement keeps the length. */
async function changeGlbText(file: string, from: string, to: string): Promise<void> {
  expect(to.length).toBe(from.length);
  const glb = await readFile(path.join(dir, file));
  const at = glb.indexOf(from);
  expect(at, `${from} in ${file}`).toBeGreaterThan(0);
  glb.write(to, at, 'latin1');
  await replaceFile(dir, file, glb);
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

/** The unit tile again, with its mesh changed before it is packed. */
function encodeUnits(change: (mesh: MeshBuffer) => void): Uint8Array {
  const plan = planTiles(CITY.buildings);
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

describe('a broken tile', () => {
  it('[gltf] is cut short', async () => {
    const glb = await readFile(path.join(dir, UNIT_TILE));
    await replaceFile(dir, UNIT_TILE, glb.subarray(0, glb.length >> 1));
    expect(await findBrokenRules(dir)).toContain('gltf');
  });

  it('[gltf] has compressed data that do not decode', async () => {
    const glb = await readFile(path.join(dir, UNIT_TILE));
    const jsonBytes = glb.readUInt32LE(12);
    glb.fill(0, 28 + jsonBytes, 28 + jsonBytes + 64);
    await replaceFile(dir, UNIT_TILE, glb);
    expect(await findBrokenRules(dir)).toContain('gltf');
  });

  it('[gltf] has an error that only the validator sees', async () => {
    await changeGlbText(UNIT_TILE, '"metallicFactor":0', '"metallicFactor":9');
    expect(await findBrokenRules(dir)).toEqual(['gltf']);
  });

  it('[gltf] declares a range that its vertices do not have', async () => {
    await changeGlbText(UNIT_TILE, '"min":[0,', '"min":[1,');
    expect(await findBrokenRules(dir)).toContain('gltf');
  });

  it('[metadata] has another schema than the other tiles', async () => {
    await changeGlbText(UNIT_TILE, '"name":"Cell"', '"name":"Call"');
    expect(await findBrokenRules(dir)).toEqual(['metadata']);
  });

  it('[gltf] has a table that is not as long as it says', async () => {
    await changeGlbText(UNIT_TILE, '"count":89,"properties"', '"count":88,"properties"');
    expect(await findBrokenRules(dir)).toContain('gltf');
  });

  it('[metadata] says another number of features than its table has rows', async () => {
    await changeGlbText(UNIT_TILE, '"featureCount":89', '"featureCount":88');
    expect(await findBrokenRules(dir)).toEqual(['metadata']);
  });

  it('[solids] faces inwards', async () => {
    await replaceFile(dir, UNIT_TILE, encodeUnits(turnTriangles));
    expect(await findBrokenRules(dir)).toEqual(['solids']);
  });

  it('[solids] lacks a triangle', async () => {
    await replaceFile(
      dir,
      UNIT_TILE,
      encodeUnits((mesh) => {
        mesh.indexCount -= 3;
      }),
    );
    expect(await findBrokenRules(dir)).toContain('solids');
  });

  it('[metadata] has a feature id without a row', async () => {
    await replaceFile(
      dir,
      UNIT_TILE,
      encodeUnits((mesh) => {
        for (let vertex = 0; vertex < mesh.vertexCount; vertex += 1) {
          if (mesh.featureIds[vertex * 2] === 88) mesh.featureIds[vertex * 2] = 89;
        }
      }),
    );
    expect(await findBrokenRules(dir)).toContain('metadata');
  });

  it('[cells] draws a unit twice', async () => {
    const twice = (units: readonly Unit[]): Unit[] => units.concat(units.slice(0, 1));
    await rewriteTiles(changeStorey(0, (storey) => ({ ...storey, units: twice(storey.units) })));
    expect(await findBrokenRules(dir)).toEqual(['cells']);
  });

  it('[cells] leaves a unit out', async () => {
    await rewriteTiles(changeStorey(0, (storey) => ({ ...storey, units: storey.units.slice(1) })));
    expect(await findBrokenRules(dir)).toEqual(['cells']);
  });

  it('[cells] calls a storey by another level', async () => {
    await rewriteTiles(changeStorey(0, (storey) => ({ ...storey, level: 7 })));
    expect(await findBrokenRules(dir)).toEqual(['cells']);
  });

  it('[cells] calls a unit by another code', async () => {
    const renamed = (units: readonly Unit[]): Unit[] =>
      units.map((unit, index) => (index > 0 ? unit : { ...unit, code: 'sample/0-0-99' }));
    await rewriteTiles(changeStorey(0, (storey) => ({ ...storey, units: renamed(storey.units) })));
    expect(await findBrokenRules(dir)).toEqual(['cells']);
  });

  it('[cells] calls a building by another id', async () => {
    await rewriteTiles(changeBuilding(3, (one) => ({ ...one, id: 'sample/x' as BuildingId })));
    expect(await findBrokenRules(dir)).toEqual(['cells']);
  });

  it('[volumes] draws a storey higher than it is', async () => {
    await rewriteTiles(changeStorey(2, (storey) => ({ ...storey, heightMetres: 3.2 })));
    expect(await findBrokenRules(dir)).toEqual(['volumes']);
  });
});
