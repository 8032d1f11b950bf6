/**
 * CityJSON 1.1 and 2.0, one file or a sequence of lines (CityJSONSeq), cityjson.org/specs.
 * Vertices are integers that the header's transform scales; a sequence carries the transform in its
 * first line, or in a header file given beside it.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { CityBuildError } from '../../city-build-error.ts';
import { createSkipList } from '../../skip-list.ts';
import {
  BUILDING_TYPES,
  type CityObject,
  chooseLod,
  type Surface,
  type Vertex,
} from '../city-objects/city-object.ts';

export interface CityObjectFile {
  readonly statedFrame: string | null;
  readonly objects: ReadonlyMap<string, CityObject>;
  readonly skips: ReturnType<typeof createSkipList>;
  readonly held: string;
}

const tripleSchema = z.tuple([z.number(), z.number(), z.number()]);
const headSchema = z.object({
  type: z.string(),
  version: z.string().optional(),
  transform: z.object({ scale: tripleSchema, translate: tripleSchema }).optional(),
  metadata: z.object({ referenceSystem: z.string().optional() }).optional(),
});
const geometrySchema = z.object({
  type: z.string(),
  lod: z.union([z.string(), z.number()]).optional(),
  boundaries: z.array(z.unknown()).optional(),
  semantics: z
    .object({
      surfaces: z.array(z.object({ type: z.string() })),
      values: z.array(z.unknown()).nullable(),
    })
    .optional(),
});
const objectSchema = z.object({
  type: z.string(),
  attributes: z.record(z.string(), z.unknown()).optional(),
  children: z.array(z.string()).optional(),
  geometry: z.array(geometrySchema).optional(),
});
const bodySchema = z.object({
  CityObjects: z.record(z.string(), z.unknown()),
  vertices: z.array(z.unknown()),
});

type Head = z.infer<typeof headSchema>;
type Transform = NonNullable<Head['transform']>;

export async function readCityJson(path: string, headerPath?: string): Promise<CityObjectFile> {
  const collector = createCollector();
  let head: Head | null = headerPath === undefined ? null : await readHeader(headerPath);
  if (/\.(city)?jsonl$|\.city\.jsonl$|\.jsonseq$/i.test(path)) {
    let lineNumber = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) {
      lineNumber += 1;
      if (line.trim() === '') continue;
      const place = `${path}:${lineNumber}`;
      const value = parseJson(line, place);
      const kind = z.object({ type: z.string() }).safeParse(value).data?.type;
      if (kind === 'CityJSON') head = headFrom(value, place);
      else if (kind !== 'CityJSONFeature') {
        throw new CityBuildError(
          `${place}: expected "type" CityJSON or CityJSONFeature, got ${JSON.stringify(kind)}.`,
        );
      } else collector.add(value, transformOf(head, place, 'sequence'), place);
    }
  } else {
    const value = parseJson(await readFile(path, 'utf8'), path);
    head = headFrom(value, path);
    collector.add(value, transformOf(head, path, 'file'), path);
  }
  return {
    statedFrame: head?.metadata?.referenceSystem ?? null,
    objects: collector.objects,
    skips: collector.skips,
    held: collector.held(),
  };
}

async function readHeader(path: string): Promise<Head> {
  return headFrom(parseJson(await readFile(path, 'utf8'), path), path);
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CityBuildError(
      `${place}: expected JSON, it could not be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

function headFrom(value: unknown, place: string): Head {
  const parsed = headSchema.safeParse(value);
  if (!parsed.success || parsed.data.type !== 'CityJSON') {
    const issue = parsed.error?.issues[0];
    throw new CityBuildError(
      `${place}: expected "type": "CityJSON" with a valid head, got ${issue ? `${issue.path.join('/')}: ${issue.message}` : JSON.stringify(parsed.data?.type)}.`,
    );
  }
  const version = parsed.data.version ?? '';
  if (!/^(1\.1|2\.0)/.test(version)) {
    throw new CityBuildError(
      `${place}: expected CityJSON version 1.1 or 2.0, got "${version}"; \`cjio FILE upgrade save NEW\` brings older files up.`,
    );
  }
  return parsed.data;
}

function transformOf(head: Head | null, place: string, what: 'file' | 'sequence'): Transform {
  if (head?.transform) return head.transform;
  throw new CityBuildError(
    head
      ? `${place}: expected "transform" with scale and translate (required since CityJSON 1.1), it is missing; without it the vertices have no place.`
      : `${place}: expected the first line of a ${what} to be its CityJSON header with the transform, it is missing; give the header's file with --header FILE.`,
  );
}

function createCollector() {
  const objects = new Map<string, CityObject>();
  const skips = createSkipList();
  const counts = new Map<string, number>();
  const add = (value: unknown, transform: Transform, place: string): void => {
    const body = bodySchema.safeParse(value);
    if (!body.success) {
      const issue = body.error.issues[0];
      throw new CityBuildError(
        `${place}: ${issue?.path.join('/')}: ${issue?.message ?? 'unreadable'}.`,
      );
    }
    const vertices = body.data.vertices.map((raw) => scaled(raw, transform));
    for (const [id, raw] of Object.entries(body.data.CityObjects)) {
      const parsed = objectSchema.safeParse(raw);
      if (!parsed.success) {
        skips.add(`CityJSON: object not readable (${parsed.error.issues[0]?.message})`, id);
        continue;
      }
      const { data } = parsed;
      counts.set(data.type, (counts.get(data.type) ?? 0) + 1);
      const type = BUILDING_TYPES.find((known) => known === data.type);
      if (!type) skips.add(`CityJSON: ${data.type} is not read`, id);
      else if (objects.has(id)) skips.add(`${type}: its id was taken before`, `${id} (${place})`);
      else {
        objects.set(id, {
          id,
          type,
          attributes: data.attributes ?? {},
          children: data.children ?? [],
          surfaces: surfacesFrom(data.geometry ?? [], vertices, id, skips.add),
        });
      }
    }
  };
  const held = () => [...counts].map(([type, count]) => `${count} ${type}`).join(', ');
  return { objects, skips, add, held };
}

function scaled(raw: unknown, { scale, translate }: Transform): Vertex | null {
  if (!Array.isArray(raw) || raw.length !== 3) return null;
  const [x, y, z]: unknown[] = raw;
  if (typeof x !== 'number' || typeof y !== 'number' || typeof z !== 'number') return null;
  return [x * scale[0] + translate[0], y * scale[1] + translate[1], z * scale[2] + translate[2]];
}

/** Levels of nesting above the surface: MultiSurface none, Solid one shell, MultiSolid two. */
const DEPTHS: Readonly<Record<string, number>> = {
  MultiSurface: 0,
  CompositeSurface: 0,
  Solid: 1,
  MultiSolid: 2,
  CompositeSolid: 2,
};

type Skip = (reason: string, example: string) => void;

function surfacesFrom(
  geometries: readonly z.infer<typeof geometrySchema>[],
  vertices: readonly (Vertex | null)[],
  id: string,
  skip: Skip,
): Surface[] {
  const usable = geometries.filter((geometry) => DEPTHS[geometry.type] !== undefined);
  if (usable.length === 0 && geometries.length > 0) {
    skip(`CityJSON: geometry of type ${geometries[0]?.type} is not read`, id);
  }
  const lod = chooseLod(usable.map((geometry) => Number(geometry.lod ?? 0)));
  const surfaces: Surface[] = [];
  let broken = 0;
  for (const geometry of usable) {
    if (Number(geometry.lod ?? 0) !== lod) continue;
    const types = geometry.semantics?.surfaces ?? [];
    const walk = (boundaries: unknown, values: unknown, depth: number): void => {
      if (!Array.isArray(boundaries)) return;
      for (const [index, item] of boundaries.entries()) {
        const value: unknown = Array.isArray(values) ? values[index] : undefined;
        if (depth > 0) {
          walk(item, value, depth - 1);
          continue;
        }
        const rings = ringsFrom(item, vertices);
        if (!rings) broken += 1;
        else
          surfaces.push({
            type: (typeof value === 'number' ? types[value]?.type : null) ?? null,
            rings,
          });
      }
    };
    walk(geometry.boundaries, geometry.semantics?.values, DEPTHS[geometry.type] ?? 0);
  }
  if (broken > 0) skip('CityJSON: surface names a vertex that is not there, surface left out', id);
  return surfaces;
}

function ringsFrom(item: unknown, vertices: readonly (Vertex | null)[]): Vertex[][] | null {
  if (!Array.isArray(item)) return null;
  const rings: Vertex[][] = [];
  for (const ring of item) {
    if (!Array.isArray(ring)) return null;
    const points: Vertex[] = [];
    for (const index of ring) {
      const vertex = typeof index === 'number' ? vertices[index] : null;
      if (!vertex) return null;
      points.push(vertex);
    }
    rings.push(points);
  }
  return rings;
}
