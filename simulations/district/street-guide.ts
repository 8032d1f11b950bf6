/**
 * Vehicles of the district to their places: by tables of each perception, link by link; buses and
 * emergency vehicles by guides of their own.
 */
import type { EntityPool } from '../kernel/entity-pool.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { INFORMED } from '../network/model-types.ts';
import type { RouteTables } from '../network/route-tables.ts';
import { NO_WAY, type TrafficGuide } from '../traffic/loading/traffic-guide.ts';
import { NONE } from '../traffic/loading/traffic-state.ts';
import { VEHICLE } from './vehicle-purpose.ts';

/** Vehicles that have no place of the street as their goal. */
export interface ListedGuide extends Pick<TrafficGuide, 'first' | 'dwellMs'> {
  after(vehicle: number, link: number): number;
  /** By link, and edges of the street's graph. */
  setClosed(links: Uint8Array, edges: readonly number[]): void;
}

export interface StreetGuide extends TrafficGuide {
  /** Tables have been made anew: the next vehicle looks them up again. */
  forgetTables(): void;
}

/** Origins are the places, then `moreOrigins`; the pool's `lane` holds the one where a vehicle sets out. */
export function createStreetGuide(options: {
  readonly model: DistrictModel;
  readonly pool: EntityPool;
  readonly routes: RouteTables;
  readonly buses: ListedGuide;
  readonly emergency: ListedGuide;
  readonly moreOrigins: number;
  readonly entered: (entity: number, nowMs: number) => void;
  readonly mayArrive: (entity: number, place: number, nowMs: number) => boolean;
  readonly arrived: (entity: number, place: number, nowMs: number) => void;
}): StreetGuide {
  const { model, pool, routes, buses, emergency, entered, mayArrive, arrived } = options;
  const { laneEnd, linkCount, places } = model.street;
  const { count: placeCount, node: placeNode } = places;
  /** `next` of the tables in use, [class · places + place], so that a decision is two reads. */
  const tables: (Int32Array | undefined)[] = new Array((INFORMED + 1) * placeCount);
  const lookUp = (kind: number, place: number): Int32Array => {
    const { next } = kind === INFORMED ? routes.informed(place) : routes.table(kind, place);
    tables[kind * placeCount + place] = next;
    return next;
  };
  const onward = (entity: number, vertex: number): number => {
    const { destination, route } = pool.arrays;
    const place = destination[entity] as number;
    const kind = route[entity] as number;
    const next = (tables[kind * placeCount + place] ?? lookUp(kind, place))[vertex] as number;
    return next < 0 ? NO_WAY : next;
  };
  const listedOf = (entity: number): ListedGuide | null => {
    const what = pool.arrays.tag[entity] as number;
    if (what < VEHICLE.bus) return null;
    return what === VEHICLE.bus ? buses : emergency;
  };
  return {
    originCount: placeCount + options.moreOrigins,
    queue: pool.arrays,
    departOffsetMetres: 0,
    firstStep: () => 0,
    first: (entity) =>
      listedOf(entity)?.first(entity) ??
      onward(entity, linkCount + (pool.arrays.lane[entity] as number)),
    after: (entity, _step, link) => {
      const listed = listedOf(entity);
      if (listed) return listed.after(entity, link);
      const goal = placeNode[pool.arrays.destination[entity] as number];
      return laneEnd[link] === goal ? NONE : onward(entity, link);
    },
    speedFactor: (entity) => pool.arrays.speed[entity] as number,
    hasUrgent: true,
    isUrgent: (entity) => pool.arrays.tag[entity] === VEHICLE.emergency,
    dwellMs: (entity, link) => listedOf(entity)?.dwellMs(entity, link) ?? 0,
    entered,
    // A closure ends, and there are people inside.
    givesUp: () => false,
    mayArrive: (entity, _link, now) =>
      (pool.arrays.tag[entity] as number) >= VEHICLE.bus ||
      mayArrive(entity, pool.arrays.destination[entity] as number, now),
    arrived: (entity, _link, now) =>
      arrived(entity, pool.arrays.destination[entity] as number, now),
    arrays: [],
    forgetTables: () => tables.fill(undefined),
  };
}
