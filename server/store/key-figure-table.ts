/** Key figures every few minutes for two weeks: what "usual at this time" is computed from. */
import type { Database } from './open-database.ts';
import { numberOf } from './read-row.ts';

export interface KeyFigureTable {
  put(id: string, timeMs: number, value: number): void;
  /** Mean of the values within ±`toleranceMs` of `timeMs` on the `days` days before; null without any. */
  usualAt(id: string, timeMs: number, toleranceMs: number, days: number): number | null;
  removeBefore(beforeMs: number): void;
}

const DAY_MS = 86_400_000;

export function createKeyFigureTable(database: Database): KeyFigureTable {
  const { sqlite, transact } = database;
  const insert = sqlite.prepare(
    'INSERT OR REPLACE INTO key_figure (id, time_ms, value) VALUES (?, ?, ?)',
  );
  const range = sqlite.prepare(
    'SELECT count(*) AS n, total(value) AS sum FROM key_figure WHERE id = ? AND time_ms BETWEEN ? AND ?',
  );
  const erase = sqlite.prepare('DELETE FROM key_figure WHERE time_ms < ?');
  return {
    put: (id, timeMs, value) => {
      transact(() => insert.run(id, Math.round(timeMs), value));
    },
    usualAt: (id, timeMs, toleranceMs, days) => {
      let count = 0;
      let sum = 0;
      for (let day = 1; day <= days; day += 1) {
        const centre = Math.round(timeMs) - day * DAY_MS;
        const row = range.get(id, centre - toleranceMs, centre + toleranceMs);
        if (!row) continue;
        count += numberOf(row, 'n');
        sum += numberOf(row, 'sum');
      }
      return count === 0 ? null : sum / count;
    },
    removeBefore: (beforeMs) => {
      transact(() => erase.run(Math.round(beforeMs)));
    },
  };
}
