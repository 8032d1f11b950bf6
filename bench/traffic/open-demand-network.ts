/** A network for estimation, whatever file it comes from, with the names that the file gives. */
import { type AssignmentNetwork, assignmentFromRoad, type TripTable } from '#simulations';
import { InputProblem } from './input-problem.ts';
import type { ReadTableRow } from './read-demand.ts';
import { readSumoNetwork } from './read-sumo-network.ts';
import { readTransportationNetwork } from './read-transportation-network.ts';

export interface DemandNetwork {
  readonly network: AssignmentNetwork;
  readonly linkOf: ReadonlyMap<string, number>;
  readonly zoneOf: ReadonlyMap<string, number>;
  readonly zoneNames: readonly string[];
  /** Trips that the folder itself holds, in the unit of its capacities. */
  readonly ownTable: TripTable | null;
}

export async function openDemandNetwork(
  source: { readonly folder: string } | { readonly net: string },
  prior: readonly ReadTableRow[],
): Promise<DemandNetwork> {
  if ('folder' in source) {
    const { network, demand } = await readTransportationNetwork(source.folder);
    const linkOf = new Map<string, number>();
    network.linkFrom.forEach((from, link) => {
      const name = `${from + 1}-${(network.linkTo[link] as number) + 1}`;
      if (linkOf.has(name)) {
        throw new InputProblem(source.folder, `links ${name} are several: counts cannot name one`);
      }
      linkOf.set(name, link);
    });
    const zoneNames = Array.from({ length: network.zoneCount }, (_, zone) => String(zone + 1));
    return { network, linkOf, ...namesOf(zoneNames), ownTable: demand };
  }
  const { input } = await readSumoNetwork(source.net);
  const linkOf = new Map(input.links.map(({ id }, link) => [id, link]));
  for (const { place, row } of prior) {
    for (const id of [row.from, row.to]) {
      if (!linkOf.has(id))
        throw new InputProblem(place, `there is no link '${id}' in ${source.net}`);
    }
  }
  const { network, zoneOf } = assignmentFromRoad(
    input,
    prior.flatMap(({ row }) => [row.from, row.to]),
  );
  return { network, linkOf, ...namesOf([...zoneOf.keys()]), ownTable: null };
}

const namesOf = (zoneNames: readonly string[]) => ({
  zoneNames,
  zoneOf: new Map(zoneNames.map((name, zone) => [name, zone])),
});
