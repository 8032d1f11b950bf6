/** A figure judged by theory. */
import type { VerifiedFigure } from '../../verification/figure-input.ts';

/** `part`: tolerance as a part of the theory's value; whole vehicles and headways need about 1 %. */
export function against(
  name: string,
  value: number,
  theory: number,
  part: number,
  unit: string,
  what: string,
  reason?: string,
): VerifiedFigure {
  const bounds = [theory * (1 - part), theory * (1 + part)] as const;
  return {
    name,
    value,
    unit,
    asked: { between: [Math.min(...bounds), Math.max(...bounds)] },
    baseline: { what, value: theory, source: 'theory' },
    ...(reason === undefined ? {} : { note: reason }),
  };
}
