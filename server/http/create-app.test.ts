import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '#contracts';
import { hashPassword } from '../access/index.ts';
import { openStore, STORE_FILE } from '../store/index.ts';
import {
  FIXTURE,
  INGEST_TOKEN,
  METRICS_TOKEN,
  signIn,
  startTestServer,
  type TestServer,
} from '../testing/index.ts';

const PASSWORD = 'a long enough password';
let server: TestServer;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  server = await startTestServer();
  // As the command line does it: another process on the same file.
  const store = openStore(`${server.directory}/data/${STORE_FILE}`);
  const hash = await hashPassword(PASSWORD);
  for (const role of ROLES) store.accounts.put(role, [role], hash, Date.now(), 'district');
  store.accounts.put('locked', ['operator'], hash, Date.now());
  store.close();
  for (const role of ROLES) {
    cookies.set(
      role,
      await signIn(server.address, { with: 'password', name: role, password: PASSWORD }),
    );
  }
});
afterAll(() => server.end());

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.address}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const as = (role: Role) => ({ cookie: cookies.get(role) ?? '' });

test.each([
  '/',
  '/wall',
  '/index.html',
  '/assets/app-12345678.js',
  '/health',
  '/metrics',
  '/api/session',
  '/api/city',
  '/api/city/networks',
  '/api/city/footprints',
  '/city/tileset.json',
  '/api/registry/search?q=a',
  '/api/buildings/0',
  '/api/history',
  '/api/alarms',
  '/api/events',
  '/api/ingest/rejects',
  '/api/nothing',
])('nothing for somebody who is not signed in: %s', async (path) => {
  const response = await send('GET', path);
  expect(response.status).toBe(401);
  expect(response.headers.get('content-type')).toMatch('application/problem+json');
  expect(await response.json()).toMatchObject({ type: 'about:blank', status: 401 });
});

test('a page asked for without a session leads to the sign-in page and back', async () => {
  const response = await send('GET', '/planner?event=e1', undefined, { accept: 'text/html' });
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/sign-in?next=%2Fplanner%3Fevent%3De1');
});

test('the sign-in page loads nothing from anywhere and runs no foreign script', async () => {
  for (const [lang, text] of [
    ['zh', '登录'],
    ['en', 'Sign in'],
  ] as const) {
    const response = await send(
      'GET',
      `/sign-in?lang=${lang}&next=${encodeURIComponent('"><script>x')}`,
    );
    const html = await response.text();
    expect(html).toContain(text);
    expect(html).not.toMatch(/src=|https?:|<script>x/);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  }
});

test.each(['//evil.example', 'https://evil.example', '/\\evil.example'])(
  'signing in leads only to this server, not to %s',
  async (next) => {
    const body = new URLSearchParams({ name: 'planner', password: PASSWORD, next });
    const response = await fetch(`${server.address}/sign-in`, {
      method: 'POST',
      body,
      redirect: 'manual',
    });
    expect(response.headers.get('location')).toBe('/');
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
  },
);

test('the one-time link works once', async () => {
  const token = new URL(server.signInLink).searchParams.get('token');
  const response = await send('POST', '/api/session', { with: 'token', token });
  expect(response.status).toBe(401);
});

test('five wrong passwords lock the account, also for the right one', async () => {
  const attempt = (password: string) =>
    send('POST', '/api/session', { with: 'password', name: 'locked', password });
  for (let i = 0; i < 5; i += 1) expect((await attempt('wrong wrong wrong')).status).toBe(401);
  expect((await attempt(PASSWORD)).status).toBe(429);
});

test('signing out ends the session on the server', async () => {
  const cookie = await signIn(server.address, {
    with: 'password',
    name: 'operator',
    password: PASSWORD,
  });
  expect((await send('GET', '/api/session', undefined, { cookie })).status).toBe(200);
  expect((await send('DELETE', '/api/session', undefined, { cookie })).status).toBe(204);
  expect((await send('GET', '/api/session', undefined, { cookie })).status).toBe(401);
});

test.each([
  ['GET', '/api/buildings/0', ['operator', 'official']],
  ['GET', '/api/registry/search?q=tower', ['operator', 'official']],
  ['GET', '/api/cells/6', ['operator', 'official']],
  ['GET', '/api/ingest/rejects', ['operator']],
  ['GET', '/api/city/footprints', ['operator', 'planner', 'official']],
  ['GET', '/api/alarms', ['operator', 'planner', 'official']],
  ['POST', '/api/alarms/none/acknowledge', ['operator']],
  ['DELETE', '/api/events/none', ['planner']],
  ['DELETE', '/api/measures/none', ['operator', 'planner']],
] as const)('%s %s is for %s', async (method, path, allowed) => {
  for (const role of ROLES) {
    const { status } = await send(method, path, undefined, as(role));
    expect([role, status === 403]).toEqual([role, !(allowed as readonly Role[]).includes(role)]);
  }
});

test('a request from another site changes nothing', async () => {
  for (const headers of [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
  ]) {
    const response = await send('DELETE', '/api/events/none', undefined, {
      ...as('planner'),
      ...headers,
    });
    expect(response.status).toBe(403);
  }
});

const shares = { metro: 0.55, car: 0.12, taxi: 0.15, bus: 0, walk: 0.18 };
const event = {
  ...{
    id: 'e1',
    name: 'Concert',
    venue: FIXTURE.venue,
    attendance: 1_000,
    startMs: 1_000,
    endMs: 2_000,
  },
  ...{ endSpreadMinutes: 4, modeShares: { dry: shares, rain: shares } },
};

test('an event is stored, listed, edited and removed', async () => {
  expect((await send('PUT', '/api/events/e1', event, as('planner'))).status).toBe(200);
  expect(await (await send('GET', '/api/events', undefined, as('official'))).json()).toEqual([
    event,
  ]);
  await send('PUT', '/api/events/e1', { ...event, attendance: 2_000 }, as('planner'));
  const stored = await send('GET', '/api/events', undefined, as('official'));
  expect(await stored.json()).toMatchObject([{ attendance: 2_000 }]);
  expect((await send('DELETE', '/api/events/e1', undefined, as('planner'))).status).toBe(204);
  expect((await send('DELETE', '/api/events/e1', undefined, as('planner'))).status).toBe(404);
});

const during = { id: 'm1', fromMs: 1_000, untilMs: 2_000 };
test.each([
  ['events/e1', { ...event, attendance: -5 }, /attendance/],
  [
    'events/e1',
    { ...event, venue: 'moon' },
    /venue: expected one of this district \(stadium\), got moon/,
  ],
  ['events/e1', { ...event, endMs: 500 }, /endMs/],
  ['events/e2', event, /id: expected e2/],
  [
    'measures/m1',
    { ...during, type: 'close-gate', gate: 'no' },
    /gate: expected .*gate-a.*, got no/,
  ],
  ['measures/m1', { ...during, type: 'close-walk-link', link: 'no' }, /walk link.*got no/],
  ['measures/m1', { ...during, type: 'close-street', link: 'no' }, /street link.*got no/],
  [
    'measures/m1',
    { ...during, type: 'close-entrance', station: 'station-1', entrance: 'no' },
    /entrance.*got no/,
  ],
  [
    'measures/m1',
    { ...during, type: 'shift-green', signal: 'signal-1', phase: 3, seconds: 5 },
    /phase: expected 0 to 0/,
  ],
  ['measures/m1', { ...during, untilMs: 1, type: 'close-gate', gate: FIXTURE.gate }, /untilMs/],
  ['measures/m1', { ...during, type: 'fly' }, /type/],
])(
  'PUT /api/%s that does not fit is a 400 that says what was expected',
  async (path, body, detail) => {
    const response = await send('PUT', `/api/${path}`, body, as('planner'));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(detail) });
  },
);

test('HTTP ingest: 202 when durable, 400 with the reason, 401 without the token', async () => {
  const now = Date.now();
  const path = `/api/ingest/people-counter/${encodeURIComponent('counter/1')}/count`;
  const payload = { timeMs: now, intervalSeconds: 60, forward: 5, backward: 6 };
  const bearer = { authorization: `Bearer ${INGEST_TOKEN}` };
  expect((await send('POST', path, payload, bearer)).status).toBe(202);
  const history = await server.get(
    `/api/history?subject=${encodeURIComponent('counter/1')}&quantity=forwardPersonsPerMinute`,
  );
  expect(await history.json()).toMatchObject({ timesMs: [now], values: [5] });
  const rejected = await send('POST', path, { ...payload, forward: -1 }, bearer);
  expect(rejected.status).toBe(400);
  expect(await rejected.json()).toMatchObject({
    detail: expect.stringMatching(/schema: .*forward/),
  });
  expect((await send('POST', path, payload)).status).toBe(401);
  expect((await send('POST', path, payload, as('operator'))).status).toBe(401);
});

test('health and metrics answer to the monitor’s token', async () => {
  const bearer = { authorization: `Bearer ${METRICS_TOKEN}` };
  const health = await (await send('GET', '/health', undefined, bearer)).json();
  expect(health).toMatchObject({
    checks: [{ name: 'store' }, { name: 'feed' }, { name: 'disk' }],
  });
  const metrics = await (await send('GET', '/metrics', undefined, bearer)).text();
  for (const name of [
    'gezi_ingest_accepted_observations_total',
    'gezi_ingest_ack_seconds_bucket',
    'gezi_live_clients',
    'gezi_forecast_age_seconds',
    'nodejs_eventloop_lag_p99_seconds',
  ]) {
    expect(metrics).toContain(name);
  }
  expect((await send('GET', '/api/alarms', undefined, bearer)).status).toBe(401);
});

/** fetch would tidy the path up before sending it. */
const rawGet = (path: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.address);
    rawRequest({ hostname, port, path, headers: { cookie: server.cookie } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
      );
    })
      .on('error', reject)
      .end();
  });

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/city/tiles/../city.sqlite',
  '/city/tiles/%2e%2e/city.sqlite',
  '/city/manifest.json',
  '/%00.txt',
])('no way out of the folders: %s', async (path) => {
  const { status, body } = await rawGet(path);
  expect(status).toBe(404);
  expect(body).not.toContain('outside');
});

test('hashed assets are immutable and compressed, views get the page, missing files do not', async () => {
  const asset = await server.get('/assets/app-12345678.js', { 'accept-encoding': 'br' });
  expect(asset.headers.get('cache-control')).toMatch('immutable');
  expect(asset.headers.get('content-encoding')).toBe('br');
  expect((await asset.text()).length).toBeGreaterThan(4_000);
  const page = await server.get('/units/building/3');
  expect(await page.text()).toContain('<title>client</title>');
  const etag = page.headers.get('etag') ?? '';
  expect((await server.get('/', { 'if-none-match': etag })).status).toBe(304);
  expect((await server.get('/assets/missing.js')).status).toBe(404);
});

test('decisions and sign-ins are in the audit chain, and it holds', () => {
  const store = openStore(`${server.directory}/data/${STORE_FILE}`);
  expect(store.audit.verify().ok).toBe(true);
  const actions = store.database.sqlite.prepare('SELECT DISTINCT action FROM audit').all();
  expect(actions.map((row) => row.action)).toEqual(
    expect.arrayContaining([
      'session.open',
      'session.refuse',
      'session.close',
      'event.put',
      'event.remove',
    ]),
  );
  store.close();
});
