/**
 * CSV of known units: `building,storey,unit,use,area_m2` with that header line, UTF-8.
 * `building` is the source's id (`way/123`), `storey` the label (`3F`, `B1`).
 */
import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { BUILDING_USES } from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import type { KnownUnit } from './plan-known-units.ts';

export interface KnownUnits {
  unitsOf(building: string, storeyLabel: string): readonly KnownUnit[];
  refuseUnknownBuildings(ids: ReadonlySet<string>): void;
  refuseUnknownStoreys(building: string, labels: readonly string[]): void;
}

const COLUMNS = ['building', 'storey', 'unit', 'use', 'area_m2'] as const;

const rowSchema = z.object({
  building: z.string().min(1),
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
    const labels = storeys.get(row.building) ?? new Map<string, KnownUnit[]>();
    storeys.set(row.building, labels);
    const units = labels.get(row.storey) ?? [];
    labels.set(row.storey, units);
    if (units.some((unit) => unit.number === row.unit)) {
      throw new CityBuildError(
        `${place}: expected every unit once, ${row.building} ${row.storey} ${row.unit} was listed before.`,
      );
    }
    units.push({ number: row.unit, use: row.use, areaSquareMetres: row.area_m2, place });
  }
  return {
    unitsOf: (building, label) => storeys.get(building)?.get(label) ?? [],
    refuseUnknownBuildings: (ids) => {
      for (const [building, labels] of storeys) {
        if (ids.has(building)) continue;
        const place = [...labels.values()][0]?.[0]?.place ?? path;
        throw new CityBuildError(
          `${place}: expected a building of this city, it has no "${building}" (ids look like way/123).`,
        );
      }
    },
    refuseUnknownStoreys: (building, labels) => {
      for (const [label, units] of storeys.get(building) ?? []) {
        if (labels.includes(label)) continue;
        throw new CityBuildError(
          `${units[0]?.place ?? path}: expected a storey of ${building}, it has ${labels[0] ?? 'none'} to ${labels.at(-1) ?? 'none'}, got "${label}".`,
        );
      }
    },
  };
}

function recordsFrom(text: string, path: string): z.infer<typeof recordsSchema> {
  const firstLine = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  const header = firstLine.split(',').map((name) => name.trim());
  const missing = COLUMNS.filter((column) => !header.includes(column));
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
