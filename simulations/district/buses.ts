/**
 * The people of the buses: who waits at a stop, gets on while a bus stands there, rides, and gets off.
 * People of an event ride to the line's end; those who come to one are set down at their stop. Everybody
 * is in exactly one list at any time.
 */
import { hashText } from '#contracts';
import type { EntityPool } from '../kernel/entity-pool.ts';
import { NIL } from '../kernel/entity-pool.ts';
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';
import { createWaitingLists } from '../kernel/waiting-lists.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import { boardersWithin, dwellSeconds } from '../transit/run/dwell-time.ts';
import { TRANSIT_PARAMETERS } from '../transit/transit-parameters.ts';
import type { BusGuide } from './bus-guide.ts';
import { departuresBetween } from './bus-times.ts';
import { createWeightedDraw } from './draw-weighted.ts';
import type { RunPart } from './run-parts.ts';
import type { StreetSide } from './street-side.ts';
import { VEHICLE } from './vehicle-purpose.ts';

/** Of a 12 m bus: in at the front, out at the back (tiles/sources/gtfs has the same). */
const DOORS = { doors: 2, seats: 30, frontDoor: true } as const;
/** Nobody waits for a bus that comes later than this. */
const NEXT_WITHIN_SECONDS = 1_800;
/** `lane` of a passenger who rides to the line's end. */
const TO_THE_END = -1;

export interface Buses extends RunPart {
  /** People waiting at each stop now. */
  readonly waiting: Int32Array;
  /** A bus comes to the stop within half an hour, as far as its lines' times tell. */
  isServed(stop: number): boolean;
  join(stop: number, walker: number): void;
  /** Somebody at the beginning of a line who goes to the stop; false: no line comes there. */
  bring(walker: number, stop: number, draw: number): boolean;
  /** For the guide: ms that the bus stands at a call. */
  serve(bus: number, call: number, stop: number): number;
  /** At the end of its line. */
  handleArrival(bus: number): void;
  step(now: number, secondOfDay: number): void;
  countPeople(): number;
  arrivedVehicles(): number;
  readonly figures: () => BusFigures;
}

export interface BusFigures {
  /** People whom buses took away from stops. */
  readonly boarded: number;
  /** Times that a bus left somebody behind at a stop. */
  readonly leftBehind: number;
}

export function createBuses(options: {
  readonly model: DistrictModel;
  readonly parameters: SimulationParameters;
  readonly walkers: EntityPool;
  readonly vehicles: EntityPool;
  readonly guide: () => BusGuide;
  readonly release: StreetSide['release'];
  readonly finish: (walker: number) => void;
  /** Gets off and goes on on foot. */
  readonly setDown: (walker: number, walkPlace: number, now: number, due: number) => void;
  /** No bus comes any more: goes on on foot to somewhere else. */
  readonly giveUp: (walker: number, walkPlace: number, draw: number, now: number) => void;
  readonly seed: number;
}): Buses {
  const { model, parameters, walkers, vehicles, guide, release, finish, setDown, giveUp } = options;
  const { lines, stops } = model.networks.buses;
  const { callStart, callStop, entryPlace, lineCount, stopLink } = model.buses;
  const stopCount = stops.length;
  const [firstStopPlace] = model.walk.places.range.stop;
  /** At the stops; then, by line, those who will come with its next bus. */
  const lists = createWaitingLists(stopCount + lineCount, walkers);
  const underWay = new Int32Array(lineCount);
  const nextSoon = new Uint8Array(lineCount);
  /** [people riding, boarded at stops, left behind, buses arrived, now, draws] */
  const scalars = new Float64Array(6);
  const saved = { underWay, nextSoon, scalars };
  const add = (at: number, by: number): void => {
    scalars[at] = (scalars[at] as number) + by;
  };
  const placesOf = lines.map(({ capacityPersons }) =>
    Math.floor(capacityPersons.value * (1 - parameters.busBackgroundShare)),
  );
  const linesAt: number[][] = stops.map(() => []);
  for (let line = 0; line < lineCount; line += 1) {
    const calls = callStop.subarray(callStart[line], callStart[line + 1]);
    for (const stop of new Set(calls)) linesAt[stop]?.push(line);
  }
  const isServed = (stop: number): boolean =>
    guide().isOpen(stop) &&
    (linesAt[stop] ?? []).some((line) => (underWay[line] as number) > 0 || nextSoon[line] === 1);

  const aboard = (bus: number): number => {
    let count = 0;
    const { next, people } = walkers.arrays;
    for (let at = vehicles.arrays.extra[bus] as number; at !== NIL; at = next[at] as number) {
      count += people[at] as number;
    }
    return count;
  };
  /** Up to `most` people of the list get on; how many did. */
  const board = (bus: number, list: number, most: number, goal: number | null): number => {
    let room = most;
    while (room > 0) {
      const first = lists.first(list);
      if (first === NIL) break;
      const size = walkers.arrays.people[first] as number;
      const walker = size <= room ? lists.pop(list) : lists.splitFirst(list, room);
      const { next, lane, people } = walkers.arrays;
      if (goal !== null) lane[walker] = goal;
      next[walker] = vehicles.arrays.extra[bus] as number;
      vehicles.arrays.extra[bus] = walker;
      room -= people[walker] as number;
    }
    add(0, most - room);
    return most - room;
  };
  /** Those get off whose stop this is, or was passed by; how many did. */
  const alight = (bus: number, line: number, call: number, stop: number): number => {
    const { extra } = vehicles.arrays;
    const first = callStart[line] as number;
    const now = scalars[4] as number;
    const freeSeconds = model.street.freeSeconds[stopLink[stop] as number] as number;
    const passed = new Set(callStop.subarray(first, first + call + 1));
    let kept = NIL;
    let left = 0;
    for (let walker = extra[bus] as number; walker !== NIL; ) {
      const { next, lane, people } = walkers.arrays;
      const following = next[walker] as number;
      if (passed.has(lane[walker] as number)) {
        left += people[walker] as number;
        // The exchange is counted when the bus turns into the street of the stop.
        setDown(walker, firstStopPlace + stop, now, now + freeSeconds);
      } else {
        next[walker] = kept;
        kept = walker;
      }
      walker = following;
    }
    extra[bus] = kept;
    add(0, -left);
    return left;
  };
  const setOut = (line: number, now: number): void => {
    const stop = guide().firstOpenStop(line);
    const entry = entryPlace[line] as number;
    if (entry < 0 && stop < 0) return;
    const bus = release({
      from: entry >= 0 ? entry : model.street.places.count + stop,
      to: line,
      tag: VEHICLE.bus,
      route: 0,
      passengers: NIL,
      now,
      due: now + 1,
    });
    underWay[line] = (underWay[line] as number) + 1;
    board(bus, stopCount + line, placesOf[line] as number, null);
  };
  const strand = (stop: number, now: number): void => {
    for (let walker = lists.pop(stop); walker !== NIL; walker = lists.pop(stop)) {
      add(5, 1);
      const draw = hashText(`${options.seed}:no-bus:${scalars[5]}`) / 4294967296;
      giveUp(walker, firstStopPlace + stop, draw, now);
    }
  };

  return {
    waiting: lists.size.subarray(0, stopCount),
    isServed,
    join: (stop, walker) => {
      walkers.arrays.lane[walker] = TO_THE_END;
      lists.push(stop, walker);
    },
    bring: (walker, stop, uniform) => {
      const at = linesAt[stop] ?? [];
      const line = createWeightedDraw(0, lineCount, (candidate) =>
        at.includes(candidate) &&
        (entryPlace[candidate] as number) >= 0 &&
        nextSoon[candidate] === 1
          ? 1 / (lines[candidate]?.headwaySeconds.value ?? 1)
          : 0,
      ).draw(uniform);
      if (line < 0) return false;
      walkers.arrays.lane[walker] = stop;
      lists.push(stopCount + line, walker);
      return true;
    },
    serve: (bus, call, stop) => {
      const line = vehicles.arrays.destination[bus] as number;
      const out = alight(bus, line, call, stop);
      const through = aboard(bus);
      const isLast = call === (callStart[line + 1] as number) - (callStart[line] as number) - 1;
      const goesOn = !isLast || (model.buses.goals[stopCount + line]?.length ?? 0) > 0;
      const longest = parameters.busLongestDwellSeconds;
      const most = goesOn
        ? Math.min(
            (placesOf[line] as number) - through,
            boardersWithin(TRANSIT_PARAMETERS, DOORS, out, through, longest),
          )
        : 0;
      const into = board(bus, stop, Math.max(0, most), TO_THE_END);
      add(1, into);
      if (goesOn) add(2, lists.size[stop] as number);
      return Math.round(1000 * dwellSeconds(TRANSIT_PARAMETERS, DOORS, out, into, through));
    },
    handleArrival: (bus) => {
      const { destination, extra } = vehicles.arrays;
      const line = destination[bus] as number;
      add(0, -aboard(bus));
      for (let walker = extra[bus] as number; walker !== NIL; ) {
        const following = walkers.arrays.next[walker] as number;
        finish(walker);
        walker = following;
      }
      underWay[line] = (underWay[line] as number) - 1;
      add(3, 1);
      vehicles.free(bus);
    },
    step: (now, secondOfDay) => {
      scalars[4] = now;
      lines.forEach((line, index) => {
        const count = departuresBetween(line, secondOfDay - 1, secondOfDay);
        for (let bus = 0; bus < count; bus += 1) setOut(index, now);
        if (now % 60 !== 1) return;
        const soon = departuresBetween(line, secondOfDay, secondOfDay + NEXT_WITHIN_SECONDS);
        nextSoon[index] = soon > 0 ? 1 : 0;
      });
      if (now % 60 !== 1) return;
      for (let stop = 0; stop < stopCount; stop += 1) {
        if ((lists.size[stop] as number) > 0 && !isServed(stop)) strand(stop, now);
      }
    },
    countPeople: () => lists.size.reduce((sum, size) => sum + size, 0) + (scalars[0] as number),
    arrivedVehicles: () => scalars[3] as number,
    figures: () => ({ boarded: scalars[1] as number, leftBehind: scalars[2] as number }),
    save: (into, name) => {
      saveArrays(saved, into, name);
      lists.save(into, `${name}.lists`);
    },
    restore: (from, name) => {
      restoreArrays(saved, from, name);
      lists.restore(from, `${name}.lists`);
    },
  };
}
