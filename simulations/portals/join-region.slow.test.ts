import { expect, test } from 'vitest';
import { measureSchema } from '#contracts';
import { startCorridor, traceCorridor } from '../verification/corridor-region.ts';
import { EXAMPLE_END_MS } from '../verification/example-input.ts';

test('until the last one: the same people as without the region, all where they wanted to go', () => {
  const options = { specificFlow: 0.5, seconds: 100, groupSizeMean: 1.11, coming: 1500 };
  const run = startCorridor(options, true);
  const coarse = startCorridor(options, false);
  for (const one of [run, coarse]) one.advanceTo(EXAMPLE_END_MS + 7_200_000);
  const { people } = run.ledger();
  expect(people).toEqual(coarse.ledger().people);
  expect(people.underWay).toBe(0);
  expect(people.released).toBeGreaterThan(1000);
  const { walkForwardTotal, walkBackwardTotal, gateInTotal } = run.counts;
  expect(walkForwardTotal[2]).toBe(coarse.counts.walkForwardTotal[2]);
  expect(walkBackwardTotal[0]).toBe(gateInTotal[0]);
  expect(gateInTotal[0]).toBe(coarse.counts.gateInTotal[0]);
});

test('a narrow way behind the region holds its people; the queue spills back through it', () => {
  const measures = [
    measureSchema.parse({
      id: 'narrow',
      fromMs: EXAMPLE_END_MS - 3_600_000,
      untilMs: EXAMPLE_END_MS + 7_200_000,
      type: 'place-barrier',
      link: 'last',
      openMetres: 1,
    }),
  ];
  const options = { specificFlow: 1.1, seconds: 400, measures };
  const fine = traceCorridor(options, true);
  const coarse = traceCorridor(options, false);
  expect(fine.violations).toBe(0);
  const rate = ({ behind }: typeof fine): number => ((behind[399] ?? 0) - (behind[199] ?? 0)) / 200;
  // One metre passes 1.22 persons a second in both; groups pass whole, so that up to six may fall to
  // either side of the 200 s.
  const tolerance = 6.5 / 200;
  expect(Math.abs(rate(fine) - 1.22)).toBeLessThan(tolerance);
  expect(Math.abs(rate(coarse) - 1.22)).toBeLessThan(tolerance);
  // 4.4 come and 1.22 go each second: the region fills, then the lane before it.
  expect(fine.inside[399]).toBeGreaterThan(500);
});
