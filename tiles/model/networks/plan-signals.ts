/**
 * Signals: every mapped signal node belongs to the junction it guards; each junction gets a
 * fixed-time plan of two phases by approach direction, one plan for all its nodes. One that guards no junction is a crossing
 * for people on foot and stops all cars for a part of the cycle. Plans are inferred: maps have none.
 */
import type { Point, Signal, StreetLink, ValueKind } from '#contracts';
import { signalIdSchema } from '#contracts';
import type { SourceStreet } from '../../sources/source-city.ts';
import type { StreetBuild } from './build-street-network.ts';
import { SIGNAL_RULE } from './network-rules.ts';

/** Signal nodes → the junction nodes that they guard, or themselves. */
export function resolveSignalNodes(
  streets: readonly SourceStreet[],
  signalNodes: readonly string[],
): Set<string> {
  const pointOf = new Map<string, Point>();
  const neighbours = new Map<string, Set<string>>();
  for (const street of streets) {
    street.nodes.forEach((node, index) => {
      const point = street.line[index];
      if (point) pointOf.set(node, point);
      const set = neighbours.get(node) ?? new Set<string>();
      neighbours.set(node, set);
      for (const other of [street.nodes[index - 1], street.nodes[index + 1]]) {
        if (other !== undefined) set.add(other);
      }
    });
  }
  const isJunction = (node: string) => (neighbours.get(node)?.size ?? 0) >= 3;
  const resolved = new Set<string>();
  for (const signal of signalNodes) {
    const origin = pointOf.get(signal);
    if (!origin) continue;
    resolved.add(isJunction(signal) ? signal : (junctionNear(signal, origin) ?? signal));
  }
  return resolved;

  /** Along the streets, not as the crow flies: the next street over is another junction. */
  function junctionNear(start: string, origin: Point): string | undefined {
    const seen = new Set([start]);
    let ring = [start];
    while (ring.length > 0) {
      const next: string[] = [];
      for (const node of ring) {
        for (const other of neighbours.get(node) ?? []) {
          const point = pointOf.get(other);
          if (!point || seen.has(other)) continue;
          seen.add(other);
          const away = Math.hypot(point[0] - origin[0], point[1] - origin[1]);
          if (away > SIGNAL_RULE.reachMetres) continue;
          if (isJunction(other)) return other;
          next.push(other);
        }
      }
      ring = next;
    }
    return undefined;
  }
}

export function planSignals(
  streets: StreetBuild,
  signalNodes: ReadonlySet<string>,
  kind: ValueKind,
): Signal[] {
  const { links } = streets.network;
  const incoming = new Map<number, number[]>();
  links.forEach((link, index) => {
    const list = incoming.get(link.to);
    if (list) list.push(index);
    else incoming.set(link.to, [index]);
  });
  const sourceOf = new Map<number, string>();
  for (const source of signalNodes) {
    const node = streets.nodeOf.get(source);
    if (node !== undefined && (incoming.get(node) ?? []).length > 0) sourceOf.set(node, source);
  }
  return clusterNodes(sourceOf, links).flatMap((cluster) => {
    const inside = new Set(cluster);
    const isInner = (index: number): boolean => inside.has(links[index]?.from ?? -1);
    const arriving = cluster.flatMap((node) => incoming.get(node) ?? []);
    const phases = phasesFor(
      arriving.filter((index) => !isInner(index)),
      links,
    );
    return cluster.map((node): Signal => {
      const own = incoming.get(node) ?? [];
      const inner = own.filter(isInner);
      const shown = phases.map((phase) => ({
        ...phase,
        // Who is inside the junction already clears it, after whoever has green there.
        links: [...phase.links.filter((index) => own.includes(index)), ...inner],
      }));
      return {
        id: signalIdSchema.parse(`signal/${sourceOf.get(node)}`),
        node,
        cycleSeconds: SIGNAL_RULE.cycleSeconds,
        offsetSeconds: 0,
        phases: shown,
        kind,
      };
    });
  });
}

/** Maps draw a junction of divided roads as several nodes: near ones that a street joins are one. */
function clusterNodes(
  sourceOf: ReadonlyMap<number, string>,
  links: readonly StreetLink[],
): readonly (readonly number[])[] {
  const head = new Map([...sourceOf.keys()].map((node) => [node, node]));
  const find = (node: number): number => {
    let at = node;
    for (let up = head.get(at); up !== undefined && up !== at; up = head.get(at)) at = up;
    return at;
  };
  for (const { from, to, lengthMetres } of links) {
    if (lengthMetres > SIGNAL_RULE.insideMetres || !head.has(from) || !head.has(to)) continue;
    head.set(find(to), find(from));
  }
  const clusters = new Map<number, number[]>();
  for (const node of sourceOf.keys()) {
    const list = clusters.get(find(node));
    if (list) list.push(node);
    else clusters.set(find(node), [node]);
  }
  return [...clusters.values()];
}

function phasesFor(arriving: readonly number[], links: readonly StreetLink[]): Signal['phases'] {
  const { cycleSeconds, intergreenSeconds, leastGreenSeconds, walkerSeconds } = SIGNAL_RULE;
  const capacityOf = (index: number) => links[index]?.capacityVehiclesPerHour ?? 0;
  const main = arriving.reduce(
    (best, index) => (capacityOf(index) > capacityOf(best) ? index : best),
    arriving[0] ?? -1,
  );
  const axis = bearing(links[main]);
  const along = arriving.filter((index) => isAlong(bearing(links[index]), axis));
  const across = arriving.filter((index) => !along.includes(index));
  if (across.length === 0) {
    return [
      {
        greenSeconds: cycleSeconds - walkerSeconds,
        intergreenSeconds: walkerSeconds,
        links: along,
      },
    ];
  }
  // Green in proportion to the busiest approach of each phase (Webster's rule with capacity for flow).
  const green = cycleSeconds - 2 * intergreenSeconds;
  const a = Math.max(...along.map(capacityOf));
  const b = Math.max(...across.map(capacityOf));
  const first = Math.round((green * a) / (a + b));
  const bounded = Math.min(green - leastGreenSeconds, Math.max(leastGreenSeconds, first));
  return [
    { greenSeconds: bounded, intergreenSeconds, links: along },
    { greenSeconds: green - bounded, intergreenSeconds, links: across },
  ];
}

/** Direction in which the link arrives, radians. */
function bearing(link: StreetLink | undefined): number {
  const last = link?.line.at(-1);
  const before = link?.line.at(-2);
  return last && before ? Math.atan2(last[1] - before[1], last[0] - before[0]) : 0;
}

/** Within 45° of the axis, either way. */
function isAlong(angle: number, axis: number): boolean {
  return Math.abs(Math.cos(angle - axis)) >= Math.SQRT1_2;
}
