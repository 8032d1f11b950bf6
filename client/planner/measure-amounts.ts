/** The one number that many measures have: its limits, its start value, its label, where it is in the measure. */
import type { Measure } from '#contracts';

/** Limits as in the contract. */
export const AMOUNTS = {
  'meter-gate': { low: 0, high: 10_000, first: 200, whole: false, label: 'measure.persons' },
  'extra-trains': { low: 0, high: 5_000, first: 300, whole: false, label: 'measure.persons' },
  'meter-entrance': { low: 0, high: 10_000, first: 60, whole: false, label: 'measure.persons' },
  'add-trains': { low: 1, high: 60, first: 4, whole: true, label: 'measure.trains' },
  'set-headway': { low: 60, high: 7200, first: 180, whole: true, label: 'measure.headway' },
  'shift-green': { low: -60, high: 60, first: 10, whole: false, label: 'measure.seconds' },
  contraflow: { low: 1, high: 8, first: 1, whole: true, label: 'measure.lanes' },
  'emergency-run': { low: 1, high: 240, first: 15, whole: true, label: 'measure.everyMinutes' },
  'limit-kerb': { low: 1, high: 200, first: 10, whole: true, label: 'measure.places' },
  'post-staff': { low: 1, high: 500, first: 4, whole: true, label: 'measure.staff' },
  'hold-station': { low: 0, high: 10_000, first: 200, whole: false, label: 'measure.persons' },
  'recommend-station': { low: 0, high: 100, first: 40, whole: false, label: 'measure.percent' },
  'warn-of-link': { low: 0, high: 100, first: 40, whole: false, label: 'measure.percent' },
  'release-waves': { low: 1, high: 3600, first: 30, whole: true, label: 'measure.openSeconds' },
  'crossing-waves': { low: 1, high: 3600, first: 30, whole: true, label: 'measure.openSeconds' },
  'place-barrier': { low: 0, high: 100, first: 2, whole: false, label: 'measure.metres' },
} as const;
export type AmountType = keyof typeof AMOUNTS;
export const hasAmount = (type: Measure['type']): type is AmountType => type in AMOUNTS;

/** Trains nearer to each other than this are none (as the contract's shortest headway). */
const SHORTEST_HEADWAY_SECONDS = AMOUNTS['set-headway'].low;

/** What can be meant in a window of that length: two trains at least, and none on top of another. */
export function amountLimits(
  type: AmountType,
  windowSeconds: number,
): { readonly low: number; readonly high: number } {
  const { low, high } = AMOUNTS[type];
  const within = (most: number) => ({ low, high: Math.max(low, Math.min(high, most)) });
  if (!(windowSeconds > 0)) return { low, high };
  if (type === 'set-headway') return within(windowSeconds);
  if (type === 'add-trains') return within(Math.floor(windowSeconds / SHORTEST_HEADWAY_SECONDS));
  return { low, high };
}

export function amountOf(measure: Measure): number | null {
  switch (measure.type) {
    case 'meter-gate':
    case 'extra-trains':
    case 'hold-station':
    case 'meter-entrance':
      return measure.personsPerMinute;
    case 'add-trains':
      return measure.trains;
    case 'set-headway':
      return measure.headwaySeconds;
    case 'recommend-station':
    case 'warn-of-link':
      return measure.followPercent;
    case 'place-barrier':
      return measure.openMetres;
    case 'release-waves':
      return measure.openSeconds;
    case 'crossing-waves':
      return measure.walkSeconds;
    case 'shift-green':
      return measure.seconds;
    case 'post-staff':
      return measure.staff;
    case 'contraflow':
      return measure.lanes;
    case 'limit-kerb':
      return measure.places;
    case 'emergency-run':
      return measure.everyMinutes;
    default:
      return null;
  }
}
