/** Shortest drives over the street network, link by link, on allowed turns (Dijkstra 1959). Metres. */
import FlatQueue from 'flatqueue';
import type { StreetNetwork } from '#contracts';

type Streets = Pick<StreetNetwork, 'nodes' | 'links' | 'forbiddenTurns'>;

export interface LinkPaths {
  /**
   * From the end of a link to the beginning of each other, up to a distance, or until those asked for
   * are found; [link] → metres.
   */
  after(link: number, mostMetres: number, until?: ReadonlySet<number>): ReadonlyMap<number, number>;
  /** To the beginning of a link from the end of each other. */
  before(link: number, mostMetres: number): ReadonlyMap<number, number>;
}

export function createLinkPaths({ nodes, links, forbiddenTurns }: Streets): LinkPaths {
  const from: number[][] = nodes.map(() => []);
  const to: number[][] = nodes.map(() => []);
  links.forEach((link, index) => {
    from[link.from]?.push(index);
    to[link.to]?.push(index);
  });
  const forbidden = new Set(forbiddenTurns.map((turn) => turn.from * links.length + turn.to));
  const mayTurn = (a: number, b: number): boolean => !forbidden.has(a * links.length + b);
  const search = (
    start: number,
    mostMetres: number,
    next: (link: number) => readonly number[],
    until: ReadonlySet<number> | null,
  ): ReadonlyMap<number, number> => {
    const found = new Map<number, number>();
    const queue = new FlatQueue<number>();
    let wanted = until?.size ?? Number.POSITIVE_INFINITY;
    const reach = (link: number, metres: number): void => {
      for (const other of next(link)) if (!found.has(other)) queue.push(other, metres);
    };
    reach(start, 0);
    while (queue.length > 0 && wanted > 0) {
      const metres = queue.peekValue() ?? 0;
      const link = queue.pop() ?? -1;
      if (metres > mostMetres) break;
      if (found.has(link)) continue;
      found.set(link, metres);
      if (until?.has(link)) wanted -= 1;
      reach(link, metres + (links[link]?.lengthMetres ?? 0));
    }
    return found;
  };
  const onward = (at: number): readonly number[] =>
    (from[links[at]?.to ?? -1] ?? []).filter((other) => mayTurn(at, other));
  const back = (at: number): readonly number[] =>
    (to[links[at]?.from ?? -1] ?? []).filter((other) => mayTurn(other, at));
  return {
    after: (link, mostMetres, until) => search(link, mostMetres, onward, until ?? null),
    before: (link, mostMetres) => search(link, mostMetres, back, null),
  };
}
