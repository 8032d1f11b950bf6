import { describe, expect, it } from 'vitest';
import { createRandom } from '#contracts';
import { drawDepartures, drawWhole } from './draw-trips.ts';

describe('drawWhole', () => {
  it('keeps the total exactly, every part within one, and the mean', () => {
    const shares = [0.2, 0.7, 3.4, 0, 1.9, 12.8];
    const sums = new Float64Array(shares.length);
    const draws = 1000;
    for (let seed = 0; seed < draws; seed += 1) {
      const whole = drawWhole(shares, createRandom(seed));
      expect(whole.reduce((sum, one) => sum + one, 0)).toBe(19);
      whole.forEach((one, at) => {
        expect(Math.abs(one - (shares[at] as number))).toBeLessThan(1);
        sums[at] = (sums[at] as number) + one;
      });
    }
    // Four standard errors of a draw between two neighbours: 4 · 0.5 / √1000.
    for (const [at, sum] of sums.entries()) {
      expect(Math.abs(sum / draws - (shares[at] as number))).toBeLessThan(0.064);
    }
  });

  it('draws nothing of an empty table, and loses nothing of a thousand thirds', () => {
    expect([...drawWhole([0, 0], createRandom(1))]).toEqual([0, 0]);
    const thirds = drawWhole(new Float64Array(3000).fill(1 / 3), createRandom(1));
    expect(thirds.reduce((sum, one) => sum + one, 0)).toBe(1000);
  });
});

describe('drawDepartures', () => {
  it('departs inside the interval, evenly', () => {
    const times = drawDepartures(10_000, 900, 1800, createRandom(3));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(900);
    expect(Math.max(...times)).toBeLessThan(1800);
    // Four standard errors of the mean of a uniform: 4 · 900 / √12 / √10,000.
    expect(times.reduce((sum, at) => sum + at, 0) / 10_000).toBeCloseTo(1350, -1.2);
  });
});
