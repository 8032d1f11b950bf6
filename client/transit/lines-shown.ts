/** Which lines and which frames of them the live surfaces show. */
import { type CityTransit, createLocalFrame, type TransitFrames, type ValueKind } from '#contracts';
import { type LinesLayout, layLines } from '../layers/index.ts';
import {
  type CityState,
  phaseOf,
  type TransitChoice,
  transitAt,
  useCity,
  useFrames,
  useNowMs,
  useShownTimeMs,
} from '../store/index.ts';

export interface LinesShown {
  readonly layout: LinesLayout;
  /** null: not loaded yet, or nothing is known of the time shown. */
  readonly frames: TransitFrames | null;
  readonly timeMs: number;
  readonly kind: ValueKind;
  /** The present forecast's, or as forecasts gone by had it in their first minute. */
  readonly from: TransitChoice['from'];
}

const layouts = new WeakMap<CityTransit, LinesLayout>();

/** null while it loads and in a city without lines. */
export function layoutOf({ city, networks, transit }: CityState): LinesLayout | null {
  if (city.state !== 'ready' || networks.state !== 'ready' || transit.state !== 'ready')
    return null;
  if (transit.value === null) return null;
  const known = layouts.get(transit.value);
  if (known) return known;
  const frame = createLocalFrame(city.value.manifest.origin);
  const layout = layLines(transit.value.network, networks.value, frame);
  layouts.set(transit.value, layout);
  return layout;
}

export const useLinesLayout = (): LinesLayout | null => useCity(layoutOf);

/** At the time shown; null in a city without lines. */
export function useLiveLines(): LinesShown | null {
  const layout = useLinesLayout();
  const state = useFrames((frames) => frames);
  const now = useNowMs(5000);
  const timeMs = useShownTimeMs(5000);
  if (!layout) return null;
  // A train between two counts is inferred now and forecast later; none of it is measured.
  const kind = phaseOf(timeMs, now) === 'future' ? 'forecast' : 'inferred';
  const choice = transitAt(state, timeMs);
  return { layout, frames: choice?.frames ?? null, timeMs, kind, from: choice?.from ?? 'forecast' };
}
