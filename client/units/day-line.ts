/** A day's readings as an SVG path in a unit square, with gaps where the meter was silent. */
import type { HistorySeries } from '#contracts';

const HOUR_MS = 3600_000;
/** A silence longer than this many usual steps breaks the line instead of bridging it. */
const GAP_STEPS = 3.5;

export interface DayLine {
  /** x = 0…1 over the window, y = 0 (top) … 1 (zero of the scale). */
  readonly path: string;
  readonly top: number;
  readonly low: { readonly value: number; readonly timeMs: number };
  readonly high: { readonly value: number; readonly timeMs: number };
  readonly last: { readonly value: number; readonly timeMs: number };
  readonly hours: readonly { readonly timeMs: number; readonly mean: number }[];
}

type Series = Pick<HistorySeries, 'timesMs' | 'values'>;

/** null when there is nothing in the window. */
export function dayLine(series: Series, fromMs: number, untilMs: number): DayLine | null {
  const points = series.timesMs
    .map((timeMs, i) => ({ timeMs, value: series.values[i] ?? Number.NaN }))
    .filter(({ timeMs, value }) => timeMs >= fromMs && timeMs <= untilMs && Number.isFinite(value))
    .sort((a, b) => a.timeMs - b.timeMs);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  const high = points.reduce((best, point) => (point.value > best.value ? point : best), first);
  const low = points.reduce((best, point) => (point.value < best.value ? point : best), first);
  const top = niceTop(high.value);
  const gap = GAP_STEPS * usualStep(points.map((point) => point.timeMs));
  let path = '';
  let before = Number.NEGATIVE_INFINITY;
  for (const { timeMs, value } of points) {
    const x = (timeMs - fromMs) / (untilMs - fromMs);
    const y = 1 - value / top;
    path += `${timeMs - before > gap ? 'M' : 'L'}${x.toFixed(4)} ${y.toFixed(4)}`;
    before = timeMs;
  }
  return { path, top, low, high, last, hours: hourlyMeans(points) };
}

/** Tops that halve to a number people can read off. */
const TOPS = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10] as const;

/** The next of TOPS × 10ⁿ. */
export function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return (TOPS.find((step) => step * power >= value) ?? 10) * power;
}

function usualStep(timesMs: readonly number[]): number {
  const steps = timesMs.slice(1).map((timeMs, i) => timeMs - (timesMs[i] ?? timeMs));
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? Number.POSITIVE_INFINITY;
}

function hourlyMeans(
  points: readonly { readonly timeMs: number; readonly value: number }[],
): DayLine['hours'] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { timeMs, value } of points) {
    const hour = Math.floor(timeMs / HOUR_MS) * HOUR_MS;
    const entry = sums.get(hour) ?? { sum: 0, count: 0 };
    entry.sum += value;
    entry.count += 1;
    sums.set(hour, entry);
  }
  return [...sums].map(([timeMs, { sum, count }]) => ({ timeMs, mean: sum / count }));
}
