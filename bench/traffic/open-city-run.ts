/** A built city's streets as a road run; demand from a table, or inferred from gateways and people. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DistrictNetworks, districtNetworksSchema } from '#contracts';
import {
  buildRoadNetwork,
  buildTrafficDemand,
  createTrafficRun,
  drawTrips,
  type InferredWish,
  inferTripEnds,
  type RefusedTrip,
  type RoadInput,
  roadFromStreets,
  TRAFFIC_DEFAULTS,
  type TrafficRun,
} from '#simulations';
import { buildNetworks, importOsmCity } from '#tiles';
import { guided } from './close-links.ts';
import { InputProblem } from './input-problem.ts';
import { CAR, openTable, type TableSource } from './open-table.ts';

export interface CityRun {
  readonly networks: DistrictNetworks;
  readonly run: TrafficRun;
  readonly refused: readonly RefusedTrip[];
  readonly leftOut: Readonly<Record<string, number>>;
}

const ORIGIN = [0, 0] as const;

export type CityDemand =
  | TableSource
  | { readonly vehicles: number; readonly seconds: number; readonly startSecondOfDay: number };

/** A built city's folder, or an OpenStreetMap extract, roads alone being enough. */
export async function openCityRun(options: {
  readonly city: string;
  readonly demand: CityDemand;
  readonly endSeconds: number;
  readonly recordSeconds: number;
  readonly seed: number;
  /** Of drivers, who know present times; absent: nobody leaves his route. */
  readonly informedShare?: number | undefined;
}): Promise<CityRun> {
  const { seed } = options;
  const networks = /\.(osm|pbf)$/.test(options.city)
    ? await readExtract(options.city)
    : await readNetworks(join(options.city, 'networks.json'));
  const road = roadFromStreets(networks.street);
  const network = buildRoadNetwork(road);
  const given =
    'table' in options.demand
      ? { ...(await openTable(road, options.demand, seed)), leftOut: {} }
      : inferDemand(networks, road, { ...options.demand, seed });
  const { demand, refused } = buildTrafficDemand(network, given);
  const run = createTrafficRun({
    ...{ network, demand, parameters: TRAFFIC_DEFAULTS, seed },
    ...guided(options.informedShare),
    ...{ recordSeconds: options.recordSeconds, endSeconds: options.endSeconds },
  });
  return { networks, run, refused: [...given.refused, ...refused], leftOut: given.leftOut };
}

function inferDemand(networks: DistrictNetworks, road: RoadInput, wish: InferredWish) {
  const points = networks.street.links.map(
    ({ line }) => line[Math.floor(line.length / 2)] ?? ORIGIN,
  );
  const drawn = drawTrips(road, points, inferTripEnds(networks), wish);
  const { routes, trips, leftOutEnds, undrawn } = drawn;
  const leftOut = { 'places apart from the network': leftOutEnds, 'trips not drawn': undrawn };
  return { classes: [CAR], routes, trips, departOffsetMetres: 0, refused: [], leftOut };
}

async function readExtract(path: string): Promise<DistrictNetworks> {
  const name = { zh: path, en: path };
  const city = await importOsmCity({ path, name, district: 'extract', roadsAlone: true });
  return buildNetworks(city, [], () => {});
}

async function readNetworks(path: string): Promise<DistrictNetworks> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) {
    throw new InputProblem(
      path,
      'expected a built city here (npm run city), found no readable file',
    );
  }
  const parsed = districtNetworksSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new InputProblem(
    path,
    `at ${issue?.path.join('.')}: ${issue?.message}; build the city again`,
  );
}
