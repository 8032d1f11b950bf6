/** A table of trips as demand for the lane model. */
import { type RoadInput, type RouteChoice, routeTable } from '#simulations';
import { InputProblem } from './input-problem.ts';
import { readTable } from './read-demand.ts';

export interface TableSource {
  readonly table: string;
  readonly choice: RouteChoice;
}

/** A private car: no faster than any limit, keen on all of it. */
export const CAR = { id: 'car', maxSpeedMetresPerSecond: 50, speedFactor: 1 };

export async function openTable(road: RoadInput, { table, choice }: TableSource, seed: number) {
  const rows = await readTable(table);
  const known = new Set(road.links.map(({ id }) => id));
  for (const { place, row } of rows) {
    for (const id of [row.from, row.to]) {
      if (!known.has(id)) throw new InputProblem(place, `there is no link '${id}' in the network`);
    }
  }
  const start = performance.now();
  const routed = routeTable(
    road,
    rows.map(({ row }) => row),
    choice,
    seed,
    (done, all) => {
      if (performance.now() - start > 1000) console.log(`routes: ${done} of ${all} intervals`);
    },
  );
  return { classes: [CAR], departOffsetMetres: 0, ...routed };
}
