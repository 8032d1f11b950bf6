/**
 * The part of a district that is forecast. Where a district is much larger than its events, only
 * the streets around the venues are simulated; everywhere else the forecast knows nothing, which is
 * not the same as nobody being there.
 */
import { z } from 'zod';
import { pointSchema } from '../geo/geometry.ts';

/** Within `radiusMetres` of any of the centres, local metres. */
export const studyAreaSchema = z.object({
  centres: z.array(pointSchema),
  radiusMetres: z.number().positive(),
});
export type StudyArea = z.infer<typeof studyAreaSchema>;

/** Positions in `networks.json` that a forecast covers, rising. */
export interface StudyPlaces {
  readonly walkLinks: Uint32Array;
  readonly streetLinks: Uint32Array;
  readonly stations: Uint32Array;
}

export type StudyPlaceKind = keyof StudyPlaces;

/** Whether a place of the whole district is forecast; `study` null: everything is. */
export function isStudied(study: StudyPlaces | null, kind: StudyPlaceKind, index: number): boolean {
  return study === null || positionOf(study[kind], index) >= 0;
}

/** Position of a value in a rising array, −1 where it has none. */
function positionOf(values: Uint32Array, wanted: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = values[middle] ?? 0;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
