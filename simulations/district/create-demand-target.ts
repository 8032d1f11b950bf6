/** Demand's wishes → walkers and vehicles of the run, counted as they are released. */
import type { DemandTarget, WalkerPlan } from '../demand/demand-types.ts';
import type { EntityPool } from '../kernel/entity-pool.ts';
import { NIL } from '../kernel/entity-pool.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { INFORMED } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { Buses } from './buses.ts';
import type { Choices } from './choices.ts';
import type { Curbs } from './curbs.ts';
import type { Messages } from './messages.ts';
import type { StreetSide } from './street-side.ts';
import { VEHICLE } from './vehicle-purpose.ts';
import type { WalkSide } from './walk-side.ts';

const NEVER = 0x7fffffff;

export function createDemandTarget(options: {
  readonly model: DistrictModel;
  readonly parameters: SimulationParameters;
  readonly walkers: EntityPool;
  readonly walk: WalkSide;
  readonly choices: Choices;
  readonly street: StreetSide;
  readonly curbs: Curbs;
  readonly buses: Buses;
  readonly messages: Messages;
  /** Kernel second. */
  readonly now: () => number;
  readonly release: StreetSide['release'];
  readonly countReleased: (tag: number, people: number) => void;
  /** One more informed walker on the way to a place. */
  readonly countHeading: (place: number) => void;
}): DemandTarget {
  const { model, parameters, walkers, walk, choices, street, curbs, messages, now } = options;
  const { buses, release, countReleased, countHeading } = options;
  const { places } = model.walk;
  /** Somebody who comes in a vehicle and walks on from where it sets him down. */
  const passenger = (plan: WalkerPlan): number => {
    const walker = walkers.allocate();
    const { destination, tag, route, speed, extra, people } = walkers.arrays;
    people[walker] = plan.people;
    destination[walker] = plan.to;
    tag[walker] = 0;
    route[walker] = plan.route === INFORMED ? 0 : plan.route;
    speed[walker] = plan.speed;
    extra[walker] = NEVER;
    return walker;
  };
  return {
    walk: (plan) => {
      countReleased(plan.tag, plan.people);
      // Who heeds a warning knows the jams from then on.
      const route = messages.isWarnedByDraw(plan.due % 1) ? INFORMED : plan.route;
      if (route === INFORMED) countHeading(plan.to);
      walk.release({ ...plan, route, now: now() });
    },
    drive: (from, to, route, due) => {
      if (to < 0 || !street.isReachable(from, to)) return;
      if (street.waitingAt(from) >= parameters.gatewayPatienceVehicles) return;
      const second = now();
      release({ from, to, tag: VEHICLE.ends, route, passengers: NIL, now: second, due });
    },
    bring: (kind, index, people) => {
      const second = now();
      const to = model.street.places.range[kind][0] + index;
      const first = people[0];
      const gateway = first ? curbs.gateway(to, 'from', (first.due % 1) as number) : -1;
      if (gateway < 0 || !first) return;
      let passengers = NIL;
      let count = 0;
      for (const plan of people) {
        const walker = passenger(plan);
        count += plan.people;
        walkers.arrays.next[walker] = passengers;
        passengers = walker;
      }
      curbs.addRiding(count);
      countReleased(0, count);
      release({
        from: gateway,
        to,
        tag: VEHICLE.brings,
        route: first.route,
        passengers,
        now: second,
        due: first.due,
      });
    },
    bringByBus: (plan, draw) => {
      const walker = passenger(plan);
      const comes = buses.bring(walker, plan.from - places.range.stop[0], draw);
      if (comes) countReleased(0, plan.people);
      else walkers.free(walker);
      return comes;
    },
    entrance: (node, route, draw) => {
      const told = messages.stationByDraw(draw);
      const place = told < 0 ? -1 : choices.entranceOf(told, node, route, draw);
      return place >= 0 ? place : choices.entrance(node, route, draw);
    },
    gate: choices.gate,
    kerb: (venue, node, draw) => {
      const place = choices.kerb(venue, node, draw);
      const kerb = place - places.range.kerb[0];
      const isWorth = curbs.kerbWaitSeconds(kerb) <= parameters.taxiPatienceSeconds;
      return curbs.isKerbUsable[kerb] && isWorth ? place : -1;
    },
    carPark: (venue, draw) => {
      const place = choices.carPark(venue, draw);
      return curbs.isCarParkUsable[place - places.range['car-park'][0]] ? place : -1;
    },
    stop: (node, draw) => choices.stop(node, buses.isServed, draw),
    home: choices.home,
    streetGateway: curbs.gateway,
    canWalk: (from, to) =>
      Number.isFinite(walk.routes.table(0, to).seconds[places.node[from] as number]),
  };
}
