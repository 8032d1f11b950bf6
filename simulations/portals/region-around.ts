/**
 * A microscopic region around a place of any city: its walk links (region-links.ts) as strips of
 * their width, joined to one floor, without buildings, open to the network at every node where one of
 * its links meets another, or a gate, entrance, kerb or other place lies.
 */
import {
  type DistrictNetworks,
  type Point,
  type Polygon,
  polygonArea,
  type WalkLink,
} from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import type { Strip } from './floor-field.ts';
import { placeMouths, type WantedMouth } from './place-mouths.ts';
import { linksAround, type RegionSeed } from './region-links.ts';
import { type MicroRegion, RegionError } from './region-types.ts';
import { shapeFloor } from './shape-floor.ts';

export type RegionPlace =
  | { readonly type: 'gate'; readonly id: string }
  | { readonly type: 'entrance'; readonly id: string }
  | { readonly type: 'walk-link'; readonly id: string };

export interface RegionAroundOptions {
  readonly radiusMetres?: number;
  /** Outlines of buildings; the middle of a walk link stays free of them. */
  readonly buildings?: readonly Polygon[];
  /** Walk links that stay in the network although people walk them on the level. */
  readonly keepInNetwork?: ReadonlySet<number>;
}

export const REGION_RADIUS_METRES = 60;
/** Longer links, in radii, stay in the network. */
const LONGEST_LINK_RADII = 1.5;
/** Narrower links are widened: a person with luggage passes another one. */
const NARROWEST_METRES = 1.5;
const WIDEST_MOUTH_METRES = 30;
const PLACE_MOUTH_METRES = 3;
/** A portal costs a map of ways over the floor, and every pair of portals a journey. */
const MOST_PORTALS = 32;
/** Slots by area; more people wait in front of the region. */
const MOST_PERSONS_PER_SQUARE_METRE = 2;
/**
 * A third of the cost of a region was renewing its ways every 5 s: each portal is one goal, so that
 * density moves a way aside and seldom changes it.
 */
const REROUTE_SECONDS = 15;
const MOST_SLOTS = 20_000;

/** Throws a `RegionError` that names the place when no region can be made there. */
export function regionAround(
  model: DistrictModel,
  place: RegionPlace,
  options: RegionAroundOptions = {},
): MicroRegion {
  const { networks } = model;
  const name = `${place.type} ${place.id}`;
  const seed = seedOf(networks, place);
  if (!seed) throw new RegionError(name, [`the network has no ${place.type} ${place.id}`]);
  const radiusMetres = options.radiusMetres ?? REGION_RADIUS_METRES;
  const keepInNetwork = new Set(options.keepInNetwork);
  for (;;) {
    const links = linksAround(networks, seed, {
      radiusMetres,
      longestLinkMetres: LONGEST_LINK_RADII * radiusMetres,
      keepInNetwork,
    });
    if (links.length === 0) {
      throw new RegionError(name, [
        `expected a level footway, pavement or square of at most ${LONGEST_LINK_RADII * radiusMetres} m at the place, found none that the network does not need itself`,
      ]);
    }
    const wanted = wantedMouths(model, links);
    if (wanted.length > MOST_PORTALS) {
      throw new RegionError(name, [
        `expected at most ${MOST_PORTALS} ways in and out, found ${wanted.length} within ${radiusMetres} m; choose a smaller radius`,
      ]);
    }
    const strips = links.flatMap((index) => stripOf(networks, index, links, wanted));
    const longest = Math.max(...strips.map((strip) => 2 * strip.halfWidthMetres)) + 4;
    const mouths = placeMouths(wanted, strips, longest);
    const without = wanted.filter(({ node }) => !mouths.some((mouth) => mouth.node === node));
    if (without.length === 0) {
      const { floor, portals } = shapeFloor(
        name,
        seed.point,
        strips,
        mouths,
        options.buildings ?? [],
      );
      return {
        name,
        floor,
        portals,
        links,
        slots: Math.min(MOST_SLOTS, Math.ceil(MOST_PERSONS_PER_SQUARE_METRE * polygonArea(floor))),
        parameters: 'calibrated',
        timeStepSeconds: 0.2,
        rerouteSeconds: REROUTE_SECONDS,
        seed: 1,
      };
    }
    // No room for an opening there: the links at the node stay in the network.
    for (const { node } of without) {
      if (seed.nodes.includes(node) && linksOf(networks, links, node).length === links.length) {
        throw new RegionError(name, [`node ${node}: no room for an opening to the network`]);
      }
      for (const index of linksOf(networks, links, node)) keepInNetwork.add(index);
    }
  }
}

function seedOf(networks: DistrictNetworks, place: RegionPlace): RegionSeed | null {
  const at = (node: number | undefined): RegionSeed | null => {
    const point = networks.walk.nodes[node ?? -1]?.point;
    return node === undefined || !point ? null : { point, nodes: [node] };
  };
  switch (place.type) {
    case 'gate':
      return at(networks.venues.flatMap((v) => v.gates).find((gate) => gate.id === place.id)?.node);
    case 'entrance': {
      const entrances = networks.stations.flatMap((station) => station.entrances);
      const seed = at(entrances.find((one) => one.id === place.id)?.node);
      return seed && { ...seed, nodes: [...seed.nodes, ...beforeDoor(networks, seed.nodes)] };
    }
    case 'walk-link': {
      const link = networks.walk.links.find((one) => one.id === place.id);
      return link ? { point: middleOf(link.line), nodes: [link.from, link.to] } : null;
    }
    default:
      return place satisfies never;
  }
}

/** An entrance may lie behind its door: the ways before it begin at the door's other end. */
const beforeDoor = ({ walk }: DistrictNetworks, nodes: readonly number[]): number[] =>
  walk.links.flatMap((link) => {
    if (link.facility !== 'station-entrance') return [];
    if (nodes.includes(link.from)) return [link.to];
    return nodes.includes(link.to) ? [link.from] : [];
  });

function middleOf(line: readonly Point[]): Point {
  const a = line[Math.floor((line.length - 1) / 2)] as Point;
  const b = line[Math.ceil((line.length - 1) / 2)] as Point;
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

const linksOf = (
  { walk }: DistrictNetworks,
  among: readonly number[],
  node: number,
): readonly number[] =>
  among.filter((index) => walk.links[index]?.from === node || walk.links[index]?.to === node);

const DOORS: ReadonlySet<WalkLink['facility']> = new Set(['gate', 'station-entrance']);

/** One for every node of the region at which something else begins. */
function wantedMouths(model: DistrictModel, links: readonly number[]): readonly WantedMouth[] {
  const { networks, walk } = model;
  const inside = new Set(links);
  const nodes = new Set(
    links.flatMap((i) => [networks.walk.links[i]?.from ?? -1, networks.walk.links[i]?.to ?? -1]),
  );
  const outsideAt = new Map<number, WalkLink[]>();
  networks.walk.links.forEach((link, index) => {
    if (inside.has(index)) return;
    for (const node of [link.from, link.to]) {
      if (nodes.has(node)) outsideAt.set(node, [...(outsideAt.get(node) ?? []), link]);
    }
  });
  const atPlace = new Set(walk.places.node);
  return [...nodes]
    .sort((a, b) => a - b)
    .flatMap((node): WantedMouth[] => {
      const outside = outsideAt.get(node) ?? [];
      const point = networks.walk.nodes[node]?.point;
      if (!point || (outside.length === 0 && !atPlace.has(node))) return [];
      const widest = outside.reduce<WalkLink | null>(
        (best, link) => (best && best.widthMetres >= link.widthMetres ? best : link),
        null,
      );
      const own = linksOf(networks, links, node);
      const only = own.length === 1 ? networks.walk.links[own[0] ?? -1] : undefined;
      // At the border a link goes straight on; amid the floor, and at a door, the way out leads along
      // the next link.
      const inwards = only ? directionFrom(only, node) : null;
      const towards = widest ? directionFrom(widest, node) : null;
      const straight: Point | null = inwards && [-inwards[0], -inwards[1]];
      const width = widest?.widthMetres ?? PLACE_MOUTH_METRES;
      return [
        {
          node,
          point,
          widthMetres: Math.min(
            WIDEST_MOUTH_METRES,
            Math.max(NARROWEST_METRES, only ? Math.min(width, only.widthMetres) : width),
          ),
          outwards: widest && DOORS.has(widest.facility) ? towards : (straight ?? towards),
        },
      ];
    });
}

/** Unit vector along the link away from its node. */
function directionFrom(link: WalkLink, node: number): Point | null {
  const line = link.from === node ? link.line : [...link.line].reverse();
  const [x, y] = line[0] as Point;
  for (const [toX, toY] of line.slice(1)) {
    const length = Math.hypot(toX - x, toY - y);
    if (length > 0.5) return [(toX - x) / length, (toY - y) / length];
  }
  return null;
}

function stripOf(
  networks: DistrictNetworks,
  index: number,
  links: readonly number[],
  wanted: readonly WantedMouth[],
): Strip[] {
  const link = networks.walk.links[index];
  if (!link) return [];
  const isOpen = (node: number): boolean =>
    wanted.some((mouth) => mouth.node === node) && linksOf(networks, links, node).length === 1;
  return [
    {
      line: link.line,
      halfWidthMetres: Math.max(NARROWEST_METRES, link.widthMetres) / 2,
      isOpenAtStart: isOpen(link.from),
      isOpenAtEnd: isOpen(link.to),
    },
  ];
}
