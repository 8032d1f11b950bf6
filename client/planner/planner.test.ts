import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createFrames,
  type DistrictNetworks,
  districtNetworksSchema,
  type Outcomes,
} from '#contracts';
import { changeDraft, createDraftStore, newDraft, undoDraft, unusedName } from './draft-store.ts';
import { type EventFields, eventFromFields, fieldsFromEvent } from './event-fields.ts';
import { csvCell, outcomesCsv, placesCsv } from './export-csv.ts';
import { measureFromFields, newMeasureFields } from './measure-fields.ts';

const ZONE = 'Asia/Shanghai';
const networks: DistrictNetworks = districtNetworksSchema.parse({
  version: 1,
  street: { nodes: [], links: [], forbiddenTurns: [], signals: [] },
  walk: {
    nodes: [
      { point: [0, 0], residents: 0, workers: 0, gateway: false },
      { point: [10, 0], residents: 0, workers: 0, gateway: false },
    ],
    links: [
      {
        id: 'w,1',
        from: 0,
        to: 1,
        lengthMetres: 10,
        widthMetres: 2,
        facility: 'footway',
        oneWay: false,
        name: { zh: '=路"', en: '' },
        line: [
          [0, 0],
          [10, 0],
        ],
        streetLinks: [],
        kind: 'synthetic',
      },
    ],
  },
  stations: [],
  venues: [
    {
      id: 'v1',
      name: { zh: '体育场', en: 'Stadium' },
      outline: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      ],
      capacityPersons: { value: 100, kind: 'measured', source: 'test' },
      gates: [
        { id: 'g1', name: { zh: '门', en: 'Gate' }, node: 0, widthMetres: 2, kind: 'synthetic' },
      ],
      carParks: [],
    },
  ],
  sensors: [],
});

const fields: EventFields = {
  id: 'e1',
  name: 'Concert',
  venue: 'v1',
  attendance: '60000',
  start: '2026-11-22T19:30',
  end: '2026-11-22T22:00',
  spread: '8',
  dry: { metro: '55', car: '12', taxi: '15', walk: '18' },
  rain: { metro: '60', car: '12', taxi: '18', walk: '10' },
};

test('a good event is read, and shown again as it was typed', () => {
  const result = eventFromFields(fields, networks, ZONE);
  expect(result.ok && result.event.endMs).toBe(Date.UTC(2026, 10, 22, 14, 0));
  expect(result.ok && result.event.modeShares).toEqual({
    dry: { metro: 0.55, car: 0.12, taxi: 0.15, walk: 0.18 },
    rain: { metro: 0.6, car: 0.12, taxi: 0.18, walk: 0.1 },
  });
  expect(result.ok && fieldsFromEvent(result.event, ZONE)).toEqual(fields);
});

test.each([
  ['attendance', { attendance: '-1' }, 'error.attendance'],
  ['attendance', { attendance: '1.5' }, 'error.attendance'],
  ['attendance', { attendance: '' }, 'error.attendance'],
  ['venue', { venue: 'moon' }, 'error.venue'],
  ['name', { name: '  ' }, 'error.required'],
  ['end', { end: '2026-11-22T19:00' }, 'error.endBeforeStart'],
  ['start', { start: 'soon' }, 'error.time'],
  ['spread', { spread: '121' }, 'error.spread'],
  ['dry', { dry: { ...fields.dry, metro: '50' } }, 'error.shareSum'],
  ['rain', { rain: { ...fields.rain, walk: '-10' } }, 'error.share'],
] as const)('a mistake in %s is told there: %j', (name, change, key) => {
  const result = eventFromFields({ ...fields, ...change }, networks, ZONE);
  expect(result.ok ? null : result.errors[name]?.key).toBe(key);
});

test('a measure needs a place of the city, a window and an amount within its limits', () => {
  const good = { ...newMeasureFields(Date.UTC(2026, 10, 22, 14), ZONE), place: 'g1' };
  const read = (change: object) => measureFromFields({ ...good, ...change }, networks, ZONE);
  expect(read({}).ok).toBe(true);
  const errors = (change: object) => {
    const result = read(change);
    return result.ok ? [] : Object.keys(result.errors);
  };
  expect(errors({ place: 'g2' })).toEqual(['place']);
  expect(errors({ until: good.from })).toEqual(['until']);
  expect(errors({ amount: '-1' })).toEqual(['amount']);
  expect(errors({ type: 'post-staff', place: 'w,1', amount: '1.5' })).toEqual(['amount']);
  expect(errors({ type: 'shift-green', place: 'x', amount: '99' })).toEqual(['amount', 'place']);
});

test('the draft survives a reload, every change can be undone', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const store = createDraftStore(storage);
  const weather = { rainMillimetresPerHour: 0, temperatureCelsius: 18, windMetresPerSecond: 2 };
  const event = eventFromFields(fields, networks, ZONE);
  if (!event.ok) throw new Error('the event of this test should be good');
  store.setState({ draft: newDraft('Plan', [event.event], [], weather, 0) });
  // Half an hour before the event ends.
  expect(store.getState().draft?.startMs).toBe(event.event.endMs - 30 * 60_000);
  changeDraft(store, (draft) => ({ ...draft, name: 'Other' }));
  expect(createDraftStore(storage).getState().draft?.name).toBe('Other');
  undoDraft(store);
  expect(store.getState().draft?.name).toBe('Plan');
  kept.set('gezi.planner.draft', '{"name": 3}');
  expect(createDraftStore(storage).getState().draft).toBeNull();
});

test('two runs of one plan have two names', () => {
  expect(unusedName('P', ['P', 'P (2)'])).toBe('P (3)');
  expect(unusedName('P', ['Q'])).toBe('P');
});

test('CSV cells survive a reader (RFC 4180), and no text starts a formula', () => {
  const readCell = (cell: string): string =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = csvCell(text);
      if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",\r\n]/);
      expect(readCell(cell).replace(/^'(?=[=+\-@\t\r])/, '')).toBe(text);
      expect(readCell(cell)).not.toMatch(/^[=+\-@\t\r]/);
    }),
    { seed: 1 },
  );
  expect(csvCell(-1.5)).toBe('-1.5');
});

test('the place table has one line per minute of each place that holds anybody', () => {
  const frames = createFrames({
    startMs: 0,
    frameCount: 3,
    walkLinkCount: 1,
    streetLinkCount: 0,
    stationCount: 0,
  });
  expect(placesCsv('run', frames, networks).split('\r\n')).toHaveLength(2);
  frames.walkPersons.set([0, 30, 10]);
  frames.walkPersonsHigh.set([0, 40, 12]);
  const lines = placesCsv('run', frames, networks).split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[2]).toBe('run,1970-01-01T00:01:00.000Z,walk-link,"w,1","\'=路""",30,40,1.5,,,,,,');
  // 14 columns: the line above has commas only between them, and one in its quoted id.
  expect(lines[0]?.split(',')).toHaveLength(14);
  expect(lines[2]?.split(',')).toHaveLength(15);
});

test('outcomes come in the fixed order', () => {
  const one = { low: 1, median: 2, high: 3 };
  const outcomes: Outcomes = {
    peakDensity: { personsPerSquareMetre: one, link: null, atMs: null },
    minutesAboveFour: one,
    clearingMinutes: null,
    peakStationQueue: { persons: one, station: null },
    vehicleDelayHours: one,
    staffNeeded: 4,
    worstPlaces: [],
  };
  const names = outcomesCsv([{ name: 'r', outcomes }])
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[1]);
  expect(names).toEqual([
    'peakDensity',
    'minutesAboveFour',
    'clearing',
    'stationQueue',
    'vehicleDelay',
    'staff',
  ]);
});
