/**
 * Where each storey stands when the building is taken apart, and how it looks. Pure, so that the
 * slider's effect can be tested without a screen. Storeys of one level stand side by side (the two
 * towers of a podium, the stands of a stadium) and move together.
 */
import type { StoreyDraw, TakenApart } from './building-draw.ts';

export interface StoreyPlace {
  /** Added to the storey's own height, metres. */
  readonly liftMetres: number;
  readonly look: 'solid' | 'ghost' | 'hidden';
}

/** Air above a spread storey, as a share of its height: enough to look in from above. */
const SPREAD_SHARE = 1.1;
/** The lifted part leaves this share of the building's breadth free above the chosen storey. */
const LIFT_SHARE = 0.75;
const LEAST_LIFT_METRES = 12;

export type PlacedStorey = Pick<StoreyDraw, 'heightMetres' | 'level'>;

/** `storeys` from the lowest to the highest. */
export function placeStoreys(
  storeys: readonly PlacedStorey[],
  breadthMetres: number,
  state: TakenApart,
): readonly StoreyPlace[] {
  const { mode } = state;
  if (mode === 'plan') {
    const shown = storeys[state.storey ?? 0];
    return storeys.map((storey) => ({
      liftMetres: 0,
      look: storey === shown ? 'solid' : storey.level === shown?.level ? 'ghost' : 'hidden',
    }));
  }
  // A section shows all storeys where they are; the white outline says which is chosen.
  if (mode === 'section') return storeys.map(() => ({ liftMetres: 0, look: 'solid' }));
  const chosen = state.storey === null ? undefined : storeys[state.storey];
  const lifted = chosen && state.above === 'lift' ? liftFor(breadthMetres) : 0;
  const spreads = state.spread ? spreadByLevel(storeys) : null;
  return storeys.map((storey) => ({
    liftMetres:
      (spreads?.get(storey.level) ?? 0) + (chosen && storey.level > chosen.level ? lifted : 0),
    look: lookOf(storey, chosen, state),
  }));
}

export const liftFor = (breadthMetres: number): number =>
  Math.max(LEAST_LIFT_METRES, LIFT_SHARE * breadthMetres);

function spreadByLevel(storeys: readonly PlacedStorey[]): ReadonlyMap<number, number> {
  const heights = new Map<number, number>();
  for (const { level, heightMetres } of storeys) {
    heights.set(level, Math.max(heights.get(level) ?? 0, heightMetres));
  }
  const spreads = new Map<number, number>();
  let total = 0;
  for (const [level, height] of [...heights].sort((a, b) => a[0] - b[0])) {
    spreads.set(level, total);
    total += height * SPREAD_SHARE;
  }
  return spreads;
}

function lookOf(
  storey: PlacedStorey,
  chosen: PlacedStorey | undefined,
  { above }: TakenApart,
): StoreyPlace['look'] {
  if (!chosen || storey === chosen) return 'solid';
  if (above === 'hide') return storey.level > chosen.level ? 'hidden' : 'solid';
  return above === 'xray' ? 'ghost' : 'solid';
}
