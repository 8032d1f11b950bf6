/** When the people of an event come and go: a cut normal distribution, exact in whole people. */
import type { EventPlan, ModeShares } from '#contracts';

/** Departures are spread over this many deviations around the end. */
const CUT_DEVIATIONS = 3;
/**
 * Arrivals: doors open hours before and entry is nearly complete at the start (press reports on
 * Shanghai Stadium, 2025). Mean and deviation before the start are assumed.
 */
export const ARRIVAL_MEAN_BEFORE_MS = 50 * 60_000;
export const ARRIVAL_DEVIATION_MS = 22 * 60_000;

/** Normal distribution function (Abramowitz & Stegun 7.1.26, error below 1.5e-7). */
export function normalDistribution(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - poly * Math.exp(-x * x);
  return z >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
}

/** Of `people`, how many have set out by `timeMs`; 0 before the cut, all after it. */
export function releasedBy(
  people: number,
  meanMs: number,
  deviationMs: number,
  timeMs: number,
): number {
  if (deviationMs <= 0) return timeMs >= meanMs ? people : 0;
  const z = (timeMs - meanMs) / deviationMs;
  if (z <= -CUT_DEVIATIONS) return 0;
  if (z >= CUT_DEVIATIONS) return people;
  const tail = normalDistribution(-CUT_DEVIATIONS);
  return Math.round((people * (normalDistribution(z) - tail)) / (1 - 2 * tail));
}

export const leavingBy = (event: EventPlan, timeMs: number): number =>
  releasedBy(event.attendance, event.endMs, event.endSpreadMinutes * 60_000, timeMs);

export const comingBy = (event: EventPlan, timeMs: number): number =>
  releasedBy(
    event.attendance,
    event.startMs - ARRIVAL_MEAN_BEFORE_MS,
    ARRIVAL_DEVIATION_MS,
    timeMs,
  );

/** When the first person of the event sets out for home. */
export const firstLeavingMs = (event: EventPlan): number =>
  event.endMs - CUT_DEVIATIONS * event.endSpreadMinutes * 60_000;

/** Between the dry and the wet shares; what a mode cannot carry goes to the others in proportion. */
export function sharesFor(
  event: EventPlan,
  wetShare: number,
  limits: {
    readonly hasMetro: boolean;
    readonly carShare: number;
    readonly hasTaxi: boolean;
    readonly hasBus: boolean;
  },
): ModeShares {
  const { dry, rain } = event.modeShares;
  const mix = (mode: keyof ModeShares): number => dry[mode] + (rain[mode] - dry[mode]) * wetShare;
  const car = Math.min(mix('car'), limits.carShare);
  const metro = limits.hasMetro ? mix('metro') : 0;
  const taxi = limits.hasTaxi ? mix('taxi') : 0;
  const bus = limits.hasBus ? mix('bus') : 0;
  const others = metro + taxi + bus + mix('walk');
  if (others <= 0) return { metro: 0, car, taxi: 0, bus: 0, walk: 1 - car };
  const scale = (1 - car) / others;
  return {
    metro: metro * scale,
    car,
    taxi: taxi * scale,
    bus: bus * scale,
    walk: mix('walk') * scale,
  };
}
