/** Encoded `Frames` and `TransitFrames` (contracts/forecast): what was forecast for each past minute, and scenario runs. */
import type { Database } from './open-database.ts';
import { bytesOf, numberOf } from './read-row.ts';

export type FramesPurpose = 'past' | 'past-transit' | 'run' | 'run-transit';

export interface StoredFrames {
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

export interface FramesTable {
  put(purpose: FramesPurpose, id: string, atMs: number, bytes: Uint8Array): void;
  get(purpose: FramesPurpose, id: string): StoredFrames | null;
  /** Oldest first. */
  between(purpose: FramesPurpose, fromMs: number, untilMs: number): readonly StoredFrames[];
  removeBefore(purpose: FramesPurpose, beforeMs: number): void;
}

export function createFramesTable(database: Database): FramesTable {
  const { sqlite, transact } = database;
  const insert = sqlite.prepare(
    'INSERT OR REPLACE INTO frames (purpose, id, at_ms, bytes) VALUES (?, ?, ?, ?)',
  );
  const one = sqlite.prepare('SELECT at_ms, bytes FROM frames WHERE purpose = ? AND id = ?');
  const range = sqlite.prepare(
    'SELECT at_ms, bytes FROM frames WHERE purpose = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms',
  );
  const erase = sqlite.prepare('DELETE FROM frames WHERE purpose = ? AND at_ms < ?');
  const read = (row: NonNullable<ReturnType<typeof one.get>>): StoredFrames => ({
    atMs: numberOf(row, 'at_ms'),
    bytes: bytesOf(row, 'bytes'),
  });
  return {
    put: (purpose, id, atMs, bytes) => {
      transact(() => insert.run(purpose, id, Math.round(atMs), bytes));
    },
    get: (purpose, id) => {
      const row = one.get(purpose, id);
      return row ? read(row) : null;
    },
    between: (purpose, fromMs, untilMs) =>
      range.all(purpose, Math.round(fromMs), Math.round(untilMs)).map(read),
    removeBefore: (purpose, beforeMs) => {
      transact(() => erase.run(purpose, Math.round(beforeMs)));
    },
  };
}
