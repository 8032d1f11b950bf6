/** Ground under elevated roads and along railways: strips in which no building stands. */
import type { Point, Ring } from '#contracts';
import { distance, mix, pairsOf, placeRing, subtract } from './plane-shapes.ts';
import type { ReferenceFacts } from './read-reference-facts.ts';
import { rectangle } from './shape-buildings.ts';
import { HALF_WIDTH_METRES, lineOf, type StreetGraph } from './street-graph.ts';

export function layStrips(graph: StreetGraph, facts: ReferenceFacts): Ring[] {
  const strips = [...graph.ways.values()]
    .filter((way) => way.elevated)
    .flatMap((way) => stripsAlong(lineOf(graph, way), 2 * HALF_WIDTH_METRES[way.wayClass]));
  return [
    ...strips,
    ...facts.rails.rails.flatMap((rail) => stripsAlong(rail.points, rail.widthMetres)),
  ];
}

function stripsAlong(line: readonly Point[], width: number): Ring[] {
  return pairsOf(line, false).map(([a, b]) => {
    const [dx, dy] = subtract(b, a);
    return placeRing(rectangle(distance(a, b), width), mix(a, b, 0.5), Math.atan2(dy, dx));
  });
}
