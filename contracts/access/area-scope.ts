/**
 * Where an account may see units: the whole district, or some areas with everything below them.
 * Outside its scope a session gets buildings (as anybody sees them from the street) and the state of
 * whole buildings, never a storey's units, their live values, occupants or personal fields.
 */
import { z } from 'zod';
import { areaIdSchema } from '../ids.ts';

export const areaScopeSchema = z.union([
  z.literal('district'),
  /** Streets, committees or grids; an empty list sees no unit at all. */
  z.array(areaIdSchema).max(200),
]);
export type AreaScope = z.infer<typeof areaScopeSchema>;
