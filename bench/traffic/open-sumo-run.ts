/** From a SUMO network, with SUMO's routes or a table of trips, to a run that is ready to start. */
import {
  buildRoadNetwork,
  buildTrafficDemand,
  createTrafficRun,
  type RefusedTrip,
  TRAFFIC_DEFAULTS,
  type TrafficRun,
} from '#simulations';
import { guided } from './close-links.ts';
import { openTable, type TableSource } from './open-table.ts';
import { readSumoNetwork, type SumoNetwork } from './read-sumo-network.ts';
import { readSumoRoutes, type SumoRoutes } from './read-sumo-routes.ts';

export interface OpenedRun {
  readonly run: TrafficRun;
  readonly refused: readonly RefusedTrip[];
  readonly leftOut: {
    readonly network: SumoNetwork['leftOut'];
    readonly routes: SumoRoutes['leftOut'];
  };
}

export async function openSumoRun(options: {
  readonly net: string;
  readonly demand: { readonly routes: string } | TableSource;
  readonly seed: number;
  readonly recordSeconds: number;
  readonly endSeconds: number;
  /** Of drivers, who know present times; absent: nobody leaves his route. */
  readonly informedShare?: number | undefined;
}): Promise<OpenedRun> {
  const sumoNetwork = await readSumoNetwork(options.net);
  const given =
    'routes' in options.demand
      ? { ...(await readSumoRoutes(options.demand.routes)), refused: [] }
      : { ...(await openTable(sumoNetwork.input, options.demand, options.seed)), leftOut: {} };
  const network = buildRoadNetwork(sumoNetwork.input);
  const { demand, refused } = buildTrafficDemand(network, given);
  const run = createTrafficRun({
    network,
    demand,
    parameters: TRAFFIC_DEFAULTS,
    seed: options.seed,
    ...guided(options.informedShare),
    recordSeconds: options.recordSeconds,
    endSeconds: options.endSeconds,
  });
  return {
    run,
    refused: [...given.refused, ...refused],
    leftOut: { network: sumoNetwork.leftOut, routes: given.leftOut },
  };
}
