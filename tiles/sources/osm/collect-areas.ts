/** Closed ways and multipolygon relations → polygons, with the reason when one is none. */
import type { Point, Polygon, Ring } from '#contracts';
import { cleanRing } from '../../geometry/clean-ring.ts';
import { isPointInRing } from '../../geometry/point-in-polygon.ts';
import { assignHoles } from '../../geometry/split-polygon.ts';
import { assembleRings } from './assemble-rings.ts';
import type { OsmData, OsmRelation, OsmTags, OsmWay } from './osm-records.ts';
import type { PlacedNodes } from './place-nodes.ts';

export interface Area {
  /** `way/1`, `relation/2`; further pieces of one relation get `relation/2#2`. */
  readonly id: string;
  readonly tags: OsmTags;
  readonly polygon: Polygon;
}

type Skip = (reason: string, example: string) => void;

export function collectAreas(
  data: OsmData,
  places: PlacedNodes,
  isWanted: (tags: OsmTags) => boolean,
  what: string,
  skip: Skip,
): Area[] {
  const areas: Area[] = [];
  const takenWays = new Set<number>();
  for (const relation of data.relations) {
    if (relation.tags.type !== 'multipolygon' && relation.tags.type !== 'boundary') continue;
    if (!isWanted(relation.tags)) continue;
    const { outer, inner, missing } = memberWays(data, relation);
    const id = `relation/${relation.id}`;
    if (missing > 0 || outer.length === 0) {
      skip(`${what}: relation whose outer ways are not all in the file`, id);
      continue;
    }
    const pieces = polygonsFromRelation(outer, inner, places);
    if (typeof pieces === 'string') {
      skip(`${what}: ${pieces}`, id);
      continue;
    }
    // Old mapping tags the outer way as well as the relation: one building, not two.
    for (const way of outer) takenWays.add(way.id);
    pieces.forEach((polygon, index) => {
      areas.push({ id: index === 0 ? id : `${id}#${index + 1}`, tags: relation.tags, polygon });
    });
  }
  for (const way of data.ways.values()) {
    if (!isWanted(way.tags) || takenWays.has(way.id)) continue;
    const id = `way/${way.id}`;
    if (way.refs.length < 4 || way.refs[0] !== way.refs.at(-1)) {
      skip(`${what}: way is not closed`, id);
      continue;
    }
    const ring = ringFromNodes(way.refs, places);
    if (typeof ring === 'string') skip(`${what}: ${ring}`, id);
    else areas.push({ id, tags: way.tags, polygon: [ring] });
  }
  return areas;
}

function memberWays(data: OsmData, relation: OsmRelation) {
  const outer: OsmWay[] = [];
  const inner: OsmWay[] = [];
  let missing = 0;
  for (const member of relation.members) {
    if (member.type !== 'way') continue;
    const way = data.ways.get(member.ref);
    if (!way) missing += 1;
    else if (member.role === 'inner') inner.push(way);
    else if (member.role === 'outer' || member.role === '') outer.push(way);
  }
  return { outer, inner, missing };
}

function polygonsFromRelation(
  outer: readonly OsmWay[],
  inner: readonly OsmWay[],
  places: PlacedNodes,
): Polygon[] | string {
  const outerRings = assembleRings(outer);
  const innerRings = assembleRings(inner);
  if (outerRings.openWays.length > 0 || outerRings.rings.length === 0) return 'outer ring is open';
  if (innerRings.openWays.length > 0) return 'inner ring is open';
  const outers: Ring[] = [];
  for (const refs of outerRings.rings) {
    const ring = ringFromNodes(refs, places);
    if (typeof ring === 'string') return ring;
    outers.push(ring);
  }
  const holes: Ring[] = [];
  for (const refs of innerRings.rings) {
    const ring = ringFromNodes(refs, places);
    // A hole smaller than a table is left out; any other fault is the building's.
    if (ring === 'area below 1 m²') continue;
    if (typeof ring === 'string') return `hole: ${ring}`;
    if (!outers.some((whole) => isRingInside(ring, whole))) return 'hole lies outside its outline';
    holes.push([...ring].reverse());
  }
  return assignHoles(outers, holes) ?? 'hole lies outside its outline';
}

function isRingInside(ring: Ring, whole: Ring): boolean {
  // Holes may touch their outline, where the even–odd test falls either way: most points decide.
  const inside = ring.filter((point) => isPointInRing(point, whole)).length;
  return inside * 2 > ring.length;
}

function ringFromNodes(refs: readonly number[], places: PlacedNodes): Ring | string {
  const points: Point[] = [];
  for (const ref of refs) {
    const point = places.pointOf(ref);
    if (!point) return 'outline uses a node that is missing or out of range';
    points.push(point);
  }
  const cleaned = cleanRing(points);
  return 'ring' in cleaned ? cleaned.ring : cleaned.fault;
}
