/**
 * CSV of known units: `building,storey,unit,use,area_m2` with that header line, UTF-8.
 * `building` is the source's id (`way/123`), `storey` the label (`3F`, `B1`). In place of `building`
 * there may be `address`, which is joined to the one building that has it.
 */
import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { LocalizedText } from '#contracts';
import { BUILDING_USES } from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import type { KnownStoreys, KnownUnit } from './plan-known-units.ts';

export interface JoinableBuilding {
  readonly id: string;
  readonly address?: LocalizedText;
}

export interface KnownUnits {
  /** By storey label. */
  storeysOf(building: string): KnownStoreys | undefined;
  /** Resolves addresses; returns one message for each building listed that the city does not have. */
  joinBuildings(buildings: readonly JoinableBuilding[]): readonly string[];
}

/** Before an address that stands for a building until it is joined; no source id starts so. */
const ADDRESS_MARK = 'address:';
const COLUMNS = ['building', 'storey', 'unit', 'use', 'area_m2'] as const;

const rowSchema = z.object({
  building: z.string().min(1).optional(),
  address: z.string().min(1).optional(),
  storey: z.string().min(1),
  unit: z.string().min(1),
  use: z.enum(BUILDING_USES),
  area_m2: z.coerce.number().positive(),
});
const recordsSchema = z.array(
  z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) }),
);

export async function readKnownUnits(path: string): Promise<KnownUnits> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CityBuildError(
      `${path}: expected a CSV of known units, found nothing to read there.`,
    );
  });
  return knownUnitsFromCsv(text, path);
}

export function knownUnitsFromCsv(text: string, path: string): KnownUnits {
  const storeys = new Map<string, Map<string, KnownUnit[]>>();
  for (const { record, info } of recordsFrom(text, path)) {
    const place = `${path}:${info.lines}`;
    const parsed = rowSchema.safeParse(record);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const column = String(issue?.path[0] ?? 'row');
      throw new CityBuildError(
        `${place}: column ${column}: ${issue?.message ?? 'unreadable'}, got "${record[column] ?? ''}".`,
      );
    }
    const row = parsed.data;
    // One column or the other is there: the header says so.
    const building = row.building ?? `${ADDRESS_MARK}${row.address ?? ''}`;
    const labels = storeys.get(building) ?? new Map<string, KnownUnit[]>();
    storeys.set(building, labels);
    const units = labels.get(row.storey) ?? [];
    labels.set(row.storey, units);
    if (units.some((unit) => unit.number === row.unit)) {
      throw new CityBuildError(
        `${place}: expected every unit once, ${row.building ?? row.address} ${row.storey} ${row.unit} was listed before.`,
      );
    }
    units.push({ number: row.unit, use: row.use, areaSquareMetres: row.area_m2, place });
  }
  return {
    storeysOf: (building) => storeys.get(building),
    joinBuildings: (buildings) => [
      ...joinAddresses(storeys, buildings, path),
      ...unknownBuildings(storeys, new Set(buildings.map((building) => building.id)), path),
    ],
  };
}

type Storeys = Map<string, Map<string, KnownUnit[]>>;

function placeOf(labels: ReadonlyMap<string, readonly KnownUnit[]>, path: string): string {
  return [...labels.values()][0]?.[0]?.place ?? path;
}

function unknownBuildings(storeys: Storeys, ids: ReadonlySet<string>, path: string): string[] {
  const [like = 'way/123'] = ids;
  return [...storeys].flatMap(([building, labels]) =>
    ids.has(building)
      ? []
      : [
          `${placeOf(labels, path)}: expected a building of this city, it has no "${building}" (ids look like ${like}).`,
        ],
  );
}

/** Rows listed by address move to the building that has it, in either language; those without go. */
function joinAddresses(
  storeys: Storeys,
  buildings: readonly JoinableBuilding[],
  path: string,
): string[] {
  const wanted = [...storeys].filter(([key]) => key.startsWith(ADDRESS_MARK));
  if (wanted.length === 0) return [];
  const faults: string[] = [];
  const byAddress = new Map<string, Set<string>>();
  for (const { id, address } of buildings) {
    for (const text of address ? [address.zh, address.en] : []) {
      const key = plainAddress(text);
      byAddress.set(key, (byAddress.get(key) ?? new Set()).add(id));
    }
  }
  for (const [key, labels] of wanted) {
    const address = key.slice(ADDRESS_MARK.length);
    const [id, second] = byAddress.get(plainAddress(address)) ?? [];
    storeys.delete(key);
    if (id === undefined || second !== undefined) {
      const got = id === undefined ? 'none has it' : `${id} and ${second} both have it`;
      faults.push(
        `${placeOf(labels, path)}: expected one building with the address "${address}", ${got}.`,
      );
      continue;
    }
    const known = storeys.get(id) ?? new Map<string, KnownUnit[]>();
    storeys.set(id, known);
    for (const [label, units] of labels) {
      const before = known.get(label) ?? [];
      const twice = units.find((unit) => before.some((one) => one.number === unit.number));
      if (twice) {
        throw new CityBuildError(
          `${twice.place}: expected every unit once, ${id} ${label} ${twice.number} was listed before under another address.`,
        );
      }
      known.set(label, [...before, ...units]);
    }
  }
  return faults;
}

/** Blanks, commas, full-width forms and case make no difference. */
function plainAddress(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,.;，。、]/g, '');
}

function recordsFrom(text: string, path: string): z.infer<typeof recordsSchema> {
  const firstLine = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  const header = firstLine.split(',').map((name) => name.trim());
  const missing = COLUMNS.filter(
    (column) => !header.includes(column) && !(column === 'building' && header.includes('address')),
  );
  if (missing.length > 0) {
    throw new CityBuildError(
      `${path}:1: expected the header ${COLUMNS.join(',')}, it lacks ${missing.join(', ')}.`,
    );
  }
  try {
    return recordsSchema.parse(
      parse(text, { columns: true, bom: true, trim: true, info: true, skip_empty_lines: true }),
    );
  } catch (error) {
    if (error instanceof CsvError) throw new CityBuildError(`${path}: ${error.message}.`);
    throw error;
  }
}
