import fc from 'fast-check';
import { expect, test } from 'vitest';
import { polygonArea } from '#contracts';
import type { SourceStorey, SourceUnit } from '../sources/source-city.ts';
import { buildCityModel } from './build-city-model.ts';
import { box, plainCity, rectangle } from './testing/plain-city.ts';
import { spreadDwellings } from './units/plan-counted-dwellings.ts';

const unit = (number: string, ...at: [number, number, number, number]): SourceUnit => ({
  number,
  outline: rectangle(...at),
});

function buildStorey(units: readonly SourceUnit[]) {
  const outline = rectangle(0, 0, 20, 10);
  const storey: SourceStorey = { level: 0, floorMetres: 0, heightMetres: 3, outline, units };
  const skipped: string[] = [];
  const { model } = buildCityModel(
    plainCity({ buildings: [box('b', [0, 0, 20, 10], { heightMetres: 3, storeys: [storey] })] }),
    undefined,
    (reason, example) => skipped.push(`${reason}: ${example}`),
  );
  return { units: model.buildings[0]?.storeys[0]?.units ?? [], skipped };
}

test('given units keep their outlines; the rest of the storey is cells of its own', () => {
  const { units, skipped } = buildStorey([unit('1', 0, 0, 9, 10), unit('2', 11, 0, 9, 10)]);
  expect(units.map((u) => [u.number, Math.round(u.areaSquareMetres), u.kind])).toEqual([
    ['1', 90, 'measured'],
    ['2', 90, 'measured'],
    ['C1', 20, 'inferred'],
  ]);
  expect(skipped).toEqual([]);
});

test('a cell of the rest takes no number that a given unit has', () => {
  const { units } = buildStorey([unit('C1', 0, 0, 9, 10), unit('2', 11, 0, 9, 10)]);
  expect(units.map((u) => u.number)).toEqual(['C1', '2', 'C2']);
});

test('overlaps, strays and repeats are cut or left out, with unit and reason', () => {
  const { units, skipped } = buildStorey([
    unit('1', 0, 0, 10, 10),
    unit('2', 8, 0, 10, 10),
    unit('3', 1, 1, 5, 5),
    unit('4', 50, 0, 5, 5),
    unit('1', 18, 0, 2, 10),
  ]);
  expect(units.map((u) => [u.number, Math.round(polygonArea(u.outline))])).toEqual([
    ['1', 100],
    ['2', 80],
    ['C1', 20],
  ]);
  expect(skipped).toEqual([
    'repaired: unit cut where it overlaps another or leaves its storey: b 1F 2',
    'unit: overlaps another or lies outside its storey: b 1F 3',
    'unit: overlaps another or lies outside its storey: b 1F 4',
    'unit: listed twice on its storey: b 1F 1',
  ]);
});

test('whatever boxes are given, units partition the storey', () => {
  const side = fc.integer({ min: 1, max: 120 });
  const boxes = fc.array(
    fc.tuple(fc.integer({ min: -20, max: 190 }), fc.integer({ min: -20, max: 90 }), side, side),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(boxes, (list) => {
      const given = list.map(([x, y, w, d], i) => unit(`u${i}`, x / 10, y / 10, w / 10, d / 10));
      if (given.length === 0) return;
      const { units } = buildStorey(given);
      const sum = units.reduce((total, one) => total + polygonArea(one.outline), 0);
      // Slivers of 0.3 % may be forgotten; the law of a built city is 0.5 %.
      expect(Math.abs(sum - 200)).toBeLessThan(0.005 * 200);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('dwellings are spread evenly, exactly, and leave the ground of taller buildings free', () => {
  expect(spreadDwellings(142, 16)).toEqual([0, ...Array(8).fill(9), ...Array(7).fill(10)]);
  expect(spreadDwellings(7, 3)).toEqual([2, 2, 3]);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 1, max: 60 }),
      (n, storeys) => {
        const counts = spreadDwellings(n, storeys);
        expect(counts).toHaveLength(storeys);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
      },
    ),
    { seed: 6 },
  );
});

test('a building of counted dwellings has a unit for each, or one a storey that names them', () => {
  const block = { use: 'residential', levels: 6, dwellings: 22 } as const;
  const units = (asCounts: boolean) => {
    const building = box('b', [0, 0, 40, 12], { ...block, dwellingsAsCounts: asCounts });
    const { model } = buildCityModel(plainCity({ buildings: [building] }));
    return model.buildings[0]?.storeys.map((s) => s.units.map((u) => u.number)) ?? [];
  };
  expect(units(false).map((numbers) => numbers.length)).toEqual([1, 4, 4, 4, 5, 5]);
  expect(units(true).flat()).toEqual(['C1', '01–04', '01–04', '01–04', '01–05', '01–05']);
});
