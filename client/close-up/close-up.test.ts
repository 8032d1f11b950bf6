import { expect, test } from 'vitest';
import {
  CLOSE_UP_LIGHTS,
  type CloseUpFrame,
  type CloseUpScene,
  type CloseUpVehicle,
  decodeCloseUpMinute,
  encodeCloseUpFrame,
  encodeCloseUpMinute,
} from '#contracts';
import { SIGNAL_SHAPES } from '../engines/three/signal-shapes.ts';
import { DENSITY_BANDS } from '../layers/index.ts';
import { flowsOf, orderDestinations, worstPlaceOf, worstSecondOf } from './measure-frame.ts';
import {
  DESTINATION_LOOKS,
  lookOfDensity,
  looksByDensity,
  peopleOfSecond,
} from './people-of-second.ts';
import { vehiclesOfSecond } from './vehicles-of-second.ts';

interface Person {
  readonly serial: number;
  readonly x: number;
  readonly y: number;
  readonly destination?: number;
  readonly density?: number;
}

function framesOf(
  seconds: readonly (readonly Person[])[],
  perSecond = [2, 1],
  vehicles: readonly (readonly CloseUpVehicle[])[] = [],
): CloseUpFrame[] {
  const encoded = seconds.map((people, second) =>
    encodeCloseUpFrame({
      inside: people.length,
      inTotal: Uint32Array.of((perSecond[0] ?? 0) * second, 0),
      outTotal: Uint32Array.of(0, (perSecond[1] ?? 0) * second),
      people: people.map((person) => ({
        serial: person.serial,
        xMetres: person.x,
        yMetres: person.y,
        destination: person.destination ?? 0,
        personsPerSquareMetre: person.density ?? 0,
      })),
      vehicles: vehicles[second] ?? [],
      lights: new Uint8Array(0),
    }),
  );
  return [
    ...decodeCloseUpMinute(
      encodeCloseUpMinute(0, { portals: 2, signals: 0 }, encoded).slice().buffer,
    ).frames,
  ];
}

const scene: CloseUpScene = {
  origin: [0, 0],
  floor: [],
  buildings: [],
  portals: [
    { kind: 'gate', name: null, from: [0, 0], to: [2, 0] },
    { kind: 'way', name: null, from: [10, 0], to: [10, 4] },
  ],
  destinations: [],
  streets: [],
  signals: [],
};

test('people move to where the same number is a second later, in whatever order', () => {
  const [now, next] = framesOf([
    [
      { serial: 7, x: 1, y: 1 },
      { serial: 8, x: 5, y: 5 },
    ],
    [
      { serial: 9, x: 0, y: 0 },
      { serial: 7, x: 2, y: 1.5 },
    ],
  ]);
  if (!now || !next) throw new Error('expected two frames');
  const body = peopleOfSecond(now, next, looksByDensity());
  expect([...body.nextX]).toEqual([2, 5]);
  expect([...body.nextY]).toEqual([1.5, 5]);
  // At the end of the window everybody stays.
  expect([...peopleOfSecond(now, null, looksByDensity()).nextX]).toEqual([1, 5]);
});

test('vehicles drive to where the same id is, the shorter way round, and never jump', () => {
  const vehicle = (id: number, x: number, degrees: number): CloseUpVehicle => ({
    id,
    xMetres: x,
    yMetres: 2,
    headingRadians: (degrees * Math.PI) / 180,
    kind: id === 3 ? 'taxi' : 'car',
  });
  const [now, next] = framesOf(
    [[], []],
    [0, 0],
    [
      [vehicle(1, 0, 315), vehicle(2, 10, 0), vehicle(3, 20, 0), vehicle(4, 30, 45)],
      [vehicle(3, 32, 0), vehicle(1, 12, 45), vehicle(2, -60, 0)],
    ],
  );
  if (!now || !next) throw new Error('expected two frames');
  const moved = vehiclesOfSecond(now, next);
  // The second id is another vehicle by now: nobody drives 70 m in a second. The fourth has left.
  expect([...moved.nextX]).toEqual([12, 10, 32, 30]);
  const turned = Array.from(moved.nextHeading, (to, i) => to - (moved.heading[i] ?? 0));
  expect(turned[0]).toBeCloseTo(Math.PI / 2, 5);
  expect(turned.slice(1)).toEqual([0, 0, 0]);
  expect([...moved.kind]).toEqual([0, 0, 1, 0]);
  expect([...vehiclesOfSecond(now, null).nextX]).toEqual([0, 10, 20, 30]);
});

test('no two states of a signal share place, shape and fill', () => {
  const looks = SIGNAL_SHAPES.map(({ place, shape }) => `${place} ${shape}`);
  expect(new Set(looks).size).toBe(CLOSE_UP_LIGHTS.length);
});

test('the densest person, and the opening whose middle is nearest', () => {
  const frames = framesOf([
    [
      { serial: 1, x: 1, y: 3, density: 2 },
      { serial: 2, x: 10, y: 5, density: 4.4 },
    ],
    [{ serial: 2, x: 10, y: 5, density: 5.2 }],
    [],
  ]);
  const [first, , last] = frames;
  if (!first || !last) throw new Error('expected three frames');
  expect(worstPlaceOf(first, scene)).toEqual({
    personsPerSquareMetre: 4.4,
    point: [10, 5],
    portal: 1,
    metres: 3,
  });
  expect(worstPlaceOf(last, scene)).toBeNull();
  expect(worstSecondOf(frames)).toBe(1);
});

test('flow is what passed in the minute before, unknown before a minute is over', () => {
  const frames = framesOf(Array.from({ length: 62 }, () => []));
  expect(flowsOf(frames, 59)[0]).toEqual({ inPerMinute: null, outPerMinute: null });
  expect(flowsOf(frames, 61)).toEqual([
    { inPerMinute: 120, outPerMinute: 0 },
    { inPerMinute: 0, outPerMinute: 60 },
  ]);
});

test('destinations come by how many go there', () => {
  const frames = framesOf([
    [
      { serial: 1, x: 0, y: 0, destination: 4 },
      { serial: 2, x: 0, y: 0, destination: 2 },
      { serial: 3, x: 0, y: 0, destination: 2 },
    ],
  ]);
  expect(orderDestinations(frames)).toEqual([2, 4]);
});

test('colour is never the only cue: no two destinations, and no dense band, share a look', () => {
  const looks = DESTINATION_LOOKS.map(({ hex, shape }) => `${hex} ${shape}`);
  expect(new Set(looks).size).toBe(looks.length);
  // The hatched bands of the map have shapes of their own, and so has what is an alarm there.
  const shapes = DENSITY_BANDS.map(
    (_, i) => lookOfDensity(DENSITY_BANDS[i - 1]?.belowPersonsPerSquareMetre ?? 0).shape,
  );
  expect(shapes.slice(0, 4)).toEqual([0, 0, 0, 0]);
  expect(new Set([...shapes.slice(3), lookOfDensity(4).shape]).size).toBe(4);
});
