/**
 * When each unit's next safety inspection (gas, fire) is due.
 *
 * A city brings its register as `inspections.csv` in the data folder: a head line `unit,due` and one
 * line a unit, `<unit code>,<YYYY-MM-DD>`. Without it a district that is built by rule gets dates by
 * rule, marked `synthetic`: homes every second year, others every year, spread evenly over the days,
 * and three in a hundred up to 60 days late. A real district without a register has no dates.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashText, type ValueKind } from '#contracts';
import type { City } from '../registry/index.ts';

export interface InspectionRegister {
  readonly kind: ValueKind;
  readonly source: 'inspection-register' | 'inspection-rule';
  /** Lines of the file that were not taken, by reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** Days past the due date, negative before it; null: not inspected. */
  daysPastDue(cell: number, nowMs: number): number | null;
}

export const NO_INSPECTIONS: InspectionRegister = {
  kind: 'measured',
  source: 'inspection-register',
  refused: {},
  daysPastDue: () => null,
};

export const INSPECTIONS_FILE = 'inspections.csv';
const DAY_MS = 86_400_000;
const HOME_PERIOD_DAYS = 730;
const OTHER_PERIOD_DAYS = 365;
const LATE_PER_THOUSAND = 30;
const LATEST_DAYS = 60;
/** Not in the register. */
const NO_DAY = -2_147_483_648;

export function openInspectionRegister(context: {
  readonly city: Pick<City, 'cells'>;
  readonly dataDirectory: string;
  /** The district is built by rule. */
  readonly isSynthetic: boolean;
}): InspectionRegister {
  const path = join(context.dataDirectory, INSPECTIONS_FILE);
  if (existsSync(path)) return readRegister(path, context.city);
  const { cells } = context.city;
  if (!context.isSynthetic) return NO_INSPECTIONS;
  const hashes = new Uint32Array(cells.count);
  const isUnit = new Uint8Array(cells.count);
  for (const [code, cell] of cells.cellOfUnit) {
    hashes[cell] = hashText(`inspection ${code}`);
    isUnit[cell] = 1;
  }
  return {
    kind: 'synthetic',
    source: 'inspection-rule',
    refused: {},
    daysPastDue: (cell, nowMs) => {
      if (isUnit[cell] !== 1) return null;
      const period = cells.usageOf(cell) === 'residential' ? HOME_PERIOD_DAYS : OTHER_PERIOD_DAYS;
      return daysByRule(hashes[cell] ?? 0, period, Math.floor(nowMs / DAY_MS));
    },
  };
}

/** Exported for its test. */
export function daysByRule(hash: number, periodDays: number, today: number): number {
  const sinceDue = (((today - (hash % periodDays)) % periodDays) + periodDays) % periodDays;
  const lateDays =
    Math.floor(hash / 1024) % 1000 < LATE_PER_THOUSAND ? 1 + ((hash >>> 8) % LATEST_DAYS) : 0;
  return sinceDue < lateDays ? sinceDue : sinceDue - periodDays;
}

function readRegister(path: string, city: Pick<City, 'cells'>): InspectionRegister {
  const { cells } = city;
  const dueDays = new Int32Array(cells.count).fill(NO_DAY);
  const refused: Record<string, number> = {};
  const refuse = (reason: string): void => {
    refused[reason] = (refused[reason] ?? 0) + 1;
  };
  const [head, ...lines] = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  if (head?.trim() !== 'unit,due') {
    throw new Error(`${path}, line 1: expected "unit,due", got "${(head ?? '').slice(0, 80)}"`);
  }
  for (const line of lines) {
    if (line.trim() === '') continue;
    const at = line.lastIndexOf(',');
    const code = line.slice(0, at).trim();
    const dueMs = dayMs(line.slice(at + 1).trim());
    const cell = cells.cellOfUnit.get(code);
    if (at < 0 || dueMs === null) refuse('no date as YYYY-MM-DD');
    else if (cell === undefined) refuse('unknown unit');
    else if (dueDays[cell] !== NO_DAY) refuse('unit named twice');
    else dueDays[cell] = dueMs / DAY_MS;
  }
  return {
    kind: 'measured',
    source: 'inspection-register',
    refused,
    daysPastDue: (cell, nowMs) => {
      const due = dueDays[cell] ?? NO_DAY;
      return due === NO_DAY ? null : Math.floor(nowMs / DAY_MS) - due;
    },
  };
}

/** null when it is no such day; 2026-02-30 is none. */
function dayMs(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return null;
  return ms;
}
