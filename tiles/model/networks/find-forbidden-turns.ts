/** Turns that signs forbid (no_*, only_*) and turning back, which is allowed at dead ends alone. */
import type { SourceCity } from '../../sources/source-city.ts';

export interface TurnLink {
  /** Source way id; pieces of a cut way carry `#2`, `#3`. */
  readonly way: string;
  readonly from: string;
  readonly to: string;
}

type Skip = (reason: string, example: string) => void;

/** Pairs of positions in `links`, each once. */
export function findForbiddenTurns(
  links: readonly TurnLink[],
  gateways: ReadonlySet<string>,
  restrictions: SourceCity['turnRestrictions'],
  skip: Skip,
): (readonly [number, number])[] {
  const incoming = new Map<string, number[]>();
  const outgoing = new Map<string, number[]>();
  links.forEach((link, index) => {
    incoming.set(link.to, [...(incoming.get(link.to) ?? []), index]);
    outgoing.set(link.from, [...(outgoing.get(link.from) ?? []), index]);
  });
  const turns = new Map<number, readonly [number, number]>();
  const forbid = (from: number, to: number) => turns.set(from * links.length + to, [from, to]);

  for (const [node, arriving] of incoming) {
    const leaving = outgoing.get(node) ?? [];
    for (const from of arriving) {
      const back = leaving.filter((to) => isReverse(links[from], links[to]));
      // At a gateway vehicles leave the district instead of turning back.
      if (leaving.length > back.length || gateways.has(node))
        for (const to of back) forbid(from, to);
    }
  }
  for (const { fromWay, viaNode, toWay, rule } of restrictions) {
    const froms = (incoming.get(viaNode) ?? []).filter((i) => isOfWay(links[i], fromWay));
    const leaving = outgoing.get(viaNode) ?? [];
    const tos = leaving.filter((i) => isOfWay(links[i], toWay));
    if (froms.length === 0 || tos.length === 0) {
      skip(
        'turn restriction: its ways do not meet at its node in the drivable network',
        `${fromWay} ${rule} ${toWay}`,
      );
      continue;
    }
    for (const from of froms) {
      const named = fromWay === toWay ? tos.filter((to) => isReverse(links[from], links[to])) : tos;
      if (rule === 'no') for (const to of named) forbid(from, to);
      else for (const to of leaving) if (!tos.includes(to)) forbid(from, to);
    }
  }
  return [...turns.values()];
}

function isReverse(a: TurnLink | undefined, b: TurnLink | undefined): boolean {
  return !!a && !!b && a.from === b.to && a.to === b.from && a.way === b.way;
}

function isOfWay(link: TurnLink | undefined, way: string): boolean {
  return link?.way === way || link?.way.startsWith(`${way}#`) === true;
}
