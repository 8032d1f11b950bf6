/**
 * The best few of many hits, in the order they came where they are equally good, and how many there
 * are: one list a score, so that 600,000 hits need no sorting.
 */
export interface RankedHits {
  readonly total: number;
  readonly bestScore: number;
  /** At most as many as asked for, best first. */
  readonly best: readonly number[];
}

/** Scores above this count as equal. */
const SCORES = 256;

export function pickBest(
  keep: number,
  each: (add: (id: number, score: number) => void) => void,
): RankedHits {
  const lists: number[][] = Array.from({ length: SCORES }, () => []);
  let total = 0;
  let bestScore = 0;
  each((id, score) => {
    const rank = Math.min(SCORES - 1, score);
    total += 1;
    if (rank > bestScore) bestScore = rank;
    const list = lists[rank];
    if (list && list.length < keep) list.push(id);
  });
  const best: number[] = [];
  for (let rank = bestScore; rank > 0 && best.length < keep; rank -= 1) {
    best.push(...(lists[rank] ?? []).slice(0, keep - best.length));
  }
  return { total, bestScore, best };
}
