/**
 * Path tables of a run: the model's free-flow tables while nothing is closed, own ones while
 * something is, and one more class for the informed, renewed from current times.
 */
import { savedBuffer } from '../kernel/entity-pool.ts';
import type { PathTable, ReverseGraph } from './shortest-paths.ts';
import { createPathScratch, createPathTable, findPathsTo } from './shortest-paths.ts';

/** A closed lane or turn costs this much more: people with no other way go and wait there. */
export const CLOSED_SECONDS = 1e6;

export interface RouteTables {
  /** Table of a perception class to a place. */
  table(perception: number, place: number): PathTable;
  /** The informed table if one has been made since the last closure, else the true free times. */
  informed(place: number): PathTable;
  /** After closures: `closed[lane] = 1`, and edges of the graph that may not be used. */
  setClosed(closed: Uint8Array, closedEdges?: readonly number[]): void;
  /** The informed take a lane for so many seconds longer; null: for none. */
  setPenalties(laneSeconds: Float64Array | null): void;
  renewInformed(place: number, laneSeconds: Float64Array): void;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export function createRouteTables(options: {
  readonly graph: ReverseGraph;
  readonly laneSeconds: readonly Float64Array[];
  readonly goalsOf: (place: number) => readonly number[];
  readonly shared: (PathTable | undefined)[][];
}): RouteTables {
  const { laneSeconds, goalsOf, shared } = options;
  let { graph } = options;
  const scratch = createPathScratch();
  let own: (PathTable | undefined)[][] | null = null;
  let informedTables: (PathTable | undefined)[] = [];
  let closedLanes: Uint8Array | null = null;
  let penalties: Float64Array | null = null;

  const withClosures = (seconds: Float64Array): Float64Array => {
    const closed = closedLanes;
    return closed
      ? seconds.map((s, lane) => (closed[lane] === 1 ? s + CLOSED_SECONDS : s))
      : seconds;
  };
  const withPenalties = (seconds: Float64Array): Float64Array => {
    const added = penalties;
    return added ? seconds.map((s, lane) => s + (added[lane] as number)) : seconds;
  };
  const make = (place: number, seconds: Float64Array): PathTable => {
    const table = createPathTable(graph.vertexCount);
    findPathsTo(graph, goalsOf(place), withClosures(seconds), table, scratch);
    return table;
  };
  const table = (perception: number, place: number): PathTable => {
    const rows = (own ?? shared)[perception];
    const seconds = laneSeconds[perception];
    if (!rows || !seconds) throw new Error(`routes: no perception class ${perception}`);
    const found = rows[place];
    if (found) return found;
    const made = make(place, seconds);
    rows[place] = made;
    return made;
  };
  return {
    table,
    informed: (place) => {
      const made = informedTables[place];
      if (made) return made;
      const free = laneSeconds[0];
      if (!penalties || !free) return table(0, place);
      const warned = make(place, withPenalties(free));
      informedTables[place] = warned;
      return warned;
    },
    setPenalties: (seconds) => {
      if (penalties === null && seconds === null) return;
      penalties = seconds;
      informedTables = [];
    },
    setClosed: (closed, closedEdges = []) => {
      closedLanes = closed.includes(1) ? closed.slice() : null;
      graph = options.graph;
      if (closedEdges.length > 0) {
        const inSeconds = graph.inSeconds?.slice() ?? new Float64Array(graph.inLane.length);
        for (const edge of closedEdges) {
          inSeconds[edge] = (inSeconds[edge] as number) + CLOSED_SECONDS;
        }
        graph = { ...graph, inSeconds };
      }
      own = closedLanes || closedEdges.length > 0 ? laneSeconds.map(() => []) : null;
      informedTables = [];
    },
    renewInformed: (place, seconds) => {
      informedTables[place] = make(place, withPenalties(seconds));
    },
    save: (into, name) => {
      // A table is never written after it is made, so the copy may share its buffers.
      const places = informedTables.flatMap((made, place) => (made ? [place] : []));
      into.set(`${name}.places`, Int32Array.from(places).buffer);
      for (const place of places) {
        const made = informedTables[place];
        if (!made) continue;
        into.set(`${name}.next.${place}`, made.next.buffer as ArrayBuffer);
        into.set(`${name}.seconds.${place}`, made.seconds.buffer as ArrayBuffer);
      }
    },
    restore: (from, name) => {
      informedTables = [];
      for (const place of new Int32Array(savedBuffer(from, `${name}.places`))) {
        informedTables[place] = {
          next: new Int32Array(savedBuffer(from, `${name}.next.${place}`)),
          seconds: new Float32Array(savedBuffer(from, `${name}.seconds.${place}`)),
        };
      }
    },
  };
}
