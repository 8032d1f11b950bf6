/**
 * Makes the walk network one: pieces whose nearest node lies a few steps from the main piece are
 * joined by a short link (maps often leave out the kerb between a path and a road); what is further
 * away is dropped and counted.
 */
import type { ValueKind } from '#contracts';
import { lineLength } from '#contracts';
import { WALK_WIDTH_METRES } from './network-rules.ts';
import type { WalkDraft } from './walk-draft.ts';

const JOIN_REACH_METRES = 12;

type Skip = (reason: string, example: string) => void;

/** True for the draft nodes of the one network that remains. */
export function joinComponents(draft: WalkDraft, kind: ValueKind, skip: Skip): boolean[] {
  const before = findComponents(draft);
  const main = before.largest;
  const isMain = (node: number) => before.of[node] === main;
  // Joining splits main links, whose new nodes are beyond `before.of` and belong to the main piece.
  const isMainLink = (node: number) => node >= before.of.length || isMain(node);
  const byComponent = new Map<number, number[]>();
  before.of.forEach((component, node) => {
    if (component === main || component < 0) return;
    byComponent.set(component, [...(byComponent.get(component) ?? []), node]);
  });
  for (const nodes of byComponent.values()) {
    let best: { node: number; distance: number } | null = null;
    for (const node of nodes) {
      const point = draft.points[node];
      if (!point) continue;
      const distance = draft.distanceTo(
        point,
        best?.distance ?? JOIN_REACH_METRES,
        (link) => isMainLink(link.from) && isMainLink(link.to),
      );
      if (distance !== undefined && (!best || distance < best.distance)) best = { node, distance };
    }
    const point = best && draft.points[best.node];
    if (!best || !point) continue;
    const target = draft.attach(
      point,
      best.distance + 0.01,
      (link) => isMainLink(link.from) && isMainLink(link.to),
    );
    const there = target === undefined ? undefined : draft.points[target];
    if (target === undefined || !there) continue;
    draft.addLink({
      id: `walk/join:${best.node}`,
      from: best.node,
      to: target,
      widthMetres: WALK_WIDTH_METRES.footway,
      facility: 'footway',
      oneWay: false,
      name: null,
      line: [point, there],
      streetLinks: [],
      kind,
    });
  }
  const after = findComponents(draft);
  for (const link of draft.links) {
    if (draft.isLive(link) && after.of[link.from] !== after.largest) {
      skip('footway: not connected to the rest of the walk network', link.id);
    }
  }
  return after.of.map((component) => component === after.largest);
}

interface Components {
  /** −1 for nodes without links. */
  readonly of: readonly number[];
  /** The component with the greatest length of links. */
  readonly largest: number;
}

function findComponents(draft: WalkDraft): Components {
  const parent = draft.points.map((_, index) => index);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root] ?? root;
    let at = node;
    while (at !== root) {
      const up = parent[at] ?? root;
      parent[at] = root;
      at = up;
    }
    return root;
  };
  const linked = new Set<number>();
  for (const link of draft.links) {
    if (!draft.isLive(link)) continue;
    parent[find(link.from)] = find(link.to);
    linked.add(link.from).add(link.to);
  }
  const lengths = new Map<number, number>();
  for (const link of draft.links) {
    if (!draft.isLive(link)) continue;
    const root = find(link.from);
    lengths.set(root, (lengths.get(root) ?? 0) + lineLength(link.line));
  }
  let largest = -1;
  let longest = -1;
  for (const [root, length] of lengths) {
    if (length > longest) {
      longest = length;
      largest = root;
    }
  }
  return { of: draft.points.map((_, node) => (linked.has(node) ? find(node) : -1)), largest };
}
