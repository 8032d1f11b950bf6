/** A built city's streets as a road run, with demand inferred from its gateways and people. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DistrictNetworks, districtNetworksSchema } from '#contracts';
import {
  buildRoadNetwork,
  buildTrafficDemand,
  createTrafficRun,
  drawTrips,
  inferTripEnds,
  type RefusedTrip,
  roadFromStreets,
  TRAFFIC_DEFAULTS,
  type TrafficRun,
} from '#simulations';
import { buildNetworks, importOsmCity } from '#tiles';
import { InputProblem } from './input-problem.ts';

export interface CityRun {
  readonly networks: DistrictNetworks;
  readonly run: TrafficRun;
  readonly refused: readonly RefusedTrip[];
  readonly leftOut: Readonly<Record<string, number>>;
}

const ORIGIN = [0, 0] as const;

/** A built city's folder, or an OpenStreetMap extract, roads alone being enough. */
export async function openCityRun(options: {
  readonly city: string;
  readonly vehicles: number;
  /** Departures are spread over these. */
  readonly demandSeconds: number;
  readonly endSeconds: number;
  readonly recordSeconds: number;
  readonly seed: number;
}): Promise<CityRun> {
  const networks = /\.(osm|pbf)$/.test(options.city)
    ? await readExtract(options.city)
    : await readNetworks(join(options.city, 'networks.json'));
  const road = roadFromStreets(networks.street);
  const network = buildRoadNetwork(road);
  const ends = inferTripEnds(networks);
  const points = networks.street.links.map(
    ({ line }) => line[Math.floor(line.length / 2)] ?? ORIGIN,
  );
  const { routes, trips, leftOutEnds, undrawn } = drawTrips(road, points, ends, {
    vehicles: options.vehicles,
    seconds: options.demandSeconds,
    seed: options.seed,
  });
  const { demand, refused } = buildTrafficDemand(network, {
    classes: [{ id: 'car', maxSpeedMetresPerSecond: 50, speedFactor: 1 }],
    routes,
    trips,
    departOffsetMetres: 0,
  });
  const run = createTrafficRun({
    ...{ network, demand, parameters: TRAFFIC_DEFAULTS, seed: options.seed },
    ...{ recordSeconds: options.recordSeconds, endSeconds: options.endSeconds },
  });
  return {
    networks,
    run,
    refused,
    leftOut: { 'places apart from the network': leftOutEnds, 'trips not drawn': undrawn },
  };
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
