/**
 * Trips for the lane model from a table of places (link ids) by interval: whole vehicles, departures,
 * and routes. `equilibrium`: each interval is assigned by itself, and a pair's vehicles take its used
 * paths in the proportion of their flows. `perceived`: each driver the shortest by one of several
 * perceptions (routePerceived). Vehicles that no way can carry are answered with the reason.
 */
import { createRandom } from '#contracts';
import { ASSIGNMENT_DEFAULTS, assignEquilibrium } from '../assignment/assign-equilibrium.ts';
import type { RefusedTrip, TripInput } from '../loading/traffic-demand.ts';
import type { RoadInput } from '../road/road-types.ts';
import { drawDepartures, drawWhole, type TableRow } from './draw-trips.ts';
import { DemandProblem } from './estimate-types.ts';
import { assignmentFromRoad } from './road-assignment.ts';
import { routePerceived, whyNone } from './route-perceived.ts';

export type RouteChoice = 'equilibrium' | 'perceived';

export interface RoutedTrips {
  readonly routes: readonly (readonly string[])[];
  readonly trips: readonly TripInput[];
  readonly refused: readonly RefusedTrip[];
}

/** Routes need no more: a day's traffic varies far beyond this. */
const RELATIVE_GAP = 1e-4;

export function routeTable(
  road: RoadInput,
  table: readonly TableRow<string>[],
  choice: RouteChoice,
  seed: number,
  /** Called before each interval is assigned. */
  onInterval: (done: number, all: number) => void = () => {},
): RoutedTrips {
  const random = createRandom(seed, 'table');
  const linkOf = new Map(road.links.map(({ id }, at) => [id, at]));
  for (const row of table) checkRow(row, linkOf);
  const whole = drawWhole(
    table.map(({ vehicles }) => vehicles),
    random,
  );
  if (choice === 'perceived') {
    const wanted = table.flatMap(({ from, to, fromSecond, untilSecond }, at) =>
      [...drawDepartures(whole[at] as number, fromSecond, untilSecond, random)].map(
        (departSeconds) => ({
          from: linkOf.get(from) ?? -1,
          to: linkOf.get(to) ?? -1,
          departSeconds,
        }),
      ),
    );
    return routePerceived(road, wanted, seed);
  }
  const places = table.flatMap(({ from, to }) => [from, to]);
  const { network, linkCount, zoneOf } = assignmentFromRoad(road, places);
  const routes: string[][] = [];
  const trips: TripInput[] = [];
  const refused: RefusedTrip[] = [];
  const intervals = groupByInterval(table);
  intervals.forEach((rows, interval) => {
    onInterval(interval, intervals.length);
    const ordered = rows
      .map((at) => ({ at, row: table[at] as TableRow<string> }))
      .sort((a, b) => (zoneOf.get(a.row.from) ?? 0) - (zoneOf.get(b.row.from) ?? 0));
    const perHour = 3600 / lengthOf(ordered[0]?.row);
    const assigned = assignEquilibrium(
      network,
      {
        origin: Int32Array.from(ordered, ({ row }) => zoneOf.get(row.from) ?? 0),
        destination: Int32Array.from(ordered, ({ row }) => zoneOf.get(row.to) ?? 0),
        trips: Float64Array.from(ordered, ({ row }) => row.vehicles * perHour),
      },
      { ...ASSIGNMENT_DEFAULTS, relativeGap: RELATIVE_GAP },
    );
    ordered.forEach(({ at, row }, pair) => {
      const vehicles = whole[at] as number;
      if (vehicles === 0) return;
      const name = `${row.from}>${row.to}@${row.fromSecond}`;
      const { links, flows } = assigned.paths[pair] ?? NO_PATHS;
      if (links.length === 0) {
        const reason = whyNone(row.from, row.to);
        for (let k = 0; k < vehicles; k += 1) refused.push({ trip: `${name}#${k}`, reason });
        return;
      }
      const sum = flows.reduce((all, flow) => all + flow, 0);
      const shares = drawWhole(
        flows.map((flow) => (vehicles * flow) / sum),
        random,
      );
      links.forEach((path, k) => {
        const share = shares[k] as number;
        if (share === 0) return;
        const own = [...path].filter((arc) => arc < linkCount);
        const route = routes.push(own.map((link) => road.links[link]?.id ?? '')) - 1;
        for (const departSeconds of drawDepartures(
          share,
          row.fromSecond,
          row.untilSecond,
          random,
        )) {
          trips.push({ id: `${name}#${trips.length}`, departSeconds, vehicleClass: 0, route });
        }
      });
    });
  });
  return { routes, trips, refused };
}

const NO_PATHS = { links: [], flows: [] };
const lengthOf = (row: TableRow<string> | undefined): number =>
  row === undefined ? 1 : row.untilSecond - row.fromSecond;

function checkRow(row: TableRow<string>, linkOf: ReadonlyMap<string, number>): void {
  const place = `table from '${row.from}' to '${row.to}' at ${row.fromSecond} s`;
  for (const id of [row.from, row.to]) {
    if (!linkOf.has(id)) throw new DemandProblem(`${place}: there is no link '${id}'`);
  }
  if (!(row.vehicles >= 0 && row.vehicles < Number.POSITIVE_INFINITY)) {
    throw new DemandProblem(`${place}: expected vehicles of 0 or more, got ${row.vehicles}`);
  }
  if (!(row.fromSecond >= 0 && row.untilSecond > row.fromSecond)) {
    throw new DemandProblem(`${place}: expected an end after its begin, got ${row.untilSecond} s`);
  }
}

function groupByInterval(table: readonly TableRow<string>[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  table.forEach(({ fromSecond, untilSecond }, at) => {
    const key = `${fromSecond} ${untilSecond}`;
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  });
  return [...groups.values()];
}
