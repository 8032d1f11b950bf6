/** Reads what the server knows of a picked cell: its card, and its building's shape for the outline. */
import { z } from 'zod';
import {
  alarmSchema,
  CELL_QUANTITY_IDS,
  type CellCard,
  type CellId,
  cellIdSchema,
  localizedTextSchema,
  polygonSchema,
  valueKindSchema,
} from '#contracts';
import { fetchJson, type RequestResult } from '../connection/fetch-json.ts';
import type { PrismOutline, UnitVolume } from '../engines/cesium/index.ts';

const cellCardSchema = z.object({
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

/** Of BuildingDetail only what an outline needs. */
const shapeSchema = z.object({
  point: z.tuple([z.number(), z.number()]),
  footprint: polygonSchema,
  parts: z.array(
    z.object({ footprint: polygonSchema, baseMetres: z.number(), topMetres: z.number() }),
  ),
  storeys: z.array(
    z.object({
      cell: cellIdSchema,
      level: z.number().int(),
      floorMetres: z.number(),
      heightMetres: z.number(),
      footprint: polygonSchema.nullable(),
      units: z.array(z.object({ cell: cellIdSchema, outline: polygonSchema.nullable() })),
    }),
  ),
});
export type BuildingShape = z.infer<typeof shapeSchema>;

export const fetchCellCard = (
  cell: CellId,
  signal: AbortSignal,
): Promise<RequestResult<CellCard>> => fetchJson(`/api/cells/${cell}`, cellCardSchema, { signal });

export const fetchBuildingShape = (
  building: CellId,
  signal: AbortSignal,
): Promise<RequestResult<BuildingShape>> =>
  fetchJson(`/api/buildings/${building}`, shapeSchema, { signal });

/** What colours a base layer's surface unit by unit. */
export const unitVolumesOf = (building: CellId, shape: BuildingShape): readonly UnitVolume[] =>
  shape.storeys.flatMap(({ floorMetres, heightMetres, footprint, units }) =>
    units.map(({ cell, outline }) => ({
      cell,
      building,
      outline: outline ?? footprint ?? shape.footprint,
      baseMetres: floorMetres,
      topMetres: floorMetres + heightMetres,
    })),
  );

/** The level of the storey that the cell is or lies on; null for a whole building. */
export function levelOf(cell: CellId, shape: BuildingShape): number | null {
  const storey = shape.storeys.find(
    (one) => one.cell === cell || one.units.some((unit) => unit.cell === cell),
  );
  return storey?.level ?? null;
}

/** White outlines for a building, storey or unit: the outer rings of its solids. */
export function outlineOf(cell: CellId, shape: BuildingShape): readonly PrismOutline[] {
  for (const storey of shape.storeys) {
    const span = {
      baseMetres: storey.floorMetres,
      topMetres: storey.floorMetres + storey.heightMetres,
    };
    const footprint = (storey.footprint ?? shape.footprint)[0] ?? [];
    if (storey.cell === cell) return [{ footprint, ...span }];
    const unit = storey.units.find((one) => one.cell === cell);
    if (unit) return [{ footprint: unit.outline?.[0] ?? footprint, ...span }];
  }
  return shape.parts.map((part) => ({
    footprint: part.footprint[0] ?? [],
    baseMetres: part.baseMetres,
    topMetres: part.topMetres,
  }));
}
