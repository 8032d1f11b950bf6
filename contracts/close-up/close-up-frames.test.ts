import { expect, test } from 'vitest';
import { createRandom } from '../random/seeded-random.ts';
import {
  type CloseUpPerson,
  closeUpFrameMs,
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

const crowds = [0, 1, 2, 3, 257].map(drawPeople);
const chunk = encodeCloseUpMinute(
  START_MS,
  2,
  crowds.map((people, second) =>
    encodeCloseUpFrame({
      inside: people.length + 3,
      inTotal: Uint32Array.of(10 * second, 7),
      outTotal: Uint32Array.of(second, 4_000_000_000),
      people,
    }),
  ),
);
const bufferOf = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer;

test('every person, count and time comes back, for odd and even numbers of people', () => {
  const minute = decodeCloseUpMinute(bufferOf(chunk));
  expect(minute.frames.map((frame) => frame.serial.length)).toEqual([0, 1, 2, 3, 257]);
  expect(closeUpFrameMs(minute, 4)).toBe(START_MS + 4000);
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
  });
});

test('a person out of reach of the format is refused, not wrapped to the other side', () => {
  const [person] = drawPeople(1);
  const encode = () =>
    encodeCloseUpFrame({
      inside: 1,
      inTotal: new Uint32Array(1),
      outTotal: new Uint32Array(1),
      people: person ? [{ ...person, xMetres: 328 }] : [],
    });
  expect(encode).toThrow(/within 327.67 m/);
});

test('a foreign, newer or cut chunk is refused, cut at any byte', () => {
  expect(() => decodeCloseUpMinute(new ArrayBuffer(8))).toThrow(/at least 32 bytes/);
  const foreign = chunk.slice();
  foreign[0] = 0;
  expect(() => decodeCloseUpMinute(bufferOf(foreign))).toThrow(/magic/);
  const newer = chunk.slice();
  newer[4] = 9;
  expect(() => decodeCloseUpMinute(bufferOf(newer))).toThrow(/version 1, got 9/);
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
