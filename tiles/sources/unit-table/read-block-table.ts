/**
 * A table of blocks (CSV with a header): one building a row at a longitude and latitude, with what
 * the columns say of storeys, dwellings and use. Such tables count dwellings without drawing them.
 */
import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { CityBuildError } from '../../city-build-error.ts';
import { createSkipList } from '../../skip-list.ts';
import type { DraftBuilding, DraftFile } from '../features/draft-building.ts';

const LON = ['longitude', 'lon', 'lng', 'x', '经度'];
const LAT = ['latitude', 'lat', 'y', '纬度'];
/** Columns that say yes or no of a use, most telling first. */
const USE_FLAGS = [
  ['residential', 'residential'],
  ['multistorey_carpark', 'parking'],
  ['market_hawker', 'retail'],
  ['commercial', 'retail'],
  ['precinct_pavilion', 'civic'],
  ['miscellaneous', 'civic'],
] as const;
const rowsSchema = z.array(
  z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) }),
);

export async function readBlockTable(path: string): Promise<DraftFile> {
  const rows = rowsFrom(await readFile(path, 'utf8'), path);
  const columns = Object.keys(rows[0]?.record ?? {});
  const find = (names: readonly string[]) =>
    columns.find((column) => names.includes(column.trim().toLowerCase()));
  const lonColumn = find(LON);
  const latColumn = find(LAT);
  if (lonColumn === undefined || latColumn === undefined) {
    throw new CityBuildError(
      `${path}:1: expected columns longitude and latitude, it has ${columns.join(', ') || 'none'}.`,
    );
  }
  const skips = createSkipList();
  const buildings = rows.flatMap(({ record, info }): DraftBuilding[] => {
    const lon = Number(record[lonColumn] || Number.NaN);
    const lat = Number(record[latColumn] || Number.NaN);
    const place = `row/${info.lines}`;
    // Geocoders write 0, 0 for an address that they do not find.
    if (!Number.isFinite(lon) || !Number.isFinite(lat) || (lon === 0 && lat === 0)) {
      skips.add('row: has no position', `${place} ${record.address ?? ''}`.trim());
      return [];
    }
    const flag = USE_FLAGS.find(([column]) => record[column]?.toUpperCase() === 'Y');
    // A row that says no to everything is at least no dwelling.
    const use = flag?.[1] ?? (record.residential?.toUpperCase() === 'N' ? 'other' : undefined);
    const properties = record.use || use === undefined ? record : { ...record, use };
    return [
      { id: null, place, properties, polygons: [], point: [lon, lat], parts: [], storeys: [] },
    ];
  });
  return {
    format: 'block table',
    statedFrame: null,
    frameHint: null,
    buildings,
    skipped: skips.list(),
    held: `${rows.length} rows`,
  };
}

function rowsFrom(text: string, path: string): z.infer<typeof rowsSchema> {
  try {
    return rowsSchema.parse(
      parse(text, { columns: true, bom: true, trim: true, info: true, skip_empty_lines: true }),
    );
  } catch (error) {
    if (error instanceof CsvError) throw new CityBuildError(`${path}: ${error.message}.`);
    throw error;
  }
}
