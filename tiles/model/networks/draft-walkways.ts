/** Footways, pavements along streets, crossings, steps and squares as a draft walk network. */

import Flatbush from 'flatbush';
import type { Point, StreetLink, ValueKind, WalkLink } from '#contracts';
import { boundsOf, polygonCentre } from '../../geometry/measure-polygon.ts';
import { isPointInPolygon } from '../../geometry/point-in-polygon.ts';
import type { SourceCity, SourceFootway, SourceStreet } from '../../sources/source-city.ts';
import type { StreetBuild } from './build-street-network.ts';
import {
  PEDESTRIAN_STREET_METRES,
  ROAD_EDGE_METRES,
  ROAD_RULES,
  WALK_WIDTH_METRES,
} from './network-rules.ts';
import { splitWays } from './split-ways.ts';
import { createWalkDraft, projectOnLine, type WalkDraft } from './walk-draft.ts';

interface Walkway {
  readonly id: string;
  readonly line: readonly Point[];
  readonly nodes: readonly string[];
  readonly name?: SourceStreet['name'];
  readonly facility: WalkLink['facility'];
  readonly widthMetres: number;
  readonly oneWay: boolean;
  readonly kind: ValueKind;
  readonly alongStreet: boolean;
}

export interface WalkwayDraft {
  readonly draft: WalkDraft;
  /** Source node id → draft node, for the nodes where ways meet. */
  readonly nodeOf: ReadonlyMap<string, number>;
}

export function draftWalkways(city: SourceCity, streets: StreetBuild): WalkwayDraft {
  const derived: ValueKind = city.statedKind === 'measured' ? 'inferred' : city.statedKind;
  const walkways = [
    ...city.footways.map((footway) => walkwayFromFootway(footway, city.statedKind, derived)),
    ...city.streets.flatMap((street) => pavementFrom(street, derived)),
  ];
  const draft = createWalkDraft();
  const nodeOf = new Map<string, number>();
  const indexOf = (id: string, point: Point): number => {
    const known = nodeOf.get(id);
    if (known !== undefined) return known;
    const node = draft.addNode(point);
    nodeOf.set(id, node);
    return node;
  };
  // Pavements split where streets do, so that each follows the links of one street segment.
  const streetNodes = new Set(streets.nodeOf.keys());
  const ids = new Map<string, number>();
  for (const { way, from, to, nodes, line } of splitWays(walkways, streetNodes)) {
    const first = line[0];
    const last = line.at(-1);
    if (!first || !last) continue;
    const number = (ids.get(way.id) ?? 0) + 1;
    ids.set(way.id, number);
    draft.addLink({
      id: `walk/${way.id}:${number}`,
      from: indexOf(from, first),
      to: indexOf(to, last),
      widthMetres: way.widthMetres,
      facility: way.facility,
      oneWay: way.oneWay,
      name: way.name ?? null,
      line,
      streetLinks: streetLinksOf(way, nodes, streets),
      kind: way.kind,
    });
  }
  joinSquares(city, draft, derived);
  return { draft, nodeOf };
}

function walkwayFromFootway(
  footway: SourceFootway,
  stated: ValueKind,
  derived: ValueKind,
): Walkway {
  const rule =
    footway.pedestrianStreet === true
      ? PEDESTRIAN_STREET_METRES
      : WALK_WIDTH_METRES[footway.facility];
  return {
    ...footway,
    widthMetres: footway.widthMetres ?? rule,
    kind: footway.widthMetres === undefined ? derived : stated,
    alongStreet: false,
  };
}

function pavementFrom(street: SourceStreet, kind: ValueKind): Walkway[] {
  if (!street.walkable) return [];
  const both = ROAD_RULES[street.roadClass].pavementMetres;
  const oneSide = street.sidewalk === 'left' || street.sidewalk === 'right';
  const width = street.sidewalk === 'none' ? ROAD_EDGE_METRES : oneSide ? both / 2 : both;
  if (width <= 0) return [];
  return [
    {
      id: street.id,
      line: street.line,
      nodes: street.nodes,
      ...(street.name ? { name: street.name } : {}),
      facility: 'pavement',
      widthMetres: width,
      oneWay: false,
      kind,
      alongStreet: true,
    },
  ];
}

/** A pavement follows the links that share two of its nodes; a crossing crosses those that share one. */
function streetLinksOf(way: Walkway, nodes: readonly string[], streets: StreetBuild): number[] {
  if (!way.alongStreet && way.facility !== 'crossing') return [];
  const shared = new Map<number, number>();
  for (const node of nodes) {
    for (const link of streets.linksAt.get(node) ?? [])
      shared.set(link, (shared.get(link) ?? 0) + 1);
  }
  const least = way.alongStreet ? 2 : 1;
  return [...shared]
    .filter(
      ([link, count]) =>
        count >= least && (!way.alongStreet || isOfWay(streets.network.links[link], way.id)),
    )
    .map(([link]) => link)
    .sort((a, b) => a - b);
}

function isOfWay(link: StreetLink | undefined, way: string): boolean {
  return link?.id.startsWith(`${way}:`) === true;
}

const SQUARE_TOUCH_METRES = 3;
const MOST_SPOKES = 24;

/** A square is crossed from every walk node on it to its middle. */
function joinSquares(city: SourceCity, draft: WalkDraft, kind: ValueKind): void {
  if (draft.points.length === 0 || city.squares.length === 0) return;
  const index = new Flatbush(draft.points.length);
  for (const [x, y] of draft.points) index.add(x, y, x, y);
  index.finish();
  for (const square of city.squares) {
    const outer = square.outline[0] ?? [];
    const [west, south, east, north] = boundsOf(outer);
    const reach = SQUARE_TOUCH_METRES;
    const first = outer[0];
    if (!first) continue;
    const on = index
      .search(west - reach, south - reach, east + reach, north + reach)
      .filter((node) => {
        const point = draft.points[node];
        if (!point) return false;
        const edge = projectOnLine(point, [...outer, first]);
        return isPointInPolygon(point, square.outline) || (edge?.distance ?? reach) < reach;
      })
      .slice(0, MOST_SPOKES);
    if (on.length < 2) continue;
    const centre = polygonCentre(square.outline);
    const hub = draft.addNode(centre);
    const widthMetres = Math.min(
      20,
      Math.max(WALK_WIDTH_METRES.square, Math.min(east - west, north - south) / 3),
    );
    on.forEach((node, spoke) => {
      const point = draft.points[node];
      if (!point || Math.hypot(point[0] - centre[0], point[1] - centre[1]) < 0.5) return;
      draft.addLink({
        id: `walk/${square.id}:${spoke + 1}`,
        from: node,
        to: hub,
        widthMetres,
        facility: 'square',
        oneWay: false,
        name: square.name ?? null,
        line: [point, centre],
        streetLinks: [],
        kind,
      });
    });
  }
}
