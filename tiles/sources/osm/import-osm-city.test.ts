import { expect, test } from 'vitest';
import { polygonArea } from '#contracts';
import type { SourceCity } from '../source-city.ts';
import { importOsmCity } from './import-osm-city.ts';
import { drawOsm, member, type OsmDrawing, withOsmFile } from './osm-drawing.ts';

const square = (east: number, north: number, side: number) =>
  [
    [east, north],
    [east + side, north],
    [east + side, north + side],
    [east, north + side],
  ] as const;

function importText(content: string | Uint8Array, name?: string): Promise<SourceCity> {
  return withOsmFile(
    content,
    (path) => importOsmCity({ path, district: 'test', name: { zh: '测试', en: 'Test' } }),
    name,
  );
}
const importDrawing = (osm: OsmDrawing) => importText(osm.text());

test('a courtyard block: outer ring in two open ways, one hole, area to the square metre', async () => {
  const osm = drawOsm();
  const [a, b, c, d] = square(0, 0, 40).map(([x, y]) => osm.node(x, y));
  if (!a || !b || !c || !d) throw new Error('four corners');
  // The second way runs against the first: assembly must turn it.
  const south = osm.way([a, b, c], {});
  const north = osm.way([a, d, c], {});
  const hole = osm.ring(square(10, 10, 20), {});
  const id = osm.relation(
    [member('way', south, 'outer'), member('way', north, 'outer'), member('way', hole, 'inner')],
    { type: 'multipolygon', building: 'apartments', 'building:levels': '6' },
  );
  const city = await importDrawing(osm);
  expect(city.buildings).toHaveLength(1);
  const [block] = city.buildings;
  expect(block).toMatchObject({ id: `relation/${id}`, use: 'residential', levels: 6 });
  expect(block?.outline).toHaveLength(2);
  // 1,600 − 400 m²; the drawing's degrees are good to 0.1 %.
  expect(Math.abs(polygonArea(block?.outline ?? []) - 1200)).toBeLessThan(3);
  expect(city.skipped).toEqual([]);
});

test('parts go to the outline around them; heights in metres and feet; a part outside is listed', async () => {
  const osm = drawOsm();
  const outline = osm.ring(square(0, 0, 50), {
    building: 'office',
    name: '大厦',
    'name:en': 'Tower',
  });
  osm.ring(square(0, 0, 20), {
    'building:part': 'yes',
    height: '100 m',
    'roof:shape': 'pyramidal',
    'roof:height': '10',
  });
  osm.ring(square(25, 25, 20), { 'building:part': 'yes', height: `40'`, min_height: '3,5' });
  const stray = osm.ring(square(200, 0, 10), { 'building:part': 'yes', height: '5' });
  const city = await importDrawing(osm);
  expect(city.buildings).toHaveLength(1);
  const [tower] = city.buildings;
  expect(tower).toMatchObject({ id: `way/${outline}`, name: { zh: '大厦', en: 'Tower' } });
  expect(tower?.parts.map(({ outline: _, ...rest }) => rest)).toEqual([
    { heightMetres: 100, roofShape: 'pyramidal', roofHeightMetres: 10 },
    { heightMetres: 40 * 0.3048, minHeightMetres: 3.5 },
  ]);
  expect(city.skipped).toEqual([
    { reason: 'building:part: lies in no building outline', count: 1, examples: [`way/${stray}`] },
  ]);
});

test('broken features are left out one by one, each with its reason', async () => {
  const osm = drawOsm();
  const good = osm.ring(square(0, 0, 10), { building: 'yes' });
  const bow = osm.ring(
    [
      [0, 20],
      [10, 30],
      [10, 20],
      [0, 30],
    ],
    { building: 'yes' },
  );
  const open = osm.way([osm.node(50, 0), osm.node(60, 0), osm.node(60, 10)], { building: 'yes' });
  const clipped = osm.way([1, 2, 999_999, 1], { building: 'yes' });
  const tall = osm.ring(square(80, 0, 10), { building: 'yes', height: '12000' });
  const city = await importDrawing(osm);
  expect(city.buildings.map((building) => building.id)).toEqual([`way/${good}`, `way/${tall}`]);
  expect(Object.fromEntries(city.skipped.map((s) => [s.reason, s.examples[0]]))).toEqual({
    'building: outline crosses itself': `way/${bow}`,
    'building: way is not closed': `way/${open}`,
    'building: outline uses a node that is missing or out of range': `way/${clipped}`,
    'building: height is not a height below 1000 m, value left out': `way/${tall} (12000)`,
  });
});

test('streets: classes, one-way, lanes, closed ones listed; restrictions and time zone', async () => {
  const osm = drawOsm();
  osm.ring(square(0, 0, 10), { building: 'yes' });
  const [a, b, c, d] = [osm.node(0, 50), osm.node(100, 50), osm.node(200, 50), osm.node(100, 150)];
  const west = osm.way([a, b], { highway: 'primary', lanes: '4', maxspeed: '30 mph' });
  const east = osm.way([b, c], { highway: 'primary_link', oneway: '-1' });
  const north = osm.way([b, d], { highway: 'residential', sidewalk: 'left' });
  const yard = osm.way([b, osm.node(90, 90)], { highway: 'service', access: 'private' });
  osm.relation(
    [member('way', west, 'from'), member('node', b, 'via'), member('way', north, 'to')],
    {
      type: 'restriction',
      restriction: 'no_left_turn',
    },
  );
  const city = await importDrawing(osm);
  expect(
    city.streets.map(({ id, roadClass, oneWay, lanes, sidewalk }) => [
      id,
      roadClass,
      oneWay,
      lanes,
      sidewalk,
    ]),
  ).toEqual([
    [`way/${west}`, 'primary', 'no', 4, 'unknown'],
    [`way/${east}`, 'primary', 'backward', undefined, 'unknown'],
    [`way/${north}`, 'residential', 'no', undefined, 'left'],
  ]);
  expect(city.streets[0]?.maxSpeedMetresPerSecond).toBeCloseTo(13.41, 2);
  expect(city.turnRestrictions).toEqual([
    { fromWay: `way/${west}`, viaNode: String(b), toWay: `way/${north}`, rule: 'no' },
  ]);
  expect(city.skipped).toEqual([
    { reason: 'street: closed to cars (access tags)', count: 1, examples: [`way/${yard}`] },
  ]);
  expect(city.timeZone).toBe('Asia/Shanghai');
});

const whole = (() => {
  const osm = drawOsm();
  osm.ring(square(0, 0, 10), { building: 'yes' });
  return osm.text();
})();
const bare = (() => {
  const osm = drawOsm();
  osm.ring(square(0, 0, 10), { leisure: 'park' });
  return osm.text();
})();

test.each([
  ['an empty file', '', 'x.osm', /empty \(0 bytes\)/],
  [
    'a truncated XML file',
    whole.slice(0, whole.length / 2),
    'x.osm',
    /expected whole OpenStreetMap XML, line \d+ could not be read/,
  ],
  ['another XML file', '<gpx></gpx>', 'x.osm', /it has no <osm> element/],
  [
    'no PBF at all',
    'this is a text, not a protocol buffer',
    'x.osm.pbf',
    /expected whole OSM PBF blocks, block 1 /,
  ],
  ['another kind of file', whole, 'x.geojson', /expected a name ending in \.osm\.pbf or \.osm/],
  [
    'no buildings',
    bare,
    'x.osm',
    /expected ways or multipolygons tagged building=\*, found none among 1 ways/,
  ],
  [
    'no place on Earth',
    whole.replaceAll('lat="31.', 'lat="131.'),
    'x.osm',
    /coordinates within lat ±90, lon ±180, found none; 4 nodes are out of range, first node\/1 \(lat 131/,
  ],
] as const)(
  '%s is refused in one line that says where and why',
  async (_name, content, file, message) => {
    const error = await importText(content, file).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ name: 'CityBuildError' });
    const text = error instanceof Error ? error.message : '';
    expect(text).toMatch(message);
    expect(text).toContain(file);
    expect(text).not.toContain('\n');
  },
);
