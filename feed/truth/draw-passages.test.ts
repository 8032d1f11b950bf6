/** Passages beyond the study area: a day's sum, its peaks, and the same numbers for the same seed. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '#contracts';
import { DEFAULT_PARAMETERS } from '#simulations';
import { createPassages, type PassageKind } from './draw-passages.ts';

const startMs = Date.UTC(2026, 0, 5, 16); // midnight in Shanghai
const input = {
  startMs,
  timeZone: 'Asia/Shanghai',
  demandFactors: { walk: 1, street: 1 },
  parameters: DEFAULT_PARAMETERS,
};

/** Passages of each hour of one day. */
function dayOf(kind: PassageKind, stream: string): number[] {
  const hours = new Array<number>(24).fill(0);
  let hour = 0;
  const passages = createPassages({
    kind,
    random: createRandom(1, stream),
    input,
    add: (count) => {
      hours[hour] = (hours[hour] ?? 0) + count;
    },
  });
  for (; hour < 24; hour += 1) passages.advanceTo(startMs + (hour + 1) * 3_600_000);
  return hours;
}
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('passages beyond the study area', () => {
  it('brings a mean station 15,768 entries a day, most in the morning and the evening', () => {
    const days = Array.from({ length: 60 }, (_, i) => dayOf({ type: 'entries' }, `station ${i}`));
    // Means of exp(0.5 N) are 1.133; three standard errors of 60 such factors are 0.23.
    expect(Math.abs(sum(days.map(sum)) / 60 / 15_768 - Math.exp(0.125))).toBeLessThan(0.25);
    const hours = days.reduce((a, b) => a.map((value, i) => value + (b[i] ?? 0)));
    const busiest = hours.indexOf(Math.max(...hours));
    expect([7, 8, 17, 18]).toContain(busiest);
    expect(sum(hours.slice(1, 5)) / sum(hours)).toBeLessThan(0.01);
  });

  it('loads a road in its busiest hour as a border link is loaded, about a fifth of that at night', () => {
    const roads = Array.from({ length: 60 }, (_, i) =>
      dayOf({ type: 'road', capacity: 3600 }, `road ${i}`),
    );
    const hours = roads.reduce((a, b) => a.map((value, i) => value + (b[i] ?? 0)));
    const peak = Math.max(...hours) / 60;
    const expected = 3600 * DEFAULT_PARAMETERS.gatewayPeakLoad * Math.exp(0.125);
    expect(Math.abs(peak / expected - 1)).toBeLessThan(0.25);
    expect((hours[3] ?? 0) / Math.max(...hours)).toBeLessThan(0.2);
  });

  it('repeats itself for the same stream', () => {
    expect(dayOf({ type: 'footway' }, 'a')).toEqual(dayOf({ type: 'footway' }, 'a'));
    expect(dayOf({ type: 'footway' }, 'a')).not.toEqual(dayOf({ type: 'footway' }, 'b'));
  });
});
