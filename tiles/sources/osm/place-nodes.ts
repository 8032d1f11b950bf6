/** OSM nodes in the district's frame, whose origin is the centre of the buildings' extent. */
import type { FrameOrigin, LocalFrame, Point } from '#contracts';
import { createLocalFrame } from '#contracts';
import type { OsmData, OsmTags, OsmWay } from './osm-records.ts';

export interface PlacedNodes {
  readonly frame: LocalFrame;
  /** undefined when the file does not hold the node or its position is out of range. */
  pointOf(node: number): Point | undefined;
}

/** null when no node of what is tagged so, way or relation, is in the file. */
export function findOrigin(data: OsmData, key: 'building' | 'highway'): FrameOrigin | null {
  let west = 181;
  let east = -181;
  let south = 91;
  let north = -91;
  for (const way of waysTagged(data, key)) {
    for (const ref of way.refs) {
      const node = data.nodes.get(ref);
      if (!node) continue;
      west = Math.min(west, node.lonDegrees);
      east = Math.max(east, node.lonDegrees);
      south = Math.min(south, node.latDegrees);
      north = Math.max(north, node.latDegrees);
    }
  }
  if (west > east) return null;
  // OSM has no heights of the ground: the frame lies on the ellipsoid.
  return { lonDegrees: (west + east) / 2, latDegrees: (south + north) / 2, heightMetres: 0 };
}

function* waysTagged(data: OsmData, key: 'building' | 'highway'): Generator<OsmWay, void> {
  const isTagged = (tags: OsmTags) => tags[key] !== undefined && tags[key] !== 'no';
  for (const way of data.ways.values()) if (isTagged(way.tags)) yield way;
  for (const relation of data.relations) {
    if (!isTagged(relation.tags)) continue;
    for (const member of relation.members) {
      const way = member.type === 'way' ? data.ways.get(member.ref) : undefined;
      if (way) yield way;
    }
  }
}

export function placeNodes(data: OsmData, origin: FrameOrigin): PlacedNodes {
  const frame = createLocalFrame(origin);
  const placed = new Map<number, Point>();
  return {
    frame,
    pointOf: (id) => {
      const known = placed.get(id);
      if (known) return known;
      const node = data.nodes.get(id);
      if (!node) return undefined;
      const point = frame.pointFromLonLat(node.lonDegrees, node.latDegrees);
      placed.set(id, point);
      return point;
    },
  };
}
