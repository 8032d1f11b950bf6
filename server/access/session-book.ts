/**
 * Who is signed in. A session is 256 random bits in a cookie; the store holds only their SHA-256.
 * It ends after 12 h without use (an open live connection counts as use, so that a wall stays on)
 * or 30 days.
 *
 * Passwords: five wrong ones in a row lock the account for a minute, doubling up to 15; one address
 * may fail 20 times a minute over all accounts. One-time links sign in once, within 15 minutes.
 */
import { createHash, randomBytes } from 'node:crypto';
import { may, PERMISSIONS, ROLES, type ScopedSession } from '#contracts';
import type { Account, Store } from '../store/index.ts';
import { verifyPassword } from './hash-password.ts';

export type SignInResult =
  | { readonly state: 'signed-in'; readonly token: string; readonly session: ScopedSession }
  | { readonly state: 'refused'; readonly reason: 'wrong' | 'locked' | 'too-many' };

export interface SessionBook {
  signInWithPassword(name: string, password: string, address: string): Promise<SignInResult>;
  signInWithToken(token: string, address: string): SignInResult;
  find(token: string): ScopedSession | null;
  /** Of a program that shows an account's access token; only for reading. */
  findAccess(token: string): ScopedSession | null;
  /** A new access token of the account: shown once, kept as its hash. */
  issueAccess(account: string, label: string, days: number): string;
  signOut(token: string): void;
  /** A fresh one-time token of the account, made with all roles when missing. */
  offerToken(account: string): string;
}

export interface SessionLimits {
  readonly idleMs: number;
  readonly lifeMs: number;
  readonly tokenMs: number;
  readonly failuresToLock: number;
  readonly lockMs: number;
  readonly lockAtMostMs: number;
  readonly failuresAnAddressAMinute: number;
}

export const SESSION_LIMITS: SessionLimits = {
  idleMs: 12 * 3_600_000,
  lifeMs: 30 * 86_400_000,
  tokenMs: 15 * 60_000,
  failuresToLock: 5,
  lockMs: 60_000,
  lockAtMostMs: 15 * 60_000,
  failuresAnAddressAMinute: 20,
};

/** A use is written down at most this often. */
const TOUCH_MS = 5 * 60_000;

export function createSessionBook(
  store: Store,
  nowMs: () => number,
  limits: SessionLimits = SESSION_LIMITS,
): SessionBook {
  const { accounts, audit } = store;
  const failures = createFailureWindow(nowMs, limits.failuresAnAddressAMinute);

  const open = (account: Account, how: string, address: string) => {
    const { name } = account;
    const token = newSecret();
    store.transact(() => {
      const now = nowMs();
      accounts.removeExpired(now - limits.lifeMs, now - limits.idleMs, now);
      accounts.openSession(digestOf(token), name, now);
      audit.append(
        { actor: name, action: 'session.open', subject: name, detail: { how, address } },
        now,
      );
    });
    return { state: 'signed-in', token, session: sessionOf(account) } as const;
  };
  const refuse = (name: string, reason: 'wrong' | 'locked' | 'too-many', address: string) => {
    failures.add(address);
    const detail = { reason, address };
    audit.append({ actor: name, action: 'session.refuse', subject: name, detail }, nowMs());
    return { state: 'refused', reason } as const;
  };
  const countFailure = (account: Account): void => {
    const count = account.failures + 1;
    const doublings = count - limits.failuresToLock;
    const lockMs = Math.min(limits.lockAtMostMs, limits.lockMs * 2 ** Math.max(0, doublings));
    accounts.setFailures(account.name, count, doublings >= 0 ? nowMs() + lockMs : 0);
  };

  return {
    signInWithPassword: async (name, password, address) => {
      if (failures.isFull(address)) return { state: 'refused', reason: 'too-many' };
      const account = accounts.get(name);
      if (account && account.lockedUntilMs > nowMs()) return refuse(name, 'locked', address);
      // Counted before the slow check, so that parallel guesses cannot outrun the lock.
      if (account?.passwordHash) countFailure(account);
      if (!(await verifyPassword(account?.passwordHash ?? null, password)) || !account) {
        return refuse(name, 'wrong', address);
      }
      accounts.setFailures(name, 0, 0);
      return open(account, 'password', address);
    },
    signInWithToken: (token, address) => {
      if (failures.isFull(address)) return { state: 'refused', reason: 'too-many' };
      const name = accounts.takeToken(digestOf(token), nowMs());
      const account = name === null ? null : accounts.get(name);
      if (!account) return refuse('unknown', 'wrong', address);
      return open(account, 'one-time link', address);
    },
    find: (token) => {
      const hash = digestOf(token);
      const found = accounts.findSession(hash);
      if (!found) return null;
      const now = nowMs();
      if (now - found.seenMs > limits.idleMs || now - found.createdMs > limits.lifeMs) return null;
      if (now - found.seenMs > TOUCH_MS) accounts.touchSession(hash, now);
      return sessionOf(found.account);
    },
    findAccess: (token) => {
      const account = accounts.findAccessToken(digestOf(token), nowMs());
      return account ? sessionOf(account) : null;
    },
    issueAccess: (account, label, days) => {
      const token = newSecret();
      const now = nowMs();
      store.transact(() => {
        accounts.addAccessToken(digestOf(token), account, label, now, now + days * 86_400_000);
        const detail = { label, days };
        audit.append(
          { actor: account, action: 'access-token.issue', subject: account, detail },
          now,
        );
      });
      return token;
    },
    signOut: (token) => {
      const hash = digestOf(token);
      const found = accounts.findSession(hash);
      if (!found) return;
      const { name } = found.account;
      store.transact(() => {
        accounts.closeSession(hash);
        audit.append({ actor: name, action: 'session.close', subject: name, detail: {} }, nowMs());
      });
    },
    offerToken: (account) => {
      const token = newSecret();
      store.transact(() => {
        if (!accounts.get(account)) accounts.put(account, ROLES, null, nowMs());
        accounts.addToken(digestOf(token), account, nowMs() + limits.tokenMs);
      });
      return token;
    },
  };
}

const sessionOf = ({ name, roles, scope }: Account): ScopedSession => ({
  ...{ name, roles, scope },
  permissions: PERMISSIONS.filter((permission) => may(roles, permission)),
});

const newSecret = (): string => randomBytes(32).toString('base64url');

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Failures of each address in the running minute. */
function createFailureWindow(nowMs: () => number, limit: number) {
  let minute = 0;
  let counts = new Map<string, number>();
  const current = (): Map<string, number> => {
    const now = Math.floor(nowMs() / 60_000);
    if (now !== minute) {
      minute = now;
      counts = new Map();
    }
    return counts;
  };
  return {
    add: (address: string): void => {
      current().set(address, (current().get(address) ?? 0) + 1);
    },
    isFull: (address: string): boolean => (current().get(address) ?? 0) >= limit,
  };
}
