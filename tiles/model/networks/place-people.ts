/** Residents and workers of every building to its nearest walk node. */
import type { Point, WalkNetwork } from '#contracts';
import { createPointIndex } from '../../geometry/point-index.ts';
import type { BuildingPeople } from '../count-people.ts';

export function placePeople(walk: WalkNetwork, people: readonly BuildingPeople[]): WalkNetwork {
  const residents = new Float64Array(walk.nodes.length);
  const workers = new Float64Array(walk.nodes.length);
  const open = openNodes(walk);
  const nearest = createPointIndex(open.map((node): Point => walk.nodes[node]?.point ?? [0, 0]));
  for (const building of people) {
    const hit = nearest(building.centre);
    const node = hit === undefined ? undefined : open[hit];
    if (node === undefined) continue;
    residents[node] = (residents[node] ?? 0) + building.residents;
    workers[node] = (workers[node] ?? 0) + building.workers;
  }
  return {
    ...walk,
    nodes: walk.nodes.map((node, index) => ({
      ...node,
      residents: Math.round(residents[index] ?? 0),
      workers: Math.round(workers[index] ?? 0),
    })),
  };
}

/** Nodes where people can walk away: all but those inside a venue's gate. */
export function openNodes(walk: WalkNetwork): number[] {
  const gates = walk.links.filter((link) => link.facility === 'gate');
  const inner = new Set(gates.map((link) => link.from));
  return walk.nodes.flatMap((_, node) => (inner.has(node) ? [] : [node]));
}
