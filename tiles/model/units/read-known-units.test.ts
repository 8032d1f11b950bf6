import { expect, test } from 'vitest';
import { type Polygon, polygonArea } from '#contracts';
import { planKnownUnits } from './plan-known-units.ts';
import { knownUnitsFromCsv } from './read-known-units.ts';

const HEADER = 'building,storey,unit,use,area_m2\n';
const floor: Polygon = [
  [
    [0, 0],
    [20, 0],
    [20, 10],
    [0, 10],
  ],
];

test('listed units fill the storey in proportion to their areas', () => {
  const known = knownUnitsFromCsv(
    `${HEADER}way/1,2F,201,residential,90\nway/1,2F,202,office,60\n`,
    'u.csv',
  );
  const units = planKnownUnits(floor, known.storeysOf('way/1')?.get('2F') ?? []);
  expect(units.map((u) => [u.number, u.use, u.kind])).toEqual([
    ['201', 'residential', 'measured'],
    ['202', 'office', 'measured'],
  ]);
  expect(units.map((u) => Math.round(polygonArea(u.outline)))).toEqual([120, 80]);
});

test.each([
  [
    'a,b\n',
    'u.csv:1: expected the header building,storey,unit,use,area_m2, it lacks building, storey, unit, use, area_m2.',
  ],
  [`${HEADER}way/1,1F,101,castle,50\n`, 'u.csv:2: column use:'],
  [`${HEADER}way/1,1F,101,office,-3\n`, 'u.csv:2: column area_m2:'],
  [`${HEADER}way/1,1F,101,office,5\nway/1,1F,101,office,5\n`, 'u.csv:3: expected every unit once'],
  [`${HEADER}way/1,1F,101,office\n`, 'u.csv:'],
])('%j is refused with its line', (text, message) => {
  expect(() => knownUnitsFromCsv(text, 'u.csv')).toThrow(message);
});

test('more area than the storey has is refused at the unit that passes it', () => {
  const known = knownUnitsFromCsv(
    `${HEADER}way/1,1F,1,office,150\nway/1,1F,2,office,60\n`,
    'u.csv',
  );
  expect(() => planKnownUnits(floor, known.storeysOf('way/1')?.get('1F') ?? [])).toThrow(
    'u.csv:3: expected units of this storey to fit its 200.0 m², they reach 210.0 m² here.',
  );
});

test('unknown buildings are named with their first line, each once', () => {
  const rows = 'way/1,9F,1,office,50\nway/1,9F,2,office,50\nway/3,1F,1,office,50\n';
  const known = knownUnitsFromCsv(`${HEADER}${rows}`, 'u.csv');
  expect(known.joinBuildings([{ id: 'way/2' }])).toEqual([
    'u.csv:2: expected a building of this city, it has no "way/1" (ids look like way/2).',
    'u.csv:4: expected a building of this city, it has no "way/3" (ids look like way/2).',
  ]);
});

const BY_ADDRESS = 'address,storey,unit,use,area_m2\n';
const lane = (id: string, zh: string, en: string) => ({ id, address: { zh, en } });

test('rows by address join the one building that has it, in either language', () => {
  const known = knownUnitsFromCsv(
    `${BY_ADDRESS}衡山路９号,1F,101,residential,50\n"9, Hengshan Rd",1F,102,residential,40\n`,
    'u.csv',
  );
  known.joinBuildings([lane('b1', '衡山路9号', '9 Hengshan Rd'), lane('b2', '衡山路11号', '')]);
  expect((known.storeysOf('b1')?.get('1F') ?? []).map((unit) => unit.number)).toEqual([
    '101',
    '102',
  ]);
});

test.each([
  [
    '衡山路13号,1F,101,office,5',
    'u.csv:2: expected one building with the address "衡山路13号", none has it.',
  ],
  [
    '衡山路9号,1F,101,office,5',
    'u.csv:2: expected one building with the address "衡山路9号", b1 and b2 both have it.',
  ],
  [
    'Corner,1F,1,office,5\nEck,1F,1,office,5',
    'u.csv:3: expected every unit once, b3 1F 1 was listed before under another address.',
  ],
])('%j is refused with its line', (rows, message) => {
  const known = knownUnitsFromCsv(`${BY_ADDRESS}${rows}\n`, 'u.csv');
  const buildings = [
    lane('b1', '衡山路9号', ''),
    lane('b2', '衡山路 9号', ''),
    lane('b3', 'Eck', 'Corner'),
  ];
  expect(() => {
    throw new Error(known.joinBuildings(buildings).join());
  }).toThrow(message);
});
