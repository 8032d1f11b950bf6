/** Static user equilibrium of a TransportationNetworks folder, printed and on request written. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ASSIGNMENT_DEFAULTS, assignEquilibrium } from '#simulations';
import { readTransportationNetwork } from './read-transportation-network.ts';

export async function runAssignCommand(
  folder: string,
  relativeGap: number,
  out: string | undefined,
): Promise<number> {
  const { name, network, demand } = await readTransportationNetwork(folder);
  const startMs = performance.now();
  const result = assignEquilibrium(network, demand, { ...ASSIGNMENT_DEFAULTS, relativeGap });
  const seconds = (performance.now() - startMs) / 1000;
  console.log(
    [
      `${name}: ${network.zoneCount} zones, ${network.linkFrom.length} links, ${demand.trips.length} pairs`,
      `relative gap      ${result.relativeGap.toExponential(3)}${result.converged ? '' : ' (not reached)'}`,
      `objective         ${result.objective.toFixed(6)}`,
      `total travel time ${result.totalTime.toFixed(4)}`,
      `${result.iterations} iterations, ${result.pathCount} paths, ${seconds.toFixed(3)} s`,
    ].join('\n'),
  );
  for (const { origin, destination } of result.unreachable) {
    console.log(`no path from zone ${origin + 1} to zone ${destination + 1}`);
  }
  if (out !== undefined) {
    await mkdir(out, { recursive: true });
    const rows = [...result.flow].map(
      (flow, link) =>
        `${(network.linkFrom[link] ?? 0) + 1},${(network.linkTo[link] ?? 0) + 1},${flow},${result.time[link]}`,
    );
    await writeFile(join(out, 'flows.csv'), `from,to,volume,cost\n${rows.join('\n')}\n`);
  }
  return result.converged ? 0 : 1;
}
