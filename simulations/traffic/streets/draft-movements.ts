/**
 * From a street network to the ways through its junctions: which lane of a link leads to which lane
 * of the next. Maps seldom draw turning lanes, so they are inferred: of several lanes the outermost
 * turn, the left one for itself where there are three or more.
 */
import type { StreetLink, StreetNetwork } from '#contracts';
import { type TurnKind, turnAngle, turnKind, waysEnds } from './turn-geometry.ts';

export interface DraftMovement {
  readonly from: number;
  readonly fromLane: number;
  readonly to: number;
  readonly toLane: number;
  readonly kind: TurnKind;
  readonly speedMetresPerSecond: number;
  readonly ends: readonly [number, number];
}

/**
 * Side friction 0.3 on low-speed urban curves (AASHTO, Green Book 2011, 3.3.6): v = √(0.3 g R), with
 * radii of 9 m to the right, 15 m to the left and 6 m round.
 */
const TURN_SPEED: Readonly<Record<Exclude<TurnKind, 'straight'>, number>> = {
  right: Math.sqrt(0.3 * 9.81 * 9),
  left: Math.sqrt(0.3 * 9.81 * 15),
  back: Math.sqrt(0.3 * 9.81 * 6),
};

export function draftMovements(network: StreetNetwork): readonly DraftMovement[] {
  const { links, nodes, forbiddenTurns } = network;
  const out: number[][] = nodes.map(() => []);
  links.forEach((link, at) => {
    out[link.from]?.push(at);
  });
  const forbidden = new Set(forbiddenTurns.map(({ from, to }) => from * links.length + to));
  return links.flatMap((link, from) => {
    const allowed = (out[link.to] ?? []).filter((to) => !forbidden.has(from * links.length + to));
    const onward = allowed.filter((to) => links[to]?.to !== link.from);
    // Turning back is for dead ends: elsewhere it makes loops of the routes.
    return (onward.length > 0 ? onward : allowed).flatMap((to) => {
      const next = links[to];
      return next ? laneWays(link, from, next, to, onward, links) : [];
    });
  });
}

function laneWays(
  link: StreetLink,
  from: number,
  next: StreetLink,
  to: number,
  ways: readonly number[],
  links: readonly StreetLink[],
): readonly DraftMovement[] {
  const kind = turnKind(turnAngle(link, next));
  const kinds = new Set(
    ways.map((way) => {
      const other = links[way];
      return other ? turnKind(turnAngle(link, other)) : kind;
    }),
  );
  const free = next.freeSpeedMetresPerSecond;
  const speed = kind === 'straight' ? free : Math.min(free, TURN_SPEED[kind]);
  const ends = waysEnds(link, next);
  return lanesFor(kind, kinds, link.lanes).flatMap((fromLane) =>
    lanesInto(kind, fromLane, link.lanes, next.lanes).map((toLane) => ({
      ...{ from, fromLane, to, toLane, kind, ends },
      speedMetresPerSecond: speed,
    })),
  );
}

/** Lanes of the link that the turn may be made from, counted from the right. */
function lanesFor(kind: TurnKind, kinds: ReadonlySet<TurnKind>, lanes: number): readonly number[] {
  const all = Array.from({ length: lanes }, (_, lane) => lane);
  if (lanes === 1 || kinds.size <= 1) return all;
  const hasLeft = kinds.has('left') || kinds.has('back');
  if (kinds.has('straight')) {
    if (kind === 'right') return all.slice(0, lanes >= 5 ? 2 : 1);
    if (kind !== 'straight') return all.slice(lanes >= 5 ? -2 : -1);
    return hasLeft && lanes >= 3 ? all.slice(0, lanes >= 5 ? -2 : -1) : all;
  }
  const middle = Math.ceil(lanes / 2);
  return kind === 'right' ? all.slice(0, middle) : all.slice(middle);
}

/** Lanes of the next link that the lane leads to; a wider link is filled from the outer lanes. */
function lanesInto(kind: TurnKind, lane: number, lanes: number, into: number): readonly number[] {
  if (kind === 'left' || kind === 'back') {
    const fromLeft = lanes - 1 - lane;
    return [Math.max(0, into - 1 - fromLeft)];
  }
  if (kind === 'right') return [Math.min(lane, into - 1)];
  if (lane < lanes - 1) return [Math.min(lane, into - 1)];
  return into <= lanes
    ? [Math.min(lane, into - 1)]
    : Array.from({ length: into - lane }, (_, more) => lane + more);
}
