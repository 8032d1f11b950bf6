/** A whole server on free ports with the fixture city in a new folder, and a way to sign in. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, type ServerOptions, startServer } from '../start-server.ts';
import { buildFixtureCity } from './build-fixture-city.ts';

export interface TestServer extends RunningServer {
  readonly directory: string;
  /** Cookie header of a session of the account made at the first start, with all roles. */
  readonly cookie: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Closes and removes everything. */
  end(): Promise<void>;
}

export async function startTestServer(
  given: Partial<ServerOptions> & { readonly buildCity?: (directory: string) => void } = {},
): Promise<TestServer> {
  const { buildCity = buildFixtureCity, ...options } = given;
  const directory = mkdtempSync(join(tmpdir(), 'gezi-server-'));
  buildCity(join(directory, 'city'));
  const client = join(directory, 'client');
  mkdirSync(join(client, 'assets'), { recursive: true });
  writeFileSync(join(client, 'index.html'), '<!doctype html><title>client</title>');
  writeFileSync(join(client, 'assets', 'app-12345678.js'), `/* ${'x'.repeat(4_000)} */`);
  writeFileSync(join(directory, 'secret.txt'), 'outside the client folder');
  const server = await startServer({
    cityDirectory: join(directory, 'city'),
    dataDirectory: join(directory, 'data'),
    clientDirectory: client,
    host: '127.0.0.1',
    port: 0,
    mqttHost: '127.0.0.1',
    mqttPort: 0,
    mqttBroker: null,
    mqttPasswordFile: null,
    clock: { mode: 'real' },
    demonstrationEventFile: null,
    extensions: [],
    environment: { GEZI_INGEST_TOKEN: INGEST_TOKEN, GEZI_METRICS_TOKEN: METRICS_TOKEN },
    ...options,
  });
  const cookie = await signInByLink(server.signInLink);
  return {
    ...server,
    directory,
    cookie,
    get: (path, headers = {}) =>
      fetch(`${server.address}${path}`, { headers: { cookie, ...headers }, redirect: 'manual' }),
    end: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export const INGEST_TOKEN = 'ingest-token-of-the-tests';
export const METRICS_TOKEN = 'metrics-token-of-the-tests';

export async function signInByLink(link: string): Promise<string> {
  const url = new URL(link);
  return signIn(url.origin, { with: 'token', token: url.searchParams.get('token') });
}

export async function signIn(address: string, body: object): Promise<string> {
  const response = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!response.ok || !cookie)
    throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  return cookie;
}
