/** The checker passes a whole city and objects to each way of breaking its manifest, files and store. */
import { readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { districtNetworksSchema } from '#contracts';
import { checkCity } from './check-city.ts';
import {
  CITY,
  createSampleCopies,
  FILES,
  findBrokenRules,
  replaceFile,
  type SampleCopies,
  UNIT_TILE,
} from './sample-copies.ts';
import { writeSampleManifest } from './write-sample-city.ts';

let copies: SampleCopies;
let dir = '';
beforeAll(async () => {
  copies = await createSampleCopies();
});
afterAll(() => copies.remove());
beforeEach(async () => {
  dir = await copies.take();
});

function changeStore(sql: string): void {
  const database = new DatabaseSync(path.join(dir, 'city.sqlite'));
  database.exec(sql);
  database.close();
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
    expect(await findBrokenRules(dir)).toEqual(['manifest']);
  });

  it('[manifest] does not follow its schema', async () => {
    await writeFile(path.join(dir, 'manifest.json'), '{"formatVersion":3}');
    expect(await findBrokenRules(dir)).toEqual(['manifest']);
  });

  it('[files] a byte of networks.json changed', async () => {
    const file = path.join(dir, 'networks.json');
    await writeFile(file, `${await readFile(file, 'utf8')} `);
    expect(await findBrokenRules(dir)).toEqual(['files']);
  });

  it('[files] one letter changed, length kept', async () => {
    const glb = await readFile(path.join(dir, UNIT_TILE));
    glb.write('Gezo', glb.indexOf('Gezi'), 'latin1');
    await writeFile(path.join(dir, UNIT_TILE), glb);
    expect(await findBrokenRules(dir)).toEqual(['files']);
  });

  it('[files] a tile is gone', async () => {
    await unlink(path.join(dir, UNIT_TILE));
    expect(await findBrokenRules(dir)).toContain('files');
  });

  it('[files] a tile is not listed', async () => {
    await writeSampleManifest(
      dir,
      CITY,
      FILES.filter((file) => file !== UNIT_TILE),
    );
    expect(await findBrokenRules(dir)).toEqual(['counts', 'files']);
  });

  it('[counts] a count is wrong', async () => {
    await writeSampleManifest(dir, { ...CITY, cellCount: CITY.cellCount + 1 }, FILES);
    expect(await findBrokenRules(dir)).toEqual(['counts']);
  });

  it('[networks] networks.json lacks a part', async () => {
    await replaceFile(dir, 'networks.json', '{"version":1}');
    expect(await findBrokenRules(dir)).toEqual(['networks']);
  });

  it('[networks] bus lines and stops point at what is not there, each said', async () => {
    const text = await readFile(path.join(dir, 'networks.json'), 'utf8');
    const networks = districtNetworksSchema.parse(JSON.parse(text));
    const name = { zh: '站', en: 'Stop' };
    const fact = { value: 600, kind: 'synthetic', source: 'test' };
    const buses = {
      stops: [
        { ...{ id: 's', name, point: [0, 0] }, streetLink: 4, walkNode: 7, kind: 'synthetic' },
      ],
      lines: [
        {
          ...{ id: 'l', name, stops: [0, 3], entersAt: 2, leavesAt: null, kind: 'synthetic' },
          ...{ headwaySeconds: fact, firstSecond: 0, lastSecond: 60, capacityPersons: fact },
        },
      ],
    };
    await replaceFile(dir, 'networks.json', JSON.stringify({ ...networks, buses }));
    const { findings } = await checkCity(dir);
    expect(findings.map(({ rule, place }) => `${rule} ${place}`)).toEqual([
      'networks manifest counts/busLines',
      'networks bus stop s',
      'networks bus line l',
      'networks bus line l',
    ]);
    const said = findings.map(({ message }) => message).join('; ');
    expect(said).toContain('street link 4 of 0, walk node 7 of 0');
    expect(said).toContain('stop 3 of 1');
    expect(said).toContain('node 2 is no border point');
  });
});

describe('a broken store', () => {
  it('[store] is no database', async () => {
    await writeFile(path.join(dir, 'city.sqlite'), 'not a database, just some text');
    expect(await findBrokenRules(dir)).toContain('store');
  });

  it('[areas] a unit is larger than its outline', async () => {
    changeStore(
      'UPDATE unit SET area_m2 = area_m2 * 1.1 WHERE cell = (SELECT max(cell) FROM unit)',
    );
    await writeSampleManifest(dir, CITY, FILES);
    expect(await findBrokenRules(dir)).toEqual(['areas']);
  });

  it('[areas] a unit is missing from its storey', async () => {
    changeStore('DELETE FROM unit WHERE cell = (SELECT max(cell) FROM unit)');
    await writeSampleManifest(dir, CITY, FILES);
    expect(await findBrokenRules(dir)).toEqual(
      expect.arrayContaining(['areas', 'cells', 'counts']),
    );
  });

  it('[neighbours] a building stands where another does', async () => {
    changeStore(
      'UPDATE building SET footprint = (SELECT footprint FROM building WHERE cell = 1) WHERE cell = 7',
    );
    await writeSampleManifest(dir, CITY, FILES);
    expect(await findBrokenRules(dir)).toContain('neighbours');
  });

  it('[store] a unit points to a storey that is not there', async () => {
    changeStore('PRAGMA foreign_keys = OFF; UPDATE unit SET storey_cell = 0 WHERE cell = 40');
    await writeSampleManifest(dir, CITY, FILES);
    expect(await findBrokenRules(dir)).toContain('store');
  });
});
