import { expect, test } from 'vitest';
import { type CityTransit, type Measure, measureSchema, stationIdSchema } from '#contracts';
import { stadiumNetworks } from '../advise/sample-stadium.ts';
import { faultOfMeasure, faultOfTrains } from './plan-book.ts';

const [station] = stadiumNetworks.stations;
const transit = {
  network: {
    stations: [
      { id: stationIdSchema.parse('lines-own'), name: station?.name },
      { id: stationIdSchema.parse('far'), name: { zh: '远', en: 'Far' } },
    ],
    lines: [{ id: '11' }],
    stops: [{ station: 0 }, { station: 1 }],
    patterns: [
      { id: 'here', stops: [0, 1] },
      { id: 'elsewhere', stops: [1] },
    ],
  },
} as unknown as CityTransit;
const measure = (fields: object): Measure =>
  measureSchema.parse({ id: 'm', fromMs: 0, untilMs: 3_600_000, ...fields });
const add = (pattern: string, trains = 4) =>
  measure({ type: 'add-trains', pattern, trains, from: station?.id });
const fault = (each: Measure) => faultOfMeasure(each, stadiumNetworks, transit);

test('a measure on trains names a direction that calls at the station, and a line that is there', () => {
  expect(fault(add('here'))).toBeNull();
  expect(fault(add('elsewhere'))).toMatch(/does not call/);
  expect(fault(add('nowhere'))).toMatch(/direction: expected one of/);
  expect(fault(measure({ type: 'skip-station', station: station?.id, line: '11' }))).toBeNull();
  expect(fault(measure({ type: 'skip-station', station: station?.id, line: '7' }))).toMatch(/line/);
  expect(faultOfMeasure(add('here'), stadiumNetworks)).toMatch(/has no lines/);
});

test('all measures of a plan together add no more trains than there is room for', () => {
  const each = (id: string): Measure => measureSchema.parse({ ...add('here', 60), id });
  expect(faultOfTrains([each('a'), each('b'), each('c')])).toBeNull();
  expect(faultOfTrains([each('a'), each('b'), each('c'), each('d')])).toMatch(/at most 200/);
  const frequent = measure({ type: 'set-headway', pattern: 'here', headwaySeconds: 60 });
  expect(faultOfTrains([{ ...frequent, untilMs: 4 * 3_600_000 }])).toMatch(/got 240/);
});
