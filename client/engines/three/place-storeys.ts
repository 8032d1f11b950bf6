/**
 * Where each storey stands when the building is taken apart, and how it looks. Pure, so that the
 * slider's effect can be tested without a screen.
 */
import type { StoreyDraw, TakenApart } from './building-draw.ts';

export interface StoreyPlace {
  /** Added to the storey's own height, metres. */
  readonly liftMetres: number;
  readonly look: 'solid' | 'ghost' | 'hidden';
}

/** Air between spread storeys, as a share of the storey below: enough to look in from 35°. */
const SPREAD_SHARE = 1.1;
/** The lifted part leaves this share of the building's breadth free above the chosen storey. */
const LIFT_SHARE = 0.75;
const LEAST_LIFT_METRES = 12;

export function placeStoreys(
  storeys: readonly Pick<StoreyDraw, 'heightMetres'>[],
  breadthMetres: number,
  state: TakenApart,
): readonly StoreyPlace[] {
  const { mode, storey: chosen } = state;
  if (mode === 'plan') {
    const shown = chosen ?? 0;
    return storeys.map((_, i) => ({ liftMetres: 0, look: i === shown ? 'solid' : 'hidden' }));
  }
  // A section shows all storeys where they are; the chosen one stands out.
  if (mode === 'section') {
    return storeys.map((_, i) => ({
      liftMetres: 0,
      look: chosen === null || chosen === i ? 'solid' : 'ghost',
    }));
  }
  const gap = Math.max(LEAST_LIFT_METRES, LIFT_SHARE * breadthMetres);
  let spread = 0;
  return storeys.map((storey, i) => {
    const isAbove = chosen !== null && i > chosen;
    const lift = isAbove && state.above === 'lift' ? gap : 0;
    const place: StoreyPlace = { liftMetres: spread + lift, look: lookOf(i, state) };
    if (state.spread) spread += storey.heightMetres * SPREAD_SHARE;
    return place;
  });
}

function lookOf(index: number, state: TakenApart): StoreyPlace['look'] {
  const { storey: chosen, above } = state;
  if (chosen === null || index === chosen) return 'solid';
  if (above === 'hide') return index > chosen ? 'hidden' : 'solid';
  return above === 'xray' ? 'ghost' : 'solid';
}
