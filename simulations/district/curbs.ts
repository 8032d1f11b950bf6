/**
 * Where people and vehicles meet: at car parks people become the passengers of their car, at kerbs
 * of a taxi that came for them; at both, cars that bring people set them down.
 */
import { type EventPlan, hashText } from '#contracts';
import type { EntityPool } from '../kernel/entity-pool.ts';
import { NIL } from '../kernel/entity-pool.ts';
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';
import { createWaitingLists } from '../kernel/waiting-lists.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { Conditions } from './condition-types.ts';
import { createStandingPlaces } from './standing-places.ts';
import type { StreetSide } from './street-side.ts';
import { VEHICLE } from './vehicle-purpose.ts';

/** A car whose last passengers do not come leaves after this. */
const PARTY_PATIENCE_SECONDS = 60;
/** Doors, luggage, belts. */
const BOARDING_SECONDS = 30;
/** To get out, with luggage. */
const SET_DOWN_SECONDS = 20;
/** Seats for passengers: a group of friends shares a vehicle if it can. */
const CAR_SEATS = 5;
const TAXI_SEATS = 4;
/** Empty taxis under way to a kerb at most, so that they do not fill its street. */
const MOST_TAXIS_UNDER_WAY = 40;

export interface Curbs {
  /** By car park / kerb of the model: a street gateway can be reached from it (and back). */
  readonly isCarParkUsable: readonly boolean[];
  readonly isKerbUsable: readonly boolean[];
  joinCarPark(park: number, entity: number): void;
  joinKerb(kerb: number, entity: number): void;
  /** Until everybody now at the kerb has a taxi, if they come as they should. */
  kerbWaitSeconds(kerb: number): number;
  /** False while a vehicle finds no place at its destination and waits in its lane. */
  mayArrive(entity: number, place: number): boolean;
  /** A vehicle is on the road again. */
  leavePlace(entity: number, place: number): void;
  /** Vehicles that stand at each kerb and in each car park of the model. */
  readonly atKerb: Int32Array;
  readonly parked: Int32Array;
  setConditions(conditions: Conditions): void;
  /** A vehicle at its destination; frees or sends on. */
  handleArrival(entity: number, place: number, now: number): void;
  /** A random gateway that reaches (or is reached from) the place, by capacity; -1 if none. */
  gateway(place: number, direction: 'from' | 'to', draw: number): number;
  step(now: number): void;
  countWaiting(): number;
  countRiding(): number;
  /** People put into a vehicle elsewhere. */
  addRiding(people: number): void;
  arrivedVehicles(): number;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export function createCurbs(options: {
  readonly model: DistrictModel;
  readonly parameters: SimulationParameters;
  readonly walkers: EntityPool;
  readonly vehicles: EntityPool;
  readonly street: StreetSide;
  readonly seed: number;
  readonly startMs: number;
  readonly events: readonly EventPlan[];
  /** A vehicle on the road goes to another place than it had set out for. */
  readonly redirect: (entity: number, from: number, to: number) => void;
  /** A passenger has left the district. */
  readonly finish: (walker: number) => void;
  /** A passenger gets out at a walk place and goes on on foot. */
  readonly setDown: (walker: number, walkPlace: number, now: number) => void;
}): Curbs {
  const { model, parameters, walkers, vehicles, street, seed, finish, setDown, redirect } = options;
  const { places } = model.street;
  const [firstPark, endPark] = places.range['car-park'];
  const [firstKerb, endKerb] = places.range.kerb;
  const [firstGateway, endGateway] = places.range.gateway;
  const parkCount = endPark - firstPark;
  const kerbCount = endKerb - firstKerb;
  /** Car parks, then kerbs. */
  const waiting = createWaitingLists(parkCount + kerbCount, walkers);
  const lastDeparture = new Int32Array(parkCount);
  const underWay = new Int32Array(kerbCount);
  const taxiCredit = new Float64Array(kerbCount);
  /** [parties formed, people riding, vehicles arrived] */
  const scalars = new Int32Array(3);
  const standing = createStandingPlaces(model, options.events, options.startMs);
  let carParkOut = new Float64Array(parkCount);
  const saved = { lastDeparture, underWay, taxiCredit, scalars };
  const kerbsOfVenue = model.kerbs.map(
    (kerb) => model.kerbs.filter((other) => other.venue === kerb.venue).length,
  );

  const taxiRate = (kerb: number): number =>
    parameters.taxisPerMinute / 60 / (kerbsOfVenue[kerb] ?? 1);

  const capacity = new Float64Array(places.count);
  model.networks.street.links.forEach((link) => {
    for (let place = firstGateway; place < endGateway; place += 1) {
      if (places.node[place] === link.from || places.node[place] === link.to) {
        capacity[place] = (capacity[place] as number) + link.capacityVehiclesPerHour;
      }
    }
  });
  const cumulative = new Map<string, Float64Array>();
  const gateway = (place: number, direction: 'from' | 'to', draw: number): number => {
    const key = `${direction}:${place}`;
    let sums = cumulative.get(key);
    if (!sums) {
      let sum = 0;
      sums = Float64Array.from({ length: endGateway - firstGateway }, (_, index) => {
        const other = firstGateway + index;
        const isOpen =
          direction === 'to' ? street.isReachable(place, other) : street.isReachable(other, place);
        sum += isOpen ? (capacity[other] as number) : 0;
        return sum;
      });
      cumulative.set(key, sums);
    }
    const total = sums[sums.length - 1] ?? 0;
    if (total <= 0) return -1;
    const wanted = draw * total;
    for (let index = 0; index < sums.length; index += 1) {
      if ((sums[index] as number) > wanted) return firstGateway + index;
    }
    return -1;
  };

  const nextDraw = (): number => {
    scalars[0] = (scalars[0] as number) + 1;
    return hashText(`${seed}:party:${scalars[0]}`) / 4294967296;
  };
  /** Whole number with the asked mean: one, or the two nearest to what remains. */
  const partySize = (mean: number): number => {
    const low = Math.floor(mean);
    return Math.max(1, low + (nextDraw() < mean - low ? 1 : 0));
  };
  /** Takes up to `size` people, the first group whole if it fits; returns the list's head. */
  const board = (list: number, size: number, seats: number): number => {
    let head = NIL;
    const firstGroup = waiting.first(list);
    const together = firstGroup === NIL ? 0 : (walkers.arrays.people[firstGroup] as number);
    let room = together <= seats ? Math.max(size, together) : size;
    while (room > 0) {
      const first = waiting.first(list);
      if (first === NIL) break;
      const people = walkers.arrays.people[first] as number;
      const walker = people <= room ? waiting.pop(list) : waiting.splitFirst(list, room);
      walkers.arrays.next[walker] = head;
      head = walker;
      const boarded = walkers.arrays.people[walker] as number;
      scalars[1] = (scalars[1] as number) + boarded;
      room -= boarded;
    }
    return head;
  };

  const isCarParkUsable = model.carParks.map((_, park) => gateway(firstPark + park, 'to', 0) >= 0);
  const isKerbUsable = model.kerbs.map(
    (_, kerb) =>
      gateway(firstKerb + kerb, 'to', 0) >= 0 && gateway(firstKerb + kerb, 'from', 0) >= 0,
  );

  const end = (entity: number): void => {
    scalars[2] = (scalars[2] as number) + 1;
    vehicles.free(entity);
  };

  return {
    isCarParkUsable,
    isKerbUsable,
    joinCarPark: (park, entity) => waiting.push(park, entity),
    joinKerb: (kerb, entity) => waiting.push(parkCount + kerb, entity),
    gateway,
    kerbWaitSeconds: (kerb) =>
      (waiting.size[parkCount + kerb] as number) / (taxiRate(kerb) * parameters.personsPerTaxi),
    atKerb: standing.atKerb,
    parked: standing.parked,
    setConditions: (conditions) => {
      standing.setConditions(conditions);
      carParkOut = conditions.carParkOut.slice();
    },
    mayArrive: (entity, place) => {
      if (standing.hasRoom(place)) return true;
      const other = standing.otherPark(place);
      if (other < 0 || !street.isReachable(place, other)) return false;
      vehicles.arrays.destination[entity] = other;
      redirect(entity, place, other);
      return false;
    },
    leavePlace: (_entity, place) => standing.leave(place),
    handleArrival: (entity, place, now) => {
      standing.arrive(place);
      const { tag, extra } = vehicles.arrays;
      if (tag[entity] === VEHICLE.fetches) {
        const kerb = place - firstKerb;
        underWay[kerb] = (underWay[kerb] as number) - 1;
        const party = partySize(parameters.personsPerTaxi);
        extra[entity] = board(parkCount + kerb, party, TAXI_SEATS);
        tag[entity] = VEHICLE.drives;
        street.sendOn(entity, place, gateway(place, 'to', nextDraw()), now, now + BOARDING_SECONDS);
        return;
      }
      let walker = extra[entity] as number;
      while (walker !== NIL) {
        const following = walkers.arrays.next[walker] as number;
        scalars[1] = (scalars[1] as number) - (walkers.arrays.people[walker] as number);
        if (tag[entity] === VEHICLE.brings) {
          const first = model.walk.places.range[place < endPark ? 'car-park' : 'kerb'][0];
          setDown(walker, first + place - (place < endPark ? firstPark : firstKerb), now);
        } else {
          finish(walker);
        }
        walker = following;
      }
      const onward = place >= firstKerb && place < endKerb ? gateway(place, 'to', nextDraw()) : -1;
      if (onward < 0) {
        end(entity);
        return;
      }
      extra[entity] = NIL;
      tag[entity] = VEHICLE.drives;
      street.sendOn(entity, place, onward, now, now + SET_DOWN_SECONDS);
    },
    step: (now) => {
      standing.step();
      for (let park = 0; park < parkCount; park += 1) {
        // Nobody starts the engine behind a gate that is shut.
        if (carParkOut[park] === 0) continue;
        while ((waiting.size[park] as number) > 0) {
          const size = partySize(parameters.personsPerCar);
          const isLate = now - (lastDeparture[park] as number) >= PARTY_PATIENCE_SECONDS;
          if ((waiting.size[park] as number) < size && !isLate) break;
          lastDeparture[park] = now;
          const passengers = board(park, size, CAR_SEATS);
          const from = firstPark + park;
          street.release({
            from,
            to: gateway(from, 'to', nextDraw()),
            tag: VEHICLE.ends,
            route: Math.floor(nextDraw() * 3),
            passengers,
            now,
            due: now + 1,
          });
        }
      }
      for (let kerb = 0; kerb < kerbCount; kerb += 1) {
        const rate = taxiRate(kerb);
        let credit = Math.min((taxiCredit[kerb] as number) + rate, 1 + rate);
        const coming = (underWay[kerb] as number) * parameters.personsPerTaxi;
        const people = waiting.size[parkCount + kerb] as number;
        const isRoom = (underWay[kerb] as number) < MOST_TAXIS_UNDER_WAY;
        if (credit >= 1 && people > coming && isRoom) {
          const to = firstKerb + kerb;
          street.release({
            from: gateway(to, 'from', nextDraw()),
            to,
            tag: VEHICLE.fetches,
            route: Math.floor(nextDraw() * 3),
            passengers: NIL,
            now,
            due: now + 1,
          });
          underWay[kerb] = (underWay[kerb] as number) + 1;
          credit -= 1;
        }
        taxiCredit[kerb] = credit;
      }
    },
    countWaiting: () => waiting.size.reduce((sum, size) => sum + size, 0),
    countRiding: () => scalars[1] as number,
    addRiding: (people) => {
      scalars[1] = (scalars[1] as number) + people;
    },
    arrivedVehicles: () => scalars[2] as number,
    save: (into, name) => {
      saveArrays(saved, into, name);
      waiting.save(into, `${name}.waiting`);
      standing.save(into, `${name}.standing`);
    },
    restore: (from, name) => {
      restoreArrays(saved, from, name);
      waiting.restore(from, `${name}.waiting`);
      standing.restore(from, `${name}.standing`);
    },
  };
}
