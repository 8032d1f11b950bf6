/** From SUMO's files to a run that is ready to start. */
import {
  buildRoadNetwork,
  buildTrafficDemand,
  createTrafficRun,
  type RefusedTrip,
  TRAFFIC_DEFAULTS,
  type TrafficRun,
} from '#simulations';
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
  readonly routes: string;
  readonly seed: number;
  readonly recordSeconds: number;
  readonly endSeconds: number;
}): Promise<OpenedRun> {
  const sumoNetwork = await readSumoNetwork(options.net);
  const sumoRoutes = await readSumoRoutes(options.routes);
  const network = buildRoadNetwork(sumoNetwork.input);
  const { demand, refused } = buildTrafficDemand(network, sumoRoutes);
  const run = createTrafficRun({
    network,
    demand,
    parameters: TRAFFIC_DEFAULTS,
    seed: options.seed,
    recordSeconds: options.recordSeconds,
    endSeconds: options.endSeconds,
  });
  return {
    run,
    refused,
    leftOut: { network: sumoNetwork.leftOut, routes: sumoRoutes.leftOut },
  };
}
