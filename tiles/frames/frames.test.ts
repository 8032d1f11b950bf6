/**
 * Projections against PROJ 9.5.1 (pyproj 3.7.2, `Transformer.from_crs(code, 'EPSG:4326')`), GCJ-02
 * against station positions paired by others, and wrong guesses.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createLocalFrame } from '#contracts';
import {
  bd09FromWgs84,
  districtFromName,
  districtFromNear,
  findFrame,
  gcj02FromWgs84,
  type LonLat,
  refuseOffDistrict,
  wgs84FromBd09,
  wgs84FromGcj02,
} from './index.ts';

function metresBetween(a: LonLat, b: LonLat): number {
  const frame = createLocalFrame({ lonDegrees: a[0], latDegrees: a[1], heightMetres: 0 });
  return Math.hypot(...frame.pointFromLonLat(b[0], b[1]));
}

const BY_PROJ: readonly (readonly [string, number, number, number, number])[] = [
  ['EPSG:28992', 85000, 447500, 4.367581212, 52.01144259],
  ['EPSG:25833', 389000, 5820000, 13.364080196, 52.518792561],
  ['EPSG:25832', 457841, 5439082, 8.422409864, 49.103139129],
  ['EPSG:4491', 13500000, 4000000, 75, 36.130292921],
  ['EPSG:4497', 19600000, 3450000, 112.048882282, 31.167329099],
  ['EPSG:4501', 23520000, 4500000, 135.236411089, 40.634398701],
  ['EPSG:4502', 520000, 4500000, 75.236411089, 40.634398701],
  ['EPSG:4508', 300000, 3450000, 108.90268219, 31.154516734],
  ['EPSG:4512', 520000, 4500000, 135.236411089, 40.634398701],
  ['EPSG:4513', 25530000, 3450000, 75.314685022, 31.171217407],
  ['EPSG:4533', 45520000, 4500000, 135.236411089, 40.634398701],
  ['EPSG:4534', 480000, 4000000, 74.777815909, 36.130086861],
  ['EPSG:4549', 640000, 3450000, 121.468335095, 31.163228102],
  ['EPSG:4554', 520000, 4500000, 135.236411089, 40.634398701],
  ['EPSG:32651', 350000, 3450000, 121.425981044, 31.174428769],
  ['EPSG:3414', 28001.642, 38744.572, 103.833333333, 1.366666667],
  ['EPSG:2326', 836694.05, 819069.8, 114.181009327, 22.310602434],
  ['EPSG:2056', 2683000, 1248000, 8.537690296, 47.377607216],
  ['EPSG:2154', 652000, 6862000, 2.345811959, 48.856248141],
  ['EPSG:27700', 530000, 180000, -0.12835394, 51.503990828],
  ['EPSG:3857', 13500000, 3600000, 121.272563356, 30.74749656],
  ['EPSG:31256', 0, 340000, 16.332135016, 48.198409161],
  ['EPSG:31468', 4468000, 5333000, 11.568627371, 48.134224352],
  ['EPSG:3826', 302000, 2770000, 121.515308435, 25.03722819],
  ['EPSG:6677', -6000, -35000, 139.767044069, 35.684510077],
];

test.each(BY_PROJ)('%s agrees with PROJ to a centimetre', (name, x, y, lon, lat) => {
  expect(metresBetween(findFrame(name, 'test').lonLatFrom(x, y), [lon, lat])).toBeLessThan(0.01);
});

test('names, URNs, URLs and compound systems lead to the same frame', () => {
  const same = [
    'urn:ogc:def:crs:EPSG::7415',
    'https://www.opengis.net/def/crs/EPSG/0/7415',
    '7415',
  ];
  for (const text of same) expect(findFrame(text, 'test').title).toBe('Amersfoort / RD New');
  expect(findFrame('urn:adv:crs:ETRS89_UTM32*DE_DHHN92_NH', 'test').title).toContain('zone 32N');
  expect(findFrame('gcj02', 'test').name).toBe('GCJ-02');
  expect(findFrame('urn:ogc:def:crs:OGC:1.3:CRS84', 'test').kind).toBe('geographic');
  expect(findFrame('EPSG:4326/lat-lon', 'test').lonLatFrom(31, 121)).toEqual([121, 31]);
});

test('the WKT of a .prj is read; one whose datum shift is missing is refused', () => {
  const wkt =
    'PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
  const place = findFrame(wkt, 'a.prj').lonLatFrom(640000, 3450000);
  expect(metresBetween(place, [121.468335095, 31.163228102])).toBeLessThan(0.01);
  const pulkovo = wkt.replace('D_China_2000', 'D_Beijing_1954').replaceAll('2000', '1954');
  expect(() => findFrame(pulkovo, 'a.prj')).toThrow(/^a\.prj: expected a datum near WGS84/);
});

test.each([
  ['EPSG:2381', /EPSG:2381: Xian 1980 .* no public shift/],
  ['EPSG:99999', /expected a frame that is defined offline, EPSG:99999 is not/],
  ['Shanghai', /expected a frame such as EPSG:4490/],
  ['+proj=nonsense', /expected a projection that can be read/],
])('%s is refused', (text, message) => {
  expect(() => findFrame(text, '--frame')).toThrow(message);
});

const stations = join(
  import.meta.dirname,
  '../../../shared/data/shanghai-metro-soda2015/stations.csv',
);
const noStations = !existsSync(stations);
if (noStations) process.stderr.write(`skipped: no paired stations at ${stations}\n`);

test.skipIf(noStations)(
  'GCJ-02 of 288 Shanghai stations agrees with WGS84 of another source',
  () => {
    const number = z.coerce.number();
    const rows = z
      .array(
        z.object({
          lon_gcj02: number,
          lat_gcj02: number,
          lon_wgs84_metroflow: z.string(),
          lat_wgs84_metroflow: z.string(),
        }),
      )
      .parse(parse(readFileSync(stations, 'utf8'), { columns: true, bom: true }));
    const offs = rows
      .filter((row) => row.lon_wgs84_metroflow !== '')
      .map((row) =>
        metresBetween(wgs84FromGcj02([row.lon_gcj02, row.lat_gcj02]), [
          Number(row.lon_wgs84_metroflow),
          Number(row.lat_wgs84_metroflow),
        ]),
      )
      .sort((a, b) => a - b);
    expect(offs.length).toBeGreaterThan(250);
    // Both sources put a dot on a building of 100–200 m: 20 m is their agreement, not the formula's.
    expect(offs[offs.length >> 1]).toBeLessThan(20);
  },
);

test('GCJ-02 and BD-09 round-trip within a centimetre over China; both leave other countries alone', () => {
  const china = fc.tuple(
    fc.double({ min: 73, max: 135, noNaN: true }),
    fc.double({ min: 3, max: 53, noNaN: true }),
  );
  let worst = 0;
  fc.assert(
    fc.property(china, (place) => {
      worst = Math.max(worst, metresBetween(wgs84FromGcj02(gcj02FromWgs84(place)), place));
      worst = Math.max(worst, metresBetween(wgs84FromBd09(bd09FromWgs84(place)), place));
      const shift = metresBetween(gcj02FromWgs84(place), place);
      // Tens to a thousand metres over the whole rectangle.
      expect(shift).toBeLessThan(1500);
    }),
    { seed: 3, numRuns: 2000 },
  );
  expect(worst).toBeLessThan(0.01);
  expect(gcj02FromWgs84([13.4, 52.5])).toEqual([13.4, 52.5]);
});

const sample = (places: readonly LonLat[]) => places.map(([x, y], i) => ({ id: `way/${i}`, x, y }));

test('a wrong guess is refused with the frame that fits', () => {
  const near = districtFromNear('13.34,52.53,4', 'near');
  const rows = sample([
    [389000, 5820000],
    [388000, 5821000],
  ]);
  refuseOffDistrict(rows, findFrame('EPSG:25833', 't'), near, 'b.gpkg');
  expect(() => refuseOffDistrict(rows, findFrame('EPSG:25832', 't'), near, 'b.gpkg')).toThrow(
    /^b\.gpkg: expected features within 4 km of 13\.34,52\.53 \(--near\), in frame EPSG:25832 2 of 2 lie elsewhere, first way\/0 at 7\.\d+,52\.\d+; --frame EPSG:25833 .* puts 100 % of them inside\.$/,
  );
  const swapped = sample([[52.52, 13.35]]);
  expect(() => refuseOffDistrict(swapped, findFrame('WGS84', 't'), near, 'b.gpkg')).toThrow(
    /--frame EPSG:4326\/lat-lon/,
  );
});

test('GCJ-02 taken for WGS84 shows where a district fills its declared extent', () => {
  const near = districtFromNear('121.4375,31.1836,2', 'near');
  const frame = createLocalFrame({ lonDegrees: 121.4375, latDegrees: 31.1836, heightMetres: 0 });
  const places: LonLat[] = [];
  for (let x = -1900; x <= 1900; x += 100) {
    for (let y = -1900; y <= 1900; y += 100) {
      if (Math.hypot(x, y) < 1950) places.push(gcj02FromWgs84(frame.lonLatFromPoint([x, y])));
    }
  }
  const rows = sample(places);
  refuseOffDistrict(rows, findFrame('GCJ-02', 't'), near, 'b.geojson');
  expect(() => refuseOffDistrict(rows, findFrame('WGS84', 't'), near, 'b.geojson')).toThrow(
    /--frame GCJ-02/,
  );
});

test('coordinates that the frame cannot hold are refused without a declared district', () => {
  const rows = sample([[640000, 3450000]]);
  expect(() => refuseOffDistrict(rows, findFrame('WGS84', 't'), null, 'a.json')).toThrow(
    /^a\.json: expected coordinates of frame EPSG:4326 .* got 640000, 3450000 at way\/0/,
  );
  expect(() =>
    refuseOffDistrict(sample([[4.36, -2]]), findFrame('GCJ-02', 't'), null, 'a'),
  ).toThrow(/expected GCJ-02 coordinates in China/);
});

test('districts are declared by place or known by name', () => {
  expect(districtFromName('xuhui')?.contains([121.4375, 31.1836])).toBe(true);
  expect(districtFromName('berlin-moabit')?.contains([13.34, 52.53])).toBe(true);
  expect(districtFromName('nowhere')).toBeNull();
  expect(() => districtFromNear('121,31', 'near')).toThrow(
    '--near: expected lon,lat,km in WGS84 such as 121.437,31.188,5, got "121,31".',
  );
});
