/**
 * Networks of a built city → the static model that all runs share. A network without a way from
 * gates to anywhere still builds; `warnings` says what will not move.
 */
import type { DistrictNetworks } from '#contracts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import { DEFAULT_PARAMETERS } from '../parameters/parameters.ts';
import { buildStreetModel, findSignals } from './build-street-model.ts';
import { buildWalkModel, findComponents } from './build-walk-model.ts';
import { buildBusModel, MOST_CALLS } from './bus-lines.ts';
import { carParksOf, findAccessNodes, findKerbs, findZones, placesFrom } from './find-places.ts';
import type { DistrictModel, StreetPlaceKind, WalkPlaceKind } from './model-types.ts';
import { PERCEPTION_CLASSES } from './model-types.ts';

export function buildDistrictModel(
  networks: DistrictNetworks,
  parameters: SimulationParameters = DEFAULT_PARAMETERS,
): DistrictModel {
  const { walk, street, venues, stations } = networks;
  const walkComponent = findComponents(
    walk.nodes.length,
    walk.links.map((link) => link.from),
    walk.links.map((link) => link.to),
  );
  const main = largest(walkComponent);
  const isMain = (node: number): boolean => walkComponent[node] === main;
  const usableWalkNodes = walk.nodes.flatMap((_, node) => (isMain(node) ? [node] : []));
  const accessNodes = findAccessNodes(networks);
  const zones = findZones(networks, isMain, accessNodes);
  const kerbs = findKerbs(networks, usableWalkNodes, accessNodes);
  const carParks = carParksOf(networks);
  const gates = venues.flatMap((venue, index) =>
    venue.gates.map((gate) => ({ venue: index, node: gate.node, widthMetres: gate.widthMetres })),
  );
  const entrances = stations.flatMap((station, index) =>
    station.entrances.map((entrance) => ({ ...entrance, station: index })),
  );
  const walkGateways = walk.nodes.flatMap((node, index) =>
    node.gateway && isMain(index) ? [index] : [],
  );
  const streetGateways = street.nodes.flatMap((node, index) => (node.gateway ? [index] : []));
  const walkPlaces = placesFrom<WalkPlaceKind>([
    ['gate', gates.map((gate) => gate.node)],
    ['entrance', entrances.map((entrance) => entrance.node)],
    ['gateway', walkGateways],
    ['zone', zones.map((zone) => zone.walkNode)],
    ['car-park', carParks.map((park) => park.walkNode)],
    ['kerb', kerbs.map((kerb) => kerb.walkNode)],
    ['stop', networks.buses.stops.map((stop) => stop.walkNode)],
  ]);
  const streetPlaces = placesFrom<StreetPlaceKind>([
    ['gateway', streetGateways],
    ['zone', zones.map((zone) => zone.streetNode)],
    ['car-park', carParks.map((park) => park.streetNode)],
    ['kerb', kerbs.map((kerb) => kerb.streetNode)],
  ]);
  const signal = findSignals(networks);
  const warnings: string[] = [];
  const cutOffGates = gates.filter((gate) => !isMain(gate.node)).length;
  if (cutOffGates > 0) {
    warnings.push(`${cutOffGates} of ${gates.length} gates are not joined to the main footways`);
  }
  if (walkGateways.length === 0) warnings.push('no walk node at the border: nobody leaves on foot');
  if (streetGateways.length === 0) warnings.push('no street node at the border: no traffic');
  const long = networks.buses.lines.filter(({ stops }) => stops.length > MOST_CALLS).length;
  if (long > 0)
    warnings.push(`${long} bus lines have more than ${MOST_CALLS} calls: the first count`);
  if (stations.length === 0) warnings.push('no station: metro shares go to the other modes');
  return {
    networks,
    walk: buildWalkModel(networks, walkPlaces, signal, parameters),
    street: buildStreetModel(networks, streetPlaces, signal, parameters),
    zones,
    carParks,
    kerbs,
    gates,
    entrances,
    buses: buildBusModel(networks, (node) => streetGateways.indexOf(node)),
    walkTables: Array.from({ length: PERCEPTION_CLASSES }, () => []),
    streetTables: Array.from({ length: PERCEPTION_CLASSES }, () => []),
    busTables: Array.from({ length: PERCEPTION_CLASSES }, () => []),
    warnings,
  };
}

function largest(component: Int32Array): number {
  const sizes = new Map<number, number>();
  for (const root of component) sizes.set(root, (sizes.get(root) ?? 0) + 1);
  let best = -1;
  let bestSize = 0;
  for (const [root, size] of sizes) {
    if (size > bestSize) {
      best = root;
      bestSize = size;
    }
  }
  return best;
}
