/** Joins the open ways of a multipolygon into closed rings of node ids (OSM wiki: Relation:multipolygon/Algorithm). */
import type { OsmWay } from './osm-records.ts';

export interface AssembledRings {
  /** Open rings: the first node is not repeated. */
  readonly rings: readonly (readonly number[])[];
  /** Ways left over because they close nothing. */
  readonly openWays: readonly number[];
}

export function assembleRings(ways: readonly OsmWay[]): AssembledRings {
  const rings: number[][] = [];
  const open: OsmWay[] = [];
  for (const way of ways) {
    if (way.refs.length > 3 && way.refs[0] === way.refs.at(-1)) rings.push(way.refs.slice(0, -1));
    else if (way.refs.length > 1) open.push(way);
  }
  const waysAt = new Map<number, OsmWay[]>();
  for (const way of open) {
    for (const end of [way.refs[0], way.refs.at(-1)]) {
      if (end === undefined) continue;
      const list = waysAt.get(end);
      if (list) list.push(way);
      else waysAt.set(end, [way]);
    }
  }
  const used = new Set<number>();
  const openWays: number[] = [];
  for (const seed of open) {
    if (used.has(seed.id)) continue;
    used.add(seed.id);
    const chain = [...seed.refs];
    const members = [seed.id];
    while (chain[0] !== chain.at(-1)) {
      const end = chain.at(-1) ?? -1;
      const next = waysAt.get(end)?.find((way) => !used.has(way.id));
      if (!next) break;
      used.add(next.id);
      members.push(next.id);
      const forward = next.refs[0] === end ? next.refs : [...next.refs].reverse();
      chain.push(...forward.slice(1));
    }
    if (chain[0] === chain.at(-1) && chain.length > 3) rings.push(chain.slice(0, -1));
    else openWays.push(...members);
  }
  return { rings, openWays };
}
