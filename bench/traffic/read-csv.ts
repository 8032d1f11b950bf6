/** A user's CSV with a header, row by row through a schema; problems are told with file and line. */
import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { InputProblem } from './input-problem.ts';

export interface CsvRow<Row> {
  /** FILE:LINE. */
  readonly place: string;
  readonly row: Row;
}

export async function readCsv<Row>(
  path: string,
  schema: z.ZodType<Row>,
): Promise<readonly CsvRow<Row>[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputProblem(path, `cannot be read (${String(error)})`);
  });
  let records: unknown;
  try {
    records = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    if (error instanceof CsvError) throw new InputProblem(path, error.message);
    throw error;
  }
  return z
    .array(z.unknown())
    .parse(records)
    .map((record, index) => {
      const place = `${path}:${index + 2}`;
      const parsed = schema.safeParse(record);
      if (parsed.success) return { place, row: parsed.data };
      const [issue] = parsed.error.issues;
      throw new InputProblem(place, `${issue?.path.join('.')}: ${issue?.message}`);
    });
}
