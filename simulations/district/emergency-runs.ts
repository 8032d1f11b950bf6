/**
 * Emergency vehicles of the measures in force: each sets out at its time, drives by the present times
 * of the streets, and its time of arrival is kept.
 */
import { hashText, type Measure } from '#contracts';
import type { EntityPool } from '../kernel/entity-pool.ts';
import { NIL, savedBuffer } from '../kernel/entity-pool.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { createRouteTables, type RouteTables } from '../network/route-tables.ts';
import type { PathTable } from '../network/shortest-paths.ts';
import { NO_WAY } from '../traffic/loading/traffic-guide.ts';
import { NONE } from '../traffic/loading/traffic-state.ts';
import type { RunPart } from './run-parts.ts';
import type { ListedGuide } from './street-guide.ts';
import type { StreetSide } from './street-side.ts';
import { VEHICLE } from './vehicle-purpose.ts';

/** Different ways in one run: as many as a scenario can have measures. */
export const MOST_EMERGENCY_WAYS = 100;
const STILL_UNDER_WAY = -1;

export type EmergencyMeasure = Extract<Measure, { type: 'emergency-run' }>;

export interface EmergencyTrip {
  readonly sentMs: number;
  /** null: still under way. */
  readonly arrivedMs: number | null;
}

export interface EmergencyRuns extends RunPart {
  readonly guide: ListedGuide;
  /** Sends those whose time has come; `timeMs` is the time at `now`. */
  step(now: number, timeMs: number, measures: readonly Measure[]): void;
  renewRoutes(linkSeconds: Float64Array): void;
  handleArrival(vehicle: number, now: number): void;
  arrivedVehicles(): number;
  tripsOf(measure: EmergencyMeasure): readonly EmergencyTrip[];
}

export function createEmergencyRuns(options: {
  readonly model: DistrictModel;
  readonly pool: EntityPool;
  readonly startMs: number;
  /** Origin of the road at which vehicles that begin on a link come onto it. */
  readonly firstOrigin: number;
  readonly release: StreetSide['release'];
}): EmergencyRuns {
  const { model, pool, startMs, firstOrigin, release } = options;
  const { street, networks } = model;
  const { linkCount, places } = street;
  /** Ways of this run: links at which they begin (-1: at the border), the place there, and links at which they end. */
  const wayFrom: number[] = [];
  const wayGateway: number[] = [];
  const wayTo: number[] = [];
  /** By vehicle sent: its measure, the second it set out, and that of its arrival. */
  const tripMeasure: number[] = [];
  const tripSent: number[] = [];
  const tripArrived: number[] = [];
  let arrived = 0;
  const columns = { wayFrom, wayGateway, wayTo, tripMeasure, tripSent, tripArrived };
  const freeTables: (PathTable | undefined)[][] = street.laneSeconds.map(() => []);
  const tables: RouteTables = createRouteTables({
    graph: street.graph,
    laneSeconds: street.laneSeconds,
    goalsOf: (way) => [wayTo[way] as number],
    shared: freeTables,
  });
  const linkOf = (id: string): number => networks.street.links.findIndex((link) => link.id === id);
  const wayOf = (from: number, to: number): number => {
    const known = wayFrom.findIndex((link, way) => link === from && wayTo[way] === to);
    if (known >= 0) return known;
    if (wayFrom.length === MOST_EMERGENCY_WAYS) {
      throw new Error(
        `emergency runs: expected at most ${MOST_EMERGENCY_WAYS} different ways in one run, got one more: use fewer pairs of from and to`,
      );
    }
    wayFrom.push(from);
    wayGateway.push(-1);
    return wayTo.push(to) - 1;
  };
  /** The border point from which the way is quickest while the streets are free, -1 if none leads there. */
  const quickestGateway = (way: number): number => {
    const [first, end] = places.range.gateway;
    const { seconds } = tables.table(0, way);
    let best = -1;
    for (let place = first; place < end; place += 1) {
      const took = seconds[linkCount + place] as number;
      if (took < (best < 0 ? Number.POSITIVE_INFINITY : (seconds[linkCount + best] as number))) {
        best = place;
      }
    }
    return best;
  };
  const send = (measure: EmergencyMeasure, now: number): void => {
    const to = linkOf(measure.to);
    const from = measure.from === null ? -1 : linkOf(measure.from);
    if (to < 0 || (measure.from !== null && from < 0)) return;
    const way = wayOf(from, to);
    if (from < 0) wayGateway[way] = quickestGateway(way);
    if (from < 0 && (wayGateway[way] as number) < 0) return;
    const vehicle = release({
      // Its own, so that it does not stand behind those who wait at the border.
      from: firstOrigin + way,
      to: way,
      tag: VEHICLE.emergency,
      route: 0,
      passengers: NIL,
      now,
      due: now + 1,
    });
    tripMeasure.push(hashText(measure.id));
    tripSent.push(now);
    pool.arrays.extra[vehicle] = tripArrived.push(STILL_UNDER_WAY) - 1;
  };
  const onward = (vehicle: number, vertex: number): number => {
    const way = pool.arrays.destination[vehicle] as number;
    if (vertex === wayTo[way]) return NONE;
    const next = tables.informed(way).next[vertex] as number;
    return next < 0 ? NO_WAY : next;
  };

  return {
    guide: {
      first: (vehicle) => {
        const way = pool.arrays.destination[vehicle] as number;
        const from = wayFrom[way] as number;
        if (from >= 0) return from;
        const next = onward(vehicle, linkCount + (wayGateway[way] as number));
        return next === NONE ? NO_WAY : next;
      },
      after: onward,
      dwellMs: () => 0,
      setClosed: tables.setClosed,
    },
    step: (now, timeMs, measures) => {
      for (const measure of measures) {
        if (measure.type !== 'emergency-run' || timeMs < measure.fromMs) continue;
        if (timeMs >= measure.untilMs) continue;
        const every = measure.everyMinutes * 60_000;
        const since = timeMs - measure.fromMs;
        if (Math.floor(since / every) !== Math.floor((since - 1000) / every)) send(measure, now);
      }
    },
    renewRoutes: (linkSeconds) => {
      const sought = new Set<number>();
      const { tag, destination, extra } = pool.arrays;
      for (let vehicle = 0; vehicle < tag.length; vehicle += 1) {
        const isOnDuty = tag[vehicle] === VEHICLE.emergency;
        if (isOnDuty && tripArrived[extra[vehicle] as number] === STILL_UNDER_WAY) {
          sought.add(destination[vehicle] as number);
        }
      }
      for (const way of [...sought].sort((a, b) => a - b)) tables.renewInformed(way, linkSeconds);
    },
    handleArrival: (vehicle, now) => {
      tripArrived[pool.arrays.extra[vehicle] as number] = now;
      arrived += 1;
      pool.free(vehicle);
    },
    arrivedVehicles: () => arrived,
    tripsOf: (measure) => {
      const key = hashText(measure.id);
      return tripMeasure.flatMap((hash, trip) => {
        if (hash !== key) return [];
        const end = tripArrived[trip] as number;
        return [
          {
            sentMs: startMs + (tripSent[trip] as number) * 1000,
            arrivedMs: end === STILL_UNDER_WAY ? null : startMs + end * 1000,
          },
        ];
      });
    },
    save: (into, name) => {
      for (const [column, values] of Object.entries(columns)) {
        into.set(`${name}.${column}`, Float64Array.from(values).buffer);
      }
      tables.save(into, `${name}.routes`);
    },
    restore: (from, name) => {
      for (const [column, values] of Object.entries(columns)) {
        values.length = 0;
        values.push(...new Float64Array(savedBuffer(from, `${name}.${column}`)));
      }
      // Another way may have had the number.
      for (const row of freeTables) row.length = 0;
      arrived = tripArrived.filter((at) => at !== STILL_UNDER_WAY).length;
      tables.restore(from, `${name}.routes`);
    },
  };
}
