/** The walkers of a run: the kernel with the rules of speed, route and arrival. */
import type { EntityPool } from '../kernel/entity-pool.ts';
import type { SpatialQueue } from '../kernel/spatial-queue.ts';
import { ARRIVES, createSpatialQueue, WAITS } from '../kernel/spatial-queue.ts';
import { createSpeedTable, SPEED_TABLE_STEPS_PER_PERSON } from '../kernel/walking-speed.ts';
import { meanRedWaitSeconds } from '../network/build-walk-model.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { INFORMED } from '../network/model-types.ts';
import type { RouteTables } from '../network/route-tables.ts';
import { createRouteTables } from '../network/route-tables.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { AreaFactory, AreaSide } from './area-port.ts';
import type { Conditions } from './condition-types.ts';
import type { WalkLanes } from './walk-lanes.ts';
import { applyToWalkLanes, createWalkLanes } from './walk-lanes.ts';

/** How much longer a way seems to those who were warned of it, s. */
const WARNED_SECONDS = 900;

export interface WalkSink {
  canArrive(place: number): boolean;
  arrive(entity: number, place: number): void;
  /** Asked of people at junctions now and then, and when their entrance has closed. */
  reconsider(entity: number, node: number, now: number): void;
  mustReconsider(place: number): boolean;
}

export interface WalkSide {
  readonly queue: SpatialQueue;
  readonly lanes: WalkLanes;
  /** The area that another model walks, if there is one. */
  readonly area: AreaSide | undefined;
  readonly routes: RouteTables;
  /** A walker sets out from a place at `due`; returns the entity. */
  release(walker: {
    readonly from: number;
    readonly to: number;
    readonly tag: number;
    readonly route: number;
    readonly speed: number;
    readonly people: number;
    readonly now: number;
    readonly due: number;
  }): number;
  setConditions(conditions: Conditions): void;
  /** A message reaches all who walk: they think again at the next junction. */
  tellEverybody(now: number): void;
  /** Present seconds of each lane, queue included. */
  currentSeconds(): Float64Array;
  step(now: number): void;
}

export function createWalkSide(options: {
  readonly model: DistrictModel;
  readonly parameters: SimulationParameters;
  readonly pool: EntityPool;
  readonly seed: number;
  readonly sink: WalkSink;
  readonly area?: AreaFactory | undefined;
}): WalkSide {
  const { model, parameters, pool, seed, sink } = options;
  const { walk } = model;
  const { laneEnd, lengthMetres, linkCount } = walk;
  const firstOrigin = 2 * linkCount;
  const placeNode = walk.places.node;
  const placeCount = walk.places.count;
  const lanes = createWalkLanes(model);
  const signalWait = meanRedWaitSeconds(
    parameters.crossingCycleSeconds,
    parameters.crossingGreenShare,
  );
  const jam = parameters.walkJamPersonsPerSquareMetre;
  const speedTable = createSpeedTable(parameters.weidmannGamma, jam);
  const lastStep = speedTable.length - 1;
  const routes = createRouteTables({
    graph: walk.graph,
    laneSeconds: walk.laneSeconds,
    goalsOf: (place) => [placeNode[place] as number],
    shared: model.walkTables,
  });
  /** `next` of the tables in use, [class · places + place], so that a decision is two reads. */
  const tables: (Int32Array | undefined)[] = new Array((INFORMED + 1) * placeCount);
  const forgetTables = (): void => {
    tables.fill(undefined);
  };
  const lookUp = (route: number, place: number): Int32Array => {
    const table = route === INFORMED ? routes.informed(place) : routes.table(route, place);
    tables[route * placeCount + place] = table.next;
    return table.next;
  };

  const queue: SpatialQueue = createSpatialQueue({
    lanes: lanes.table,
    pool,
    seed,
    counterflowReserve: parameters.counterflowReserve,
    rules: {
      chooseNext: (entity, lane, now) => {
        const { destination, route, extra } = pool.arrays;
        const node = laneEnd[lane] as number;
        if (
          now >= (extra[entity] as number) ||
          sink.mustReconsider(destination[entity] as number)
        ) {
          sink.reconsider(entity, node, now);
        }
        const place = destination[entity] as number;
        if (placeNode[place] === node) return ARRIVES;
        const kind = route[entity] as number;
        const next = (tables[kind * placeCount + place] ?? lookUp(kind, place))[node] as number;
        if (next < 0) return WAITS;
        // At the border of an area that another model walks, the way on the network ends. Who was on
        // its links when it was joined walks on in the network.
        const isBorder =
          areaLinks !== null && areaLinks[next >> 1] === 1 && areaLinks[lane >> 1] !== 1;
        return isBorder ? ARRIVES : next;
      },
      travelSeconds: (entity, lane) => {
        const link = lane >> 1;
        const fixed = lanes.fixedSeconds[lane] as number;
        if (fixed > 0) return fixed;
        const { present, queued } = queue.state;
        let standing = queued[lane] as number;
        let walking = (present[lane] as number) - standing;
        let area = lanes.areaSquareMetres[link] as number;
        if (lanes.parted[link] === 1) area *= 0.5;
        else {
          const against = queued[lane ^ 1] as number;
          walking += (present[lane ^ 1] as number) - against;
          standing += against;
        }
        const scale = lanes.densityScale[link] as number;
        const kerbs = lanes.kerbPersons[link] as number;
        standing = standing > kerbs ? standing - kerbs : 0;
        const free = Math.max(area * 0.25, area - (standing * scale) / jam);
        // The newcomers are counted already; their own group does not slow itself.
        const others = walking - (pool.arrays.people[entity] as number);
        const step = ((others * scale) / free) * SPEED_TABLE_STEPS_PER_PERSON;
        const factor = speedTable[step >= lastStep ? lastStep : Math.max(0, step | 0)] as number;
        const curve = factor * (lanes.curveFactor[lane] as number);
        const most = lanes.freeFactor[lane] as number;
        const speed = (pool.arrays.speed[entity] as number) * (curve < most ? curve : most);
        return (lengthMetres[link] as number) / speed + (lanes.waitSeconds[link] as number);
      },
      canArrive: (entity, lane) => {
        const place = pool.arrays.destination[entity] as number;
        const node = laneEnd[lane] as number;
        if (area && placeNode[place] !== node) return area.canTake(entity, node);
        return sink.canArrive(place);
      },
      takeArrival: (entity, lane, now) => {
        const place = pool.arrays.destination[entity] as number;
        const node = laneEnd[lane] as number;
        if (area && placeNode[place] !== node) area.take(entity, node, now);
        else sink.arrive(entity, place);
      },
    },
  });

  const area = options.area?.({
    model,
    pool,
    nextLane: (entity, node) => {
      const { destination, route } = pool.arrays;
      const kind = route[entity] as number;
      const place = destination[entity] as number;
      return (tables[kind * placeCount + place] ?? lookUp(kind, place))[node] as number;
    },
    tryEnter: queue.tryEnter,
    tryArrive: (entity) => {
      const place = pool.arrays.destination[entity] as number;
      if (!sink.canArrive(place)) return false;
      sink.arrive(entity, place);
      return true;
    },
  });
  const areaLinks = area?.links ?? null;

  return {
    queue,
    lanes,
    area,
    routes: {
      ...routes,
      setClosed: (closed) => {
        routes.setClosed(closed);
        forgetTables();
      },
      setPenalties: (seconds) => {
        routes.setPenalties(seconds);
        forgetTables();
      },
      renewInformed: (place, seconds) => {
        routes.renewInformed(place, seconds);
        tables[INFORMED * placeCount + place] = undefined;
      },
      restore: (from, name) => {
        routes.restore(from, name);
        forgetTables();
      },
    },
    release: (walker) => {
      const entity = pool.allocate();
      const { destination, tag, route, speed, extra, people } = pool.arrays;
      people[entity] = walker.people;
      destination[entity] = walker.to;
      tag[entity] = walker.tag;
      route[entity] = walker.route;
      speed[entity] = walker.speed;
      extra[entity] =
        walker.route === INFORMED ? walker.now + parameters.rerouteSeconds : 0x7fffffff;
      queue.enterOrigin(entity, firstOrigin + walker.from, walker.now, walker.due);
      return entity;
    },
    setConditions: (conditions) => {
      applyToWalkLanes(model, parameters, conditions, lanes);
      lanes.table.exitOpen.fill(1);
      const closed = Uint8Array.from({ length: firstOrigin }, (_, lane) => {
        const link = lane >> 1;
        const oneWay = conditions.walkOneWay[link] as number;
        const isAgainst = oneWay !== 0 && oneWay !== 1 + (lane & 1);
        return conditions.walkLinkClosed[link] === 1 || isAgainst ? 1 : 0;
      });
      const warned = new Set(conditions.warned.map((message) => message.place));
      routes.setPenalties(
        warned.size === 0
          ? null
          : Float64Array.from({ length: firstOrigin }, (_, lane) =>
              warned.has(lane >> 1) ? WARNED_SECONDS : 0,
            ),
      );
      routes.setClosed(closed);
      forgetTables();
    },
    tellEverybody: (now) => {
      const { extra } = pool.arrays;
      for (let entity = 0; entity < extra.length; entity += 1) {
        if ((extra[entity] as number) > now) extra[entity] = now;
      }
    },
    currentSeconds: () => {
      const { present, queued } = queue.state;
      const { flowPerSecond } = lanes.table;
      return Float64Array.from({ length: firstOrigin }, (_, lane) => {
        const link = lane >> 1;
        const people = (present[lane] as number) + (present[lane ^ 1] as number);
        const scale = lanes.densityScale[link] as number;
        const density = (people * scale) / (lanes.areaSquareMetres[link] as number);
        const step = Math.min(lastStep, (density * SPEED_TABLE_STEPS_PER_PERSON) | 0);
        const factor = Math.min(
          (speedTable[step] as number) * (lanes.curveFactor[lane] as number),
          lanes.freeFactor[lane] as number,
        );
        const fixed = lanes.fixedSeconds[lane] as number;
        const walking =
          fixed > 0
            ? fixed
            : (lengthMetres[link] as number) / (parameters.walkingSpeed.mean * factor);
        // The mean wait for a signal, or the measured one for a gap.
        const wait = walk.signalised[link] === 1 ? signalWait : (lanes.waitSeconds[link] as number);
        return walking + wait + (queued[lane] as number) / (flowPerSecond[lane] as number);
      });
    },
    step: (now) => {
      area?.step(now);
      queue.step(now);
    },
  };
}
