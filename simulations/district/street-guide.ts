/** Vehicles of the district to their places: by tables of each perception, link by link. */
import type { EntityPool } from '../kernel/entity-pool.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { INFORMED } from '../network/model-types.ts';
import type { RouteTables } from '../network/route-tables.ts';
import { NO_WAY, type TrafficGuide } from '../traffic/loading/traffic-guide.ts';
import { NONE } from '../traffic/loading/traffic-state.ts';

export interface StreetGuide extends TrafficGuide {
  /** Tables have been made anew: the next vehicle looks them up again. */
  forgetTables(): void;
}

/** Origins are the places; the pool's `lane` holds the place where a vehicle sets out. */
export function createStreetGuide(options: {
  readonly model: DistrictModel;
  readonly pool: EntityPool;
  readonly routes: RouteTables;
  readonly entered: (entity: number, nowMs: number) => void;
  readonly mayArrive: (entity: number, place: number, nowMs: number) => boolean;
  readonly arrived: (entity: number, place: number, nowMs: number) => void;
}): StreetGuide {
  const { model, pool, routes, entered, mayArrive, arrived } = options;
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
  return {
    originCount: placeCount,
    queue: pool.arrays,
    departOffsetMetres: 0,
    firstStep: () => 0,
    first: (entity) => onward(entity, linkCount + (pool.arrays.lane[entity] as number)),
    after: (entity, _step, link) =>
      laneEnd[link] === placeNode[pool.arrays.destination[entity] as number]
        ? NONE
        : onward(entity, link),
    speedFactor: (entity) => pool.arrays.speed[entity] as number,
    hasUrgent: false,
    isUrgent: () => false,
    dwellMs: () => 0,
    entered,
    // A closure ends, and there are people inside.
    givesUp: () => false,
    mayArrive: (entity, _link, now) =>
      mayArrive(entity, pool.arrays.destination[entity] as number, now),
    arrived: (entity, _link, now) =>
      arrived(entity, pool.arrays.destination[entity] as number, now),
    arrays: [],
    forgetTables: () => tables.fill(undefined),
  };
}
