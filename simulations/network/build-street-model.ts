/** Streets → lanes, allowed turns and perceived times. Called by buildDistrictModel. */
import type { DistrictNetworks } from '#contracts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import { buildRoadNetwork } from '../traffic/road/build-road-network.ts';
import type { RoadNetwork } from '../traffic/road/road-types.ts';
import { roadFromStreets } from '../traffic/streets/road-from-streets.ts';
import { meanRedWaitSeconds, perceivedSeconds } from './build-walk-model.ts';
import type { Places, StreetModel, StreetPlaceKind } from './model-types.ts';
import { groupByVertex } from './shortest-paths.ts';

/** Signal that gates each street link's exit, or -1. */
export function findSignals(networks: DistrictNetworks): Int32Array {
  const signalOf = new Int32Array(networks.street.links.length).fill(-1);
  networks.street.signals.forEach((signal, index) => {
    for (const phase of signal.phases) {
      for (const link of phase.links) if (link < signalOf.length) signalOf[link] = index;
    }
  });
  return signalOf;
}

/** Waiting for a gap on the larger road: the edge between levels of service B and C (HCM 2010, 19). */
const YIELD_SECONDS = 15;
/** Turning left through a stream that has green too waits for the end of the green; an assumption. */
const LEFT_SECONDS = 20;

/** What a turn costs that others pass first: a driver knows it without seeing the traffic. */
function turnSeconds(road: RoadNetwork, from: number, to: number): number {
  const last = road.linkMovement[from + 1] as number;
  let least = Number.POSITIVE_INFINITY;
  for (let at = road.linkMovement[from] as number; at < last; at += 1) {
    if (road.movementToLink[at] !== to) continue;
    const hasFoes = road.foeStart[at] !== road.foeStart[at + 1];
    const isSignal = road.movementGroup[at] !== -1;
    const waits = isSignal ? road.movementPocket[at] !== -1 : hasFoes;
    least = Math.min(least, waits ? (isSignal ? LEFT_SECONDS : YIELD_SECONDS) : 0);
  }
  return Number.isFinite(least) ? least : 0;
}

export function buildStreetModel(
  networks: DistrictNetworks,
  places: Places<StreetPlaceKind>,
  signal: Int32Array,
  parameters: SimulationParameters,
): StreetModel {
  const { nodes, links, forbiddenTurns, signals } = networks.street;
  const linkCount = links.length;
  const laneCount = linkCount + places.count;
  const laneEnd = Int32Array.from({ length: laneCount }, (_, lane) =>
    lane < linkCount ? (links[lane]?.to ?? 0) : (places.node[lane - linkCount] as number),
  );
  const outOf = groupByVertex(
    nodes.length,
    links.map((link) => link.from),
  );
  const forbidden = new Set(forbiddenTurns.map((turn) => turn.from * linkCount + turn.to));

  // Turning back is kept for dead ends: elsewhere it would make loops of the routes.
  const turnFrom: number[] = [];
  const turnTo: number[] = [];
  for (let lane = 0; lane < laneCount; lane += 1) {
    const node = laneEnd[lane] as number;
    const start = links[lane]?.from ?? -1;
    const out = [...outOf.edges.subarray(outOf.start[node], outOf.start[node + 1])].filter(
      (next) => !forbidden.has(lane * linkCount + next),
    );
    const onward = out.filter((next) => links[next]?.to !== start);
    for (const next of onward.length > 0 ? onward : out) {
      turnFrom.push(lane);
      turnTo.push(next);
    }
  }
  const byNext = groupByVertex(laneCount, turnTo);
  const drawn = roadFromStreets(networks.street);
  const road = buildRoadNetwork(drawn);

  const freeSeconds = Float64Array.from({ length: laneCount }, (_, lane) => {
    const link = links[lane];
    return link ? link.lengthMetres / link.freeSpeedMetresPerSecond : 0;
  });
  const waitSeconds = Float64Array.from({ length: linkCount }, (_, lane) => {
    const plan = signals[signal[lane] as number];
    if (!plan) return 0;
    const green = plan.phases
      .filter((phase) => phase.links.includes(lane))
      .reduce((sum, phase) => sum + phase.greenSeconds, 0);
    return meanRedWaitSeconds(plan.cycleSeconds, Math.min(1, green / plan.cycleSeconds));
  });
  const signalAt = new Map(road.signals.map(({ id }, at) => [id, at]));
  const linkBetween = new Map(links.map(({ from, to }, at) => [`${from}>${to}`, at]));
  return {
    linkCount,
    laneCount,
    laneEnd,
    graph: {
      vertexCount: laneCount,
      inStart: byNext.start,
      inVertex: byNext.edges.map((turn) => turnFrom[turn] as number),
      inLane: byNext.edges.map((turn) => turnTo[turn] as number),
      inSeconds: Float64Array.from(byNext.edges, (turn) => {
        const from = turnFrom[turn] as number;
        return from < linkCount ? turnSeconds(road, from, turnTo[turn] as number) : 0;
      }),
    },
    freeSeconds,
    signal,
    laneSeconds: perceivedSeconds(
      linkCount,
      (lane) => (freeSeconds[lane] as number) + (waitSeconds[lane] as number),
      (lane) => links[lane]?.id ?? '',
      parameters.routePerceptionDeviation,
    ),
    places,
    goals: Array.from(places.node, (node) =>
      links.flatMap((link, lane) => (link.to === node ? [lane] : [])),
    ),
    road,
    roadSignal: Int32Array.from(signals, ({ id }) => signalAt.get(id) ?? -1),
    leftPhases: signals.map(({ id }) => drawn.leftPhases.get(id) ?? []),
    opposite: Int32Array.from(links, ({ from, to }) => linkBetween.get(`${to}>${from}`) ?? -1),
  };
}
