/**
 * The vehicles of a run on the lane model (`traffic/loading`): who sets out where, what the measures
 * and the weather change on the road, and what the rest of the run reads of it.
 */
import type { EntityPool } from '../kernel/entity-pool.ts';
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { RouteTables } from '../network/route-tables.ts';
import { createRouteTables } from '../network/route-tables.ts';
import type { ReverseGraph } from '../network/shortest-paths.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import { createLoading, type Loading } from '../traffic/loading/create-loading.ts';
import { cruiseSpeed } from '../traffic/loading/crossing-time.ts';
import { drawSpeedFactor } from '../traffic/loading/draw-speed-factor.ts';
import { TURN_MS } from '../traffic/loading/start-clock-anew.ts';
import { createTrafficContext } from '../traffic/loading/traffic-context.ts';
import { TRAFFIC_DEFAULTS } from '../traffic/loading/traffic-parameters.ts';
import { NONE, NOW, WAITING_TO_ENTER } from '../traffic/loading/traffic-state.ts';
import { planSeconds } from '../traffic/streets/road-from-streets.ts';
import type { Conditions } from './condition-types.ts';
import { shiftedGreens } from './signals.ts';
import { createStreetDepartures } from './street-departures.ts';
import { createStreetGuide, type ListedGuide, type StreetGuide } from './street-guide.ts';

export interface StreetSide {
  readonly loading: Loading;
  readonly routes: RouteTables;
  /** By street link, from the start of the run. */
  readonly leftTotal: Int32Array;
  readonly travelSecondsTotal: Float64Array;
  /** By link under present conditions, before people at crossings take a part. */
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
  /** Vehicles that wait at a place to come onto the road. */
  waitingAt(place: number): number;
  /** Vehicles on each link, and of these those held up at its end. */
  countVehicles(present: Int32Array, queued: Int32Array): void;
  /** Everywhere between release and arrival, counted anew. */
  countUnderWay(): number;
  /** Sum over vehicles of the seconds they have waited, at link ends and to come onto the road. */
  delaySeconds(): number;
  setConditions(conditions: Conditions): void;
  /** Part of a link's capacity that people on a crossing leave to vehicles. */
  setCapacityFactor(link: number, factor: number): void;
  /** Makes what has been set so far take effect. */
  settle(): void;
  /** What each link takes now, by its queue and how that has moved since the last call. */
  currentSeconds(): Float64Array;
  step(now: number): void;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  /** After the conditions that were in force have been set. */
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export function createStreetSide(options: {
  readonly model: DistrictModel;
  readonly parameters: SimulationParameters;
  readonly pool: EntityPool;
  readonly seed: number;
  readonly startMs: number;
  readonly buses: ListedGuide;
  readonly emergency: ListedGuide;
  /** Beside the places: where vehicles without a place of their own come onto the road. */
  readonly moreOrigins: number;
  readonly mayArrive: (entity: number, place: number, now: number) => boolean;
  /** Came onto the road from a place. */
  readonly leave: (entity: number, place: number) => void;
  readonly arrive: (entity: number, place: number, now: number) => void;
}): StreetSide {
  const { model, parameters, pool, seed, startMs, mayArrive, leave, arrive } = options;
  const { street, networks } = model;
  const { linkCount, places, road } = street;
  const trafficParameters = {
    ...TRAFFIC_DEFAULTS,
    entersOverAllLanes: true,
    jamSpacingMetres: parameters.vehicleJamSpacingMetres,
  };
  const tables = createRouteTables({
    graph: street.graph,
    laneSeconds: street.laneSeconds,
    goalsOf: (place) => street.goals[place] ?? [],
    shared: model.streetTables,
  });
  const departures = createStreetDepartures(pool);
  const origins = places.count + options.moreOrigins;
  const waiting = new Int32Array(origins);
  /**
   * [kernel second, vehicles made, seconds waited by those who came onto the road, sum of `due` of
   * those waiting, second at which times were last asked for].
   */
  const scalars = new Float64Array(5);
  const crossingFactor = new Float64Array(linkCount).fill(1);
  const baseFlowPerSecond = new Float64Array(linkCount);
  /** Part of the capacity that the lane model's own capacity makes of the wanted one. */
  const ownFactor = new Float64Array(linkCount).fill(1);
  let isSettled = true;

  let guide: StreetGuide | null = null;
  const context = createTrafficContext(
    {
      network: road,
      parameters: trafficParameters,
      seed,
      recordSeconds: FOREVER_SECONDS,
      endSeconds: FOREVER_SECONDS,
      signalSeconds: startMs / 1000,
      spareLanes: Int32Array.from(
        street.opposite,
        (link) => networks.street.links[link]?.lanes ?? 0,
      ),
    },
    {
      trips: 0,
      origins,
      guideOf: () => {
        guide = createStreetGuide({
          model,
          pool,
          routes: tables,
          buses: options.buses,
          emergency: options.emergency,
          moreOrigins: options.moreOrigins,
          entered: (entity, nowMs) => {
            const { lane, due } = pool.arrays;
            const place = lane[entity] as number;
            waiting[place] = (waiting[place] as number) - 1;
            const since = due[entity] as number;
            const ms = (context.state.clockBaseMs[0] as number) + nowMs;
            scalars[2] = (scalars[2] as number) + ms / 1000 - since;
            scalars[3] = (scalars[3] as number) - since;
            leave(entity, place);
          },
          mayArrive: (entity, place) => mayArrive(entity, place, scalars[0] as number),
          arrived: (entity, place) => arrive(entity, place, scalars[0] as number),
        });
        return guide;
      },
    },
  );
  const loading = createLoading(context, () => NONE, NONE);
  const { state, conditions: roadConditions } = loading;
  const forgetTables = (): void => guide?.forgetTables();
  /** Vehicles that had left each link when times were last asked for. */
  const seenLeft = new Int32Array(linkCount);
  const saved = { waiting, scalars, seenLeft, held: roadConditions.held };
  const { closed, speedFactor, capacityFactor } = roadConditions;

  const settle = (): void => {
    if (isSettled) return;
    isSettled = true;
    for (let link = 0; link < linkCount; link += 1) {
      capacityFactor[link] = (ownFactor[link] as number) * (crossingFactor[link] as number);
    }
    loading.applyConditions();
  };

  const setOut = (entity: number, from: number, to: number, now: number, due: number): void => {
    pool.arrays.destination[entity] = to;
    pool.arrays.lane[entity] = from;
    departures.add(entity, now, due);
  };
  const putOnRoad = (entity: number): void => {
    const { lane, due } = pool.arrays;
    const place = lane[entity] as number;
    const now = scalars[0] as number;
    due[entity] = now;
    scalars[3] = (scalars[3] as number) + now;
    waiting[place] = (waiting[place] as number) + 1;
    loading.put(place, entity);
  };

  return {
    loading,
    routes: {
      ...tables,
      renewInformed: (place, seconds) => {
        tables.renewInformed(place, seconds);
        forgetTables();
      },
      restore: (from, name) => {
        tables.restore(from, name);
        forgetTables();
      },
    },
    leftTotal: state.recordLeft,
    travelSecondsTotal: state.recordSeconds,
    baseFlowPerSecond,
    release: (vehicle) => {
      const entity = pool.allocate();
      const { tag, route, extra, speed } = pool.arrays;
      tag[entity] = vehicle.tag;
      route[entity] = vehicle.route;
      extra[entity] = vehicle.passengers;
      speed[entity] = drawSpeedFactor(seed, scalars[1] as number, trafficParameters.speedDeviation);
      scalars[1] = (scalars[1] as number) + 1;
      setOut(entity, vehicle.from, vehicle.to, vehicle.now, vehicle.due);
      return entity;
    },
    sendOn: setOut,
    isReachable: (from, to) => {
      const seconds = tables.table(0, to).seconds[linkCount + from] ?? Number.POSITIVE_INFINITY;
      return places.node[from] !== places.node[to] && Number.isFinite(seconds);
    },
    waitingAt: (place) => waiting[place] as number,
    countVehicles: (present, queued) => {
      present.fill(0);
      queued.fill(0);
      for (let lane = 0; lane < road.laneCount; lane += 1) {
        const count = state.laneCountNow[lane] as number;
        if (count === 0) continue;
        const link = road.laneLink[lane] as number;
        present[link] = (present[link] as number) + count;
        queued[link] = (queued[link] as number) + loading.queueOn(lane);
      }
      state.pocketCountNow.forEach((count, pocket) => {
        const lane = road.movementFrom[road.pocketMovement[pocket] as number] as number;
        const link = road.laneLink[lane] as number;
        present[link] = (present[link] as number) + count;
        queued[link] = (queued[link] as number) + count;
      });
    },
    countUnderWay: () => {
      let vehicles = departures.count() + (state.scalars[WAITING_TO_ENTER] as number);
      for (const count of state.laneCountNow) vehicles += count;
      for (const count of state.pocketCountNow) vehicles += count;
      return vehicles;
    },
    delaySeconds: () => {
      const still =
        (scalars[0] as number) * (state.scalars[WAITING_TO_ENTER] as number) -
        (scalars[3] as number);
      return loading.waitedSeconds() + (scalars[2] as number) + still;
    },
    setConditions: (conditions) => {
      const { rain } = conditions;
      networks.street.links.forEach((link, at) => {
        const speed = link.freeSpeedMetresPerSecond * rain.streetSpeedFactor;
        const flow =
          (link.capacityVehiclesPerHour / 3600) *
          rain.streetCapacityFactor *
          parameters.streetCapacityFactor;
        speedFactor[at] = rain.streetSpeedFactor;
        baseFlowPerSecond[at] = flow;
        ownFactor[at] = flow / link.lanes / laneFlow(speed);
        closed[at] = conditions.streetClosed[at] as number;
      });
      for (let place = 0; place < places.count; place += 1) {
        const perHour =
          places.kind[place] === 'car-park'
            ? Math.max(1, conditions.carParkOut[place - places.range['car-park'][0]] as number)
            : parameters.streetAccessVehiclesPerHour;
        loading.originHeadwayMs[place] =
          places.kind[place] === 'gateway' ? 0 : Math.round(3_600_000 / perHour);
      }
      roadConditions.addedLanes.set(conditions.addedLanes);
      roadConditions.banned.fill(0);
      const bannedEdges = conditions.bannedTurns.flatMap(({ from, to }) => {
        const last = road.linkMovement[from + 1] as number;
        for (let at = road.linkMovement[from] as number; at < last; at += 1) {
          if (road.movementToLink[at] === to) roadConditions.banned[at] = 1;
        }
        return edgesOf(street.graph, from, to);
      });
      tables.setClosed(conditions.streetClosed, bannedEdges);
      options.buses.setClosed(conditions.streetClosed, bannedEdges);
      options.emergency.setClosed(conditions.streetClosed, bannedEdges);
      forgetTables();
      networks.street.signals.forEach((signal, index) => {
        const at = street.roadSignal[index] as number;
        if (at < 0) return;
        const plan = conditions.signalPlans.get(index);
        const greens = shiftedGreens(signal, index, conditions.greenShift, plan?.greenSeconds);
        const seconds = planSeconds(signal, greens, street.leftPhases[index] ?? []);
        loading.setSignalPlan(at, seconds, plan?.offsetSeconds ?? signal.offsetSeconds);
      });
      isSettled = false;
    },
    setCapacityFactor: (link, factor) => {
      if (crossingFactor[link] === factor) return;
      crossingFactor[link] = factor;
      isSettled = false;
    },
    settle,
    currentSeconds: () => {
      const queued = new Int32Array(linkCount);
      const since = Math.max(1, (scalars[0] as number) - (scalars[4] as number));
      scalars[4] = scalars[0] as number;
      for (let lane = 0; lane < road.laneCount; lane += 1) {
        const link = road.laneLink[lane] as number;
        queued[link] = (queued[link] as number) + loading.queueOn(lane);
      }
      return Float64Array.from(queued, (count, link) => {
        const left = (state.recordLeft[link] as number) - (seenLeft[link] as number);
        seenLeft[link] = state.recordLeft[link] as number;
        // The red wait is in the free costs; a queue adds the time in which it discharged lately.
        const most = (baseFlowPerSecond[link] as number) * (crossingFactor[link] as number);
        const rate = Math.max(SLOWEST_PART * most, Math.min(most, left / since));
        const wait = count > STANDING_VEHICLES ? count / rate : 0;
        return (street.laneSeconds[0]?.[link] as number) + wait;
      });
    },
    step: (now) => {
      scalars[0] = now;
      if ((state.scalars[NOW] as number) > ANEW_AFTER_MS) loading.startClockAnew(ANEW_TURNS);
      loading.runUntil(now);
      departures.take(now, putOnRoad);
    },
    save: (into, name) => {
      saveArrays(saved, into, name);
      departures.save(into, `${name}.departures`);
      pool.save(into, `${name}.entities`);
      loading.save().parts.forEach((part, at) => {
        into.set(`${name}.road.${at}`, part.buffer);
      });
    },
    restore: (from, name) => {
      settle();
      restoreArrays(saved, from, name);
      departures.restore(from, `${name}.departures`);
      pool.restore(from, `${name}.entities`);
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for (let part = from.get(`${name}.road.0`); part; ) {
        parts.push(new Uint8Array(part));
        part = from.get(`${name}.road.${parts.length}`);
      }
      loading.restore({ parts });
    },
  };

  /** What a lane of the model passes at a speed, vehicles per second. */
  function laneFlow(speedMetresPerSecond: number): number {
    const { reactionSeconds, jamSpacingMetres, dawdleMetresPerSecond } = trafficParameters;
    const cruise = cruiseSpeed(speedMetresPerSecond, dawdleMetresPerSecond);
    return 1 / (reactionSeconds + jamSpacingMetres / cruise);
  }
}

/** Edges of the graph by which the turn is made. */
function edgesOf(graph: ReverseGraph, from: number, to: number): number[] {
  return Array.from(graph.inVertex.keys()).filter(
    (edge) => graph.inVertex[edge] === from && graph.inLane[edge] === to,
  );
}

/** A few vehicles before a red light are no queue. */
const STANDING_VEHICLES = 2;
/** Part of its capacity at which a blocked link is taken to move on. */
const SLOWEST_PART = 0.05;
/** Of the clock's 24 days in 32 bits, 12 are taken off after 18. */
const ANEW_TURNS = 2 ** 14;
const ANEW_AFTER_MS = 1.5 * ANEW_TURNS * TURN_MS;
/** One record of each link for the whole run. */
const FOREVER_SECONDS = 2_000_000;
