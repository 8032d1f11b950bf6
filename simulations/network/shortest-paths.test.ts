import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createPathScratch,
  createPathTable,
  findPathsTo,
  groupByVertex,
} from './shortest-paths.ts';

test('times agree with Bellman–Ford on random graphs, and following `next` takes that time', () => {
  const edge = fc.tuple(fc.nat(11), fc.nat(11), fc.integer({ min: 1, max: 50 }));
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 40 }), (edges) => {
      const vertexCount = 12;
      const { start, edges: order } = groupByVertex(
        vertexCount,
        edges.map(([, to]) => to),
      );
      const graph = {
        vertexCount,
        inStart: start,
        inVertex: order.map((index) => edges[index]?.[0] ?? 0),
        inLane: order,
      };
      const seconds = Float64Array.from(edges, ([, , cost]) => cost);
      const table = createPathTable(vertexCount);
      findPathsTo(graph, [0], seconds, table, createPathScratch());

      const best = new Array<number>(vertexCount).fill(Number.POSITIVE_INFINITY);
      best[0] = 0;
      for (let round = 0; round < vertexCount; round += 1) {
        for (const [from, to, cost] of edges) {
          best[from] = Math.min(best[from] as number, (best[to] as number) + cost);
        }
      }
      expect([...table.seconds]).toEqual(best);
      for (let from = 1; from < vertexCount; from += 1) {
        if (!Number.isFinite(best[from])) continue;
        let at = from;
        let total = 0;
        while (at !== 0) {
          const step = edges[table.next[at] as number];
          if (!step) throw new Error(`no way on from ${at}`);
          expect(step[0]).toBe(at);
          total += step[2];
          at = step[1];
        }
        expect(total).toBe(best[from]);
      }
    }),
    { seed: 7, numRuns: 200 },
  );
});
