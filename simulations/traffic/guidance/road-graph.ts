/** Links as vertices and ways through junctions as edges, for shortest paths; what is shut is left out. */
import { groupByVertex, type ReverseGraph } from '../../network/shortest-paths.ts';
import type { RoadConditions } from '../loading/road-conditions.ts';
import type { RoadNetwork } from '../road/road-types.ts';

export function roadGraph(network: RoadNetwork, { closed, banned }: RoadConditions): ReverseGraph {
  const turns = new Map<number, readonly [number, number]>();
  network.movementFrom.forEach((lane, movement) => {
    const from = network.laneLink[lane] as number;
    const to = network.movementToLink[movement] as number;
    if (closed[to] === 1 || banned[movement] === 1) return;
    turns.set(from * network.linkCount + to, [from, to]);
  });
  const edges = [...turns.values()];
  const byNext = groupByVertex(
    network.linkCount,
    edges.map(([, to]) => to),
  );
  const ordered = Array.from(byNext.edges, (edge) => edges[edge] as readonly [number, number]);
  return {
    vertexCount: network.linkCount,
    inStart: byNext.start,
    inVertex: Int32Array.from(ordered, ([from]) => from),
    inLane: Int32Array.from(ordered, ([, to]) => to),
  };
}
