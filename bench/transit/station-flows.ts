/**
 * Real entries and exits of a day, for stations of a network by their Chinese name: the city's SODA
 * 2015 data beside the repository. At stations that other lines serve too, the part of the network's
 * lines is taken (lines of ours / lines there): an assumption, told wherever it matters.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { TransitNetwork } from '#contracts';
import { findData } from '../traffic/data-folder.ts';

export const SODA_2015 = 'shanghai-metro-soda2015';

const flowRows = z.array(
  z.object({
    station: z.string(),
    bin5: z.coerce.number().int(),
    entries: z.coerce.number().int(),
    exits: z.coerce.number().int(),
  }),
);
const stationRows = z.array(z.object({ name: z.string(), line_nos: z.string() }));

export interface StationFlows {
  readonly fromSecond: number;
  readonly intervalSeconds: number;
  /** [interval][station] */
  readonly entries: readonly Int32Array[];
  readonly exits: readonly Int32Array[];
  /** Stations of the network that only its own lines serve. */
  readonly ownOnly: readonly number[];
}

export async function readStationFlows(
  network: TransitNetwork,
  fromSecond: number,
  untilSecond: number,
): Promise<StationFlows | undefined> {
  const folder = findData(SODA_2015);
  if (folder === undefined) return undefined;
  const read = async (file: string): Promise<unknown> =>
    parse(await readFile(join(folder, file)), { columns: true, bom: true, trim: true });
  const flows = flowRows.parse(await read('flow_5min_20150401.csv'));
  const lines = new Map(
    stationRows
      .parse(await read('stations.csv'))
      .map(({ name, line_nos }) => [
        name,
        line_nos.split(/[^0-9]+/).filter((number) => number !== '').length,
      ]),
  );
  const intervalSeconds = 900;
  const intervals = Math.floor((untilSecond - fromSecond) / intervalSeconds);
  const table = (): Int32Array[] =>
    Array.from({ length: intervals }, () => new Int32Array(network.stations.length));
  const entries = table();
  const exits = table();
  const own = linesAt(network);
  const at = new Map(network.stations.map(({ name }, index) => [name.zh, index]));
  for (const row of flows) {
    const station = at.get(row.station);
    const interval = Math.floor((row.bin5 * 300 - fromSecond) / intervalSeconds);
    if (station === undefined || interval < 0 || interval >= intervals) continue;
    const part = Math.min(1, (own[station] ?? 0) / (lines.get(row.station) ?? 1));
    add(entries[interval], station, Math.round(row.entries * part));
    add(exits[interval], station, Math.round(row.exits * part));
  }
  const ownOnly = network.stations.flatMap(({ name }, index) =>
    lines.get(name.zh) === own[index] ? [index] : [],
  );
  return { fromSecond, intervalSeconds, entries, exits, ownOnly };
}

function linesAt(network: TransitNetwork): number[] {
  const at = network.stations.map(() => new Set<number>());
  for (const pattern of network.patterns) {
    for (const stop of pattern.stops) at[network.stops[stop]?.station ?? -1]?.add(pattern.line);
  }
  return at.map((set) => set.size);
}

function add(row: Int32Array | undefined, at: number, count: number): void {
  if (row) row[at] = (row[at] ?? 0) + count;
}
