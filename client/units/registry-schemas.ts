/** The registry's answers (contracts/wire/registry-api.ts), checked once at the edge. */
import { z } from 'zod';
import {
  AREA_LEVELS,
  type AreaNode,
  areaIdSchema,
  BUILDING_USES,
  type BuildingPage,
  cellIdSchema,
  HIT_TYPES,
  localizedTextSchema,
  type OccupantCard,
  pointSchema,
  type RegistrySearch,
  type RevealedContact,
  type UnitPage,
  valueKindSchema,
} from '#contracts';

const count = z.number().int().min(0);
const useSchema = z.enum(BUILDING_USES);

export const registrySearchSchema = z.object({
  query: z.string(),
  groups: z.array(
    z.object({
      type: z.enum(HIT_TYPES),
      total: count,
      hits: z.array(
        z.object({
          type: z.enum(HIT_TYPES),
          key: z.string(),
          cell: cellIdSchema.nullable(),
          building: cellIdSchema.nullable(),
          area: areaIdSchema.nullable(),
          title: localizedTextSchema,
          detail: localizedTextSchema,
          point: pointSchema.nullable(),
        }),
      ),
    }),
  ),
  isScoped: z.boolean(),
}) satisfies z.ZodType<RegistrySearch>;

export const areaNodesSchema = z.array(
  z.object({
    id: areaIdSchema,
    level: z.enum(AREA_LEVELS),
    parent: areaIdSchema.nullable(),
    name: localizedTextSchema,
    kind: valueKindSchema,
    counts: z.object({
      buildings: count,
      units: count,
      households: count,
      firms: count,
      persons: count,
    }),
    extent: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
    isInScope: z.boolean(),
  }),
) satisfies z.ZodType<readonly AreaNode[]>;

export const buildingPageSchema = z.object({
  total: count,
  offset: count,
  buildings: z.array(
    z.object({
      cell: cellIdSchema,
      id: z.string(),
      title: localizedTextSchema,
      address: localizedTextSchema.nullable(),
      use: useSchema,
      storeys: z.number(),
      units: count,
      area: areaIdSchema.nullable(),
      point: pointSchema,
    }),
  ),
}) satisfies z.ZodType<BuildingPage>;

export const unitPageSchema = z.object({
  total: count,
  offset: count,
  units: z.array(
    z.object({
      cell: cellIdSchema,
      code: z.string(),
      number: z.string(),
      use: useSchema,
      areaSquareMetres: z.number(),
      kind: valueKindSchema,
      storey: z.object({ cell: cellIdSchema, level: z.number().int(), label: z.string() }),
      building: z.object({
        cell: cellIdSchema,
        title: localizedTextSchema,
        address: localizedTextSchema.nullable(),
      }),
      area: areaIdSchema.nullable(),
      occupant: z.enum(['household', 'firm']).nullable(),
      firm: localizedTextSchema.nullable(),
      value: z.number().nullable(),
      alarmRank: count,
    }),
  ),
  isScoped: z.boolean(),
}) satisfies z.ZodType<UnitPage>;

export const occupantCardSchema = z.union([
  z.object({ type: z.literal('none') }),
  z.object({
    type: z.enum(['household', 'firm']),
    persons: count,
    firm: localizedTextSchema.nullable(),
    maskedName: z.string(),
    maskedPhone: z.string(),
    kind: valueKindSchema,
    mayReveal: z.boolean(),
  }),
]) satisfies z.ZodType<OccupantCard>;

export const revealedContactSchema = z.object({
  cell: cellIdSchema,
  contactName: z.string(),
  contactPhone: z.string(),
  auditSeq: count,
}) satisfies z.ZodType<RevealedContact>;
