/**
 * How a district is divided among those who answer for it: district → street unit (街道, 镇) →
 * residents' committee (居委会, 村委会) → grid (网格), the beat of one grid worker. A building lies
 * in one area, the finest that its source knows.
 */
import { z } from 'zod';
import { polygonSchema } from '../geo/geometry.ts';
import { areaIdSchema } from '../ids.ts';
import { localizedTextSchema, valueKindSchema } from '../kinds.ts';

export const AREA_LEVELS = ['district', 'street', 'committee', 'grid'] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];

export const areaSchema = z.object({
  id: areaIdSchema,
  level: z.enum(AREA_LEVELS),
  /** null for the district. */
  parent: areaIdSchema.nullable(),
  name: localizedTextSchema,
  /** Local metres; null where the source has no outline. */
  outline: polygonSchema.nullable(),
  /** Kind of the outline; names may come from elsewhere. */
  kind: valueKindSchema,
});
export type Area = z.infer<typeof areaSchema>;
