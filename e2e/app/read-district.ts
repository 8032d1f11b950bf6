/** Reads the district over the HTTP interface, to know which words and cells a test must meet. */
import type { APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import {
  adviceSchema,
  cellIdSchema,
  forecastSchema,
  localizedTextSchema,
  measureSchema,
} from '#contracts';

const buildingSchema = z.object({
  cell: cellIdSchema,
  address: localizedTextSchema.nullable(),
  use: z.string(),
  storeys: z.number(),
  units: z.number(),
});
export type Building = z.infer<typeof buildingSchema>;

const detailSchema = z.object({
  cell: cellIdSchema,
  storeys: z.array(
    z.object({
      cell: cellIdSchema,
      level: z.number(),
      label: z.string(),
      units: z.array(z.object({ cell: cellIdSchema, code: z.string(), number: z.string() })),
    }),
  ),
});
export type Detail = z.infer<typeof detailSchema>;

const read = async <T>(
  request: APIRequestContext,
  path: string,
  schema: z.ZodType<T>,
): Promise<T> => {
  const answer = await request.get(path);
  if (!answer.ok()) throw new Error(`${path}: expected 200, got ${answer.status()}`);
  return schema.parse(await answer.json());
};

const areasSchema = z.array(z.object({ id: z.string(), parent: z.string().nullable() }));
const buildingPageSchema = z.object({ total: z.number(), buildings: z.array(buildingSchema) });
const PAGE_SIZE = 500;

/** All buildings of the district, page by page. */
export async function readBuildings(request: APIRequestContext): Promise<readonly Building[]> {
  const areas = await read(request, '/api/registry/areas', areasSchema);
  const district = areas.find(({ parent }) => parent === null)?.id ?? 'none';
  const buildings: Building[] = [];
  for (let total = 1; buildings.length < total; ) {
    const path = `/api/registry/areas/${district}/buildings?offset=${buildings.length}&limit=${PAGE_SIZE}`;
    const page = await read(request, path, buildingPageSchema);
    if (page.buildings.length === 0) break;
    buildings.push(...page.buildings);
    total = page.total;
  }
  return buildings;
}

export const readDetail = (request: APIRequestContext, building: number) =>
  read(request, `/api/buildings/${building}`, detailSchema);

export const readAdvice = (request: APIRequestContext) =>
  read(request, '/api/advice', z.array(adviceSchema));

export const readMeasures = (request: APIRequestContext) =>
  read(request, '/api/measures', z.array(measureSchema));

export const readForecast = (request: APIRequestContext) =>
  read(request, '/api/forecasts/latest', forecastSchema);

export const readDistrictName = async (request: APIRequestContext): Promise<string> => {
  const schema = z.object({ manifest: z.object({ district: z.string() }) });
  return (await read(request, '/api/city', schema)).manifest.district;
};
