import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { CITY_STORE_DDL, type Polygon, polygonArea } from '#contracts';
import { listFootprints } from './list-footprints.ts';

const open: DatabaseSync[] = [];
afterEach(() => {
  for (const sqlite of open.splice(0)) sqlite.close();
});

function cityOf(footprints: readonly Polygon[], partsOf: readonly (readonly Polygon[])[] = []) {
  const sqlite = new DatabaseSync(':memory:');
  open.push(sqlite);
  sqlite.exec(CITY_STORE_DDL);
  const insert = sqlite.prepare(
    `INSERT INTO building VALUES (?, ?, NULL, NULL, NULL, NULL, NULL, 'office', 'measured', 'test',
       7, 'measured', 'test', 2, 'measured', 'test', 0, 0, ?, ?)`,
  );
  footprints.forEach((footprint, cell) => {
    const parts = (partsOf[cell] ?? [footprint]).map((part) => ({ footprint: part }));
    insert.run(cell, `b${cell}`, JSON.stringify(footprint), JSON.stringify(parts));
  });
  return { sqlite };
}

test('decimetres, holes kept, area within the rounding', () => {
  const courtyard: Polygon = [
    [
      [0.04, -0.04],
      [40.06, 0],
      [40, 30.149],
      [0, 30],
    ],
    [
      [10, 10],
      [10, 20],
      [20.049, 20],
      [20, 10],
    ],
  ];
  const [building] = listFootprints(cityOf([courtyard]));
  expect(building?.use).toBe('office');
  expect(building?.footprint).toEqual([
    [
      [0, 0],
      [40.1, 0],
      [40, 30.1],
      [0, 30],
    ],
    [
      [10, 10],
      [10, 20],
      [20, 20],
      [20, 10],
    ],
  ]);
  // A corner moves by at most 0.05 m each way: area by at most half the perimeter × 0.071 m.
  const perimeter = 2 * (40 + 30) + 4 * 10;
  const error = polygonArea(building?.footprint ?? []) - polygonArea(courtyard);
  expect(Math.abs(error)).toBeLessThan(perimeter * 0.071);
});

test('corners that fall together are one; a ring that would vanish keeps its own', () => {
  const [close, tiny] = listFootprints(
    cityOf([
      [
        [
          [0, 0],
          [0.01, 0.02],
          [8, 0],
          [8, 8],
          [0, 8],
          [0.02, -0.01],
        ],
      ],
      [
        [
          [0, 0],
          [0.02, 0],
          [0.02, 0.02],
        ],
      ],
    ]),
  );
  expect(close?.footprint).toEqual([
    [
      [8, 0],
      [8, 8],
      [0, 8],
      [0, 0],
    ],
  ]);
  expect(tiny?.footprint[0]).toHaveLength(3);
});

const square = (west: number, south: number, size: number): Polygon => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
  ],
];

test('pieces that stand apart are all on the map; a tower on its podium is no piece', () => {
  const [podium, tower] = [square(0, 0, 40), square(5, 5, 10)];
  const [annex, shed] = [square(60, 0, 12), square(80, 0, 4)];
  const court: Polygon = [
    ...square(0, 100, 30),
    ...square(10, 110, 10).map((ring) => ring.toReversed()),
  ];
  const pavilion = square(13, 113, 4);
  const [apart, holed, plain] = listFootprints(
    cityOf(
      [podium, court, annex],
      [[podium, tower, annex, annex, shed], [court, pavilion], [annex]],
    ),
  );
  expect(apart?.footprint).toEqual(podium);
  expect(apart?.otherPieces).toEqual([annex, shed]);
  // In a courtyard is apart too.
  expect(holed?.otherPieces).toEqual([pavilion]);
  expect(plain).not.toHaveProperty('otherPieces');
});
