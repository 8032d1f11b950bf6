/**
 * `npm run accounts -- …`: local accounts on the command line, for whoever runs this Gezi.
 * Passwords come from the terminal without echo, or from standard input when that is a pipe.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AreaScope, areaScopeSchema, ROLES, type Role } from '#contracts';
import { createSessionBook, hashPassword, readPassword } from './access/index.ts';
import { openStore, STORE_FILE, type Store } from './store/index.ts';

const USAGE = `npm run accounts -- COMMAND [--data DIR]
  add NAME --roles operator,planner,official,auditor [--areas ID,ID | --areas district]
  set-roles NAME --roles …
  set-areas NAME --areas …   where it may see units: areas with all below them, or the whole
                             district; an official sees none until this is said
  issue-token NAME --label TEXT [--days 90]   prints an access token for QGIS or ogr2ogr, once
  revoke-tokens NAME
  set-password NAME          also ends the account's sessions
  remove NAME                also ends the account's sessions
  list
  verify-audit               checks the hash chain of sign-ins and decisions
  hash-password              prints a hash for --mqtt-password-file
--data: the server's data folder (default data/state/shanghai-stadium)`;

/** NIST SP 800-63B: length counts, composition rules do not. */
const PASSWORD_AT_LEAST = 12;

class CommandError extends Error {
  override readonly name = 'CommandError';
}

async function run(args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: 'data/state/shanghai-stadium' },
      roles: { type: 'string' },
      areas: { type: 'string' },
      label: { type: 'string' },
      days: { type: 'string', default: '90' },
      help: { type: 'boolean', default: false },
    },
  });
  const [command, name = ''] = positionals;
  if (values.help || command === undefined) return USAGE;
  if (command === 'hash-password') return hashPassword(await askPassword());
  mkdirSync(values.data, { recursive: true, mode: 0o700 });
  const store = openStore(join(values.data, STORE_FILE));
  try {
    return await runOnStore(store, command, name, values);
  } finally {
    store.close();
  }
}

async function runOnStore(
  store: Store,
  command: string,
  name: string,
  options: {
    readonly roles?: string | undefined;
    readonly areas?: string | undefined;
    readonly label?: string | undefined;
    readonly days: string;
  },
): Promise<string> {
  const { accounts, audit } = store;
  const existing = name === '' ? null : accounts.get(name);
  const log = (action: string, detail = {}): number =>
    audit.append({ actor: 'command line', action, subject: name, detail }, Date.now());
  switch (command) {
    case 'list':
      return accounts.list().map(describe).join('\n') || 'no accounts yet';
    case 'verify-audit': {
      const verdict = audit.verify();
      if (verdict.ok) return `audit holds: ${verdict.rows} rows, head ${verdict.head}`;
      throw new CommandError(`audit broken at row ${verdict.seq}: ${verdict.reason}`);
    }
    case 'add': {
      if (!/^[\p{L}\p{N}._@-]{1,100}$/u.test(name)) {
        throw new CommandError(
          `add: expected a name of letters, digits and ._@-, got ${JSON.stringify(name)}`,
        );
      }
      if (existing)
        throw new CommandError(`add: ${name} exists already; use set-password or set-roles`);
      const given = rolesOf(options.roles);
      const areas = options.areas === undefined ? undefined : scopeOf(options.areas);
      const hash = await hashPassword(await askPassword());
      store.transact(() => {
        accounts.put(name, given, hash, Date.now(), areas);
        log('account.add', { roles: given, areas: accounts.get(name)?.scope });
      });
      return `added ${describe(known(accounts.get(name), name))}`;
    }
    case 'set-roles': {
      const account = known(existing, name);
      const given = rolesOf(options.roles);
      store.transact(() => {
        accounts.put(name, given, account.passwordHash, Date.now());
        log('account.set-roles', { roles: given });
      });
      return `${name} is now ${given.join(', ')}`;
    }
    case 'set-areas': {
      const account = known(existing, name);
      const areas = scopeOf(options.areas);
      store.transact(() => {
        accounts.put(name, account.roles, account.passwordHash, Date.now(), areas);
        log('account.set-areas', { areas });
      });
      return `${name} sees units of: ${describeScope(areas)}`;
    }
    case 'issue-token': {
      known(existing, name);
      const days = Number(options.days);
      if (!options.label || !(days >= 1 && days <= 366)) {
        throw new CommandError(
          `issue-token: expected --label with what it is for, and --days from 1 to 366, got ${options.label ?? 'no label'} and ${options.days}`,
        );
      }
      return createSessionBook(store, Date.now).issueAccess(name, options.label, days);
    }
    case 'revoke-tokens': {
      known(existing, name);
      const count = accounts.removeAccessTokens(name);
      log('access-token.revoke', { count });
      return `${count} access tokens of ${name} are over`;
    }
    case 'set-password': {
      const account = known(existing, name);
      const hash = await hashPassword(await askPassword());
      store.transact(() => {
        accounts.put(name, account.roles, hash, Date.now());
        accounts.closeSessionsOf(name);
        log('account.set-password');
      });
      return `password of ${name} changed; its sessions are over`;
    }
    case 'remove':
      known(existing, name);
      store.transact(() => {
        accounts.remove(name);
        log('account.remove');
      });
      return `removed ${name}`;
    default:
      throw new CommandError(`${command}: unknown command\n\n${USAGE}`);
  }
}

function known<T>(account: T | null, name: string): T {
  if (account) return account;
  throw new CommandError(`no account ${JSON.stringify(name)}; npm run accounts -- list names them`);
}

const describe = (account: ReturnType<Store['accounts']['list']>[number]): string =>
  [
    account.name,
    account.roles.join(','),
    describeScope(account.scope),
    account.passwordHash ? 'password' : 'one-time link only',
  ].join('\t');

const describeScope = (scope: AreaScope): string =>
  scope === 'district' ? 'whole district' : scope.join(',') || 'no area';

function scopeOf(text: string | undefined): AreaScope {
  if (text === 'district') return text;
  const ids = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const scope = areaScopeSchema.safeParse(ids);
  if (ids.length > 0 && scope.success) return scope.data;
  throw new CommandError(
    `--areas: expected area ids, or district for all of it, got ${text ?? 'nothing'}; /api/registry/areas lists the ids`,
  );
}

function rolesOf(text: string | undefined): readonly Role[] {
  const given = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const roles = ROLES.filter((role) => given.includes(role));
  if (roles.length > 0 && roles.length === new Set(given).size) return roles;
  throw new CommandError(
    `--roles: expected one or more of ${ROLES.join(', ')}, got ${text ?? 'nothing'}`,
  );
}

async function askPassword(): Promise<string> {
  const password = await readPassword('Password: ', process.stdin, process.stderr);
  if (password.length >= PASSWORD_AT_LEAST) return password;
  throw new CommandError(
    `password: expected at least ${PASSWORD_AT_LEAST} characters, got ${password.length}`,
  );
}

try {
  console.log(await run(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
