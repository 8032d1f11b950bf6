import { expect, test } from 'vitest';
import { createRandom } from '../random/seeded-random.ts';
import {
  CLOSE_UP_LIGHTS,
  CLOSE_UP_VEHICLES,
  type CloseUpPerson,
  type CloseUpVehicle,
  decodeCloseUpMinute,
  encodeCloseUpFrame,
  encodeCloseUpMinute,
} from './close-up-frames.ts';

const START_MS = Date.parse('2026-11-22T14:05:00Z');
const random = createRandom(7, 'close-up');

const drawPeople = (count: number): CloseUpPerson[] =>
  Array.from({ length: count }, (_, index) => ({
    serial: 4_000_000_000 + index,
    xMetres: Math.round((random.next() - 0.5) * 60_000) / 100,
    yMetres: Math.round((random.next() - 0.5) * 60_000) / 100,
    destination: Math.floor(random.next() * 200),
    personsPerSquareMetre: Math.floor(random.next() * 250) / 25,
  }));

const drawVehicles = (count: number): CloseUpVehicle[] =>
  Array.from({ length: count }, (_, index) => ({
    id: 4_000_000_000 + index,
    xMetres: Math.round((random.next() - 0.5) * 60_000) / 100,
    yMetres: Math.round((random.next() - 0.5) * 60_000) / 100,
    headingRadians: ((Math.floor(random.next() * 256) - 128) * Math.PI) / 128,
    kind: CLOSE_UP_VEHICLES[index % 2] ?? 'car',
  }));

const traffic = [3, 0, 2, 1, 66].map(drawVehicles);
const lightsOf = (second: number): Uint8Array =>
  Uint8Array.from({ length: 3 }, (_, signal) => (second + signal) % CLOSE_UP_LIGHTS.length);
const crowds = [0, 1, 2, 3, 257].map(drawPeople);
const chunk = encodeCloseUpMinute(
  START_MS,
  { portals: 2, signals: 3 },
  crowds.map((people, second) =>
    encodeCloseUpFrame({
      inside: people.length + 3,
      inTotal: Uint32Array.of(10 * second, 7),
      outTotal: Uint32Array.of(second, 4_000_000_000),
      people,
      vehicles: traffic[second] ?? [],
      lights: lightsOf(second),
    }),
  ),
);
const bufferOf = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer;

test('every person, vehicle, light, count and time comes back, for odd and even numbers', () => {
  const minute = decodeCloseUpMinute(bufferOf(chunk));
  expect(minute.frames.map((frame) => frame.serial.length)).toEqual([0, 1, 2, 3, 257]);
  expect(minute.startMs).toBe(START_MS);
  minute.frames.forEach((frame, second) => {
    expect(frame.inside).toBe((crowds[second]?.length ?? 0) + 3);
    expect([...frame.inTotal]).toEqual([10 * second, 7]);
    expect([...frame.outTotal]).toEqual([second, 4_000_000_000]);
    const back = Array.from(frame.serial, (serial, i) => ({
      serial,
      xMetres: (frame.xCentimetres[i] ?? 0) / 100,
      yMetres: (frame.yCentimetres[i] ?? 0) / 100,
      destination: frame.destination[i],
      personsPerSquareMetre: (frame.density[i] ?? 0) / 25,
    }));
    expect(back).toEqual(crowds[second]);
    expect([...frame.light]).toEqual([...lightsOf(second)]);
    expect(frame.vehicleId.length).toBe(traffic[second]?.length);
    traffic[second]?.forEach((vehicle, i) => {
      expect(frame.vehicleId[i]).toBe(vehicle.id);
      expect((frame.vehicleXCentimetres[i] ?? 0) / 100).toBe(vehicle.xMetres);
      expect((frame.vehicleYCentimetres[i] ?? 0) / 100).toBe(vehicle.yMetres);
      expect(CLOSE_UP_VEHICLES[frame.vehicleKind[i] ?? -1]).toBe(vehicle.kind);
      const turned = ((frame.vehicleHeading[i] ?? 0) * Math.PI) / 128 - vehicle.headingRadians;
      expect(Math.cos(turned)).toBeCloseTo(1, 9);
    });
  });
});

test('who is out of reach of the format is refused, not wrapped to the other side', () => {
  const encode = (people: CloseUpPerson[], vehicles: CloseUpVehicle[]) => () =>
    encodeCloseUpFrame({
      inside: 1,
      inTotal: new Uint32Array(1),
      outTotal: new Uint32Array(1),
      people,
      vehicles,
      lights: new Uint8Array(0),
    });
  const far = { xMetres: 328 };
  expect(
    encode(
      drawPeople(1).map((one) => ({ ...one, ...far })),
      [],
    ),
  ).toThrow(/people within 327.67 m/);
  expect(
    encode(
      [],
      drawVehicles(1).map((one) => ({ ...one, ...far })),
    ),
  ).toThrow(/vehicles within 327.67 m/);
});

test('a foreign, older, newer or cut chunk is refused, cut at any byte', () => {
  expect(() => decodeCloseUpMinute(new ArrayBuffer(8))).toThrow(/at least 32 bytes/);
  const foreign = chunk.slice();
  foreign[0] = 0;
  expect(() => decodeCloseUpMinute(bufferOf(foreign))).toThrow(/magic/);
  const other = chunk.slice();
  for (const version of [1, 9]) {
    other[4] = version;
    expect(() => decodeCloseUpMinute(bufferOf(other))).toThrow(`version 2, got ${version}`);
  }
  for (let length = 0; length < chunk.length; length += 13) {
    expect(() => decodeCloseUpMinute(bufferOf(chunk.subarray(0, length)))).toThrow(/expected/);
  }
});

test('a chunk whose counts do not fit its length is refused with the frame', () => {
  const wrong = chunk.slice();
  new DataView(wrong.buffer).setUint32(32, 1_000_000, true);
  expect(() => decodeCloseUpMinute(bufferOf(wrong))).toThrow(/inside frame 0 of 5/);
  const fewer = chunk.slice();
  new DataView(fewer.buffer).setUint32(12, 4, true);
  expect(() => decodeCloseUpMinute(bufferOf(fewer))).toThrow(/for 4 frames/);
});
