/** Residents and workers of every building to its nearest walk node, by floor area and use. */
import type { CityModel, Point, WalkNetwork } from '#contracts';
import { polygonCentre } from '../../geometry/measure-polygon.ts';
import { createPointIndex } from '../../geometry/point-index.ts';
import { USE_RULES } from '../use-rules.ts';

export function placePeople(walk: WalkNetwork, model: CityModel): WalkNetwork {
  const residents = new Float64Array(walk.nodes.length);
  const workers = new Float64Array(walk.nodes.length);
  const open = openNodes(walk);
  const nearest = createPointIndex(open.map((node): Point => walk.nodes[node]?.point ?? [0, 0]));
  for (const building of model.buildings) {
    const hit = nearest(polygonCentre(building.footprint));
    const node = hit === undefined ? undefined : open[hit];
    if (node === undefined) continue;
    for (const storey of building.storeys) {
      for (const unit of storey.units) {
        const rule = USE_RULES[unit.use];
        if (rule.squareMetresPerResident > 0) {
          residents[node] =
            (residents[node] ?? 0) + unit.areaSquareMetres / rule.squareMetresPerResident;
        }
        if (rule.squareMetresPerWorker > 0) {
          workers[node] = (workers[node] ?? 0) + unit.areaSquareMetres / rule.squareMetresPerWorker;
        }
      }
    }
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
