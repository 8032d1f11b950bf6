/**
 * One run of the district: the truth behind the feed and each member of an ensemble. Joins demand,
 * walkers, stations, curbs and streets on one integer clock. Order of a second: conditions, demand
 * (each minute), informed routes, walkers, stations, curbs, vehicles.
 */
import { hashText } from '#contracts';
import { secondOfDayAt } from '../demand/day-profiles.ts';
import { createDemand } from '../demand/release-demand.ts';
import { createEntityPool } from '../kernel/entity-pool.ts';
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { INFORMED } from '../network/model-types.ts';
import { createBusGuide } from './bus-guide.ts';
import { createBuses } from './buses.ts';
import { createChoices } from './choices.ts';
import type { Conditions } from './condition-types.ts';
import { conditionsAt, nextChangeMs } from './conditions.ts';
import { createDemandTarget } from './create-demand-target.ts';
import { createWalkSink } from './create-walk-sink.ts';
import { createCrossings } from './crossings.ts';
import { createCurbs } from './curbs.ts';
import { createEmergencyRuns, MOST_EMERGENCY_WAYS } from './emergency-runs.ts';
import { emptyClosedGates } from './empty-closed-gates.ts';
import { createMessages } from './messages.ts';
import { openGatesInWaves } from './open-gates-in-waves.ts';
import { createRunCounts, refreshRunCounts } from './run-counts.ts';
import type { RunParts } from './run-parts.ts';
import { restoreParts, saveParts } from './run-parts.ts';
import type { DistrictPorts } from './run-ports.ts';
import { ledgerOf, NEVER, noteCleared, progressOf } from './run-progress.ts';
import type { DistrictRun, RunInput, RunState } from './run-types.ts';
import { createStations } from './stations.ts';
import { createStreetRoad } from './street-road.ts';
import { createStreetSide } from './street-side.ts';
import { createStreetSpeeds } from './street-speeds.ts';
import { VEHICLE } from './vehicle-purpose.ts';
import { createVehicleView, lightAt } from './view-streets.ts';
import { createWalkSide } from './walk-side.ts';

/** Destinations whose informed table is renewed each time, the most sought first. */
const WALK_TABLES_PER_RENEWAL = 6;
const STREET_TABLES_PER_RENEWAL = 12;

export function createDistrictRun(
  model: DistrictModel,
  firstInput: RunInput,
  ports: DistrictPorts = {},
): DistrictRun {
  let input = firstInput;
  const { parameters, seed } = input;
  const startMs = Math.floor(input.startMs / 1000) * 1000;
  const startSecondOfDay = secondOfDayAt(startMs, input.timeZone);
  const walkers = createEntityPool();
  const vehicles = createEntityPool();
  const { places } = model.walk;
  const stations = (ports.stations ?? createStations)(model, walkers, parameters);
  const eventCount = input.events.length;
  const arrivedByTag = new Int32Array(eventCount + 1);
  const peopleByTag = new Int32Array(eventCount + 1);
  /** Kernel second at which 95 % had arrived, NEVER before. */
  const clearedAt = new Int32Array(eventCount + 1).fill(NEVER);
  const gateInTotal = new Uint32Array(model.gates.length);
  const headingWalk = new Int32Array(places.count);
  const headingStreet = new Int32Array(model.street.places.count);
  /** [kernel second, people released, vehicles released] */
  const clock = new Int32Array(3);
  /** When the present conditions were taken, ms. */
  const conditionsAtMs = new Float64Array(1);
  const messages = createMessages();
  const saved = {
    arrivedByTag,
    peopleByTag,
    clearedAt,
    gateInTotal,
    headingWalk,
    headingStreet,
    clock,
    conditionsAtMs,
    news: messages.news,
  };
  let conditions: Conditions = conditionsAt(model, input, startMs);
  let changeMs = Number.NEGATIVE_INFINITY;

  const finish = (walker: number): void => {
    const tag = walkers.arrays.tag[walker] as number;
    arrivedByTag[tag] = (arrivedByTag[tag] as number) + (walkers.arrays.people[walker] as number);
    walkers.free(walker);
  };
  const count = (heading: Int32Array, place: number, by: number): void => {
    heading[place] = (heading[place] as number) + by;
  };

  const walk = createWalkSide({
    model,
    parameters,
    pool: walkers,
    seed: hashText(`${seed}:walk-order`),
    area: ports.area,
    sink: createWalkSink({
      model,
      parameters,
      walkers,
      stations,
      choices: () => choices,
      curbs: () => curbs,
      buses: () => buses,
      messages,
      gateInTotal,
      headingWalk,
      finish,
    }),
  });
  const choices = createChoices(model, parameters, walk.routes, stations);
  const setDown = (walker: number, walkPlace: number, now: number, due: number): void =>
    walk.queue.enterOrigin(walker, 2 * model.walk.linkCount + walkPlace, now, due);
  const stopCount = model.networks.buses.stops.length;
  const busGuide = createBusGuide({
    model,
    pool: vehicles,
    serve: (bus, call, stop) => buses.serve(bus, call, stop),
  });
  const emergency = createEmergencyRuns({
    model,
    pool: vehicles,
    startMs,
    firstOrigin: model.street.places.count + stopCount,
    release: (vehicle) => release(vehicle),
  });
  const street = createStreetSide({
    model,
    parameters,
    pool: vehicles,
    buses: busGuide,
    emergency: emergency.guide,
    moreOrigins: stopCount + MOST_EMERGENCY_WAYS,
    seed: hashText(`${seed}:drivers`),
    startMs,
    mayArrive: (entity, place) => curbs.mayArrive(entity, place),
    leave: (entity, place) => curbs.leavePlace(entity, place),
    arrive: (entity, place, now) => {
      const what = vehicles.arrays.tag[entity] as number;
      if (what === VEHICLE.bus) buses.handleArrival(entity);
      else if (what === VEHICLE.emergency) emergency.handleArrival(entity, now);
      else {
        if (vehicles.arrays.route[entity] === INFORMED) count(headingStreet, place, -1);
        curbs.handleArrival(entity, place, now);
      }
    },
  });
  const release: typeof street.release = (vehicle) => {
    clock[2] = (clock[2] as number) + 1;
    if (vehicle.route === INFORMED && vehicle.tag < VEHICLE.bus)
      count(headingStreet, vehicle.to, 1);
    return street.release(vehicle);
  };
  const curbs = createCurbs({
    model,
    parameters,
    walkers,
    vehicles,
    street: { ...street, release },
    seed,
    startMs,
    events: input.events,
    finish,
    redirect: (entity, from, to) => {
      if (vehicles.arrays.route[entity] !== INFORMED) return;
      count(headingStreet, from, -1);
      count(headingStreet, to, 1);
    },
    setDown: (walker, walkPlace, now) => setDown(walker, walkPlace, now, now + 1),
  });
  const buses = createBuses({
    model,
    parameters,
    walkers,
    vehicles,
    guide: () => busGuide,
    release,
    finish,
    setDown,
    giveUp: (walker, walkPlace, draw, now) => {
      const node = places.node[walkPlace] as number;
      const station = choices.entrance(node, walkers.arrays.route[walker] as number, draw);
      const to = station >= 0 ? station : choices.home(node, draw);
      if (to < 0) {
        finish(walker);
        return;
      }
      walkers.arrays.destination[walker] = to;
      if (walkers.arrays.route[walker] === INFORMED) count(headingWalk, to, 1);
      setDown(walker, walkPlace, now, now + 1);
    },
    seed,
  });

  const crossings = createCrossings({
    model,
    parameters,
    table: walk.lanes.table,
    state: walk.queue.state,
    waitSeconds: walk.lanes.waitSeconds,
    road: (ports.road ?? createStreetRoad)(street),
  });

  const demand = createDemand({
    model,
    parameters,
    events: input.events,
    seed,
    factors: () => input.demandFactors,
    target: createDemandTarget({
      model,
      parameters,
      walkers,
      walk,
      choices,
      street,
      curbs,
      buses,
      messages,
      now: () => clock[0] as number,
      release,
      countReleased: (tag, people) => {
        clock[1] = (clock[1] as number) + people;
        peopleByTag[tag] = (peopleByTag[tag] as number) + people;
      },
      countHeading: (place) => count(headingWalk, place, 1),
    }),
  });

  const timeMsAt = (second: number): number => startMs + second * 1000;
  const applyConditions = (timeMs: number): void => {
    conditionsAtMs[0] = timeMs;
    conditions = conditionsAt(model, input, timeMs);
    walk.setConditions(conditions);
    street.setConditions(conditions);
    stations.setConditions(conditions);
    crossings.setConditions(conditions);
    street.settle();
    curbs.setConditions(conditions);
    messages.set(conditions);
    choices.setClosed(conditions.gateClosed, conditions.entranceClosed);
    changeMs = nextChangeMs(input.measures, timeMs);
  };

  const renewInformed = (): void => {
    const walkSeconds = walk.currentSeconds();
    for (const place of mostSought(headingWalk, WALK_TABLES_PER_RENEWAL)) {
      walk.routes.renewInformed(place, walkSeconds);
    }
    const streetSeconds = street.currentSeconds();
    for (const place of mostSought(headingStreet, STREET_TABLES_PER_RENEWAL)) {
      street.routes.renewInformed(place, streetSeconds);
    }
    emergency.renewRoutes(streetSeconds);
  };

  const step = (): void => {
    const before = clock[0] as number;
    if (timeMsAt(before) >= changeMs) applyConditions(timeMsAt(before));
    if (before % 60 === 0) {
      choices.forgetInformed();
      demand.releaseMinute(
        {
          now: before,
          timeMs: timeMsAt(before),
          secondOfDay: (startSecondOfDay + before) % 86_400,
        },
        conditions.rain.wetShare,
      );
      if (before % parameters.rerouteSeconds === 0 && before > 0) renewInformed();
    }
    const now = before + 1;
    clock[0] = now;
    if (conditions.gateClosed.includes(1)) {
      emptyClosedGates({ model, walk, choices, gateClosed: conditions.gateClosed, seed, now });
    }
    if (messages.news[0] === 1) walk.tellEverybody(now);
    messages.news[0] = 0;
    openGatesInWaves(model, walk.lanes.table, conditions.gateWaves, timeMsAt(now));
    crossings.step(now, timeMsAt(now));
    walk.step(now);
    stations.step(finish);
    curbs.step(now);
    buses.step(now, (startSecondOfDay + now) % 86_400);
    emergency.step(now, timeMsAt(now), input.measures);
    street.step(now);
    noteCleared(input.events, arrivedByTag, clearedAt, now);
    if (now % 60 === 0) {
      street.countVehicles(counts.streetVehicles, counts.streetQueue);
      speeds.measure(counts.streetQueue);
      crossings.measure();
      street.settle();
    }
  };

  const counts = createRunCounts(model);
  const refresh = (): void => {
    refreshRunCounts(model, counts, {
      walk: walk.queue.state,
      street,
      gateInTotal,
      stations,
      curbs,
      busStopWaiting: buses.waiting,
    });
    walk.area?.addToLinks(counts.walkPersons);
  };
  const speeds = createStreetSpeeds(model, street);
  applyConditions(startMs);

  const ownState = {
    save: (into: Map<string, ArrayBuffer>, name: string) => saveArrays(saved, into, name),
    restore: (from: ReadonlyMap<string, ArrayBuffer>, name: string) =>
      restoreArrays(saved, from, name),
  };
  const parts: RunParts = {
    run: ownState,
    walk: walk.queue,
    area: walk.area,
    stations,
    curbs,
    buses,
    speeds,
    crossings,
  };
  /** Made anew with the conditions, so restored after them. */
  const madeParts: RunParts = {
    'walk-routes': walk.routes,
    'street-routes': street.routes,
    emergency,
    street,
  };

  return {
    get timeMs() {
      return timeMsAt(clock[0] as number);
    },
    counts,
    advanceTo: (timeMs) => {
      while (timeMsAt((clock[0] as number) + 1) <= timeMs) step();
      refresh();
    },
    change: (change) => {
      input = { ...input, ...change };
      applyConditions(timeMsAt(clock[0] as number));
    },
    ledger: () =>
      ledgerOf({
        releasedPeople: clock[1] as number,
        arrivedByTag,
        peopleOnLanes: walk.queue.state.present,
        peopleElsewhere:
          (walk.area?.countPeople() ?? 0) +
          stations.countPeople() +
          curbs.countWaiting() +
          curbs.countRiding() +
          buses.countPeople(),
        releasedVehicles: clock[2] as number,
        arrivedVehicles:
          curbs.arrivedVehicles() + buses.arrivedVehicles() + emergency.arrivedVehicles(),
        vehiclesUnderWay: street.countUnderWay(),
      }),
    events: () =>
      progressOf(model, input.events, counts, arrivedByTag, (tag) => {
        const cleared = clearedAt[tag] as number;
        return cleared === NEVER ? null : timeMsAt(cleared);
      }),
    busFigures: buses.figures,
    emergencyTrips: emergency.tripsOf,
    vehicleDelaySeconds: street.delaySeconds,
    streetSpeedMetresPerSecond: (link) => speeds.metresPerSecond[link] ?? 0,
    forEachVehicle: createVehicleView(street, vehicles, model),
    lightOf: (link) => lightAt(street, link),
    save: (): RunState => {
      const buffers = new Map<string, ArrayBuffer>();
      saveParts(parts, buffers);
      saveParts(madeParts, buffers);
      return { timeMs: timeMsAt(clock[0] as number), buffers };
    },
    restore: (state) => {
      restoreParts(parts, state.buffers);
      const news = messages.news[0] as number;
      // Not as of now: a measure that begins this very second acts from the next step on.
      applyConditions(conditionsAtMs[0] as number);
      // The measures are new to this run, not to the people in it.
      messages.news[0] = news;
      restoreParts(madeParts, state.buffers);
      refresh();
    },
  };
}

/** Places with the most people on their way, none without. */
function mostSought(heading: Int32Array, most: number): number[] {
  return Array.from(heading, (_, place) => place)
    .filter((place) => (heading[place] as number) > 0)
    .sort((a, b) => (heading[b] as number) - (heading[a] as number) || a - b)
    .slice(0, most);
}
