/**
 * Append-only audit in a hash chain: sign-ins and decisions. Each row's SHA-256 covers its fields
 * and the hash of the row before, so that a changed or removed row breaks every later one;
 * `verify` says where. (The newest rows could still be cut off whole by someone who may write the
 * file: keep the head hash elsewhere to notice that.)
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuditRow, AuditVerdict } from '#contracts';
import type { Database } from './open-database.ts';
import { numberOf, type Row, textOf } from './read-row.ts';

export interface AuditEntry {
  readonly actor: string;
  /** What was done, as `noun.verb`: `session.open`, `alarm.acknowledge`, `event.put`. */
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AuditFilter {
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
}

export interface AuditLog {
  /** `atMs` is the wall clock's time. */
  /** Its number in the chain, once it is durable. */
  append(entry: AuditEntry, atMs: number): number;
  verify(): AuditVerdict;
  /** Newest first, rows before `before`, where `filter` fits. */
  read(filter: AuditFilter, before: number, limit: number): readonly AuditRow[];
}

export const AUDIT_GENESIS = '0'.repeat(64);

export function createAuditLog(database: Database): AuditLog {
  const { sqlite, transact } = database;
  const head = sqlite.prepare('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
  const insert = sqlite.prepare(
    `INSERT INTO audit (seq, at_ms, actor, action, subject, detail, previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const all = sqlite.prepare('SELECT * FROM audit ORDER BY seq');
  const some = sqlite.prepare(
    `SELECT * FROM audit WHERE seq < ? AND (? IS NULL OR action = ?) AND (? IS NULL OR actor = ?)
       AND (? IS NULL OR subject = ?) ORDER BY seq DESC LIMIT ?`,
  );

  return {
    append: (entry, atMs) =>
      transact(() => {
        const last = head.get();
        const seq = last ? numberOf(last, 'seq') + 1 : 1;
        const previous = last ? textOf(last, 'hash') : AUDIT_GENESIS;
        const detail = JSON.stringify(entry.detail);
        const { actor, action, subject } = entry;
        const hash = hashOf([previous, seq, atMs, actor, action, subject, detail]);
        insert.run(seq, atMs, actor, action, subject, detail, previous, hash);
        return seq;
      }),
    read: ({ action, actor, subject }, before, limit) =>
      some
        .all(
          ...[before, action ?? null, action ?? null, actor ?? null, actor ?? null],
          ...[subject ?? null, subject ?? null, limit],
        )
        .map(rowOf),
    verify: () => {
      let previous = AUDIT_GENESIS;
      let rows = 0;
      for (const row of all.iterate()) {
        const seq = numberOf(row, 'seq');
        rows += 1;
        if (seq !== rows) return { ok: false, seq, reason: `expected row ${rows}, got ${seq}` };
        if (textOf(row, 'previous_hash') !== previous) {
          return { ok: false, seq, reason: 'does not follow the row before it' };
        }
        const fields = ['actor', 'action', 'subject', 'detail'].map((name) => textOf(row, name));
        const hash = hashOf([previous, seq, numberOf(row, 'at_ms'), ...fields]);
        if (textOf(row, 'hash') !== hash) {
          return { ok: false, seq, reason: 'content does not fit its hash' };
        }
        previous = hash;
      }
      return { ok: true, rows, head: previous };
    },
  };
}

const detailSchema = z.record(z.string(), z.unknown());

const rowOf = (row: Row): AuditRow => ({
  seq: numberOf(row, 'seq'),
  atMs: numberOf(row, 'at_ms'),
  actor: textOf(row, 'actor'),
  action: textOf(row, 'action'),
  subject: textOf(row, 'subject'),
  detail: detailSchema.parse(JSON.parse(textOf(row, 'detail'))),
  hash: textOf(row, 'hash'),
});

/** JSON of an array keeps field borders unambiguous. */
const hashOf = (fields: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(fields)).digest('hex');
