/** The finished street graph → streets and footways of the source record, signals and crossings. */
import type { LocalizedText } from '#contracts';
import type { SourceFootway, SourceStreet } from '../source-city.ts';
import { type GraphWay, lineOf, type StreetGraph } from './street-graph.ts';

/** An alley inside a compound. */
const LANE_WIDTH_METRES = 4;

export function sourceStreetsOf(
  graph: StreetGraph,
  names: ReadonlyMap<string, LocalizedText>,
): SourceStreet[] {
  const streets: SourceStreet[] = [];
  for (const way of graph.ways.values()) {
    if (way.wayClass === 'lane') continue;
    const name = way.name ?? names.get(way.id);
    streets.push({
      id: way.id,
      line: lineOf(graph, way),
      nodes: [...way.nodes],
      ...(name ? { name } : {}),
      bridgeOrTunnel: way.elevated,
      roadClass: way.wayClass,
      oneWay: 'no',
      lanes: way.lanes,
      maxSpeedMetresPerSecond: way.maxSpeedMetresPerSecond,
      sidewalk: way.elevated ? 'none' : 'both',
      walkable: !way.elevated,
    });
  }
  return streets;
}

export function sourceFootwaysOf(graph: StreetGraph): SourceFootway[] {
  return [...graph.ways.values()]
    .filter((way) => way.wayClass === 'lane')
    .map((way) => ({
      id: way.id,
      line: lineOf(graph, way),
      nodes: [...way.nodes],
      bridgeOrTunnel: false,
      facility: 'footway',
      widthMetres: LANE_WIDTH_METRES,
      oneWay: false,
    }));
}

const isMain = (way: GraphWay): boolean =>
  !way.elevated &&
  (way.wayClass === 'primary' || way.wayClass === 'secondary' || way.wayClass === 'tertiary');

function waysByNode(graph: StreetGraph): Map<string, GraphWay[]> {
  const byNode = new Map<string, GraphWay[]>();
  for (const way of graph.ways.values()) {
    for (const node of way.nodes) byNode.set(node, [...(byNode.get(node) ?? []), way]);
  }
  return byNode;
}

/** Where two main roads meet. */
export function signalNodesOf(graph: StreetGraph): string[] {
  return [...waysByNode(graph)]
    .filter(([, ways]) => ways.filter(isMain).length >= 2)
    .map(([node]) => node);
}

/** Signalled junctions, side streets meeting a main road other than a primary, and the walks of the stadium and stations. */
export function crossingNodesOf(graph: StreetGraph, walks: readonly SourceFootway[]): string[] {
  const walked = new Set(walks.flatMap((walk) => walk.nodes));
  return [...waysByNode(graph)]
    .filter(([node, ways]) => {
      const surface = ways.filter((way) => !way.elevated && way.wayClass !== 'lane');
      const main = surface.filter(isMain);
      if (main.length >= 2) return true;
      if (surface.length > 0 && walked.has(node)) return true;
      return (
        main.length === 1 && surface.length >= 2 && main.every((way) => way.wayClass !== 'primary')
      );
    })
    .map(([node]) => node);
}
