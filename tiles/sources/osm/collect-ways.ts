/** OSM `highway` ways → streets and footways (wiki.openstreetmap.org/wiki/Key:highway). */
import type { Line, Point } from '#contracts';
import type { SourceCity, SourceFootway, SourceStreet } from '../source-city.ts';
import type { OsmData, OsmTags, OsmWay } from './osm-records.ts';
import type { PlacedNodes } from './place-nodes.ts';
import { metresFromTag, nameFromTags, numberFromTag, speedFromTag } from './read-tag-values.ts';

const ROAD_CLASS: Readonly<Record<string, SourceStreet['roadClass']>> = {
  motorway: 'motorway',
  motorway_link: 'motorway',
  trunk: 'trunk',
  trunk_link: 'trunk',
  primary: 'primary',
  primary_link: 'primary',
  secondary: 'secondary',
  secondary_link: 'secondary',
  tertiary: 'tertiary',
  tertiary_link: 'tertiary',
  residential: 'residential',
  living_street: 'residential',
  unclassified: 'unclassified',
  road: 'unclassified',
  service: 'service',
};
const FOOTWAYS = new Set([
  'footway',
  'pedestrian',
  'path',
  'steps',
  'corridor',
  'platform',
  'track',
  'cycleway',
]);
const CLOSED = new Set(['no', 'private']);
const UNBUILT = new Set(['proposed', 'construction', 'razed', 'abandoned']);

type Skip = (reason: string, example: string) => void;

export function collectWays(data: OsmData, places: PlacedNodes, skip: Skip) {
  const streets: SourceStreet[] = [];
  const footways: SourceFootway[] = [];
  for (const way of data.ways.values()) {
    const highway = way.tags.highway;
    if (highway === undefined || way.tags.area === 'yes') continue;
    const id = `way/${way.id}`;
    const roadClass = ROAD_CLASS[highway];
    if (UNBUILT.has(highway)) skip(`street: highway=${highway}, not built`, id);
    else if (roadClass) {
      const foot = way.tags.foot ?? way.tags.access;
      if (isClosedToCars(way.tags)) skip('street: closed to cars (access tags)', id);
      else if (way.tags.service === 'parking_aisle' || way.tags.service === 'driveway') {
        skip(`street: ${way.tags.service}, part of a property`, id);
      } else {
        for (const piece of pieces(way, places, skip)) {
          streets.push(streetFrom(piece, way.tags, roadClass, !CLOSED.has(foot ?? '')));
        }
      }
    } else if (FOOTWAYS.has(highway)) {
      const foot = way.tags.foot ?? (highway === 'cycleway' ? 'no' : way.tags.access);
      if (CLOSED.has(foot ?? '')) skip('footway: closed to people on foot (access tags)', id);
      else
        for (const piece of pieces(way, places, skip)) footways.push(footwayFrom(piece, way.tags));
    } else skip(`way: highway=${highway} is neither street nor footway`, id);
  }
  return { streets, footways };
}

interface Piece {
  readonly id: string;
  readonly line: Line;
  readonly nodes: readonly string[];
}

/** An extract may cut a way: every run of nodes that the file holds is a way of its own. */
function pieces(way: OsmWay, places: PlacedNodes, skip: Skip): Piece[] {
  const found: Piece[] = [];
  let line: Point[] = [];
  let nodes: string[] = [];
  const close = () => {
    if (line.length > 1) {
      const id = found.length === 0 ? `way/${way.id}` : `way/${way.id}#${found.length + 1}`;
      found.push({ id, line, nodes });
    }
    line = [];
    nodes = [];
  };
  for (const ref of way.refs) {
    const point = places.pointOf(ref);
    if (!point) close();
    else if (nodes.at(-1) !== String(ref)) {
      line.push(point);
      nodes.push(String(ref));
    }
  }
  close();
  if (found.length === 0) skip('way: fewer than two of its nodes are in the file', `way/${way.id}`);
  return found;
}

function isClosedToCars(tags: OsmTags): boolean {
  const motor = tags.motor_vehicle ?? tags.vehicle ?? tags.access;
  return CLOSED.has(motor ?? '');
}

function streetFrom(
  piece: Piece,
  tags: OsmTags,
  roadClass: SourceStreet['roadClass'],
  footAllowed: boolean,
): SourceStreet {
  const name = nameFromTags(tags);
  const lanes = numberFromTag(tags.lanes);
  const speed = speedFromTag(tags.maxspeed);
  const fast = roadClass === 'motorway' || tags.motorroad === 'yes';
  const bridgeOrTunnel = isBridgeOrTunnel(tags);
  const sidewalk = sidewalkFrom(tags);
  return {
    ...piece,
    ...(name ? { name } : {}),
    bridgeOrTunnel,
    roadClass,
    oneWay: oneWayFrom(tags),
    ...(lanes !== undefined && lanes >= 1 ? { lanes: Math.round(lanes) } : {}),
    ...(speed !== undefined ? { maxSpeedMetresPerSecond: speed } : {}),
    sidewalk,
    // Nobody walks through a road tunnel that has no pavement on the map.
    walkable: footAllowed && !fast && !(tags.tunnel === 'yes' && sidewalk === 'unknown'),
  };
}

function oneWayFrom(tags: OsmTags): SourceStreet['oneWay'] {
  if (tags.oneway === '-1' || tags.oneway === 'reverse') return 'backward';
  if (tags.oneway === 'yes' || tags.oneway === 'true' || tags.oneway === '1') return 'forward';
  if (tags.oneway === 'no') return 'no';
  const implied =
    tags.junction === 'roundabout' || tags.junction === 'circular' || tags.highway === 'motorway';
  return implied ? 'forward' : 'no';
}

function sidewalkFrom(tags: OsmTags): SourceStreet['sidewalk'] {
  const text = tags.sidewalk ?? tags['sidewalk:both'];
  if (text === 'both' || text === 'yes') return 'both';
  // `separate`: the pavement is mapped as a footway of its own.
  if (text === 'no' || text === 'none' || text === 'separate') return 'none';
  const left = text === 'left' || tags['sidewalk:left'] === 'yes';
  const right = text === 'right' || tags['sidewalk:right'] === 'yes';
  if (left && right) return 'both';
  if (left) return 'left';
  return right ? 'right' : 'unknown';
}

function isBridgeOrTunnel(tags: OsmTags): boolean {
  return [tags.bridge, tags.tunnel].some((value) => value !== undefined && value !== 'no');
}

function footwayFrom(piece: Piece, tags: OsmTags): SourceFootway {
  const name = nameFromTags(tags);
  const width = metresFromTag(tags.width);
  const isCrossing = tags.footway === 'crossing' || tags.path === 'crossing';
  return {
    ...piece,
    ...(name ? { name } : {}),
    bridgeOrTunnel: isBridgeOrTunnel(tags),
    facility: tags.highway === 'steps' ? 'stairs' : isCrossing ? 'crossing' : 'footway',
    ...(width !== undefined && width > 0.3 && width < 60 ? { widthMetres: width } : {}),
    oneWay:
      tags['oneway:foot'] === 'yes' || (tags.conveying === 'forward' && tags.oneway === 'yes'),
    pedestrianStreet: tags.highway === 'pedestrian',
  };
}

/** `no_left_turn`, `only_straight_on`, …; those that bind only some vehicles are left out. */
export function collectTurnRestrictions(data: OsmData, skip: Skip): SourceCity['turnRestrictions'] {
  const found: SourceCity['turnRestrictions'][number][] = [];
  for (const relation of data.relations) {
    const text = relation.tags.restriction;
    if (relation.tags.type !== 'restriction') continue;
    const id = `relation/${relation.id}`;
    const rule = /^(no|only)_/.exec(text ?? '')?.[1];
    if ((rule !== 'no' && rule !== 'only') || relation.tags.except?.includes('motorcar')) {
      skip('turn restriction: not for all cars', `${id} (${text})`);
      continue;
    }
    const via = relation.members.find((m) => m.role === 'via');
    const froms = relation.members.filter((m) => m.role === 'from' && m.type === 'way');
    const tos = relation.members.filter((m) => m.role === 'to' && m.type === 'way');
    if (via?.type !== 'node' || froms.length === 0 || tos.length === 0) {
      skip('turn restriction: expected from and to ways and one via node', id);
      continue;
    }
    for (const from of froms) {
      for (const to of tos) {
        found.push({
          fromWay: `way/${from.ref}`,
          viaNode: String(via.ref),
          toWay: `way/${to.ref}`,
          rule,
        });
      }
    }
  }
  return found;
}
