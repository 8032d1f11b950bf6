/**
 * Accounts, sessions and one-time tokens. Secrets never rest here: passwords are argon2id hashes
 * (access/hash-password.ts), tokens are SHA-256 of 256 random bits. Times are the wall clock's.
 */
import { type AreaScope, areaScopeSchema, ROLES, type Role } from '#contracts';
import type { Database } from './open-database.ts';
import { numberOf, type Row, textOf, textOrNullOf } from './read-row.ts';

export interface Account {
  readonly name: string;
  /** null: cannot sign in with a password. */
  readonly passwordHash: string | null;
  readonly roles: readonly Role[];
  /** Where it may see units. */
  readonly scope: AreaScope;
  readonly failures: number;
  readonly lockedUntilMs: number;
}

export interface StoredSession {
  readonly account: Account;
  readonly createdMs: number;
  readonly seenMs: number;
}

export interface AccountTable {
  get(name: string): Account | null;
  list(): readonly Account[];
  /**
   * Without `scope` an account keeps the one it has. A new one gets the whole district, except an
   * official, who sees no unit until somebody says which area is his.
   */
  put(
    name: string,
    roles: readonly Role[],
    passwordHash: string | null,
    nowMs: number,
    scope?: AreaScope,
  ): void;
  setFailures(name: string, failures: number, lockedUntilMs: number): void;
  /** Removes the account and all its sessions. */
  remove(name: string): boolean;
  openSession(tokenHash: string, account: string, nowMs: number): void;
  findSession(tokenHash: string): StoredSession | null;
  touchSession(tokenHash: string, nowMs: number): void;
  closeSession(tokenHash: string): void;
  closeSessionsOf(account: string): void;
  removeExpired(createdBeforeMs: number, seenBeforeMs: number, nowMs: number): void;
  addToken(tokenHash: string, account: string, expiresMs: number): void;
  addAccessToken(
    tokenHash: string,
    account: string,
    label: string,
    nowMs: number,
    expiresMs: number,
  ): void;
  /** The account of an access token that has not expired. */
  findAccessToken(tokenHash: string, nowMs: number): Account | null;
  removeAccessTokens(account: string): number;
  /** The account of a valid token, which is used up by asking. */
  takeToken(tokenHash: string, nowMs: number): string | null;
}

export function createAccountTable(database: Database): AccountTable {
  const { sqlite, transact } = database;
  const one = sqlite.prepare('SELECT * FROM account WHERE name = ?');
  const all = sqlite.prepare('SELECT * FROM account ORDER BY name');
  const upsert = sqlite.prepare(
    `INSERT INTO account (name, password_hash, roles, created_ms, scope) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET password_hash = excluded.password_hash,
       roles = excluded.roles, scope = excluded.scope, failures = 0, locked_until_ms = 0`,
  );
  const fail = sqlite.prepare(
    'UPDATE account SET failures = ?, locked_until_ms = ? WHERE name = ?',
  );
  const erase = sqlite.prepare('DELETE FROM account WHERE name = ?');
  const open = sqlite.prepare(
    'INSERT INTO session (token_hash, account, created_ms, seen_ms) VALUES (?, ?, ?, ?)',
  );
  const session = sqlite.prepare(
    `SELECT s.created_ms AS session_created_ms, s.seen_ms, a.* FROM session s
     JOIN account a ON a.name = s.account WHERE s.token_hash = ?`,
  );
  const touch = sqlite.prepare('UPDATE session SET seen_ms = ? WHERE token_hash = ?');
  const close = sqlite.prepare('DELETE FROM session WHERE token_hash = ?');
  const closeAll = sqlite.prepare('DELETE FROM session WHERE account = ?');
  const expireSessions = sqlite.prepare('DELETE FROM session WHERE created_ms < ? OR seen_ms < ?');
  const expireTokens = sqlite.prepare('DELETE FROM one_time_token WHERE expires_ms <= ?');
  const addToken = sqlite.prepare(
    'INSERT INTO one_time_token (token_hash, account, expires_ms) VALUES (?, ?, ?)',
  );
  const addAccess = sqlite.prepare(
    `INSERT INTO access_token (token_hash, account, label, created_ms, expires_ms)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const access = sqlite.prepare(
    `SELECT a.* FROM access_token t JOIN account a ON a.name = t.account
     WHERE t.token_hash = ? AND t.expires_ms > ?`,
  );
  const removeAccess = sqlite.prepare('DELETE FROM access_token WHERE account = ?');
  const takeToken = sqlite.prepare(
    'DELETE FROM one_time_token WHERE token_hash = ? RETURNING account, expires_ms',
  );

  return {
    get: (name) => {
      const row = one.get(name);
      return row ? accountOf(row) : null;
    },
    list: () => all.all().map(accountOf),
    put: (name, roles, passwordHash, nowMs, scope) => {
      transact(() => {
        const before = one.get(name);
        const kept = before ? scopeOf(before) : usualScope(roles);
        const given = JSON.stringify(scope ?? kept);
        upsert.run(name, passwordHash, roles.join(','), nowMs, given);
      });
    },
    setFailures: (name, failures, lockedUntilMs) => {
      transact(() => fail.run(failures, lockedUntilMs, name));
    },
    remove: (name) => transact(() => erase.run(name).changes > 0),
    openSession: (tokenHash, account, nowMs) => {
      transact(() => open.run(tokenHash, account, nowMs, nowMs));
    },
    findSession: (tokenHash) => {
      const row = session.get(tokenHash);
      if (!row) return null;
      return {
        account: accountOf(row),
        createdMs: numberOf(row, 'session_created_ms'),
        seenMs: numberOf(row, 'seen_ms'),
      };
    },
    touchSession: (tokenHash, nowMs) => {
      transact(() => touch.run(nowMs, tokenHash));
    },
    closeSession: (tokenHash) => {
      transact(() => close.run(tokenHash));
    },
    closeSessionsOf: (account) => {
      transact(() => closeAll.run(account));
    },
    removeExpired: (createdBeforeMs, seenBeforeMs, nowMs) => {
      transact(() => {
        expireSessions.run(createdBeforeMs, seenBeforeMs);
        expireTokens.run(nowMs);
      });
    },
    addToken: (tokenHash, account, expiresMs) => {
      transact(() => addToken.run(tokenHash, account, expiresMs));
    },
    addAccessToken: (tokenHash, account, label, nowMs, expiresMs) => {
      transact(() => addAccess.run(tokenHash, account, label, nowMs, expiresMs));
    },
    findAccessToken: (tokenHash, nowMs) => {
      const row = access.get(tokenHash, nowMs);
      return row ? accountOf(row) : null;
    },
    removeAccessTokens: (account) => transact(() => Number(removeAccess.run(account).changes)),
    takeToken: (tokenHash, nowMs) =>
      transact(() => {
        const row = takeToken.get(tokenHash);
        if (!row || numberOf(row, 'expires_ms') <= nowMs) return null;
        return textOf(row, 'account');
      }),
  };
}

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

/** What cannot be read allows nothing. */
function scopeOf(row: Row): AreaScope {
  try {
    return areaScopeSchema.parse(JSON.parse(textOf(row, 'scope')));
  } catch {
    return [];
  }
}

const usualScope = (roles: readonly Role[]): AreaScope =>
  roles.every((role) => role === 'official') ? [] : 'district';

const accountOf = (row: Row): Account => ({
  name: textOf(row, 'name'),
  passwordHash: textOrNullOf(row, 'password_hash'),
  roles: textOf(row, 'roles').split(',').filter(isRole),
  scope: scopeOf(row),
  failures: numberOf(row, 'failures'),
  lockedUntilMs: numberOf(row, 'locked_until_ms'),
});
