import { expect, test } from 'vitest';
import { createRandom } from '#contracts';
import { findStrongComponent } from './find-strong-component.ts';

/** Brute force: who reaches whom (Warshall), then the largest class of mutual reach. */
function largestByReach(successors: readonly (readonly number[])[]): number {
  const n = successors.length;
  const reach = successors.map((next, i) =>
    Array.from({ length: n }, (_, j) => i === j || next.includes(j)),
  );
  for (let k = 0; k < n; k += 1)
    for (let i = 0; i < n; i += 1)
      for (let j = 0; j < n; j += 1)
        if (reach[i]?.[k] && reach[k]?.[j] && reach[i]) (reach[i] ?? [])[j] = true;
  return Math.max(...reach.map((row, i) => row.filter((can, j) => can && reach[j]?.[i]).length));
}

test('on random graphs the component is mutual and as large as brute force finds', () => {
  for (let seed = 0; seed < 60; seed += 1) {
    const random = createRandom(seed, 'graph');
    const n = 2 + random.nextInteger(24);
    const graph = Array.from({ length: n }, () =>
      Array.from({ length: random.nextInteger(3) }, () => random.nextInteger(n)),
    );
    const kept = findStrongComponent(graph);
    expect(kept.filter(Boolean)).toHaveLength(largestByReach(graph));
  }
});
