/**
 * Everybody and everything that sets out within the next minute: background walkers, background
 * vehicles, people who come to events and people who leave them. All draws of a minute come from
 * streams of (seed, minute), so that a measure changes no draw of anybody else.
 */
import type { EventPlan, SeededRandom } from '#contracts';
import { createRandom } from '#contracts';
import type { DistrictModel, WalkPlaceKind } from '../network/model-types.ts';
import { INFORMED, PERCEPTION_CLASSES } from '../network/model-types.ts';
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
import { drawPoisson } from './draw-poisson.ts';
import { comingBy, leavingBy, sharesFor } from './event-release.ts';

export interface Minute {
  /** Kernel second at which it begins. */
  readonly now: number;
  readonly timeMs: number;
  readonly secondOfDay: number;
}

export interface WalkerPlan {
  readonly from: number;
  readonly to: number;
  readonly tag: number;
  readonly route: number;
  readonly speed: number;
  readonly due: number;
}

/** What demand asks of the run. Places are walk places unless named street. */
export interface DemandTarget {
  walk(plan: WalkerPlan): void;
  drive(fromStreetPlace: number, toStreetPlace: number, route: number, due: number): void;
  /** A car or taxi from the border with people for `walkGate`. */
  bring(kind: 'car-park' | 'kerb', index: number, people: readonly WalkerPlan[]): void;
  entrance(node: number, route: number, draw: number): number;
  gate(venue: number, draw: number): number;
  kerb(venue: number, node: number, draw: number): number;
  carPark(venue: number, draw: number): number;
  home(node: number, draw: number): number;
  streetGateway(place: number, direction: 'from' | 'to', draw: number): number;
  canWalk(from: number, to: number): boolean;
}

export interface Demand {
  releaseMinute(minute: Minute, wetShare: number): void;
}

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
  const { walkingSpeed } = parameters;

  const routeOf = (random: SeededRandom): number =>
    random.next() < parameters.informedShare ? INFORMED : random.nextInteger(PERCEPTION_CLASSES);
  const speedOf = (random: SeededRandom): number =>
    Math.min(
      walkingSpeed.max,
      Math.max(walkingSpeed.min, walkingSpeed.mean + walkingSpeed.deviation * random.nextNormal()),
    );
  const traveller = (random: SeededRandom, now: number) => ({
    route: routeOf(random),
    speed: speedOf(random),
    due: now + 60 * random.next() + 1e-6,
  });
  const nodeOf = (place: number): number => places.node[place] as number;
  const randomPlace = (random: SeededRandom, kind: WalkPlaceKind): number => {
    const [first, end] = places.range[kind];
    return end > first ? first + random.nextInteger(end - first) : -1;
  };

  const residentSums = cumulate(model.zones.map((zone) => zone.residents));
  const workerSums = cumulate(model.zones.map((zone) => zone.workers));
  const peopleSums = cumulate(model.zones.map((zone) => zone.residents + zone.workers));
  const totalOf = (sums: Float64Array): number => sums[sums.length - 1] ?? 0;
  const zoneBy = (sums: Float64Array, random: SeededRandom): number => {
    const wanted = random.next() * totalOf(sums);
    return sums.findIndex((sum) => sum > wanted);
  };

  /** Half of the trips go by metro where there is one, the rest over the border on foot. */
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
        const border = randomPlace(random, 'gateway');
        if (zone < 0) continue;
        const inside = places.range.zone[0] + zone;
        const station = target.entrance(nodeOf(inside), one.route, draw);
        const outside = (byMetro || border < 0) && station >= 0 ? station : border;
        const [from, to] = direction === 'out' ? [inside, outside] : [outside, inside];
        if (outside >= 0 && target.canWalk(from, to)) target.walk({ from, to, tag: 0, ...one });
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

  const releaseEvent = (event: EventPlan, tag: number, minute: Minute, wetShare: number): void => {
    const venue = model.networks.venues.findIndex((candidate) => candidate.id === event.venue);
    if (venue < 0) return;
    const places4 = model.carParks.reduce(
      (sum, park) => sum + (park.venue === venue ? park.capacityVehicles : 0),
      0,
    );
    const shares = sharesFor(event, wetShare, {
      hasMetro: model.entrances.length > 0,
      carShare: (places4 * parameters.personsPerCar) / Math.max(1, event.attendance),
      hasTaxi: model.kerbs.some((kerb) => kerb.venue === venue),
    });
    const until = minute.timeMs + 60_000;
    const minuteNumber = Math.round(minute.timeMs / 60_000);

    const leaving = leavingBy(event, until) - leavingBy(event, minute.timeMs);
    if (leaving > 0) {
      const random = createRandom(seed, `leave:${event.id}:${minuteNumber}`);
      for (let i = 0; i < leaving; i += 1) {
        const one = traveller(random, minute.now);
        const gate = target.gate(venue, random.next());
        const mode = random.next();
        const draw = random.next();
        if (gate < 0) continue;
        const to = destinationFrom(gate, venue, mode, shares, one.route, draw);
        if (to >= 0) target.walk({ from: gate, to, tag, ...one });
      }
    }

    const coming = comingBy(event, until) - comingBy(event, minute.timeMs);
    if (coming <= 0) return;
    const random = createRandom(seed, `come:${event.id}:${minuteNumber}`);
    let party: WalkerPlan[] = [];
    let partyTo = -1;
    for (let i = 0; i < coming; i += 1) {
      const one = traveller(random, minute.now);
      const gate = target.gate(venue, random.next());
      const mode = random.next();
      const draw = random.next();
      if (gate < 0) continue;
      const from = destinationFrom(gate, venue, mode, shares, one.route, draw);
      if (from < 0) continue;
      const kind = places.kind[from];
      if (kind !== 'car-park' && kind !== 'kerb') {
        if (target.canWalk(from, gate)) target.walk({ from, to: gate, tag: 0, ...one });
        continue;
      }
      // People of one car share its place; a party ends when the next one needs another place.
      if (party.length === 0) partyTo = from;
      party.push({ from: partyTo, to: gate, tag: 0, ...one });
      if (party.length >= 2 || i === coming - 1) {
        const isPark = places.kind[partyTo] === 'car-park';
        const index = partyTo - places.range[isPark ? 'car-park' : 'kerb'][0];
        target.bring(isPark ? 'car-park' : 'kerb', index, party);
        party = [];
      }
    }
    if (party.length > 0) {
      const isPark = places.kind[partyTo] === 'car-park';
      const index = partyTo - places.range[isPark ? 'car-park' : 'kerb'][0];
      target.bring(isPark ? 'car-park' : 'kerb', index, party);
    }
  };

  const destinationFrom = (
    gate: number,
    venue: number,
    mode: number,
    shares: { readonly metro: number; readonly car: number; readonly taxi: number },
    route: number,
    draw: number,
  ): number => {
    const node = nodeOf(gate);
    const metro = (): number => target.entrance(node, route, draw);
    const home = (): number => target.home(node, draw);
    let place = -1;
    if (mode < shares.metro) place = metro();
    else if (mode < shares.metro + shares.car) place = target.carPark(venue, draw);
    else if (mode < shares.metro + shares.car + shares.taxi) place = target.kerb(venue, node, draw);
    else place = home();
    if (place >= 0 && target.canWalk(gate, place)) return place;
    // Who finds no car or taxi goes by metro, who finds no metro walks.
    const station = metro();
    return station >= 0 ? station : home();
  };

  return {
    releaseMinute: (minute, wetShare) => {
      releaseWalkers(minute);
      releaseVehicles(minute);
      events.forEach((event, index) => {
        releaseEvent(event, index + 1, minute, wetShare);
      });
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
