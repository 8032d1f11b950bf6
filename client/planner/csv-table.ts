/** Tables as CSV (RFC 4180), each under a note of one line that begins with #. */

export type CsvCell = string | number | null;
export const LINE_END = '\r\n';

/**
 * Quoted when needed; a leading =, +, @ or tab is defused, because spreadsheets would run it.
 * Numbers keep their minus.
 */
export function csvCell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvRow = (cells: readonly CsvCell[]): string => cells.map(csvCell).join(',');

export interface CsvTable {
  /** What the table holds and by which rule; without commas and quotes, so that it is one cell. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

export const csvText = ({ note, columns, rows }: CsvTable): string =>
  [`# ${note}`, csvRow(columns), ...rows.map(csvRow), ''].join(LINE_END);

export const isoTime = (timeMs: number): string => new Date(timeMs).toISOString();
export const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
