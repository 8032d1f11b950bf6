/**
 * Streets of the source → directed links between junctions, forbidden turns and gateways. Kept are
 * the links from which every other link can be reached without a forbidden turn, leaving and coming
 * back through gateways included; the rest is counted as skipped.
 */
import type { StreetLink, StreetNetwork, StreetNode } from '#contracts';
import { lineLength, streetLinkIdSchema } from '#contracts';
import type { SourceCity, SourceStreet } from '../../sources/source-city.ts';
import { findForbiddenTurns, type TurnLink } from './find-forbidden-turns.ts';
import { findStrongComponent } from './find-strong-component.ts';
import { ROAD_RULES } from './network-rules.ts';
import { splitWays, type WaySegment } from './split-ways.ts';

export interface StreetBuild {
  readonly network: Omit<StreetNetwork, 'signals'>;
  /** Source node id → position in `network.nodes`, junctions only. */
  readonly nodeOf: ReadonlyMap<string, number>;
  /** Source node id → street links that pass or touch it. */
  readonly linksAt: ReadonlyMap<string, readonly number[]>;
  /** Way segments that were kept, for the pavements along them. */
  readonly segments: readonly {
    readonly segment: WaySegment<SourceStreet>;
    readonly links: readonly number[];
  }[];
}

interface DraftLink extends TurnLink {
  readonly segment: WaySegment<SourceStreet>;
  readonly forward: boolean;
}

type Skip = (reason: string, example: string) => void;

export function buildStreetNetwork(
  city: SourceCity,
  signalNodes: ReadonlySet<string>,
  skip: Skip,
): StreetBuild {
  const viaNodes = city.turnRestrictions.map((restriction) => restriction.viaNode);
  const segments = splitWays(city.streets, new Set([...signalNodes, ...viaNodes]));
  const drafts = segments.flatMap(directedLinks);
  const gateways = findGateways(drafts);
  const turns = findForbiddenTurns(drafts, gateways, city.turnRestrictions, skip);
  const kept = keepReachable(drafts, gateways, turns);
  drafts.forEach((draft, index) => {
    if (!kept[index])
      skip('street: cannot be driven to and from the rest of the network', draft.way);
  });

  const nodes: StreetNode[] = [];
  const nodeOf = new Map<string, number>();
  const nodeIndex = (id: string, point: readonly [number, number]): number => {
    const known = nodeOf.get(id);
    if (known !== undefined) return known;
    nodes.push({ point: [point[0], point[1]], gateway: gateways.has(id) });
    nodeOf.set(id, nodes.length - 1);
    return nodes.length - 1;
  };
  const links: StreetLink[] = [];
  const position = new Map<number, number>();
  const linksAt = new Map<string, number[]>();
  const bySegment = new Map<WaySegment<SourceStreet>, number[]>();
  const ids = new Set<string>();
  drafts.forEach((draft, index) => {
    if (!kept[index]) return;
    const line = draft.forward ? draft.segment.line : [...draft.segment.line].reverse();
    const first = line[0];
    const last = line.at(-1);
    if (!first || !last) return;
    position.set(index, links.length);
    for (const node of draft.segment.nodes) push(linksAt, node, links.length);
    push(bySegment, draft.segment, links.length);
    links.push(
      linkFrom(draft, line, nodeIndex(draft.from, first), nodeIndex(draft.to, last), city, ids),
    );
  });
  const forbiddenTurns = turns.flatMap(([from, to]) => {
    const a = position.get(from);
    const b = position.get(to);
    return a === undefined || b === undefined ? [] : [{ from: a, to: b }];
  });
  return {
    network: { nodes, links, forbiddenTurns },
    nodeOf,
    linksAt,
    segments: segments.map((segment) => ({ segment, links: bySegment.get(segment) ?? [] })),
  };
}

function directedLinks(segment: WaySegment<SourceStreet>): DraftLink[] {
  const { way, from, to } = segment;
  const forward = { segment, forward: true, way: way.id, from, to };
  const backward = { segment, forward: false, way: way.id, from: to, to: from };
  if (way.oneWay === 'forward') return [forward];
  return way.oneWay === 'backward' ? [backward] : [forward, backward];
}

/**
 * Where the network is cut: dead ends of major roads, and places that one-way traffic only enters
 * or only leaves, since no street is built to end so.
 */
function findGateways(drafts: readonly DraftLink[]): Set<string> {
  const neighbours = new Map<string, Set<string>>();
  const majors = new Set<string>();
  const arrivals = new Set<string>();
  const departures = new Set<string>();
  for (const draft of drafts) {
    const { roadClass } = draft.segment.way;
    departures.add(draft.from);
    arrivals.add(draft.to);
    for (const [node, other] of [
      [draft.from, draft.to],
      [draft.to, draft.from],
    ] as const) {
      const set = neighbours.get(node) ?? new Set();
      neighbours.set(node, set.add(other));
      // A service road may well end in a yard.
      if (roadClass === 'service') {
        arrivals.add(node);
        departures.add(node);
      }
      if (ROAD_RULES[roadClass].leavesDistrict) majors.add(node);
    }
  }
  const gateways = new Set<string>();
  for (const [node, others] of neighbours) {
    const isDeadEnd = others.size === 1 && majors.has(node);
    if (isDeadEnd || !arrivals.has(node) || !departures.has(node)) gateways.add(node);
  }
  return gateways;
}

/** Strong component over links, where a link leads to the links that may be turned into. */
function keepReachable(
  drafts: readonly DraftLink[],
  gateways: ReadonlySet<string>,
  turns: readonly (readonly [number, number])[],
): boolean[] {
  const outgoing = new Map<string, number[]>();
  for (const [index, draft] of drafts.entries()) push(outgoing, draft.from, index);
  const forbidden = new Set(turns.map(([from, to]) => from * drafts.length + to));
  // One more vertex stands for everything outside the district.
  const outside = drafts.length;
  const successors: number[][] = drafts.map((draft, index) => {
    const next = (outgoing.get(draft.to) ?? []).filter(
      (to) => !forbidden.has(index * drafts.length + to),
    );
    return gateways.has(draft.to) ? [...next, outside] : next;
  });
  successors.push([...gateways].flatMap((node) => outgoing.get(node) ?? []));
  return findStrongComponent(successors).slice(0, drafts.length);
}

function linkFrom(
  draft: DraftLink,
  line: readonly (readonly [number, number])[],
  from: number,
  to: number,
  city: SourceCity,
  ids: Set<string>,
): StreetLink {
  const { way } = draft.segment;
  const rule = ROAD_RULES[way.roadClass];
  const bothWays = way.oneWay === 'no';
  const lanes =
    way.lanes === undefined
      ? rule.lanes
      : Math.max(1, bothWays ? Math.round(way.lanes / 2) : way.lanes);
  let id = `${way.id}:${draft.from}-${draft.to}`;
  while (ids.has(id)) id += "'";
  ids.add(id);
  return {
    id: streetLinkIdSchema.parse(id),
    from,
    to,
    lengthMetres: Math.max(1, lineLength(line)),
    lanes,
    freeSpeedMetresPerSecond: way.maxSpeedMetresPerSecond ?? rule.speedKilometresPerHour / 3.6,
    capacityVehiclesPerHour: lanes * rule.capacityPerLane,
    roadClass: way.roadClass,
    name: way.name ?? null,
    line: line.map(([x, y]) => [x, y]),
    kind: city.statedKind,
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
