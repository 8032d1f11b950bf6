/**
 * `npm run accounts -- …`: local accounts on the command line, for whoever runs this Gezi.
 * Passwords come from the terminal without echo, or from standard input when that is a pipe.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROLES, type Role } from '#contracts';
import { hashPassword, readPassword } from './access/index.ts';
import { openStore, STORE_FILE, type Store } from './store/index.ts';

const USAGE = `npm run accounts -- COMMAND [--data DIR]
  add NAME --roles operator,planner,official
  set-roles NAME --roles …
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
      help: { type: 'boolean', default: false },
    },
  });
  const [command, name = ''] = positionals;
  if (values.help || command === undefined) return USAGE;
  if (command === 'hash-password') return hashPassword(await askPassword());
  mkdirSync(values.data, { recursive: true, mode: 0o700 });
  const store = openStore(join(values.data, STORE_FILE));
  try {
    return await runOnStore(store, command, name, values.roles);
  } finally {
    store.close();
  }
}

async function runOnStore(
  store: Store,
  command: string,
  name: string,
  roles: string | undefined,
): Promise<string> {
  const { accounts, audit } = store;
  const existing = name === '' ? null : accounts.get(name);
  const log = (action: string, detail = {}): void =>
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
      const given = rolesOf(roles);
      const hash = await hashPassword(await askPassword());
      store.transact(() => {
        accounts.put(name, given, hash, Date.now());
        log('account.add', { roles: given });
      });
      return `added ${name} (${given.join(', ')})`;
    }
    case 'set-roles': {
      const account = known(existing, name);
      const given = rolesOf(roles);
      store.transact(() => {
        accounts.put(name, given, account.passwordHash, Date.now());
        log('account.set-roles', { roles: given });
      });
      return `${name} is now ${given.join(', ')}`;
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
  `${account.name}\t${account.roles.join(',')}\t${account.passwordHash ? 'password' : 'one-time link only'}`;

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
