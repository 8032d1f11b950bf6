/**
 * Device credentials: a text file with one `name:argon2id-hash` a line (`#` starts a comment), made
 * with `npm run accounts -- hash-password`. A correct password is remembered as a keyed digest for
 * the life of the process, so that a thousand devices that reconnect do not cost a thousand hashes.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { verifyPassword } from '../access/hash-password.ts';

export type CheckCredentials = (name: string, password: string) => Promise<boolean>;

export function readDevicePasswords(path: string): CheckCredentials {
  const hashes = new Map<string, string>();
  readFileSync(path, 'utf8')
    .split('\n')
    .forEach((raw, index) => {
      const line = raw.trim();
      if (line === '' || line.startsWith('#')) return;
      const colon = line.indexOf(':');
      const hash = line.slice(colon + 1);
      if (colon < 1 || !hash.startsWith('$argon2id$')) {
        throw new Error(
          `${path}, line ${index + 1}: expected name:$argon2id$… (npm run accounts -- hash-password)`,
        );
      }
      hashes.set(line.slice(0, colon), hash);
    });
  if (hashes.size === 0) throw new Error(`${path}: expected at least one device, found none`);

  const key = randomBytes(32);
  const known = new Map<string, string>();
  return async (name, password) => {
    const digest = createHmac('sha256', key).update(password).digest('hex');
    if (known.get(name) === digest) return true;
    const hash = hashes.get(name);
    const correct = await verifyPassword(hash ?? null, password);
    if (correct) known.set(name, digest);
    return correct;
  };
}
