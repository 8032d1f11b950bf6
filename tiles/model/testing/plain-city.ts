/** A SourceCity with nothing in it, to which tests add what they look at. */
import type { SourceBuilding, SourceCity, SourceStreet } from '../../sources/source-city.ts';

export function plainCity(parts: Partial<SourceCity>): SourceCity {
  return {
    district: 'test',
    name: { zh: '测试', en: 'Test' },
    timeZone: 'Asia/Shanghai',
    origin: { lonDegrees: 121.4, latDegrees: 31.2, heightMetres: 0 },
    sources: [],
    statedKind: 'measured',
    buildings: [],
    streets: [],
    footways: [],
    squares: [],
    turnRestrictions: [],
    signalNodes: [],
    crossingNodes: [],
    stations: [],
    venues: [],
    skipped: [],
    ...parts,
  };
}

export function box(
  id: string,
  [west, south, width, depth]: readonly [number, number, number, number],
  rest: Partial<SourceBuilding> = {},
): SourceBuilding {
  return { id, outline: rectangle(west, south, width, depth), parts: [], ...rest };
}

export function rectangle(west: number, south: number, width: number, depth: number) {
  const east = west + width;
  const north = south + depth;
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ],
  ] as const;
}

/** Nodes are named by their place, `x,y`, so that streets meet where they touch. */
export function street(
  id: string,
  line: readonly (readonly [number, number])[],
  rest: Partial<SourceStreet> = {},
): SourceStreet {
  return {
    id,
    line,
    nodes: line.map(([x, y]) => `${x},${y}`),
    bridgeOrTunnel: false,
    roadClass: 'secondary',
    oneWay: 'no',
    sidewalk: 'both',
    walkable: true,
    ...rest,
  };
}
