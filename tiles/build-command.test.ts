import { readdir, readFile, stat } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cityManifestSchema } from '#contracts';
import { runBuildCommand } from './build-command.ts';
import { withFiles } from './sources/features/testing/import-files.ts';

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A house of 0.0002° by 0.0001° in Xuhui, some 19 m by 11 m. */
const house = {
  type: 'Feature',
  properties: { id: 'h1', levels: 3, address: '衡山路9号' },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [121.44, 31.2],
        [121.4402, 31.2],
        [121.4402, 31.2001],
        [121.44, 31.2001],
        [121.44, 31.2],
      ],
    ],
  },
};
const files = {
  'a.geojson': JSON.stringify({ type: 'FeatureCollection', features: [house] }),
  'u.csv':
    'address,storey,unit,use,area_m2\n"衡山路 9号",1F,101,retail,80\n"衡山路 9号",1F,102,retail,60\n',
  'bad.csv': 'building,storey,unit,use,area_m2\nnope,1F,101,retail,80\n',
};

test('a file with a unit table joined by address becomes a city; a later fault leaves it as it is', async () => {
  await withFiles(files, async (path) => {
    const to = ['--from', path('a.geojson'), '--name', 'xuhui', '--out', path('city')];
    expect(await runBuildCommand([...to, '--units', path('u.csv')])).toBe(0);
    const read = () => readFile(`${path('city')}/manifest.json`, 'utf8');
    const before = await read();
    const manifest = cityManifestSchema.parse(JSON.parse(before));
    // Two listed units below; 211 m² at 90 m² a flat on the other two storeys.
    expect(manifest.counts).toMatchObject({ buildings: 1, storeys: 3, units: 6, streetLinks: 0 });
    await expect(runBuildCommand([...to, '--units', path('bad.csv')])).rejects.toThrow(
      /bad\.csv:2: expected a building of this city, it has no "nope" \(ids look like h1\)/,
    );
    await expect(runBuildCommand([...to, '--frame', 'EPSG:4549'])).rejects.toThrow(
      /expected coordinates of frame|known extent of xuhui/,
    );
    expect(await read()).toBe(before);
  });
});

test('a house at the edge moves the centre, not the tiles of the others', async () => {
  const at = (id: string, lon: number) => ({
    ...house,
    properties: { id, levels: 3 },
    geometry: {
      ...house.geometry,
      coordinates: house.geometry.coordinates.map((ring) =>
        ring.map(([x = 0, y = 0]) => [x + lon, y]),
      ),
    },
  });
  const file = (east: number) =>
    JSON.stringify({ type: 'FeatureCollection', features: [at('h1', 0), at('h2', east)] });
  // 0.02° are 1.9 km here; then 0.0001°, some 10 m, further east.
  await withFiles({ 'a.geojson': file(0.02), 'b.geojson': file(0.0201) }, async (path) => {
    const city = path('city');
    const build = (name: string) =>
      runBuildCommand(['--from', path(name), '--name', 'xuhui', '--out', city]);
    const inodes = async () => {
      const tiles = (await readdir(`${city}/tiles`)).sort();
      return Promise.all(
        tiles.map(async (tile) => [tile, (await stat(`${city}/tiles/${tile}`)).ino] as const),
      );
    };
    await build('a.geojson');
    const before = new Map(await inodes());
    await build('b.geojson');
    const kept = (await inodes()).filter(([tile, inode]) => before.get(tile) === inode);
    expect(before.size).toBe(6);
    expect(kept.map(([tile]) => tile)).toEqual([
      'building-w1n0.glb',
      'storey-w1n0.glb',
      'unit-w1n0.glb',
    ]);
  });
});

test.each([
  [[], 'expected --osm FILE or --from FILE, both are missing'],
  [['--osm', 'a', '--frame', 'WGS84'], '--frame: expected together with --from FILE, got --osm.'],
  [['--osm', 'a', '--from', 'b'], 'expected --osm or --from, got both'],
  [['--from', '/nowhere.gpkg'], '/nowhere.gpkg: expected a file, there is none to read.'],
  [['--from', 'a', '--format', 'dwg'], '--format: expected auto or one of cityjson'],
  [['--from', 'a', '--near', 'here'], '--near: expected lon,lat,km'],
  [['--from', 'a', '--fields', 'size=A'], '--fields: expected pairs of id|name'],
  [['--from', 'a', '--dwellings', 'all'], '--dwellings: expected cells or counts, got "all".'],
])('%j is refused', async (args, message) => {
  await expect(runBuildCommand([...args, '--name', 'town', '--out', 'none'])).rejects.toThrow(
    message,
  );
});
