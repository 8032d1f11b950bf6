/**
 * The walk network while it is made: nodes and links can be added, and a link can be split where
 * something is attached to it. `freeze` drops what was replaced and numbers the rest.
 */

import Flatbush from 'flatbush';
import type { LocalizedText, Point, ValueKind, WalkLink, WalkNetwork } from '#contracts';
import { lineLength, walkLinkIdSchema } from '#contracts';

export interface DraftWalkLink {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly widthMetres: number;
  readonly facility: WalkLink['facility'];
  readonly oneWay: boolean;
  readonly name: LocalizedText | null;
  readonly line: readonly Point[];
  readonly streetLinks: readonly number[];
  readonly kind: ValueKind;
  /** Set when the link was split: it is no longer part of the network. */
  readonly replacedBy: DraftWalkLink[];
  removed: boolean;
}

export type NewWalkLink = Omit<DraftWalkLink, 'replacedBy' | 'removed'>;

/** Attaching this near an end uses the end. */
const SNAP_METRES = 2;
/** The kernel divides by lengths: nothing is shorter. */
const LEAST_LENGTH_METRES = 0.5;

export interface WalkDraft {
  readonly points: Point[];
  readonly links: DraftWalkLink[];
  addNode(point: Point): number;
  addLink(link: NewWalkLink): void;
  /** The node on the nearest link that `accept` admits, splitting it there; undefined beyond reach. */
  attach(
    point: Point,
    reachMetres: number,
    accept?: (link: DraftWalkLink) => boolean,
  ): number | undefined;
  /** Metres to the nearest such link; undefined beyond reach. Changes nothing. */
  distanceTo(
    point: Point,
    reachMetres: number,
    accept?: (link: DraftWalkLink) => boolean,
  ): number | undefined;
  isLive(link: DraftWalkLink): boolean;
}

export function createWalkDraft(): WalkDraft {
  const points: Point[] = [];
  const links: DraftWalkLink[] = [];
  let index: Flatbush | null = null;
  let owners: DraftWalkLink[] = [];
  let indexed = 0;

  const isLive = (link: DraftWalkLink) => link.replacedBy.length === 0 && !link.removed;
  const addNode = (point: Point): number => {
    points.push(point);
    return points.length - 1;
  };
  const addLink = (link: NewWalkLink): void => {
    links.push({ ...link, replacedBy: [], removed: false });
  };
  const refreshIndex = (): Flatbush | null => {
    // Split children cover their parent's ground, so only new ground makes the index stale.
    if (index && links.length - indexed < 64) return index;
    owners = [];
    const boxes: [number, number, number, number][] = [];
    for (const link of links) {
      if (!isLive(link)) continue;
      for (let i = 1; i < link.line.length; i += 1) {
        const a = link.line[i - 1];
        const b = link.line[i];
        if (!a || !b) continue;
        owners.push(link);
        boxes.push([
          Math.min(a[0], b[0]),
          Math.min(a[1], b[1]),
          Math.max(a[0], b[0]),
          Math.max(a[1], b[1]),
        ]);
      }
    }
    indexed = links.length;
    if (boxes.length === 0) return null;
    index = new Flatbush(boxes.length);
    for (const box of boxes) index.add(...box);
    index.finish();
    return index;
  };

  const nearest = (
    point: Point,
    reachMetres: number,
    accept: (link: DraftWalkLink) => boolean,
  ): { link: DraftWalkLink; at: Projection } | null => {
    const found = refreshIndex();
    if (!found) return null;
    const [x, y] = point;
    const hits = found.search(x - reachMetres, y - reachMetres, x + reachMetres, y + reachMetres);
    const near = new Set<DraftWalkLink>();
    for (const hit of hits) collectLive(owners[hit], near);
    for (const link of links.slice(indexed)) collectLive(link, near);
    let best: { link: DraftWalkLink; at: Projection } | null = null;
    for (const link of near) {
      if (!accept(link)) continue;
      const at = projectOnLine(point, link.line);
      if (at && at.distance <= reachMetres && (!best || at.distance < best.at.distance))
        best = { link, at };
    }
    return best;
  };

  const collectLive = (link: DraftWalkLink | undefined, into: Set<DraftWalkLink>): void => {
    if (!link || link.removed) return;
    if (link.replacedBy.length === 0) into.add(link);
    for (const child of link.replacedBy) collectLive(child, into);
  };

  const nodeAt = (link: DraftWalkLink, at: Projection): number => {
    const length = lineLength(link.line);
    if (at.along < SNAP_METRES || length < 2 * SNAP_METRES)
      return at.along * 2 < length ? link.from : link.to;
    if (length - at.along < SNAP_METRES) return link.to;
    const node = addNode(at.point);
    const head = [...link.line.slice(0, at.segment), at.point];
    const tail = [at.point, ...link.line.slice(at.segment)];
    const { replacedBy, removed, ...rest } = link;
    for (const [suffix, from, to, line] of [
      ['a', link.from, node, head],
      ['b', node, link.to, tail],
    ] as const) {
      const child = {
        ...rest,
        id: `${link.id}.${suffix}`,
        from,
        to,
        line,
        replacedBy: [],
        removed,
      };
      links.push(child);
      replacedBy.push(child);
    }
    return node;
  };

  return {
    points,
    links,
    addNode,
    addLink,
    attach: (point, reachMetres, accept = () => true) => {
      const best = nearest(point, reachMetres, accept);
      return best ? nodeAt(best.link, best.at) : undefined;
    },
    distanceTo: (point, reachMetres, accept = () => true) =>
      nearest(point, reachMetres, accept)?.at.distance,
    isLive,
  };
}

interface Projection {
  readonly point: Point;
  readonly distance: number;
  /** Metres from the line's start. */
  readonly along: number;
  /** Index of the point that ends the segment hit. */
  readonly segment: number;
}

export function projectOnLine(point: Point, line: readonly Point[]): Projection | null {
  let best: Projection | null = null;
  let walked = 0;
  for (let i = 1; i < line.length; i += 1) {
    const a = line[i - 1];
    const b = line[i];
    if (!a || !b) continue;
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    const length = Math.hypot(dx, dy);
    const raw =
      length > 0 ? ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (length * length) : 0;
    const t = Math.min(1, Math.max(0, raw));
    const foot: Point = [a[0] + dx * t, a[1] + dy * t];
    const distance = Math.hypot(point[0] - foot[0], point[1] - foot[1]);
    if (!best || distance < best.distance)
      best = { point: foot, distance, along: walked + length * t, segment: i };
    walked += length;
  }
  return best;
}

export interface FrozenWalk {
  readonly network: WalkNetwork;
  /** Draft node → position in the network, −1 when dropped. */
  readonly nodeAt: Int32Array;
}

/** Keeps the nodes that `keep` admits and the live links between them. */
export function freezeWalk(draft: WalkDraft, keep: (node: number) => boolean): FrozenWalk {
  const nodeAt = new Int32Array(draft.points.length).fill(-1);
  const nodes: WalkNetwork['nodes'] = [];
  const indexOf = (node: number): number => {
    if ((nodeAt[node] ?? -1) < 0) {
      const [x, y] = draft.points[node] ?? [0, 0];
      nodeAt[node] = nodes.length;
      nodes.push({ point: [x, y], residents: 0, workers: 0, gateway: false });
    }
    return nodeAt[node] ?? -1;
  };
  const links = draft.links.flatMap((link): WalkLink[] => {
    if (!draft.isLive(link) || !keep(link.from) || link.from === link.to) return [];
    return [
      {
        id: walkLinkIdSchema.parse(link.id),
        from: indexOf(link.from),
        to: indexOf(link.to),
        lengthMetres: Math.max(LEAST_LENGTH_METRES, lineLength(link.line)),
        widthMetres: link.widthMetres,
        facility: link.facility,
        oneWay: link.oneWay,
        name: link.name,
        line: link.line.map(([x, y]) => [x, y]),
        streetLinks: [...link.streetLinks],
        kind: link.kind,
      },
    ];
  });
  return { network: { nodes, links }, nodeAt };
}
