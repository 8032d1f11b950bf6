/** Footways → lanes, graph and perceived times. Called by buildDistrictModel. */
import type { DistrictNetworks } from '#contracts';
import { hashText } from '#contracts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import { FACILITY, facilityOf, hasClearWidth, speedFactorOf } from './facilities.ts';
import type { Places, WalkModel, WalkPlaceKind } from './model-types.ts';
import { PERCEPTION_CLASSES } from './model-types.ts';
import { groupByVertex } from './shortest-paths.ts';

/** A walker waits this long on average where arrivals are even over the cycle (Webster 1958). */
export const meanRedWaitSeconds = (cycleSeconds: number, greenShare: number): number =>
  (cycleSeconds * (1 - greenShare) ** 2) / 2;

export function buildWalkModel(
  networks: DistrictNetworks,
  places: Places<WalkPlaceKind>,
  signalisedStreet: Int32Array,
  parameters: SimulationParameters,
): WalkModel {
  const { nodes, links } = networks.walk;
  const linkCount = links.length;
  const laneCount = 2 * linkCount + places.count;
  const laneFrom = new Int32Array(2 * linkCount);
  const laneEnd = new Int32Array(laneCount);
  const lengthMetres = new Float64Array(linkCount);
  const effectiveWidthMetres = new Float64Array(linkCount);
  const facility = new Uint8Array(2 * linkCount);
  const signalised = new Uint8Array(linkCount);
  const oneWay = new Uint8Array(linkCount);
  links.forEach((link, i) => {
    laneFrom[2 * i] = link.from;
    laneEnd[2 * i] = link.to;
    laneFrom[2 * i + 1] = link.to;
    laneEnd[2 * i + 1] = link.from;
    lengthMetres[i] = link.lengthMetres;
    effectiveWidthMetres[i] = hasClearWidth(link)
      ? link.widthMetres
      : Math.max(1, link.widthMetres - 2 * parameters.boundaryMetres);
    facility[2 * i] = FACILITY[facilityOf(link, true)];
    facility[2 * i + 1] = FACILITY[facilityOf(link, false)];
    oneWay[i] = link.oneWay ? 1 : 0;
    const waits =
      link.facility === 'crossing' &&
      link.streetLinks.some((street) => (signalisedStreet[street] ?? -1) >= 0);
    signalised[i] = waits ? 1 : 0;
  });
  places.node.forEach((node, place) => {
    laneEnd[2 * linkCount + place] = node;
  });

  const open = Array.from({ length: 2 * linkCount }, (_, lane) => lane).filter(
    (lane) => lane % 2 === 0 || oneWay[lane >> 1] === 0,
  );
  const byEnd = groupByVertex(
    nodes.length,
    open.map((lane) => laneEnd[lane] as number),
  );
  const inLane = byEnd.edges.map((edge) => open[edge] as number);
  const redWait = meanRedWaitSeconds(
    parameters.crossingCycleSeconds,
    parameters.crossingGreenShare,
  );
  const freeSeconds = (lane: number): number => {
    const link = lane >> 1;
    const speed =
      facility[lane] === FACILITY.escalator
        ? parameters.escalatorMetresPerSecond
        : parameters.walkingSpeed.mean * speedFactorOf(facility[lane] as number, parameters);
    const walking = (lengthMetres[link] as number) / speed;
    return walking + (signalised[link] === 1 ? redWait : 0);
  };
  return {
    nodeCount: nodes.length,
    linkCount,
    laneCount,
    laneEnd,
    graph: {
      vertexCount: nodes.length,
      inStart: byEnd.start,
      inVertex: inLane.map((lane) => laneFrom[lane] as number),
      inLane,
    },
    lengthMetres,
    effectiveWidthMetres,
    facility,
    signalised,
    oneWay,
    laneSeconds: perceivedSeconds(
      2 * linkCount,
      freeSeconds,
      (lane) => links[lane >> 1]?.id ?? '',
      parameters.routePerceptionDeviation,
    ),
    places,
    component: findComponents(nodes.length, laneFrom, laneEnd),
  };
}

/** Class 0 sees the true times; the others see each link off by a lognormal factor of its own. */
export function perceivedSeconds(
  laneCount: number,
  freeSeconds: (lane: number) => number,
  nameOf: (lane: number) => string,
  deviation: number,
): Float64Array[] {
  return Array.from({ length: PERCEPTION_CLASSES }, (_, perception) =>
    Float64Array.from({ length: laneCount }, (_unused, lane) => {
      const seconds = freeSeconds(lane);
      if (perception === 0) return seconds;
      // Twelve uniform bits twice make a triangular draw: standard deviation 1/√6 of its half width.
      const hash = hashText(`${perception}:${nameOf(lane)}`);
      const draw = ((hash & 0xffff) + (hash >>> 16)) / 0xffff - 1;
      return seconds * Math.exp(deviation * Math.sqrt(6) * draw);
    }),
  );
}

/** Number of the connected part (directions ignored) each node lies in. */
export function findComponents(
  nodeCount: number,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): Int32Array {
  const parent = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const rootOf = (node: number): number => {
    let root = node;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number;
      root = parent[root] as number;
    }
    return root;
  };
  for (let edge = 0; edge < from.length; edge += 1) {
    parent[rootOf(from[edge] as number)] = rootOf(to[edge] as number);
  }
  return parent.map((_, node) => rootOf(node));
}
