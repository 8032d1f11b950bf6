/**
 * Who goes where: CSV with a header `from,to,from_time,until_time,persons`; station ids as in the
 * network, times HH:MM[:SS]. Rows that cannot be used are refused with their line.
 */
import { z } from 'zod';
import type { TransitNetwork } from '#contracts';
import type { TransitDemand } from '#simulations';
import { InputProblem } from '../traffic/input-problem.ts';
import { readCsv } from '../traffic/read-csv.ts';

const rowSchema = z.object({
  from: z.string(),
  to: z.string(),
  from_time: z.string(),
  until_time: z.string(),
  persons: z.coerce.number().int().min(0).max(1_000_000),
});

export async function readOd(path: string): Promise<{ readonly rows: readonly OdRow[] }> {
  const rows = await readCsv(path, rowSchema);
  return {
    rows: rows.map(({ place, row: { from, to, persons, ...row } }) => {
      const fromSecond = clockSeconds(place, row.from_time);
      const untilSecond = clockSeconds(place, row.until_time);
      if (untilSecond <= fromSecond) {
        throw new InputProblem(place, `until_time must lie after from_time`);
      }
      return { place, from, to, fromSecond, untilSecond, persons };
    }),
  };
}

export interface OdRow {
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly fromSecond: number;
  readonly untilSecond: number;
  readonly persons: number;
}

export function demandOf(network: TransitNetwork, rows: readonly OdRow[]): TransitDemand {
  const at = new Map<string, number>(network.stations.map(({ id }, index) => [id, index]));
  const find = (row: OdRow, id: string): number => {
    const station = at.get(id);
    if (station === undefined) throw new InputProblem(row.place, `there is no station '${id}'`);
    return station;
  };
  return {
    from: rows.map((row) => find(row, row.from)),
    to: rows.map((row) => find(row, row.to)),
    fromSecond: rows.map(({ fromSecond }) => fromSecond),
    untilSecond: rows.map(({ untilSecond }) => untilSecond),
    persons: rows.map(({ persons }) => persons),
  };
}

/** Seconds of the service day; hours may pass 24. */
export function clockSeconds(place: string, text: string): number {
  const match = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (match === null) throw new InputProblem(place, `expected HH:MM or HH:MM:SS, got '${text}'`);
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
}

export const clockText = (second: number): string => {
  const whole = Math.round(second);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
};
