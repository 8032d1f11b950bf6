/**
 * Tables `from,to,fromSecond,untilSecond,vehicles` and counts
 * `link,fromSecond,untilSecond,vehicles[,deviation]`. Names are those of the network: link ids, or zone
 * numbers and `FROM-TO` nodes of a TransportationNetworks folder.
 */
import { z } from 'zod';
import type { TableRow } from '#simulations';
import { InputProblem } from './input-problem.ts';
import { type CsvRow, readCsv } from './read-csv.ts';

/** An empty cell is no number, though Number('') is 0. */
const number = z.string().regex(/\S/, 'expected a number, got nothing').pipe(z.coerce.number());
const interval = { fromSecond: number.pipe(z.number().min(0)), untilSecond: number };
const vehicles = number.pipe(z.number().min(0));
const rowSchema = z.object({ from: z.string(), to: z.string(), ...interval, vehicles });
const countSchema = z.object({
  link: z.string(),
  ...interval,
  vehicles,
  deviation: z.string().optional(),
});

export type ReadTableRow = CsvRow<TableRow<string>>;

export interface ReadCount {
  readonly link: string;
  readonly fromSecond: number;
  readonly untilSecond: number;
  readonly vehicles: number;
  readonly deviation: number;
}

export async function readTable(path: string): Promise<readonly ReadTableRow[]> {
  const rows = await readCsv(path, rowSchema);
  for (const { place, row } of rows) checkInterval(place, row);
  return rows;
}

/** Where a count gives no deviation: that of a Poisson stream, √vehicles, but 1 at least. */
export async function readCounts(path: string): Promise<readonly CsvRow<ReadCount>[]> {
  const rows = await readCsv(path, countSchema);
  return rows.map(({ place, row }) => {
    checkInterval(place, row);
    const isGiven = row.deviation !== undefined && row.deviation !== '';
    const deviation = isGiven ? Number(row.deviation) : Math.max(1, Math.sqrt(row.vehicles));
    if (!(deviation > 0 && Number.isFinite(deviation))) {
      throw new InputProblem(place, `deviation: expected a number above 0, got '${row.deviation}'`);
    }
    return { place, row: { ...row, deviation } };
  });
}

function checkInterval(
  place: string,
  { fromSecond, untilSecond }: { readonly fromSecond: number; readonly untilSecond: number },
): void {
  if (untilSecond > fromSecond) return;
  throw new InputProblem(
    place,
    `untilSecond: expected more than ${fromSecond}, got ${untilSecond}`,
  );
}
