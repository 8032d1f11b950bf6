/**
 * The quick part of the crowd's verification: every case but the corridor of RiMEA 4, two seeds each.
 * What only all seeds can show (means, rare runs) is judged by `npm run verify -- crowd`.
 */
import { expect, test } from 'vitest';
import { type Asked, judgeFigure } from '../../report/figure.ts';
import { ALL_CASES } from './all-cases.ts';
import { runCases } from './run-cases.ts';
import { guidelineTests } from './write-crowd-page.ts';

/** 75,000 people each: minutes. */
const TOO_LONG = new Set(['corridor diagram']);

/**
 * Bands are for means over all seeds. Single runs scatter by up to 4 % of the mean (door flows), two
 * by 3 %; laws that allow nothing (a bound of 0) have no such room.
 */
const NOISE_OF_TWO = 0.03;

function isNoise(value: number, asked: Asked | undefined): boolean {
  if (asked === undefined) return true;
  const bounds =
    'atMost' in asked ? [asked.atMost] : 'atLeast' in asked ? [asked.atLeast] : asked.between;
  return bounds.some((bound) => Math.abs(value - bound) <= NOISE_OF_TWO * Math.abs(bound));
}

test('every case holds with two seeds', async () => {
  const cases = ALL_CASES.filter(({ key }) => !TOO_LONG.has(key));
  const results = await runCases(cases, 2);
  const failed = results.flatMap(({ item, figures }) =>
    figures
      .map((figure) => judgeFigure(figure))
      .filter(({ holds, value, asked }) => !holds && !isNoise(value, asked))
      .map(({ name, value, asked }) => `${item.key}: ${name} = ${value}, ${JSON.stringify(asked)}`),
  );
  expect(failed).toEqual([]);
});

test('every test that the page promises has a case', () => {
  const covered = new Set(ALL_CASES.flatMap(({ tests }) => tests));
  expect(guidelineTests().filter((name) => !covered.has(name))).toEqual([]);
});
