/** Static equilibrium against published best-known solutions. */
import { join } from 'node:path';
import { type AssignmentNetwork, assignEquilibrium } from '#simulations';
import { type Figure, judgeFigure } from '../report/figure.ts';
import { findData, TRANSPORTATION_NETWORKS } from './data-folder.ts';
import { readTransportationNetwork } from './read-transportation-network.ts';

const SOURCE = 'TransportationNetworks, best known flows';
const PUBLISHED = [
  { name: 'SiouxFalls', objective: 4_231_335.287107 },
  { name: 'Anaheim', objective: 1_286_032.1711 },
] as const;

export async function verifyAssignment(): Promise<readonly Figure[]> {
  const folder = findData(TRANSPORTATION_NETWORKS);
  if (folder === undefined) return [];
  const figures: Figure[] = [];
  for (const { name, objective } of PUBLISHED) {
    const { network, demand } = await readTransportationNetwork(join(folder, name));
    const startMs = performance.now();
    const result = assignEquilibrium(network, demand);
    const seconds = (performance.now() - startMs) / 1000;
    figures.push(
      judgeFigure({
        name: `${name}: relative gap`,
        value: result.relativeGap,
        unit: '',
        asked: { atMost: 1e-6 },
        note: `${result.iterations} iterations, ${result.pathCount} paths`,
      }),
      judgeFigure({
        name: `${name}: objective off the published one`,
        value: Math.abs(result.objective / objective - 1),
        unit: '',
        asked: { atMost: 1e-5 },
        baseline: { what: 'objective', value: objective, source: SOURCE },
        note: `objective ${result.objective.toFixed(4)}`,
      }),
      judgeFigure({ name: `${name}: time`, value: seconds, unit: 's' }),
    );
  }
  return [...figures, ...(await verifyBraess(join(folder, 'Braess-Example')))];
}

/** Braess 1968 (Braess, Nagurney and Wakolbinger 2005, Transp. Sci. 39: 446–450): 92 with the link, 83 without. */
async function verifyBraess(folder: string): Promise<readonly Figure[]> {
  const { network, demand } = await readTransportationNetwork(folder);
  const trips = demand.trips.reduce((sum, count) => sum + count, 0);
  const isMiddle = (link: number): boolean =>
    network.linkFrom[link] === 2 && network.linkTo[link] === 3;
  const without = keepLinks(network, (link) => !isMiddle(link));
  return (
    [
      ['with the link', network, 92],
      ['without it', without, 83],
    ] as const
  ).map(([what, roads, published]) =>
    judgeFigure({
      name: `Braess, ${what}: time of each`,
      value: assignEquilibrium(roads, demand).totalTime / trips,
      unit: '',
      // The gap of 1e-6 at which the assignment stops, on both sides.
      asked: { between: [published * (1 - 1e-6), published * (1 + 1e-6)] },
      baseline: { what: 'user equilibrium', value: published, source: 'Braess 1968' },
    }),
  );
}

function keepLinks(
  network: AssignmentNetwork,
  keeps: (link: number) => boolean,
): AssignmentNetwork {
  const kept = <T extends Int32Array | Float64Array>(values: T): T =>
    values.filter((_, link) => keeps(link)) as T;
  return {
    ...network,
    linkFrom: kept(network.linkFrom),
    linkTo: kept(network.linkTo),
    capacity: kept(network.capacity),
    freeTime: kept(network.freeTime),
    bprFactor: kept(network.bprFactor),
    bprPower: kept(network.bprPower),
  };
}
