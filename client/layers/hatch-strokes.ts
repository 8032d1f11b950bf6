/**
 * Strokes that hatch the crowded bands, so that they read without colour: `//` on band E, `××` on
 * band F. Plain segments in the district's metres, for any engine.
 */
import type { Line } from '#contracts';
import type { Hatch } from './scales.ts';

/** Distance between strokes along the way, metres; about the pavement's own width. */
const SPACING_METRES = 6;
/** A stroke leans by this much along the way, as a share of the half width: 45°. */
const LEAN = 1;

export interface HatchedWay {
  readonly line: Line;
  readonly widthMetres: number;
  readonly hatch: Hatch;
}

/** [x0, y0, x1, y1] per stroke, metres east-north. */
export function hatchStrokes(ways: readonly HatchedWay[]): readonly (readonly number[])[] {
  const strokes: (readonly number[])[] = [];
  for (const way of ways) {
    if (way.hatch === 0) continue;
    const half = way.widthMetres / 2;
    for (let i = 1; i < way.line.length; i += 1) {
      const a = way.line[i - 1];
      const b = way.line[i];
      if (!a || !b) continue;
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (length === 0) continue;
      const east = (b[0] - a[0]) / length;
      const north = (b[1] - a[1]) / length;
      for (let along = SPACING_METRES / 2; along < length; along += SPACING_METRES) {
        const x = a[0] + east * along;
        const y = a[1] + north * along;
        const addStroke = (lean: number): void => {
          const dx = (-north + east * lean) * half;
          const dy = (east + north * lean) * half;
          strokes.push([x - dx, y - dy, x + dx, y + dy]);
        };
        addStroke(LEAN);
        if (way.hatch === 2) addStroke(-LEAN);
      }
    }
  }
  return strokes;
}
