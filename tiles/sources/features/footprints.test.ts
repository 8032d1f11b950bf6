/** GeoJSON, FlatGeobuf, Shapefile, GeoPackage and block tables: one small town in every format. */

import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { expect, test } from 'vitest';
import { createLocalFrame, polygonArea } from '#contracts';
import { districtFromNear, gcj02FromWgs84 } from '../../frames/index.ts';
import { importFiles } from './testing/import-files.ts';
import { dbfOf, geoPackageOf, gpkgBlob, type Ring, shapefileOf } from './testing/write-formats.ts';

const frame = createLocalFrame({ lonDegrees: 121.4375, latDegrees: 31.1836, heightMetres: 0 });
const place = (points: Ring): Ring =>
  points.map((point): [number, number] => {
    const [lon, lat] = frame.lonLatFromPoint(point);
    return [lon, lat];
  });
const box = (x: number, y: number, w: number, d: number): Ring => [
  [x, y],
  [x + w, y],
  [x + w, y + d],
  [x, y + d],
  [x, y],
];
const feature = (rings: Ring[], properties: Record<string, unknown>) => ({
  type: 'Feature' as const,
  properties,
  geometry: { type: 'Polygon' as const, coordinates: rings.map(place) },
});
const town = [
  feature([box(0, 0, 20, 10), box(5, 3, 4, 4)], {
    id: 'a',
    height: 12,
    use: '住宅',
    street: '衡山路',
    housenumber: '9',
  }),
  feature([box(40, 0, 30, 20)], { id: 'b', floors: '7', name: 'Office', use: 'office' }),
];
const collection = (features: readonly unknown[]) =>
  JSON.stringify({ type: 'FeatureCollection', features });
const expected = [
  ['a', 184, 12, undefined, 'residential', '衡山路9'],
  ['b', 600, undefined, 7, 'office', undefined],
];
type Imported = Awaited<ReturnType<typeof importFiles>>;
const facts = ({ city }: Imported) =>
  city.buildings.map((b) => [
    b.id,
    Math.round(polygonArea(b.outline)),
    b.heightMetres,
    b.levels,
    b.use,
    b.address?.zh,
  ]);

test('GeoJSON, as a collection and line by line', async () => {
  expect(facts(await importFiles({ 'a.geojson': collection(town) }))).toEqual(expected);
  const lines = town.map((one) => JSON.stringify(one)).join('\n');
  expect(facts(await importFiles({ 'a.geojsonl': lines }))).toEqual(expected);
});

test('FlatGeobuf', async () => {
  // Its writer takes the columns from the first feature.
  const columns = Object.assign({}, ...town.map((one) => ({ ...one.properties })));
  const blank = Object.fromEntries(Object.keys(columns).map((key) => [key, '']));
  const even = town.map((one) => ({
    ...one,
    properties: { ...blank, ...one.properties, height: one.properties.height ?? 0 },
  }));
  const bytes = serialize({ type: 'FeatureCollection', features: even }, 4326);
  expect(facts(await importFiles({ 'a.fgb': bytes })).sort()).toEqual(expected);
  await expect(importFiles({ 'a.fgb': bytes.slice(0, bytes.length - 60) })).rejects.toThrow(
    /a\.fgb: expected .* features/,
  );
  await expect(importFiles({ 'a.fgb': 'not one' })).rejects.toThrow(/expected a FlatGeobuf file/);
  const silent = serialize({ type: 'FeatureCollection', features: town }, 0);
  await expect(importFiles({ 'a.fgb': silent })).rejects.toThrow(/declare it with --frame/);
});

const WGS84_PRJ =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

test('Shapefile with .dbf and .prj; without the .prj it is refused', async () => {
  const shp = shapefileOf(town.map((one) => one.geometry.coordinates));
  const dbf = dbfOf(
    ['id', 'height', 'use', 'street', 'hnr', 'floors', 'name'],
    town.map((one) => ({ ...one.properties, hnr: one.properties.housenumber })),
  );
  const files = { 'a.shp': shp, 'a.dbf': dbf, 'a.cpg': 'UTF-8' };
  expect(facts(await importFiles({ ...files, 'a.prj': WGS84_PRJ }))).toEqual(expected);
  await expect(importFiles(files)).rejects.toThrow(
    /a\.shp: expected to know its coordinate system, got a Shapefile without its \.prj \(looked for .*a\.prj\); declare it with --frame/,
  );
  expect(facts(await importFiles(files, { frame: 'WGS84' }))).toEqual(expected);
  await expect(
    importFiles({ ...files, 'a.shp': shp.subarray(0, 150), 'a.prj': WGS84_PRJ }),
  ).rejects.toThrow(/a\.shp: expected \d+ bytes as its header says, got 150; the file is cut off/);
  const oneRow = dbfOf(['id'], [{ id: 'a' }]);
  await expect(importFiles({ ...files, 'a.dbf': oneRow, 'a.prj': WGS84_PRJ })).rejects.toThrow(
    /a\.dbf: expected 2 rows, one for each shape of the \.shp, got 1/,
  );
});

test('GeoPackage, with broken geometries quarantined by their key', async () => {
  const good = gpkgBlob(town[0]?.geometry.coordinates ?? []);
  const bytes = await geoPackageOf([good, good.subarray(0, 60), Buffer.from('XX')]);
  const { city } = await importFiles({ 'a.gpkg': bytes });
  expect(city.buildings).toMatchObject([{ id: 'houses/1', levels: 3, use: 'residential' }]);
  expect(city.skipped.map((s) => s.examples)).toEqual([['houses/2'], ['houses/3']]);
  await expect(importFiles({ 'a.gpkg': bytes }, { layer: 'roads' })).rejects.toThrow(
    /expected a layer roads, it holds houses/,
  );
  await expect(importFiles({ 'a.gpkg': 'no database' })).rejects.toThrow(/expected a GeoPackage/);
});

test('a table of blocks: dwellings counted exactly, points drawn without overlap', async () => {
  const csv = `blk_no,street,max_floor_lvl,residential,total_dwelling_units,latitude,longitude
1,BEACH RD,16,Y,142,1.2951,103.8540
2,BEACH RD,3,N,0,1.2953,103.8540
3,BEACH RD,3,Y,9,0,0
`;
  const { city } = await importFiles({ 'a.csv': csv });
  expect(city.buildings.map((b) => [b.address?.en, b.levels, b.dwellings, b.use])).toEqual([
    ['1 BEACH RD', 16, 142, 'residential'],
    ['2 BEACH RD', 3, 0, 'other'],
  ]);
  expect(city.skipped).toEqual([{ reason: 'row: has no position', count: 1, examples: ['row/4'] }]);
  const [a = [], b = []] = city.buildings.map((one) => one.outline[0]);
  expect(Math.max(...a.map(([, y]) => y))).toBeLessThan(Math.min(...b.map(([, y]) => y)));
  await expect(importFiles({ 'a.csv': 'name,levels\nA,3\n' })).rejects.toThrow(
    /a\.csv:1: expected columns longitude and latitude, it has name, levels/,
  );
});

test('broken outlines are repaired or left out, with id and reason', async () => {
  const features = [
    feature([box(0, 0, 20, 10)], { id: 'fine' }),
    // A bow tie of equal halves: no one reading is meant.
    feature(
      [
        [
          [40, 0],
          [50, 10],
          [50, 0],
          [40, 10],
          [40, 0],
        ],
      ],
      { id: 'tie' },
    ),
    feature([box(60, 0, 20, 20)], { id: 'fine' }),
    // A small loop in one side: the large piece is meant.
    feature(
      [
        [
          [90, 0],
          [110, 0],
          [110, 10],
          [101, 10],
          [99, 11],
          [101, 11],
          [99, 10],
          [90, 10],
          [90, 0],
        ],
      ],
      { id: 'loop' },
    ),
    feature([box(120, 0, 20, 10), box(200, 0, 4, 4)], { id: 'hole' }),
    feature([box(0, 40, 0.5, 0.5)], { id: 'tiny' }),
    {
      type: 'Feature',
      properties: { id: 'line' },
      geometry: { type: 'LineString', coordinates: [] },
    },
    { type: 'Feature', properties: { id: 'none' }, geometry: null },
    feature([box(0, 60, 10, 10)], { id: 'tall', height: 4000, levels: 'many' }),
  ];
  const { city } = await importFiles({ 'a.geojson': collection(features) });
  expect(city.buildings.map((b) => b.id)).toEqual(['fine', 'loop', 'hole', 'tall']);
  expect(Object.fromEntries(city.skipped.map((s) => [s.reason, s.examples.join()]))).toEqual({
    'building: outline crosses itself': 'tie',
    'building: its id was taken before': 'fine (feature/3)',
    'repaired: outline crosses itself, its large piece kept': 'loop',
    'repaired: a hole outside its outline left out': 'hole',
    'building: area below 1 m²': 'tiny',
    'feature: geometry LineString is no footprint': 'feature/7',
    'feature: has no geometry': 'feature/8',
    'building: height is not a height below 1000 m, value left out': 'feature/9 (4000)',
    'building: levels is not a number of storeys, value left out': 'feature/9 (many)',
  });
});

test('frames: GCJ-02 lands where WGS84 does; the wrong one and strays are told apart', async () => {
  const shifted = town.map((one) => ({
    ...one,
    geometry: {
      ...one.geometry,
      coordinates: one.geometry.coordinates.map((ring) =>
        ring.map(([x, y]) => [...gcj02FromWgs84([x, y])]),
      ),
    },
  }));
  const plain = await importFiles({ 'a.geojson': collection(town) });
  const gcj = await importFiles({ 'a.geojson': collection(shifted) }, { frame: 'GCJ-02' });
  expect(gcj.city.origin.lonDegrees).toBeCloseTo(plain.city.origin.lonDegrees, 8);
  const near = districtFromNear('121.4375,31.1836,0.3', 'near');
  await expect(importFiles({ 'a.geojson': collection(shifted) }, { near })).rejects.toThrow(
    /in frame EPSG:4326 2 of 2 lie elsewhere, .*; --frame GCJ-02 .* puts 100 % of them inside/,
  );
  const many = Array.from({ length: 30 }, (_, i) =>
    feature([box(i * 5, 0, 4, 4)], { id: `m${i}` }),
  );
  const stray = feature([box(9000, 0, 4, 4)], { id: 'stray' });
  const { city } = await importFiles({ 'a.geojson': collection([...many, stray]) }, { near });
  expect(city.buildings).toHaveLength(30);
  expect(city.skipped[0]).toMatchObject({ count: 1, examples: ['feature/31'] });
});

test.each([
  ['a.geojson', '{"type":"Feature"', /a\.geojson: expected JSON/],
  ['a.geojson', '{"type":"Point"}', /a\.geojson: expected a GeoJSON FeatureCollection, type: /],
  ['a.geojson', collection([]), /expected at least one usable building, it holds 0 features/],
  ['a.xyz', 'hello', /a\.xyz: expected a file of a known format/],
])('%s %j is refused', async (name, text, message) => {
  await expect(importFiles({ [name]: text })).rejects.toThrow(message);
});
