/** The vehicles of a run: the kernel with the rules of route and arrival, and the signals. */
import type { EntityPool } from '../kernel/entity-pool.ts';
import { createLaneTable, storageFor, UNLIMITED_FLOW } from '../kernel/lane-table.ts';
import type { SpatialQueue } from '../kernel/spatial-queue.ts';
import { ARRIVES, createSpatialQueue, WAITS } from '../kernel/spatial-queue.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { INFORMED } from '../network/model-types.ts';
import type { RouteTables } from '../network/route-tables.ts';
import { createRouteTables } from '../network/route-tables.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { Conditions } from './condition-types.ts';
import type { Signals } from './signals.ts';
import { createSignals } from './signals.ts';

/** `tag` of a vehicle: what it does at its destination. */
export const VEHICLE = {
  /** Ends there; its passengers, if any, leave the district with it. */
  ends: 0,
  /** Empty taxi that takes people up at a kerb. */
  fetches: 1,
  /** Sets people down at a car park or kerb. */
  brings: 2,
} as const;

export interface StreetSide {
  readonly queue: SpatialQueue;
  readonly routes: RouteTables;
  readonly signals: Signals;
  /** By link, before people at crossings take a part. */
  readonly baseFlowPerSecond: Float64Array;
  release(vehicle: {
    readonly from: number;
    readonly to: number;
    readonly tag: number;
    readonly route: number;
    readonly passengers: number;
    readonly now: number;
    readonly due: number;
  }): number;
  /** An entity that has just arrived sets out again from a place. */
  sendOn(entity: number, from: number, to: number, now: number, due: number): void;
  isReachable(from: number, to: number): boolean;
  setConditions(conditions: Conditions): void;
  currentSeconds(): Float64Array;
  step(now: number, epochSeconds: number): void;
}

export function createStreetSide(options: {
  readonly model: DistrictModel;
  readonly parameters: SimulationParameters;
  readonly pool: EntityPool;
  readonly seed: number;
  readonly arrive: (entity: number, place: number, now: number) => void;
}): StreetSide {
  const { model, parameters, pool, seed, arrive } = options;
  const { street, networks } = model;
  const { laneEnd, linkCount, places } = street;
  const placeNode = places.node;
  const placeCount = places.count;
  const table = createLaneTable(street.laneCount);
  const freeSeconds = street.freeSeconds.slice();
  const baseFlowPerSecond = new Float64Array(linkCount);
  const signals = createSignals(networks.street.signals, table.exitOpen);
  const routes = createRouteTables({
    graph: street.graph,
    laneSeconds: street.laneSeconds,
    goalsOf: (place) => street.goals[place] ?? [],
    shared: model.streetTables,
  });

  /** `next` of the tables in use, [class · places + place], so that a decision is two reads. */
  const tables: (Int32Array | undefined)[] = new Array((INFORMED + 1) * placeCount);
  const lookUp = (kind: number, place: number): Int32Array => {
    const way = kind === INFORMED ? routes.informed(place) : routes.table(kind, place);
    tables[kind * placeCount + place] = way.next;
    return way.next;
  };

  const queue = createSpatialQueue({
    lanes: table,
    pool,
    seed,
    counterflowReserve: parameters.counterflowReserve,
    rules: {
      chooseNext: (entity, lane) => {
        const { destination, route } = pool.arrays;
        const place = destination[entity] as number;
        if (laneEnd[lane] === placeNode[place]) return ARRIVES;
        const kind = route[entity] as number;
        const next = (tables[kind * placeCount + place] ?? lookUp(kind, place))[lane] as number;
        return next < 0 ? WAITS : next;
      },
      travelSeconds: (_entity, lane) => freeSeconds[lane] as number,
      canArrive: () => true,
      takeArrival: (entity, _lane, now) =>
        arrive(entity, pool.arrays.destination[entity] as number, now),
    },
  });

  return {
    queue,
    routes: {
      ...routes,
      renewInformed: (place, seconds) => {
        routes.renewInformed(place, seconds);
        tables[INFORMED * placeCount + place] = undefined;
      },
      restore: (from, name) => {
        routes.restore(from, name);
        tables.fill(undefined);
      },
    },
    signals,
    baseFlowPerSecond,
    release: (vehicle) => {
      const entity = pool.allocate();
      const { destination, tag, route, extra } = pool.arrays;
      destination[entity] = vehicle.to;
      tag[entity] = vehicle.tag;
      route[entity] = vehicle.route;
      extra[entity] = vehicle.passengers;
      queue.enterOrigin(entity, linkCount + vehicle.from, vehicle.now, vehicle.due);
      return entity;
    },
    sendOn: (entity, from, to, now, due) => {
      pool.arrays.destination[entity] = to;
      queue.enterOrigin(entity, linkCount + from, now, due);
    },
    isReachable: (from, to) => {
      const seconds = routes.table(0, to).seconds[linkCount + from] ?? Number.POSITIVE_INFINITY;
      return from !== to && Number.isFinite(seconds);
    },
    setConditions: (conditions) => {
      networks.street.links.forEach((link, lane) => {
        const { rain } = conditions;
        const flow =
          (link.capacityVehiclesPerHour / 3600) *
          rain.streetCapacityFactor *
          parameters.streetCapacityFactor;
        const seconds =
          link.lengthMetres / (link.freeSpeedMetresPerSecond * rain.streetSpeedFactor);
        const { storage, holeSeconds } = storageFor({
          jamCount: (link.lanes * link.lengthMetres) / parameters.vehicleJamSpacingMetres,
          flowPerSecond: flow,
          crossingSecondsAtCapacity: seconds,
        });
        freeSeconds[lane] = seconds;
        baseFlowPerSecond[lane] = flow;
        table.flowPerSecond[lane] = flow;
        table.storage[lane] = storage;
        table.holeSeconds[lane] = holeSeconds;
        table.entryOpen[lane] = conditions.streetClosed[lane] === 1 ? 0 : 1;
      });
      for (let place = 0; place < placeCount; place += 1) {
        const kind = places.kind[place];
        const park = model.carParks[place - places.range['car-park'][0]];
        table.flowPerSecond[linkCount + place] =
          kind === 'car-park' && park
            ? park.exitVehiclesPerHour / 3600
            : kind === 'gateway'
              ? UNLIMITED_FLOW
              : parameters.streetAccessVehiclesPerHour / 3600;
      }
      routes.setClosed(conditions.streetClosed);
      tables.fill(undefined);
      signals.setShift(conditions.greenShift);
    },
    currentSeconds: () => {
      const { queued } = queue.state;
      return Float64Array.from({ length: linkCount }, (_, lane) => {
        const gated = street.signal[lane] as number;
        // The red wait is in the free costs; a queue adds its discharge time over the mean green.
        const green = gated < 0 ? 1 : 0.5;
        const rate = (table.flowPerSecond[lane] as number) * green;
        const free = street.laneSeconds[0]?.[lane] as number;
        return free + (queued[lane] as number) / rate;
      });
    },
    step: (now, epochSeconds) => {
      signals.step(epochSeconds);
      queue.step(now);
    },
  };
}
