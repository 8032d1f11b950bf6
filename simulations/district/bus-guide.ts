/**
 * Buses from call to call by the quickest way that is open. A stop that is closed, or that no open way
 * reaches, is passed by; one that is reached again later on the line is not gone back for.
 */
import type { EntityPool } from '../kernel/entity-pool.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { CLOSED_SECONDS, createRouteTables } from '../network/route-tables.ts';
import type { PathTable } from '../network/shortest-paths.ts';
import { NO_WAY } from '../traffic/loading/traffic-guide.ts';
import { NONE } from '../traffic/loading/traffic-state.ts';
import type { ListedGuide } from './street-guide.ts';

export interface BusGuide extends ListedGuide {
  isOpen(stop: number): boolean;
  /** First stop of the line at which buses call at present; -1: at none. */
  firstOpenStop(line: number): number;
}

export function createBusGuide(options: {
  readonly model: DistrictModel;
  readonly pool: EntityPool;
  /** People get on and off: ms that the bus stands. */
  readonly serve: (bus: number, call: number, stop: number) => number;
}): BusGuide {
  const { model, pool, serve } = options;
  const { street, buses } = model;
  const { callStart, callStop, stopLink, goals } = buses;
  const { linkCount, places } = street;
  const stopCount = stopLink.length;
  const closed = new Uint8Array(linkCount);
  const tables = createRouteTables({
    graph: street.graph,
    laneSeconds: street.laneSeconds,
    goalsOf: (goal) => goals[goal] ?? [],
    shared: model.busTables,
  });
  let used: (PathTable | undefined)[] = [];
  const tableTo = (goal: number): PathTable => {
    const table = used[goal] ?? tables.table(0, goal);
    used[goal] = table;
    return table;
  };
  const callsOf = (line: number): number =>
    (callStart[line + 1] as number) - (callStart[line] as number);
  const stopOf = (line: number, call: number): number =>
    callStop[(callStart[line] as number) + call] as number;
  const isOpen = (stop: number): boolean => closed[stopLink[stop] as number] === 0;

  /** The first call from `call` on that can be made from the vertex; the number of calls if none. */
  const openCall = (line: number, call: number, vertex: number): number => {
    const end = callsOf(line);
    for (let at = call; at < end; at += 1) {
      const stop = stopOf(line, at);
      if (!isOpen(stop)) continue;
      if (stopLink[stop] === vertex) return at;
      if ((tableTo(stop).seconds[vertex] as number) < CLOSED_SECONDS) return at;
    }
    return end;
  };
  const towards = (line: number, call: number, vertex: number): number => {
    const isLast = call === callsOf(line);
    const goal = isLast ? stopCount + line : stopOf(line, call);
    if (isLast) {
      const ends = goals[goal] as readonly number[];
      // It ends at a stop, or has reached the border.
      if (ends.length === 0 || ends.includes(vertex)) return NONE;
    }
    const next = tableTo(goal).next[vertex] as number;
    return next < 0 ? NO_WAY : next;
  };
  /** The call after those that are made on the link, each of which `make` is told. */
  const callAfter = (
    line: number,
    call: number,
    link: number,
    make?: (call: number) => void,
  ): number => {
    let at = openCall(line, call, link);
    while (at < callsOf(line) && stopLink[stopOf(line, at)] === link) {
      make?.(at);
      at = openCall(line, at + 1, link);
    }
    return at;
  };

  return {
    isOpen,
    firstOpenStop: (line) => {
      for (let call = 0; call < callsOf(line); call += 1) {
        const stop = stopOf(line, call);
        if (isOpen(stop)) return stop;
      }
      return -1;
    },
    first: (bus) => {
      const { destination, lane } = pool.arrays;
      const from = lane[bus] as number;
      const line = destination[bus] as number;
      if (from >= places.count) {
        const link = stopLink[from - places.count] as number;
        return closed[link] === 1 ? NO_WAY : link;
      }
      const vertex = linkCount + from;
      const next = towards(line, openCall(line, 0, vertex), vertex);
      return next === NONE ? NO_WAY : next;
    },
    after: (bus, link) => {
      const { destination, route } = pool.arrays;
      const line = destination[bus] as number;
      return towards(line, callAfter(line, route[bus] as number, link), link);
    },
    dwellMs: (bus, link) => {
      const { destination, route } = pool.arrays;
      const line = destination[bus] as number;
      let ms = 0;
      const next = callAfter(line, route[bus] as number, link, (call) => {
        ms += serve(bus, call, stopOf(line, call));
      });
      pool.arrays.route[bus] = next;
      return ms;
    },
    setClosed: (links, edges) => {
      closed.set(links);
      tables.setClosed(links, edges);
      used = [];
    },
  };
}
