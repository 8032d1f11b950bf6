/**
 * The real extract of Monaco (../shared/data/monaco-osm, ODbL, not part of this repository), from
 * file to checked city. Without the file the tests are skipped with a notice. The fast lane covers
 * the same code on drawn cases.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cityManifestSchema, createLocalFrame, districtNetworksSchema } from '#contracts';
import { withOsmFile } from './sources/osm/osm-drawing.ts';
import { readOsmFile } from './sources/osm/read-osm-file.ts';

const file = join(import.meta.dirname, '../../shared/data/monaco-osm/monaco-2021.osm.pbf');
const missing = !existsSync(file);
if (missing) process.stderr.write(`skipped: no Monaco extract at ${file}\n`);

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gezi-monaco-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

function runCity(args: readonly string[], onStderr?: (kill: () => void, text: string) => void) {
  return new Promise<Ended>((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      onStderr?.(() => child.kill('SIGINT'), stderr);
    });
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

test.skipIf(missing)('the reader delivers what the extract holds', async () => {
  const data = await readOsmFile(file);
  // Counted apart from the library, by a 40-line decoder of the protocol buffers.
  expect([data.nodes.size, data.ways.size, data.relations.length]).toEqual([26_404, 4_218, 245]);
  const ways = [...data.ways.values()];
  expect(ways.filter((way) => way.tags.highway !== undefined)).toHaveLength(2_445);
  expect(ways.filter((way) => way.tags.building !== undefined)).toHaveLength(1_181);
  expect(data.relations.filter((r) => r.tags.building !== undefined)).toHaveLength(25);
  const signals = [...data.nodes.values()].filter((n) => n.tags.highway === 'traffic_signals');
  expect(signals).toHaveLength(18);
});

test.skipIf(missing)(
  'Monaco builds within 30 s, whole, with its stadium where it stands',
  async () => {
    const out = join(dir, 'monaco');
    const begin = performance.now();
    const { code, stderr } = await runCity([
      'build',
      '--osm',
      file,
      '--name',
      'monaco',
      '--out',
      out,
    ]);
    expect(stderr).toContain('manifest');
    expect(code).toBe(0);
    expect((performance.now() - begin) / 1000).toBeLessThan(30);
    const manifest = cityManifestSchema.parse(
      JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')),
    );
    // 1,181 ways and 24 multipolygons, less two that lie underground and three drawn over others.
    expect(manifest.counts.buildings).toBe(1_200);
    expect(manifest.timeZone).toBe('Europe/Monaco');
    const networks = districtNetworksSchema.parse(
      JSON.parse(readFileSync(join(out, 'networks.json'), 'utf8')),
    );
    const [stadium] = networks.venues;
    expect(stadium?.capacityPersons.value).toBe(18_523);
    expect(stadium?.gates.length).toBeGreaterThanOrEqual(4);
    const [east, north] = createLocalFrame(manifest.origin).pointFromLonLat(7.4155, 43.7276);
    for (const gate of stadium?.gates ?? []) {
      const [x, y] = networks.walk.nodes[gate.node]?.point ?? [0, 0];
      // The outline is about 230 × 220 m.
      expect(Math.hypot(x - east, y - north)).toBeLessThan(180);
    }
    const db = new DatabaseSync(join(out, 'city.sqlite'), { readOnly: true });
    const count = db.prepare('SELECT count(*) AS n FROM unit').get();
    db.close();
    expect(count?.n).toBe(manifest.counts.units);
  },
);

test.skipIf(missing)(
  'a cut-off file changes nothing: one line, status 1, the old city stays',
  async () => {
    const out = join(dir, 'monaco');
    const before = readFileSync(join(out, 'manifest.json'), 'utf8');
    const half = readFileSync(file).subarray(0, 200_000);
    await withOsmFile(
      half,
      async (path) => {
        const { code, stderr } = await runCity([
          'build',
          '--osm',
          path,
          '--name',
          'monaco',
          '--out',
          out,
        ]);
        expect(code).toBe(1);
        const lines = stderr.trim().split('\n');
        expect(lines).toHaveLength(1);
        expect(lines[0]).toMatch(
          /half\.osm\.pbf: expected whole OSM PBF blocks, block \d+ could not be read/,
        );
      },
      'half.osm.pbf',
    );
    expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe(before);
  },
);

test.skipIf(missing)('Ctrl-C during the build leaves the old city and nothing else', async () => {
  const out = join(dir, 'monaco');
  const before = readFileSync(join(out, 'manifest.json'), 'utf8');
  let killed = false;
  const { code } = await runCity(
    ['build', '--osm', file, '--name', 'monaco', '--out', out],
    (kill, text) => {
      // All is planned: the temporary folder holds half a city now.
      if (!killed && text.includes('buildings, storeys, units')) {
        killed = true;
        kill();
      }
    },
  );
  expect(code).toBe(130);
  expect(await readdir(dir)).toEqual(['monaco']);
  expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe(before);
});
