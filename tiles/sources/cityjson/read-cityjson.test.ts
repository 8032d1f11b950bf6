import { expect, test } from 'vitest';
import { polygonArea } from '#contracts';
import { buildCityModel } from '../../model/build-city-model.ts';
import { importFiles } from '../features/testing/import-files.ts';

/** Corners of a box, bottom then top, counter-clockwise; millimetres in EPSG:28992. */
function boxVertices(x: number, y: number, z: number, w: number, d: number, h: number) {
  const ring = [
    [x, y],
    [x + w, y],
    [x + w, y + d],
    [x, y + d],
  ];
  return [z, z + h].flatMap((level) =>
    ring.map(([a = 0, b = 0]) => [a, b, level].map((v) => v * 1000)),
  );
}

const SHELL = [
  [[3, 2, 1, 0]],
  [[4, 5, 6, 7]],
  [[0, 1, 5, 4]],
  [[1, 2, 6, 5]],
  [[2, 3, 7, 6]],
  [[3, 0, 4, 7]],
];
const shell = (first: number) =>
  SHELL.map((face) => face.map((ring) => ring.map((i) => i + first)));
const solid = (first: number, lod = '2') => ({ type: 'Solid', lod, boundaries: [shell(first)] });
const HEAD = {
  type: 'CityJSON',
  version: '2.0',
  transform: { scale: [0.001, 0.001, 0.001], translate: [85000, 447500, 0] },
  metadata: { referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/7415' },
};

const house = {
  ...HEAD,
  CityObjects: {
    h1: {
      type: 'Building',
      attributes: { function: 'residential', name: 'House' },
      geometry: [
        { ...solid(0, '1') },
        { type: 'MultiSurface', lod: '0', boundaries: [[[0, 1, 2, 3]]] },
      ],
      children: ['s0', 's1'],
    },
    s0: { type: 'BuildingStorey', parents: ['h1'], children: ['u1', 'u2'], geometry: [solid(8)] },
    s1: { type: 'BuildingStorey', parents: ['h1'], geometry: [solid(16)] },
    u1: {
      type: 'BuildingUnit',
      parents: ['s0'],
      attributes: { number: '101' },
      geometry: [solid(24)],
    },
    u2: {
      type: 'BuildingUnit',
      parents: ['s0'],
      attributes: { number: '102' },
      geometry: [solid(32)],
    },
    road: { type: 'Road', geometry: [] },
  },
  vertices: [
    ...boxVertices(0, 0, 2, 20, 10, 6),
    ...boxVertices(0, 0, 2, 20, 10, 2.7),
    ...boxVertices(0, 0, 5, 20, 10, 3),
    ...boxVertices(0, 0, 2, 8, 10, 2.7),
    ...boxVertices(10, 0, 2, 10, 10, 2.7),
  ],
};
const text = (value: unknown) => JSON.stringify(value);

test('storeys and units of the file override stacking and cutting, kind measured', async () => {
  const { city } = await importFiles({ 'a.city.json': text(house) });
  expect(city.skipped).toEqual([
    { reason: 'CityJSON: Road is not read', count: 1, examples: ['road'] },
  ]);
  const { model } = buildCityModel(city);
  const [building] = model.buildings;
  expect(building?.heightMetres).toMatchObject({ value: 6, kind: 'measured' });
  expect(building?.storeysAboveGround).toMatchObject({ value: 2, kind: 'measured' });
  // The ground storey reaches to the floor of the next, over the slab that the file leaves out.
  expect(building?.storeys.map((s) => [s.label, s.floorMetres, s.heightMetres, s.kind])).toEqual([
    ['1F', 0, 3, 'measured'],
    ['2F', 3, 3, 'measured'],
  ]);
  const units = building?.storeys[0]?.units ?? [];
  expect(units.map((u) => [u.number, Math.round(u.areaSquareMetres), u.kind])).toEqual([
    ['101', 80, 'measured'],
    ['102', 100, 'measured'],
    // What the units leave of 200 m².
    ['C1', 20, 'inferred'],
  ]);
  // No unit is given upstairs: the rule cuts 200 m² at 90 m² a flat.
  expect(building?.storeys[1]?.units.map((u) => u.kind)).toEqual(['inferred', 'inferred']);
});

test('a sequence takes its transform from the first line or from a header file', async () => {
  const { CityObjects, vertices } = house;
  const feature = text({ type: 'CityJSONFeature', id: 'h1', CityObjects, vertices });
  const head = text({ ...HEAD, CityObjects: {}, vertices: [] });
  const whole = await importFiles({ 'a.city.jsonl': `${head}\n${feature}\n` });
  const apart = await importFiles(
    { 'a.city.jsonl': `${feature}\n`, 'head.json': head },
    { header: 'head.json' },
  );
  expect(whole.city.buildings).toEqual(apart.city.buildings);
  expect(polygonArea(whole.city.buildings[0]?.outline ?? [])).toBeCloseTo(200, 0);
  await expect(importFiles({ 'a.city.jsonl': feature })).rejects.toThrow(
    /a\.city\.jsonl:1: expected the first line of a sequence to be its CityJSON header/,
  );
  const twice = await importFiles({ 'a.city.jsonl': `${head}\n${feature}\n${feature}\n` });
  expect(twice.city.buildings).toHaveLength(1);
  expect(twice.city.skipped.map((s) => [s.reason, s.count])).toContainEqual([
    'Building: its id was taken before',
    1,
  ]);
});

test('ground surfaces are the outline, pitched roofs get their shape', async () => {
  const vertices = boxVertices(0, 0, 0, 20, 10, 4).concat([
    [0, 5000, 7000],
    [20000, 5000, 7000],
  ]);
  const boundaries = [
    [[3, 2, 1, 0]],
    [[4, 5, 9, 8]],
    [[6, 7, 8, 9]],
    [[0, 1, 5, 4]],
    [[2, 3, 7, 6]],
  ];
  const semantics = {
    surfaces: [{ type: 'GroundSurface' }, { type: 'RoofSurface' }, { type: 'WallSurface' }],
    values: [0, 1, 1, 2, 2],
  };
  const geometry = [{ type: 'MultiSurface', lod: '2', boundaries, semantics }];
  const { city } = await importFiles({
    'a.json': text({ ...HEAD, CityObjects: { b: { type: 'Building', geometry } }, vertices }),
  });
  expect(city.buildings[0]).toMatchObject({
    heightMetres: 7,
    roofShape: 'gabled',
    roofHeightMetres: 3,
  });
});

test.each([
  [
    { ...house, transform: undefined },
    /a\.json: expected "transform" with scale and translate .* it is missing/,
  ],
  [{ ...house, version: '1.0' }, /expected CityJSON version 1\.1 or 2\.0, got "1\.0"/],
  [
    { ...house, metadata: {} },
    /expected to know its coordinate system, .* declare it with --frame/,
  ],
  [{ ...house, vertices: undefined }, /a\.json: vertices: /],
  [{ ...house, CityObjects: {} }, /expected at least one usable building/],
])('bad file %#', async (value, message) => {
  await expect(importFiles({ 'a.json': text(value) }, { format: 'cityjson' })).rejects.toThrow(
    message,
  );
});

test('surfaces that name missing vertices and objects without area are quarantined by id', async () => {
  const broken = {
    ...HEAD,
    CityObjects: {
      good: { type: 'Building', geometry: [solid(0)] },
      bad: {
        type: 'Building',
        geometry: [{ type: 'MultiSurface', lod: '2', boundaries: [[[900, 1, 2]]] }],
      },
      flat: {
        type: 'Building',
        geometry: [{ type: 'MultiSurface', lod: '2', boundaries: [[[0, 1, 5, 4]]] }],
      },
      none: { type: 'Building' },
      point: { type: 'Building', geometry: [{ type: 'MultiPoint', lod: '0', boundaries: [0] }] },
    },
    vertices: boxVertices(0, 0, 0, 20, 10, 4),
  };
  const { city } = await importFiles({ 'a.json': text(broken) });
  expect(city.buildings.map((b) => b.id)).toEqual(['good']);
  expect(Object.fromEntries(city.skipped.map((s) => [s.reason, s.examples]))).toEqual({
    'CityJSON: surface names a vertex that is not there, surface left out': ['bad'],
    'CityJSON: geometry of type MultiPoint is not read': ['point'],
    'Building: no geometry that encloses an area': ['bad', 'flat', 'none', 'point'],
  });
});
