/** GeoJSON geometries and features of unknown origin → drafts (RFC 7946). */
import { z } from 'zod';
import type { DraftBuilding, DraftPoint, DraftPolygon } from './draft-building.ts';

type Skip = (reason: string, example: string) => void;

const positionSchema = z.tuple([z.number(), z.number()]).rest(z.number());
const ringsSchema = z.array(z.array(positionSchema));
const featureSchema = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).nullish(),
  geometry: z.object({ type: z.string() }).loose().nullable(),
  properties: z.record(z.string(), z.unknown()).nullish(),
});

/** null when it is no building; the reason is counted. */
export function draftFromFeature(raw: unknown, place: string, skip: Skip): DraftBuilding | null {
  const parsed = featureSchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    skip(`feature: not readable (${issue?.path.join('/')}: ${issue?.message})`, place);
    return null;
  }
  const { id, geometry, properties } = parsed.data;
  const draft = draftFromGeometry(geometry, place, properties ?? {}, skip);
  return draft && id !== null && id !== undefined ? { ...draft, id: String(id) } : draft;
}

export function draftFromGeometry(
  geometry: unknown,
  place: string,
  properties: Readonly<Record<string, unknown>>,
  skip: Skip,
): DraftBuilding | null {
  const base = { id: null, place, properties, parts: [], storeys: [] };
  const shape = z
    .object({
      type: z.string(),
      coordinates: z.unknown(),
      geometries: z.array(z.unknown()).optional(),
    })
    .safeParse(geometry);
  if (!shape.success) {
    skip('feature: has no geometry', place);
    return null;
  }
  const { type, coordinates, geometries } = shape.data;
  if (type === 'Point') {
    const point = positionSchema.safeParse(coordinates);
    if (point.success) return { ...base, polygons: [], point: [point.data[0], point.data[1]] };
  } else if (type === 'Polygon') {
    const rings = ringsSchema.safeParse(coordinates);
    if (rings.success) return { ...base, polygons: [flat(rings.data)] };
  } else if (type === 'MultiPolygon') {
    const polygons = z.array(ringsSchema).safeParse(coordinates);
    if (polygons.success) return { ...base, polygons: polygons.data.map(flat) };
  } else if (type === 'GeometryCollection') {
    const inner = (geometries ?? []).flatMap(
      (one) => draftFromGeometry(one, place, properties, () => undefined)?.polygons ?? [],
    );
    if (inner.length > 0) return { ...base, polygons: inner };
  } else {
    skip(`feature: geometry ${type} is no footprint`, place);
    return null;
  }
  skip(`feature: coordinates of ${type} are not readable`, place);
  return null;
}

function flat(rings: z.infer<typeof ringsSchema>): DraftPolygon {
  return rings.map((ring) => ring.map(([x, y]): DraftPoint => [x, y]));
}
