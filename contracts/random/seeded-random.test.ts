import { expect, test } from 'vitest';
import { createRandom, hashText } from './seeded-random.ts';

test('FNV-1a agrees with the published test vectors', () => {
  // Fowler, Noll, Vo: FNV-1a 32-bit of "", "a", "foobar".
  expect(hashText('')).toBe(0x811c9dc5);
  expect(hashText('a')).toBe(0xe40c292c);
  expect(hashText('foobar')).toBe(0xbf9cf968);
});

test('the same seed and stream repeat; another stream differs', () => {
  const draw = (seed: number, stream: string) => {
    const random = createRandom(seed, stream);
    return Array.from({ length: 8 }, () => random.next());
  };
  expect(draw(7, 'walk')).toEqual(draw(7, 'walk'));
  expect(draw(7, 'walk')).not.toEqual(draw(7, 'street'));
  expect(draw(8, 'walk')).not.toEqual(draw(7, 'walk'));
});

test('uniform: chi-square over 64 bins stays under its 99.9 % quantile', () => {
  const random = createRandom(20261122, 'chi');
  const bins = new Uint32Array(64);
  const draws = 200_000;
  for (let i = 0; i < draws; i += 1) {
    const bin = random.nextInteger(64);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const expected = draws / 64;
  const chiSquare = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  // 99.9 % quantile of chi-square with 63 degrees of freedom (tables): 103.4.
  expect(chiSquare).toBeLessThan(103.4);
});

test('normal: mean and variance within four standard errors', () => {
  const random = createRandom(3, 'normal');
  const n = 100_000;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i += 1) {
    const x = random.nextNormal();
    sum += x;
    squares += x * x;
  }
  expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
  // Standard error of the variance of a normal sample: sqrt(2/n).
  expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
});

test('a saved state continues the same sequence', () => {
  const random = createRandom(5, 'save');
  random.next();
  const state = random.save();
  const first = [random.next(), random.next()];
  random.restore(state);
  expect([random.next(), random.next()]).toEqual(first);
});
