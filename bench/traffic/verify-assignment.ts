/** Static equilibrium against published best-known solutions. */
import { join } from 'node:path';
import { assignEquilibrium } from '#simulations';
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
  return figures;
}
