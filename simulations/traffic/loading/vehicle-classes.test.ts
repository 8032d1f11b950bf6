import { expect, it } from 'vitest';
import { buildRoadNetwork } from '../road/build-road-network.ts';
import {
  evenTimes,
  FREE_SPEED,
  roadInput,
  SMALL_ROAD_PARAMETERS,
} from '../verification/small-road.ts';
import { createTrafficRun, type TrafficRun } from './create-traffic-run.ts';
import { buildTrafficDemand, type TripInput } from './traffic-demand.ts';

const network = buildRoadNetwork(
  roadInput({
    links: [
      ['a', 1000, FREE_SPEED],
      ['b', 1000, FREE_SPEED],
    ],
    ways: [{ way: ['a', 'b'], signal: { id: 's', index: 0 } }],
    signals: [
      {
        id: 's',
        offsetSeconds: 0,
        phases: [
          { seconds: 30, state: 'G' },
          { seconds: 60, state: 'r' },
        ],
      },
    ],
  }),
);

function drive(trips: readonly Omit<TripInput, 'route'>[]): TrafficRun {
  const { demand, refused } = buildTrafficDemand(network, {
    classes: [
      { id: 'car', maxSpeedMetresPerSecond: 100, speedFactor: 1 },
      { id: 'ambulance', maxSpeedMetresPerSecond: 100, speedFactor: 1.5, isEmergency: true },
    ],
    routes: [['a', 'b']],
    trips: trips.map((trip) => ({ ...trip, route: 0 })),
    departOffsetMetres: 0,
  });
  expect(refused).toEqual([]);
  const run = createTrafficRun({
    ...{ network, demand, parameters: SMALL_ROAD_PARAMETERS, seed: 1 },
    ...{ recordSeconds: 1000, endSeconds: 1000 },
  });
  run.runUntil(1000);
  expect(run.state.tripArrived.every((at) => at >= 0)).toBe(true);
  return run;
}

const cars = evenTimes(0.2, 0, 300).map((departSeconds, at) => ({
  ...{ id: `car ${at}`, departSeconds, vehicleClass: 0 },
}));
const arrivalOf = (run: TrafficRun, id: string): number =>
  (run.state.tripArrived[run.demand.tripId.indexOf(id)] as number) / 1000;

it('an emergency vehicle passes the queue and, after a look, the red light', () => {
  const at = { id: 'it', departSeconds: 150 };
  const car = arrivalOf(drive([...cars, { ...at, vehicleClass: 0 }]), 'it');
  const run = drive([...cars, { ...at, vehicleClass: 1 }]);
  // At 150 + 1,000/30 = 183.3 s it is before 30 s of green that began at 180 s; with a queue of cars ahead.
  const free = 150 + 1000 / 30 + 1000 / 30;
  expect(arrivalOf(run, 'it')).toBeLessThan(free + 10);
  expect(car).toBeGreaterThan(150 + 100);
  const late = arrivalOf(drive([...cars, { ...at, departSeconds: 200, vehicleClass: 1 }]), 'it');
  // At 233 s the light has been red for 23 s and stays so for 37: three seconds of looking, not more.
  expect(late).toBeGreaterThan(200 + 2000 / 30 + 2.9);
  expect(late).toBeLessThan(200 + 2000 / 30 + 6);
});

it('a bus holds its lane while it stands at its stop', () => {
  const stops = [{ link: 'b', seconds: 25 }];
  const bus = { id: 'bus', departSeconds: 0, vehicleClass: 0 };
  const behind = { id: 'behind', departSeconds: 2, vehicleClass: 0 };
  const without = drive([bus, behind]);
  const held = drive([{ ...bus, stops }, behind]);
  expect(arrivalOf(held, 'bus') - arrivalOf(without, 'bus')).toBeCloseTo(25, 2);
  expect(arrivalOf(held, 'behind')).toBeGreaterThan(arrivalOf(held, 'bus'));
  expect(arrivalOf(held, 'behind') - arrivalOf(without, 'behind')).toBeCloseTo(25, 0);
});

it('refuses a stop that the route does not pass', () => {
  const { refused } = buildTrafficDemand(network, {
    classes: [{ id: 'bus', maxSpeedMetresPerSecond: 20, speedFactor: 1 }],
    routes: [['a']],
    trips: [
      {
        ...{ id: 'bus', departSeconds: 0, vehicleClass: 0, route: 0 },
        stops: [{ link: 'b', seconds: 10 }],
      },
    ],
    departOffsetMetres: 0,
  });
  expect(refused).toEqual([
    { trip: 'bus', reason: "stops on link 'b', which its route does not pass" },
  ]);
});
