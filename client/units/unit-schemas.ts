/** The registry's answers, checked once at the edge against the contracts. */
import { z } from 'zod';
import {
  alarmSchema,
  BUILDING_USES,
  type BuildingDetail,
  CELL_QUANTITY_IDS,
  type CellCard,
  cellIdSchema,
  factSchema,
  type HistorySeries,
  localizedTextSchema,
  OBSERVED_QUANTITIES,
  pointSchema,
  polygonSchema,
  ROOF_SHAPES,
  valueKindSchema,
} from '#contracts';

const useSchema = z.enum(BUILDING_USES);
const nameSchema = localizedTextSchema.nullable();

export const buildingDetailSchema = z.object({
  cell: cellIdSchema,
  id: z.string(),
  name: nameSchema,
  address: nameSchema,
  use: factSchema(useSchema),
  heightMetres: factSchema(z.number()),
  storeysAboveGround: factSchema(z.number()),
  point: pointSchema,
  footprint: polygonSchema,
  unitsWithheld: z.boolean().default(false),
  parts: z.array(
    z.object({
      footprint: polygonSchema,
      baseMetres: z.number(),
      topMetres: z.number(),
      roof: z.object({ shape: z.enum(ROOF_SHAPES), heightMetres: z.number() }),
    }),
  ),
  storeys: z.array(
    z.object({
      cell: cellIdSchema,
      level: z.number().int(),
      label: z.string(),
      floorMetres: z.number(),
      heightMetres: z.number(),
      footprint: polygonSchema.nullable(),
      kind: valueKindSchema,
      units: z.array(
        z.object({
          cell: cellIdSchema,
          code: z.string(),
          number: z.string(),
          use: useSchema,
          areaSquareMetres: z.number(),
          outline: polygonSchema.nullable(),
          kind: valueKindSchema,
        }),
      ),
    }),
  ),
}) satisfies z.ZodType<BuildingDetail>;

export const cellCardSchema = z.object({
  cell: cellIdSchema,
  type: z.enum(['building', 'storey', 'unit']),
  title: localizedTextSchema,
  building: cellIdSchema,
  storey: cellIdSchema.nullable(),
  live: z.array(
    z.object({
      quantity: z.enum(CELL_QUANTITY_IDS),
      value: z.number().nullable(),
      unit: z.string(),
      kind: valueKindSchema,
      source: z.string(),
      timeMs: z.number().nullable(),
      stale: z.boolean(),
    }),
  ),
  alarms: z.array(alarmSchema),
}) satisfies z.ZodType<CellCard>;

export const historySeriesSchema = z.object({
  subject: z.string(),
  quantity: z.enum(OBSERVED_QUANTITIES),
  timesMs: z.array(z.number()),
  values: z.array(z.number()),
}) satisfies z.ZodType<HistorySeries>;
