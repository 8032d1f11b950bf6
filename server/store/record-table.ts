/**
 * A table of whole records (id, time, JSON body): alarms, plans, advice, runs, forecasts. Bodies
 * are checked against the contract schema on the way out, so that an old or damaged row is named
 * instead of spreading.
 */
import type { z } from 'zod';
import type { Database } from './open-database.ts';
import { textOf } from './read-row.ts';

export type RecordTableName =
  | 'alarm'
  | 'event_plan'
  | 'measure'
  | 'advice'
  | 'scenario_run'
  | 'forecast';

export interface RecordTable<T> {
  get(id: string): T | null;
  /** Newest first. */
  list(limit?: number): readonly T[];
  listSince(atMs: number): readonly T[];
  put(id: string, atMs: number, record: T): void;
  remove(id: string): boolean;
  /** Removes all but the newest `keep`. */
  prune(keep: number): void;
}

export function createRecordTable<T>(
  database: Database,
  table: RecordTableName,
  schema: z.ZodType<T>,
): RecordTable<T> {
  const { sqlite, transact } = database;
  const one = sqlite.prepare(`SELECT id, body FROM ${table} WHERE id = ?`);
  const newest = sqlite.prepare(`SELECT id, body FROM ${table} ORDER BY at_ms DESC, id LIMIT ?`);
  const since = sqlite.prepare(
    `SELECT id, body FROM ${table} WHERE at_ms >= ? ORDER BY at_ms DESC, id`,
  );
  const insert = sqlite.prepare(
    `INSERT INTO ${table} (id, at_ms, body) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms, body = excluded.body`,
  );
  const erase = sqlite.prepare(`DELETE FROM ${table} WHERE id = ?`);
  const eraseOld = sqlite.prepare(
    `DELETE FROM ${table} WHERE id NOT IN (SELECT id FROM ${table} ORDER BY at_ms DESC LIMIT ?)`,
  );

  const read = (row: ReturnType<typeof one.get>): T => {
    if (!row) throw new Error(`store table ${table}: row vanished`);
    const parsed = schema.safeParse(JSON.parse(textOf(row, 'body')));
    if (!parsed.success) {
      throw new Error(
        `store table ${table}, id ${textOf(row, 'id')}: ${parsed.error.issues[0]?.message ?? 'does not fit its schema'}`,
      );
    }
    return parsed.data;
  };

  return {
    get: (id) => {
      const row = one.get(id);
      return row ? read(row) : null;
    },
    list: (limit = 1_000) => newest.all(limit).map(read),
    listSince: (atMs) => since.all(atMs).map(read),
    put: (id, atMs, record) => {
      transact(() => insert.run(id, Math.round(atMs), JSON.stringify(record)));
    },
    remove: (id) => transact(() => erase.run(id).changes > 0),
    prune: (keep) => {
      transact(() => eraseOld.run(keep));
    },
  };
}
