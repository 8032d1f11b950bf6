import { describe, expect, it } from 'vitest';
import {
  ALARM_RANK,
  type BuildingDetail,
  byteFromValue,
  CELL_QUANTITIES,
  type CellId,
  type CellQuantityId,
  cellIdSchema,
  encodeCellChanges,
} from '#contracts';
import { commonMessages, translator } from '../i18n/index.ts';
import { ALARM_HEX, rgbFromHex, SINGLE_HUE } from '../layers/index.ts';
import { dayLine, niceTop } from './day-line.ts';
import { drawBuilding, pieceColours, storeyIndexOf } from './draw-building.ts';
import { countUses, findPlace, sumArea, worstKind } from './place-facts.tsx';
import { sliderPosition, storeyAtPosition } from './storey-slider.tsx';
import { unitsMessages } from './units-messages.ts';
import { touches } from './use-cell-bytes.ts';
import { valueText } from './value-text.ts';

const cell = (id: number): CellId => cellIdSchema.parse(id);
const ring = [
  [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ],
] as const;

const unit = (id: number, number: string, area: number) => ({
  cell: cell(id),
  code: `b1-${number}`,
  number,
  use: id === 22 ? ('retail' as const) : ('residential' as const),
  areaSquareMetres: area,
  outline: null,
  kind: 'synthetic' as const,
});

const detail: BuildingDetail = {
  cell: cell(1),
  id: 'b1',
  name: null,
  address: null,
  use: { value: 'residential', kind: 'synthetic', source: 'test' },
  heightMetres: { value: 6, kind: 'inferred', source: 'test' },
  storeysAboveGround: { value: 2, kind: 'measured', source: 'test' },
  point: [0, 0],
  footprint: ring,
  parts: [],
  storeys: [
    {
      cell: cell(11),
      level: 1,
      label: '2F',
      floorMetres: 3,
      heightMetres: 3,
      footprint: null,
      kind: 'synthetic',
      units: [unit(21, '201', 60), unit(22, '202', 40)],
    },
    {
      cell: cell(10),
      level: 0,
      label: '1F',
      floorMetres: 0,
      heightMetres: 3,
      footprint: null,
      kind: 'synthetic',
      units: [],
    },
  ],
};
describe('drawing', () => {
  it('goes from the lowest storey; one without units is a piece of its own', () => {
    const drawn = drawBuilding(detail);
    expect(drawn.storeys.map((storey) => storey.label)).toEqual(['1F', '2F']);
    expect(drawn.storeys[0]?.pieces.map((piece) => piece.cell)).toEqual([10]);
    expect(drawn.storeys[1]?.pieces.map((piece) => piece.cell)).toEqual([21, 22]);
  });

  it('derives the slider from the selection', () => {
    expect(storeyIndexOf(detail, cell(22))).toBe(1);
    expect(storeyIndexOf(detail, cell(10))).toBe(0);
    expect(storeyIndexOf(detail, cell(1))).toBeNull();
    expect([0, 1, null].map((s) => storeyAtPosition(sliderPosition(s, 2), 2))).toEqual([
      0,
      1,
      null,
    ]);
  });

  it('colours by the shared scales and hatches alarms whatever the quantity', () => {
    const bytes = Uint8Array.from([0, 255, 1]);
    const alarms = Uint8Array.from([ALARM_RANK.critical, 0, ALARM_RANK.medium]);
    const power = pieceColours('power', bytes, alarms);
    expect(power(cell(1))).toEqual({ rgb: rgbFromHex(SINGLE_HUE.to), hatch: 0 });
    expect(power(cell(2))).toEqual({ rgb: rgbFromHex(SINGLE_HUE.from), hatch: 1 });
    expect(power(cell(0)).hatch).toBe(2);
    const alarm = pieceColours('alarm', alarms, alarms);
    expect(alarm(cell(0))).toEqual({ rgb: rgbFromHex(ALARM_HEX.critical), hatch: 2 });
    // Nothing told yet, and no value: the same quiet grey, no hatch.
    expect(pieceColours('power', null, null)(cell(1))).toEqual({ ...power(cell(0)), hatch: 0 });
  });
});

describe('facts', () => {
  it('finds the place and sums what belongs to it', () => {
    expect(findPlace(detail, cell(22)).unit?.number).toBe('202');
    expect(findPlace(detail, cell(10))).toMatchObject({ storey: { label: '1F' }, unit: null });
    expect(findPlace(detail, cell(99))).toEqual({ storey: null, unit: null });
    const units = detail.storeys.flatMap((storey) => storey.units);
    expect(sumArea(units)).toBe(100);
    expect(countUses(units)).toEqual([
      { use: 'residential', count: 1 },
      { use: 'retail', count: 1 },
    ]);
    expect(worstKind(['measured', 'inferred'])).toBe('inferred');
    expect(worstKind(['measured', 'synthetic'])).toBe('synthetic');
  });
});

describe('words of a byte', () => {
  const t = translator(unitsMessages, 'en');
  const words = translator(commonMessages, 'en');
  const say = (quantity: CellQuantityId, byte: number) => valueText(quantity, byte, t, words, 'en');
  it('names value, top of scale, none and alarms', () => {
    expect(say('power', byteFromValue(CELL_QUANTITIES.power, 20))).toBe('Power: 20 W/m²');
    expect(say('power', 255)).toBe('Power: ≥ 60 W/m²');
    expect(say('occupancy', 255)).toBe('Occupancy: 100 %');
    expect(say('power', 0)).toBe('Power: no data');
    expect(say('alarm', ALARM_RANK.high)).toBe('High');
    expect(say('alarm', 0)).toBe('no alarm');
    expect(say('people', byteFromValue(CELL_QUANTITIES.people, 3))).toBe('People: 3');
    expect(say('people', byteFromValue(CELL_QUANTITIES.people, 512))).toBe('People: ≈ 510');
    expect(say('inspection', byteFromValue(CELL_QUANTITIES.inspection, -12))).toBe(
      'Inspection due: in 12 days',
    );
  });
});

describe('touches', () => {
  it('is true for the cells of a delta and for a snapshot', () => {
    const bytes = new Uint8Array(10);
    const changes = encodeCellChanges([3, 5], bytes);
    const some = { type: 'some', quantity: 'power', bytes, changes } as const;
    expect(touches(some, new Set([5]))).toBe(true);
    expect(touches(some, new Set([4]))).toBe(false);
    expect(touches({ type: 'all', quantity: 'power', bytes }, new Set([4]))).toBe(true);
  });
});

describe('dayLine', () => {
  const HOUR = 3600_000;
  const series = (points: readonly (readonly [number, number])[]) => ({
    timesMs: points.map(([h]) => h * HOUR),
    values: points.map(([, v]) => v),
  });
  it('scales to the window and a readable top, and breaks where the meter was silent', () => {
    const line = dayLine(
      series([
        [0, 10],
        [1, 20],
        [2, 30],
        [20, 40],
        [21, 30],
      ]),
      0,
      24 * HOUR,
    );
    expect(line?.top).toBe(40);
    expect(line?.path.match(/M/g)).toHaveLength(2);
    expect(line?.path.startsWith('M0.0000 0.7500')).toBe(true);
    expect([line?.low.value, line?.high.value, line?.last.value]).toEqual([10, 40, 30]);
  });
  it('averages by the hour and ignores what is outside the window', () => {
    const line = dayLine(
      series([
        [-1, 999],
        [0, 10],
        [0.5, 20],
        [1, 40],
      ]),
      0,
      24 * HOUR,
    );
    expect(line?.hours).toEqual([
      { timeMs: 0, mean: 15 },
      { timeMs: HOUR, mean: 40 },
    ]);
    expect(dayLine(series([]), 0, 24 * HOUR)).toBeNull();
  });
  it('has round tops that are never below the value nor far above it', () => {
    expect([0, 1, 1.01, 42, 51, 1947].map(niceTop)).toEqual([1, 1, 1.2, 50, 60, 2000]);
    for (let value = 0.11; value < 1e5; value *= 1.17) {
      expect(niceTop(value)).toBeGreaterThanOrEqual(value);
      expect(niceTop(value)).toBeLessThan(value * 1.51);
    }
  });
});
