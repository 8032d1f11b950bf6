import { expect, test } from 'vitest';
import { districtNetworksSchema } from '#contracts';
import { changeDraft, createDraftStore, newDraft, undoDraft, unusedName } from './draft-store.ts';
import { type EventFields, eventFromFields, fieldsFromEvent } from './event-fields.ts';
import { fieldsFromMeasure, measureFromFields, newMeasureFields } from './measure-fields.ts';
import { pickedId, pickedNear } from './pick-target.ts';
import { placeOptions } from './place-options.ts';
import { sampleNetworks as networks } from './sample-networks.ts';

const ZONE = 'Asia/Shanghai';
const fields: EventFields = {
  id: 'e1',
  name: 'Concert',
  venue: 'v1',
  attendance: '60000',
  start: '2026-11-22T19:30',
  end: '2026-11-22T22:00',
  spread: '8',
  dry: { metro: '55', car: '12', taxi: '15', bus: '0', walk: '18' },
  rain: { metro: '60', car: '12', taxi: '18', bus: '0', walk: '10' },
};

test('a good event is read, and shown again as it was typed', () => {
  const result = eventFromFields(fields, networks, ZONE);
  expect(result.ok && result.event.endMs).toBe(Date.UTC(2026, 10, 22, 14, 0));
  expect(result.ok && result.event.modeShares).toEqual({
    dry: { metro: 0.55, car: 0.12, taxi: 0.15, bus: 0, walk: 0.18 },
    rain: { metro: 0.6, car: 0.12, taxi: 0.18, bus: 0, walk: 0.1 },
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
  // A wave must leave a part of its cycle shut.
  const waves = { type: 'release-waves', amount: '30' };
  expect(errors({ ...waves, cycle: '30' })).toEqual(['cycle']);
  expect(errors({ ...waves, cycle: '90' })).toEqual([]);
});

test.each([
  [{ type: 'release-waves', place: 'g1', amount: '20', cycle: '60' }],
  [{ type: 'crossing-waves', place: 'w,1', amount: '20', cycle: '60' }],
  [{ type: 'one-way-walk-link', place: 'w,1', direction: 'backward' }],
  [{ type: 'place-barrier', place: 'w,1', amount: '1.5' }],
  [{ type: 'part-directions', place: 'w,1' }],
  [{ type: 'warn-of-link', place: 'w,1', amount: '40' }],
] as const)('%j is planned, and edited again with the same fields', (change) => {
  const first = newMeasureFields(Date.UTC(2026, 10, 22, 14), ZONE);
  const made = measureFromFields({ ...first, ...change }, networks, ZONE);
  if (!made.ok) throw new Error(`refused: ${Object.keys(made.errors)}`);
  const again = measureFromFields(fieldsFromMeasure(made.measure, ZONE), networks, ZONE);
  expect(again).toEqual(made);
});

/** A two-way street of 1 and 2 lanes with a signal at its end, a one-way street on from there, a car park. */
const street = (id: string, from: number, to: number, lanes: number) => ({
  ...{ id, from, to, lanes, lengthMetres: 100, freeSpeedMetresPerSecond: 10 },
  ...{ roadClass: 'primary', capacityVehiclesPerHour: 900, name: null, kind: 'synthetic' },
  line: [
    [100 * from, 0],
    [100 * to, 0],
  ],
});
const phase = { greenSeconds: 40, intergreenSeconds: 5, links: [0] };
const roads = districtNetworksSchema.parse({
  ...networks,
  street: {
    nodes: [0, 1, 2].map((x) => ({ point: [100 * x, 0], gateway: false })),
    links: [street('a', 0, 1, 1), street('b', 1, 0, 2), street('c', 1, 2, 1)],
    forbiddenTurns: [],
    signals: [
      {
        ...{ id: 's1', node: 1, cycleSeconds: 90, offsetSeconds: 0, kind: 'synthetic' },
        phases: [phase, phase],
      },
    ],
  },
  venues: networks.venues.map((venue) => ({
    ...venue,
    carParks: [
      {
        ...{ name: { zh: '东', en: 'East' }, streetNode: 0, walkNode: 0, kind: 'synthetic' },
        ...{ capacityVehicles: 100, exitVehiclesPerHour: 400 },
      },
    ],
  })),
});
const roadFields = newMeasureFields(Date.UTC(2026, 10, 22, 14), ZONE);
const readRoad = (change: object) => measureFromFields({ ...roadFields, ...change }, roads, ZONE);

test.each([
  [{ type: 'set-signal-plan', place: 's1', greens: '50, 30', offset: '10' }],
  [{ type: 'ban-turn', place: 'a|c' }],
  [{ type: 'contraflow', place: 'a', amount: '2' }],
  [{ type: 'limit-kerb', place: 'v1', amount: '4' }],
  [{ type: 'emergency-run', place: 'a', amount: '15' }],
  [{ type: 'emergency-run', place: 'a', amount: '15', start: 'c' }],
  [{ type: 'car-park-gate', place: 'v1|东', rateIn: '0', rateOut: '600' }],
])('on the road %j is planned, and edited again with the same fields', (change) => {
  const made = readRoad(change);
  if (!made.ok) throw new Error(`refused: ${JSON.stringify(made.errors)}`);
  expect(measureFromFields(fieldsFromMeasure(made.measure, ZONE), roads, ZONE)).toEqual(made);
});

test.each([
  ['greens', { type: 'set-signal-plan', place: 's1', greens: '50' }, 'error.greens'],
  ['greens', { type: 'set-signal-plan', place: 's1', greens: '50, 4' }, 'error.greens'],
  ['offset', { type: 'set-signal-plan', place: 's1', greens: '50 30', offset: '' }, 'error.number'],
  ['place', { type: 'ban-turn', place: 'b|c' }, 'error.place'],
  ['place', { type: 'contraflow', place: 'c', amount: '1' }, 'error.opposite'],
  ['amount', { type: 'contraflow', place: 'a', amount: '3' }, 'error.whole'],
  ['rateOut', { type: 'car-park-gate', place: 'v1|东', rateOut: '-1' }, 'error.number'],
] as const)('on the road a mistake in %s is told there: %j', (name, change, key) => {
  const result = readRoad(change);
  expect(result.ok ? null : result.errors[name]?.key).toBe(key);
});

test('without a signal the place is asked for, not how many greens', () => {
  const result = readRoad({ type: 'set-signal-plan', place: '', greens: '' });
  expect(result.ok ? [] : Object.keys(result.errors)).toEqual(['place']);
});

test.each([
  // A window of 20 min: two trains at least, and none nearer than a minute to another.
  [
    { type: 'set-headway', amount: '1500' },
    { key: 'error.whole', low: 60, high: 1200 },
  ],
  [
    { type: 'set-headway', amount: '59' },
    { key: 'error.whole', low: 60, high: 1200 },
  ],
  [
    { type: 'add-trains', amount: '21' },
    { key: 'error.whole', low: 1, high: 20 },
  ],
  [{ type: 'set-headway', amount: '180' }, undefined],
  [{ type: 'add-trains', amount: '20' }, undefined],
] as const)('trains that cannot be meant are refused: %j', (change, expected) => {
  const window = { from: '2026-11-22T22:00', until: '2026-11-22T22:20', place: 'south|' };
  const result = readRoad({ ...window, ...change });
  expect(result.ok ? undefined : result.errors.amount).toEqual(expected);
});

test('places: no contraflow in one-way streets, each turn and car park at what is clicked for it', () => {
  const options = placeOptions(roads, 'en');
  expect(options.twoWays.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(options.turns.map(({ id, at }) => [id, at])).toEqual([['a|c', ['a']]]);
  expect(options.carParks[0]?.at).toEqual(['v1']);
});

test('a click on a street narrows the list to its turns, a click on a venue to its car parks', () => {
  const onStreet = { type: 'street', index: 0 } as const;
  expect(pickedNear(onStreet, 'ban-turn', roads)).toBe('a');
  expect(pickedId(onStreet, 'ban-turn', roads)).toBeNull();
  expect(pickedId(onStreet, 'contraflow', roads)).toBe('a');
  expect(pickedId(onStreet, 'set-signal-plan', roads)).toBe('s1');
  expect(pickedNear({ type: 'venue', index: 0 }, 'car-park-gate', roads)).toBe('v1');
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
