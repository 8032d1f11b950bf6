/** The query form of a unit filter (contracts/wire/registry-api.ts) as the filter itself. */
import { z } from 'zod';
import {
  cellIdSchema,
  EXPORT_FORMATS,
  HIT_TYPES,
  UNIT_ORDERS,
  type UnitFilter,
  unitFilterSchema,
} from '#contracts';
import { BadRequest, parseRequest } from './problem.ts';

const count = (most: number) => z.coerce.number().int().min(0).max(most);

export const cellParams = z.object({ cell: z.coerce.number().pipe(cellIdSchema) });
export const areaParams = z.object({ area: z.string().min(1).max(200) });

export const searchQuery = z.object({
  q: z.string().max(200),
  type: z.enum(HIT_TYPES).optional(),
  offset: count(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(5),
});

/** Rows of one page. */
const PAGE = {
  offset: count(2_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
};
export const pageQuery = z.object(PAGE);
export const unitsQuery = z.object({ order: z.enum(UNIT_ORDERS).default('place'), ...PAGE });
export const exportQuery = z.object({
  format: z.enum(EXPORT_FORMATS),
  lang: z.enum(['zh', 'en']).default('zh'),
});

const LISTS = ['use', 'kind', 'area'] as const;
const NUMBERS = [
  'building',
  'levelFrom',
  'levelTo',
  'areaFrom',
  'areaTo',
  'valueFrom',
  'valueTo',
  'alarmFrom',
] as const;
const TEXTS = ['q', 'occupant', 'quantity'] as const;
const CELLS_AT_MOST = 2_000;
const KNOWN = new Set<string>([...LISTS, ...NUMBERS, ...TEXTS, 'cells']);

/** `others`: parameters of the route itself. What neither knows is refused, not overlooked. */
export function readUnitFilter(query: unknown, others: z.ZodObject): UnitFilter {
  const given = parseRequest(z.record(z.string(), z.string()), query, 'query');
  const filter: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(given)) {
    if (!KNOWN.has(name)) {
      if (name in others.shape) continue;
      const known = [...KNOWN, ...Object.keys(others.shape)].join(', ');
      throw new BadRequest(`query.${name}: expected one of ${known}`);
    }
    if (text === '') continue;
    if (isOf(LISTS, name)) filter[name] = text.split(',').filter(Boolean);
    else if (isOf(NUMBERS, name)) filter[name] = numberOf(name, text);
    else if (name === 'cells') filter[name] = cellsOf(text);
    else filter[name] = text;
  }
  return parseRequest(unitFilterSchema, filter, 'query');
}

const isOf = (list: readonly string[], name: string): boolean => list.includes(name);

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new BadRequest(`query.${name}: expected a number, got ${text.slice(0, 40)}`);
}

function cellsOf(text: string): readonly number[] {
  const cells = text.split(',').map((part) => numberOf('cells', part));
  if (cells.length <= CELLS_AT_MOST) return cells;
  throw new BadRequest(
    `query.cells: expected at most ${CELLS_AT_MOST} here, got ${cells.length}; send more by POST`,
  );
}
