/**
 * Where trips begin and end: gates, station entrances, border points, zones (grid squares with
 * people), car parks and kerbs where taxis wait.
 */
import type { DistrictNetworks } from '#contracts';
import type { CarPark, Kerb, Places, StreetPlaceKind, WalkPlaceKind, Zone } from './model-types.ts';

const MOST_ZONES = 48;
const FIRST_ZONE_METRES = 200;
/** Kerbs lie away from the gates, so that pick-ups do not stand in the first crowd. */
const KERB_DISTANCE_METRES: readonly [number, number] = [120, 700];
const KERBS_PER_VENUE = 3;

type XY = readonly [number, number];

export function placesFrom<Kind extends string>(
  groups: readonly (readonly [Kind, readonly number[]])[],
): Places<Kind> {
  const range = {} as Record<Kind, readonly [number, number]>;
  let at = 0;
  for (const [kind, nodes] of groups) {
    range[kind] = [at, at + nodes.length];
    at += nodes.length;
  }
  return {
    count: at,
    kind: groups.flatMap(([kind, nodes]) => nodes.map(() => kind)),
    node: Int32Array.from(groups.flatMap(([, nodes]) => nodes)),
    range,
  };
}

/** Grid squares with people, each at its most populated walk node. The grid widens until few enough. */
export function findZones(
  networks: DistrictNetworks,
  isUsableWalkNode: (node: number) => boolean,
  usableStreetNodes: readonly number[],
): Zone[] {
  const { nodes } = networks.walk;
  for (let size = FIRST_ZONE_METRES; ; size *= 1.25) {
    const squares = new Map<
      string,
      { node: number; best: number; residents: number; workers: number }
    >();
    nodes.forEach((node, index) => {
      const people = node.residents + node.workers;
      if (people <= 0 || !isUsableWalkNode(index)) return;
      const key = `${Math.floor(node.point[0] / size)}:${Math.floor(node.point[1] / size)}`;
      const square = squares.get(key) ?? { node: index, best: 0, residents: 0, workers: 0 };
      if (people > square.best) {
        square.best = people;
        square.node = index;
      }
      square.residents += node.residents;
      square.workers += node.workers;
      squares.set(key, square);
    });
    if (squares.size > MOST_ZONES) continue;
    return [...squares.values()].flatMap((square) => {
      const point = nodes[square.node]?.point;
      const streetNode = point ? nearestOf(networks.street.nodes, usableStreetNodes, point) : -1;
      return streetNode < 0
        ? []
        : [
            {
              walkNode: square.node,
              streetNode,
              residents: square.residents,
              workers: square.workers,
            },
          ];
    });
  }
}

/** Street nodes that are no border point, not on a fast road, and have ways in and out. */
export function findAccessNodes(networks: DistrictNetworks): number[] {
  const { nodes, links } = networks.street;
  const into = new Uint8Array(nodes.length);
  const out = new Uint8Array(nodes.length);
  for (const link of links) {
    if (link.roadClass === 'motorway' || link.roadClass === 'trunk') continue;
    into[link.to] = 1;
    out[link.from] = 1;
  }
  return nodes.flatMap((node, index) =>
    !node.gateway && into[index] === 1 && out[index] === 1 ? [index] : [],
  );
}

export interface KerbSite extends Kerb {
  readonly walkNode: number;
  readonly streetNode: number;
}

/** Up to three kerbs a venue: for each gate in turn the nearest street node in the distance band. */
export function findKerbs(
  networks: DistrictNetworks,
  usableWalkNodes: readonly number[],
  accessNodes: readonly number[],
): KerbSite[] {
  const streetNodes = networks.street.nodes;
  const walkNodes = networks.walk.nodes;
  return networks.venues.flatMap((venue, index) => {
    const gatePoints = venue.gates.flatMap((gate) => walkNodes[gate.node]?.point ?? []);
    const points: XY[] = venue.gates.flatMap((gate) => {
      const point = walkNodes[gate.node]?.point;
      return point ? [point] : [];
    });
    if (gatePoints.length === 0) return [];
    const clearance = (node: number): number => {
      const point = streetNodes[node]?.point;
      return point ? Math.min(...points.map((gate) => distance(gate, point))) : 0;
    };
    const band = accessNodes.filter((node) => {
      const metres = clearance(node);
      return metres >= KERB_DISTANCE_METRES[0] && metres <= KERB_DISTANCE_METRES[1];
    });
    const chosen: number[] = [];
    for (const gate of points) {
      if (chosen.length === KERBS_PER_VENUE) break;
      const free = (band.length > 0 ? band : accessNodes).filter((node) => !chosen.includes(node));
      const node = nearestOf(streetNodes, free, gate);
      if (node >= 0) chosen.push(node);
    }
    return chosen.flatMap((streetNode) => {
      const point = streetNodes[streetNode]?.point;
      const walkNode = point ? nearestOf(walkNodes, usableWalkNodes, point) : -1;
      return walkNode < 0 ? [] : [{ venue: index, walkNode, streetNode }];
    });
  });
}

export function nearestOf(
  nodes: readonly { readonly point: XY }[],
  among: readonly number[],
  point: XY,
): number {
  let best = -1;
  let bestMetres = Number.POSITIVE_INFINITY;
  for (const node of among) {
    const candidate = nodes[node]?.point;
    if (!candidate) continue;
    const metres = distance(candidate, point);
    if (metres < bestMetres) {
      bestMetres = metres;
      best = node;
    }
  }
  return best;
}

const distance = (a: XY, b: XY): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

export const carParksOf = (
  networks: DistrictNetworks,
): (CarPark & { walkNode: number; streetNode: number })[] =>
  networks.venues.flatMap((venue, index) =>
    venue.carParks
      .filter((park) => park.capacityVehicles > 0)
      .map((park) => ({
        venue: index,
        name: park.name.zh,
        capacityVehicles: park.capacityVehicles,
        exitVehiclesPerHour: park.exitVehiclesPerHour,
        walkNode: park.walkNode,
        streetNode: park.streetNode,
      })),
  );

export type { StreetPlaceKind, WalkPlaceKind };
