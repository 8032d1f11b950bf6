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
  const units = planKnownUnits(floor, known.unitsOf('way/1', '2F'));
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
  expect(() => planKnownUnits(floor, known.unitsOf('way/1', '1F'))).toThrow(
    'u.csv:3: expected units of this storey to fit its 200.0 m², they reach 210.0 m² here.',
  );
});

test('unknown buildings and storeys are refused with their line', () => {
  const known = knownUnitsFromCsv(`${HEADER}way/1,9F,1,office,50\n`, 'u.csv');
  expect(() => known.refuseUnknownBuildings(new Set(['way/2']))).toThrow(
    'u.csv:2: expected a building of this city',
  );
  expect(() => known.refuseUnknownStoreys('way/1', ['1F', '2F'])).toThrow(
    'u.csv:2: expected a storey of way/1, it has 1F to 2F, got "9F".',
  );
});
