import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFrames, type ObservedQuantity } from '#contracts';
import { createAlarmBook } from '../alarms/index.ts';
import { createDistrictClock } from '../clock/district-clock.ts';
import { type City, openCity } from '../registry/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { buildFixtureCity, FIXTURE } from '../testing/index.ts';
import { createCardDescriber } from './describe-card.ts';
import { createDistrictState, type DistrictState } from './district-state.ts';
import { openInspectionRegister } from './inspection-register.ts';
import { createValueKinds } from './value-kinds.ts';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
const REGISTERED = 8;
let folder = '';
let city: City;
let store: Store;
let state: DistrictState;
let nowMs = NOW_MS;

beforeEach(() => {
  nowMs = NOW_MS;
  folder = mkdtempSync(join(tmpdir(), 'gezi-card-'));
  const directory = join(folder, 'city');
  buildFixtureCity(directory);
  const sqlite = new DatabaseSync(join(directory, 'city.sqlite'));
  sqlite.exec('DELETE FROM occupant');
  sqlite
    .prepare("INSERT INTO occupant VALUES (?, 'firm', ?, '格子', 'Gezi', 'x', 'x', 'synthetic')")
    .run(FIXTURE.unitCell, REGISTERED);
  sqlite.close();
  city = openCity(directory);
  store = openStore(join(folder, 'store.sqlite'));
});
afterEach(() => {
  store.close();
  city.close();
  rmSync(folder, { recursive: true, force: true });
});

function cards() {
  const clock = {
    ...createDistrictClock(
      { mode: 'demonstration', startMs: NOW_MS, epochMs: 0, rate: 1 },
      () => 0,
    ),
    nowMs: () => nowMs,
  };
  const inspections = openInspectionRegister({ city, dataDirectory: folder, isSynthetic: true });
  state = createDistrictState(city, clock, inspections);
  const book = createAlarmBook(store, clock.nowMs, city.cells.cellOfUnit);
  const describe = createCardDescriber({
    ...{ city, state, book, clock },
    kinds: createValueKinds(city, clock),
  });
  return (cell: number, quantity: string) =>
    describe(cell)?.live.find((value) => value.quantity === quantity);
}

const read = (subject: string, quantity: ObservedQuantity, value: number) =>
  state.apply([{ subject, quantity, value, timeMs: NOW_MS - 60_000, receivedMs: NOW_MS - 60_000 }]);

test('people are registered persons × inferred occupancy; storey and building hold the sum', () => {
  const value = cards();
  // An office's design load, 24 W/m² on 100 m²: everyone is in.
  read(FIXTURE.unit, 'powerWatts', 2400);
  // Full as well, but nobody is registered there.
  read('tower-1F-102', 'powerWatts', 1200);
  expect(value(FIXTURE.unitCell, 'people')).toMatchObject({
    value: REGISTERED,
    kind: 'inferred',
    source: 'meters-and-register',
    timeMs: NOW_MS - 60_000,
  });
  expect(value(FIXTURE.unitCell + 1, 'people')?.value).toBeNull();
  for (const cell of [FIXTURE.storeyCell, FIXTURE.buildingCell]) {
    expect(value(cell, 'people')).toMatchObject({ value: REGISTERED, source: 'sum-of-units' });
  }
  // Between standby (4 W/m²) and full, half are in.
  state.apply([
    {
      subject: FIXTURE.unit,
      quantity: 'powerWatts',
      value: 1400,
      timeMs: NOW_MS,
      receivedMs: NOW_MS,
    },
  ]);
  expect(value(FIXTURE.buildingCell, 'people')?.value).toBeCloseTo(REGISTERED / 2, 9);
});

test('an inspection date has its kind, moves with the days, and its building shows the latest', () => {
  const value = cards();
  const unit = value(FIXTURE.unitCell, 'inspection');
  expect(unit).toMatchObject({ kind: 'synthetic', source: 'inspection-rule' });
  const before = Number(unit?.value);
  nowMs += 86_400_000;
  const after = Number(value(FIXTURE.unitCell, 'inspection')?.value);
  // A day later by one day, or done and due again in a year.
  expect([before + 1, before + 1 - 365]).toContain(after);
});

test('risk is a forecast with its time, stale when no newer one comes', () => {
  const value = cards();
  expect(value(FIXTURE.unitCell, 'risk')).toMatchObject({ value: null, timeMs: null });
  const links = city.networks.walk.links;
  const frames = createFrames({
    startMs: NOW_MS,
    frameCount: 121,
    walkLinkCount: links.length,
    streetLinkCount: 0,
    stationCount: 0,
  });
  frames.walkPersonsHigh.fill(60);
  state.showForecast(frames, NOW_MS);
  const densities = links.map((link) => 60 / (link.lengthMetres * link.widthMetres));
  const risk = value(FIXTURE.buildingCell, 'risk');
  expect(risk).toMatchObject({ kind: 'forecast', timeMs: NOW_MS, stale: false });
  // The fixture's only way lies beside its buildings; half a byte of the scale is the resolution.
  expect(Math.abs(Number(risk?.value) - Math.min(5, ...densities))).toBeLessThan(5 / 254);
  nowMs += 11 * 60_000;
  expect(value(FIXTURE.buildingCell, 'risk')?.stale).toBe(true);
});
