/**
 * Everybody and everything that sets out within the next minute: background walkers, background
 * vehicles, people who come to events and people who leave them. All draws of a minute come from
 * streams of (seed, minute), so that a measure changes no draw of anybody else.
 */
import type { EventPlan, SeededRandom } from '#contracts';
import { createRandom } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import {
  HOME_COMING,
  HOME_LEAVING,
  peakHourShare,
  tripsPerSecond,
  VEHICLES,
  WORK_COMING,
  WORK_LEAVING,
} from './day-profiles.ts';
import type { Demand, DemandTarget, Minute } from './demand-types.ts';
import { drawPoisson } from './draw-poisson.ts';
import { createEventDemand } from './release-event.ts';
import { createTravellers } from './travellers.ts';

export function createDemand(options: {
  readonly model: DistrictModel;
  readonly parameters: SimulationParameters;
  readonly events: readonly EventPlan[];
  readonly seed: number;
  readonly factors: () => { readonly walk: number; readonly street: number };
  readonly target: DemandTarget;
}): Demand {
  const { model, parameters, events, seed, factors, target } = options;
  const { places } = model.walk;

  const { routeOf, traveller } = createTravellers(parameters);
  const nodeOf = (place: number): number => places.node[place] as number;

  const releaseEvents = createEventDemand({ model, parameters, events, seed, target });
  const residentSums = cumulate(model.zones.map((zone) => zone.residents));
  const workerSums = cumulate(model.zones.map((zone) => zone.workers));
  const peopleSums = cumulate(model.zones.map((zone) => zone.residents + zone.workers));
  const totalOf = (sums: Float64Array): number => sums[sums.length - 1] ?? 0;
  const zoneBy = (sums: Float64Array, random: SeededRandom): number => {
    const wanted = random.next() * totalOf(sums);
    return sums.findIndex((sum) => sum > wanted);
  };

  /** Half of the trips go by metro where there is one, the rest on foot to somewhere near. */
  const releaseWalkers = (minute: Minute): void => {
    const random = createRandom(seed, `walk:${Math.round(minute.timeMs / 60_000)}`);
    const streams: readonly [readonly number[], Float64Array, number, 'out' | 'in'][] = [
      [HOME_LEAVING, residentSums, parameters.walkTripsPerResident, 'out'],
      [HOME_COMING, residentSums, parameters.walkTripsPerResident, 'in'],
      [WORK_LEAVING, workerSums, parameters.walkTripsPerWorker, 'out'],
      [WORK_COMING, workerSums, parameters.walkTripsPerWorker, 'in'],
    ];
    for (const [profile, sums, trips, direction] of streams) {
      const perDay = (totalOf(sums) * trips * factors().walk) / 2;
      const mean = 60 * tripsPerSecond(profile, perDay, minute.secondOfDay);
      const count = drawPoisson(random, mean);
      for (let i = 0; i < count; i += 1) {
        const zone = zoneBy(sums, random);
        const one = traveller(random, minute.now);
        const byMetro = random.next() < 0.5;
        const draw = random.next();
        const other = random.next();
        if (zone < 0) continue;
        const inside = places.range.zone[0] + zone;
        // On foot people go no farther than they like to walk: over a near border or to a near zone.
        const border = target.home(nodeOf(inside), other);
        const station = target.entrance(nodeOf(inside), one.route, draw);
        const outside = (byMetro || border < 0) && station >= 0 ? station : border;
        const [from, to] = direction === 'out' ? [inside, outside] : [outside, inside];
        if (outside >= 0 && outside !== inside && target.canWalk(from, to))
          target.walk({ from, to, tag: 0, ...one });
      }
    }
  };

  const [firstGateway, endGateway] = model.street.places.range.gateway;
  const firstZone = model.street.places.range.zone[0];
  const gatewayFlow = Array.from({ length: endGateway - firstGateway }, (_, index) => {
    const node = model.street.places.node[firstGateway + index];
    return model.networks.street.links.reduce(
      (most, link) => (link.from === node ? Math.max(most, link.capacityVehiclesPerHour) : most),
      0,
    );
  });

  const releaseVehicles = (minute: Minute): void => {
    const random = createRandom(seed, `street:${Math.round(minute.timeMs / 60_000)}`);
    const ofPeak = tripsPerSecond(VEHICLES, 3600, minute.secondOfDay) / peakHourShare(VEHICLES);
    const factor = factors().street;
    gatewayFlow.forEach((flow, index) => {
      const mean = (flow / 60) * parameters.gatewayPeakLoad * ofPeak * factor;
      const count = drawPoisson(random, mean);
      for (let i = 0; i < count; i += 1) {
        const isThrough = random.next() < parameters.throughTrafficShare;
        const from = firstGateway + index;
        const draw = random.next();
        const zone = zoneBy(peopleSums, random);
        const to =
          isThrough || zone < 0 ? target.streetGateway(from, 'to', draw) : firstZone + zone;
        target.drive(from, to, routeOf(random), minute.now + 60 * random.next() + 1e-6);
      }
    });
    const trips = totalOf(peopleSums) * parameters.vehicleTripsPerInhabitant * factor * 0.5;
    const leaving = drawPoisson(random, 60 * tripsPerSecond(VEHICLES, trips, minute.secondOfDay));
    for (let i = 0; i < leaving; i += 1) {
      const zone = zoneBy(peopleSums, random);
      const draw = random.next();
      const from = firstZone + zone;
      const to = zone < 0 ? -1 : target.streetGateway(from, 'to', draw);
      target.drive(from, to, routeOf(random), minute.now + 60 * random.next() + 1e-6);
    }
  };

  return {
    releaseMinute: (minute, wetShare) => {
      releaseWalkers(minute);
      releaseVehicles(minute);
      releaseEvents(minute, wetShare);
    },
  };
}

function cumulate(values: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(values, (value) => {
    sum += value;
    return sum;
  });
}
