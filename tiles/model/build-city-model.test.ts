import { expect, test } from 'vitest';
import { polygonArea } from '#contracts';
import { buildCityModel } from './build-city-model.ts';
import { box, plainCity, rectangle } from './testing/plain-city.ts';
import { knownUnitsFromCsv } from './units/read-known-units.ts';

test('heights and storeys by the rules, each with its kind', () => {
  const { model } = buildCityModel(
    plainCity({
      buildings: [
        box('way/1', [0, 0, 10, 20], { use: 'residential', levels: 6 }),
        box('way/2', [50, 0, 20, 20], { use: 'office', heightMetres: 39, roofHeightMetres: 0 }),
        box('way/3', [90, 0, 20, 20], { use: 'office', heightMetres: 50, levels: 10 }),
        box('way/4', [900, 900, 3, 4], {}),
        box('way/5', [600, 0, 10, 20], {
          use: 'residential',
          levels: 4,
          roofShape: 'gabled',
          roofHeightMetres: 3,
        }),
      ],
    }),
  );
  const facts = Object.fromEntries(
    model.buildings.map((b) => [
      b.id,
      [
        b.heightMetres.value,
        b.heightMetres.kind,
        b.storeysAboveGround.value,
        b.storeysAboveGround.kind,
        b.use.kind,
      ],
    ]),
  );
  expect(facts).toEqual({
    // 6 × 3.0 m
    'way/1': [18, 'inferred', 6, 'measured', 'measured'],
    // 39 ÷ 3.9 m
    'way/2': [39, 'measured', 10, 'inferred', 'measured'],
    'way/3': [50, 'measured', 10, 'measured', 'measured'],
    // 12 m²: a shed, one storey of 3.9 m
    'way/4': [3.9, 'inferred', 1, 'inferred', 'inferred'],
    'way/5': [15, 'inferred', 4, 'measured', 'measured'],
  });
  const gabled = model.buildings.find((b) => b.id === 'way/5');
  expect(gabled?.storeys.map((s) => [s.label, s.floorMetres, s.heightMetres])).toEqual([
    ['1F', 0, 3],
    ['2F', 3, 3],
    ['3F', 6, 3],
    ['4F', 9, 3],
  ]);
});

test('a building of unknown height takes the median of known neighbours within 150 m', () => {
  const known = [3, 7, 9].map((levels, i) =>
    box(`way/${i}`, [i * 30, 0, 10, 20], { use: 'residential', levels }),
  );
  const { model } = buildCityModel(
    plainCity({
      buildings: [...known, box('way/9', [0, 40, 10, 20]), box('way/10', [2000, 0, 10, 20])],
    }),
  );
  const storeys = (id: string) => model.buildings.find((b) => b.id === id)?.storeysAboveGround;
  expect(storeys('way/9')).toMatchObject({ value: 7, kind: 'inferred' });
  expect(storeys('way/10')).toMatchObject({
    value: 5,
    kind: 'inferred',
    source: 'rule:storeys of residential',
  });
});

test('two towers on a podium: one floor below, two pieces above, every floor full', () => {
  const { model } = buildCityModel(
    plainCity({
      buildings: [
        box('way/1', [0, 0, 80, 40], {
          use: 'office',
          levels: 10,
          storeyHeightMetres: 4,
          heightMetres: 40,
          parts: [
            { outline: rectangle(0, 0, 80, 40), heightMetres: 8 },
            { outline: rectangle(0, 0, 20, 40), heightMetres: 40 },
            { outline: rectangle(60, 0, 20, 40), heightMetres: 24 },
          ],
        }),
      ],
    }),
  );
  const storeys = model.buildings[0]?.storeys ?? [];
  expect(storeys.map((s) => [s.label, Math.round(polygonArea(s.footprint))])).toEqual([
    ['1F', 3200],
    ['2F', 3200],
    ...[3, 4, 5, 6].flatMap((n) => [
      [`${n}F-A`, 800],
      [`${n}F-B`, 800],
    ]),
    ...[7, 8, 9, 10].map((n) => [`${n}F`, 800]),
  ]);
});

test('cells: buildings, storeys, units in unbroken runs, each class in its parents’ order', () => {
  const { model, cellRanges } = buildCityModel(
    plainCity({
      buildings: Array.from({ length: 30 }, (_, i) =>
        box(`way/${i}`, [(i % 6) * 40, Math.floor(i / 6) * 40, 20, 15], {
          use: 'residential',
          levels: 1 + (i % 4),
        }),
      ),
    }),
  );
  const cells = [
    ...model.buildings.map((b) => b.cell),
    ...model.buildings.flatMap((b) => b.storeys.map((s) => s.cell)),
    ...model.buildings.flatMap((b) => b.storeys.flatMap((s) => s.units.map((u) => u.cell))),
  ];
  expect(cells).toEqual(cells.map((_, i) => i));
  expect(cellRanges.units[1]).toBe(model.cellCount);
  const codes = model.buildings.flatMap((b) =>
    b.storeys.flatMap((s) => s.units.map((u) => u.code)),
  );
  expect(new Set(codes).size).toBe(codes.length);
});

test('a list of known units replaces the rule on its storey and nowhere else', () => {
  const csv = 'building,storey,unit,use,area_m2\nway/1,2F,201,hotel,100\nway/1,2F,202,hotel,80\n';
  const { model } = buildCityModel(
    plainCity({ buildings: [box('way/1', [0, 0, 18, 12], { use: 'residential', levels: 3 })] }),
    knownUnitsFromCsv(csv, 'u.csv'),
  );
  expect(
    model.buildings[0]?.storeys.map((s) => s.units.map((u) => [u.number, u.use, u.kind])),
  ).toEqual([
    [
      ['01', 'residential', 'inferred'],
      ['02', 'residential', 'inferred'],
    ],
    [
      ['201', 'hotel', 'measured'],
      ['202', 'hotel', 'measured'],
    ],
    [
      ['01', 'residential', 'inferred'],
      ['02', 'residential', 'inferred'],
    ],
  ]);
});

test('a listed storey that the building does not have is refused with its line', () => {
  const known = knownUnitsFromCsv(
    'building,storey,unit,use,area_m2\nway/1,9F,1,office,50\n',
    'u.csv',
  );
  const city = plainCity({ buildings: [box('way/1', [0, 0, 18, 12], { levels: 2 })] });
  expect(() => buildCityModel(city, known)).toThrow(
    'u.csv:2: expected a storey of way/1, it has 1F to 2F, got "9F".',
  );
});
