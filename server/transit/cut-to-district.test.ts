import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { districtTransitSchema, type FeedStatus } from '#contracts';
import { cutToDistrict, placeOf } from './cut-to-district.ts';
import { feedMessageType } from './gtfs-realtime-messages.ts';
import { createTransitBook } from './transit-book.ts';

const NOW_SECONDS = 1_780_000_000;
const origin = { lonDegrees: 121.437, latDegrees: 31.183, heightMetres: 0 };
const place = placeOf({ origin, extentMetres: [-2000, -2000, 2000, 2000] }, null);

const message = (entity: readonly object[], timestamp = NOW_SECONDS): Uint8Array =>
  feedMessageType
    .encode(
      feedMessageType.fromObject({ header: { gtfsRealtimeVersion: '2.0', timestamp }, entity }),
    )
    .finish();
const tram = (id: string, longitude: number, more: object = {}) => ({
  id: `e-${id}`,
  vehicle: {
    trip: { tripId: `trip ${id}`, routeId: 'T1' },
    vehicle: { id },
    position: { latitude: 31.183, longitude, bearing: 90 },
    timestamp: NOW_SECONDS - 5,
    ...more,
  },
});
const openBook = (expected: readonly string[] = []) =>
  createTransitBook({ nowMs: () => NOW_SECONDS * 1000 + 2_000, kind: 'measured', expected });
const cut = (book: ReturnType<typeof openBook>, where = place) =>
  districtTransitSchema.parse(
    cutToDistrict({ kind: 'measured', sources: book.answer().sources, feeds: book.feeds() }, where),
  );

describe('the district’s part of the feeds', () => {
  it('holds vehicles in the box in metres, with their trip’s delay, and counts the others', () => {
    const book = openBook();
    const trip = {
      id: 'late',
      tripUpdate: {
        trip: { tripId: 'trip a', routeId: 'T1' },
        stopTimeUpdate: [{ stopId: 'S1' }, { stopId: 'S2', arrival: { delay: 95 } }],
      },
    };
    book.receive('trams', message([tram('a', 121.447), tram('b', 121.9), trip]));
    const { vehicles, feeds } = cut(book);
    // 0.01° of longitude at 31.183° N: prime vertical radius 6,383,868 m × cos φ × 0.01 × π/180. The
    // feed's degrees are 32-bit floats, 0.4 m here.
    expect(vehicles).toHaveLength(1);
    expect(vehicles[0]).toMatchObject({
      ...{ id: 'trams/a', source: 'trams', name: 'a', line: 'T1', bearingDegrees: 90 },
      ...{ delaySeconds: 95, timeMs: (NOW_SECONDS - 5) * 1000, timeOf: 'vehicle' },
    });
    expect(Math.abs((vehicles[0]?.point[0] ?? 0) - 953.2)).toBeLessThan(0.5);
    expect(feeds).toEqual([
      {
        ...{ source: 'trams', kind: 'measured', vehiclesOutside: 1, leftOut: 0 },
        status: { state: 'answering', timeMs: NOW_SECONDS * 1000 },
      },
    ]);
  });

  it('says where a time is not the vehicle’s own', () => {
    const book = openBook();
    book.receive('trams', message([tram('a', 121.44, { timestamp: 0 })]));
    expect(cut(book).vehicles[0]).toMatchObject({ timeOf: 'feed', timeMs: NOW_SECONDS * 1000 });
  });

  it('tells how each feed is: waiting, answering, failing with what came, and well again', () => {
    const book = openBook(['trams']);
    const status = (): FeedStatus | undefined => cut(book).feeds[0]?.status;
    expect(status()).toEqual({ state: 'waiting', sinceMs: NOW_SECONDS * 1000 + 2_000 });
    const whole = message([tram('a', 121.44)]);
    book.receive('trams', whole.subarray(0, whole.length / 2));
    expect(status()).toMatchObject({
      ...{ state: 'failing', timeMs: null },
      reason: expect.stringMatching(/expected a GTFS-Realtime FeedMessage, whole; got \d+ bytes/),
    });
    book.receive('trams', whole);
    expect(status()?.state).toBe('answering');
    book.refuse('trams', 'http://feed.example: expected a message, got status 503');
    expect(status()).toMatchObject({ state: 'failing', timeMs: NOW_SECONDS * 1000 });
    // What it said before stays on screen, and grows old there.
    expect(cut(book).vehicles).toHaveLength(1);
  });

  it('puts alerts of the city’s own lines first', () => {
    const book = openBook();
    const alert = (id: string, routeId: string) => ({
      id,
      alert: { informedEntity: [{ routeId }], headerText: { translation: [{ text: id }] } },
    });
    book.receive('trams', message([alert('far', 'T9'), alert('near', 'T1')]));
    const alerts = cut(book, { ...place, known: new Set(['T1']) }).alerts;
    expect(alerts.map(({ id, concernsCity }) => [id, concernsCity])).toEqual([
      ['near', true],
      ['far', false],
    ]);
  });
});

const SAMPLE = resolve(import.meta.dirname, '../../../shared/data/gtfs-rt-sample');
if (!existsSync(SAMPLE)) console.log('skipped: no reference data gtfs-rt-sample (../shared/data)');
describe.runIf(existsSync(SAMPLE))('the real feed of Melbourne', () => {
  const read = (ending: string): Buffer =>
    existsSync(SAMPLE)
      ? readFileSync(resolve(SAMPLE, `vic-metro-vehicle-positions.${ending}`))
      : Buffer.alloc(0);

  it('puts the trains of a box around Flinders Street where the published bindings have them', () => {
    const melbourne = { lonDegrees: 144.967, latDegrees: -37.818, heightMetres: 0 };
    const book = createTransitBook({ nowMs: () => 1_649_657_108_000, kind: 'measured' });
    const bytes = new Uint8Array(read('pb'));
    expect(book.receive('metro', bytes.subarray(0, bytes.length / 2)).ok).toBe(false);
    expect(book.receive('metro', bytes).ok).toBe(true);
    const { vehicles, feeds } = cut(
      book,
      placeOf({ origin: melbourne, extentMetres: [-2500, -2500, 2500, 2500] }, null),
    );
    const published = z
      .object({
        entity: z.array(
          z.object({
            vehicle: z.object({
              vehicle: z.object({ id: z.string() }),
              position: z.object({ latitude: z.number(), longitude: z.number() }),
            }),
          }),
        ),
      })
      .parse(JSON.parse(read('json').toString()));
    const places = new Map(
      published.entity.map(({ vehicle }) => [vehicle.vehicle.id, vehicle.position]),
    );
    // Metres a degree at this latitude (series for the WGS84 ellipsoid): good to a metre in this box.
    const metresOf = ({ latitude, longitude }: { latitude: number; longitude: number }) =>
      [
        (longitude - melbourne.lonDegrees) * 88_052,
        (latitude - melbourne.latDegrees) * 110_993,
      ] as const;
    const near = [...places]
      .filter(([, position]) => metresOf(position).every((metres) => Math.abs(metres) < 2500))
      .map(([id]) => id);
    expect(near.length).toBeGreaterThan(20);
    expect(vehicles.map(({ name }) => name).sort()).toEqual(near.sort());
    for (const vehicle of vehicles) {
      const [east, north] = metresOf(places.get(vehicle.name) ?? { latitude: 0, longitude: 0 });
      expect(Math.hypot(vehicle.point[0] - east, vehicle.point[1] - north)).toBeLessThan(3);
    }
    expect(feeds[0]?.vehiclesOutside).toBe(225 - vehicles.length);
  });
});
