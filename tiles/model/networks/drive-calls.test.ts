/** Which link a stop stands on, in a block of one-way streets where the answer is known. */
import { expect, it } from 'vitest';
import type { Point, StreetNetwork } from '#contracts';
import { createStopPlaces } from './bus-candidates.ts';
import { placeCalls } from './drive-calls.ts';
import { createLinkPaths } from './link-paths.ts';

type Turns = readonly { readonly from: number; readonly to: number }[];

/**
 * Round a block, each street one way, counter-clockwise; from node 1 a second carriageway leads back west
 * to the border at node 6, 20 m beside the first.
 *
 *     4 ←───────────── 3
 *     ↓                ↑
 * 6 ←─┼────── 5        │
 *     0 ───→ 1 ↑ ────→ 2
 */
const points: readonly Point[] = [
  ...([[0, 0] as const, [200, 0] as const, [400, 0] as const] as const),
  ...([[400, 200] as const, [0, 200] as const] as const),
  ...([[200, 20] as const, [-300, 20] as const] as const),
];
const way = (from: number, to: number) => {
  const [a, b] = [points[from] ?? [0, 0], points[to] ?? [0, 0]];
  const lengthMetres = Math.hypot(a[0] - b[0], a[1] - b[1]);
  return { id: `${from}>${to}`, from, to, lengthMetres, line: [a, b], roadClass: 'secondary' };
};
const links = [way(0, 1), way(1, 2), way(2, 3), way(3, 4), way(4, 0), way(1, 5), way(5, 6)];

function drive(forbiddenTurns: Turns, ...stops: readonly (Point | null)[]) {
  const street = {
    nodes: points.map((point) => ({ point })),
    ...{ links, forbiddenTurns },
  } as unknown as StreetNetwork;
  const skipped: string[] = [];
  const name = { zh: '站', en: 'Stop' };
  const line = {
    ...{ id: 'line', name },
    stops: stops.map((point, index) => ({ id: `s${index}`, name, point })),
  };
  const { calls } = placeCalls(
    ...[line, createStopPlaces(street), createLinkPaths(street), street],
    (reason, example) => skipped.push(`${reason}: ${example}`),
  );
  return { ids: calls.map(({ link }) => links[link]?.id), skipped };
}

it('stands on the carriageway from which the line goes on, though another is nearer', () => {
  // 12 m from the first, 8 m from the second, which leads to the border and to no other stop.
  expect(drive([], [100, 12], [300, -6], [300, 206]).ids).toEqual(['0>1', '1>2', '3>4']);
});

it('stands on the second carriageway where the stop lies on its right', () => {
  expect(drive([], [180, -6], [100, 28]).ids).toEqual(['0>1', '5>6']);
});

it('passes by a stop that no allowed turn leads to', () => {
  // Beyond the turn there is no other way to 1>2.
  const { ids, skipped } = drive([{ from: 0, to: 1 }], [100, -20], [300, -6], [-100, 28]);
  expect(ids).toEqual(['0>1', '5>6']);
  expect(skipped).toEqual(['bus stop: no way to or from it: s1 of line']);
});

it('passes by a first stop from which nothing is reached, not all the others', () => {
  // Nothing leads on from the second carriageway.
  const { ids, skipped } = drive([], [-100, 28], [300, -6], [300, 206], [-6, 100]);
  expect(ids).toEqual(['1>2', '3>4', '4>0']);
  expect(skipped).toEqual(['bus stop: no way to or from it: s0 of line']);
});
