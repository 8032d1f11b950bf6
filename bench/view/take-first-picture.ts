/**
 * The first useful picture of the real pages from a cold cache: the server on the whole district, a
 * fresh browser, the wall. Useful = no tile of the first view is missing (`tilesLoaded`).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { z } from 'zod';
import { openBenchPage } from '../browser/open-page.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const VIEWPORT = { width: 1280, height: 720 };
/** Software draws a frame of the district in a second or two, and many before it rests. */
const PICTURE_WITHIN_MS = 120_000;

const readySchema = z.object({ type: z.literal('ready'), signInLink: z.string() });
const metricsSchema = z.array(z.object({ name: z.string(), value: z.number() }));

export interface FirstPicture {
  /** Bytes as they came over the wire (compressed), all requests until the picture. */
  readonly bytes: number;
  readonly requests: number;
  /** Processor seconds of the page's main thread until then: scripts, engine included, and layout. */
  readonly threadSeconds: number;
  /** Seconds by the clock; in software most of them are the drawing. */
  readonly wallSeconds: number;
  readonly renderer: string;
}

export async function takeFirstPicture(city: string, folder: string): Promise<FirstPicture> {
  const client = join(folder, 'client');
  await build({
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: client, emptyOutDir: true },
  });
  const server = fork(
    join(ROOT, 'server/main.ts'),
    [
      ...['--city', city, '--data', join(folder, 'data'), '--client', client],
      ...['--host', '127.0.0.1', '--port', '0', '--mqtt-port', '0'],
      ...['--clock-start', 'none', '--clock-rate', '1'],
    ],
    { cwd: ROOT, silent: true },
  );
  try {
    return await openWall(await signInLinkOf(server));
  } finally {
    const ended = new Promise((done) => server.once('exit', done));
    if (server.exitCode === null && server.kill('SIGTERM')) await ended;
  }
}

const signInLinkOf = (server: ChildProcess): Promise<string> =>
  new Promise((ready, fail) => {
    let said = '';
    server.stderr?.on('data', (chunk) => {
      said += String(chunk);
    });
    server.on('exit', (code) => fail(new Error(`the server ended with ${code}: ${said}`)));
    server.on('message', (message) => {
      const parsed = readySchema.safeParse(message);
      if (parsed.success) ready(parsed.data.signInLink);
    });
  });

/** The session cookie, as a browser's form gets it: `name=value`. */
async function signIn(signInLink: string): Promise<readonly [string, string]> {
  const { origin, searchParams } = new URL(signInLink);
  const answer = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token: searchParams.get('token') ?? '', next: '/', lang: 'zh' }),
  });
  const [cookie = ''] = answer.headers.getSetCookie();
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
  if (name === undefined || value === undefined) {
    throw new Error(`${origin}/sign-in: expected a session cookie, got status ${answer.status}`);
  }
  return [name, value];
}

async function openWall(signInLink: string): Promise<FirstPicture> {
  const { origin } = new URL(signInLink);
  const [name, value] = await signIn(signInLink);
  // A fresh browser has an empty cache.
  const bench = await openBenchPage('about:blank', VIEWPORT);
  try {
    const { page } = bench;
    await page.context().addCookies([{ name, value, url: origin }]);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    // Time on the processor: what waits behind another process is not the page's work.
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    let bytes = 0;
    let requests = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests += 1;
    });
    const startMs = performance.now();
    await page.goto(`${origin}/wall?lang=zh`, { waitUntil: 'commit' });
    await page.waitForFunction(
      () => {
        const probe: { readonly tilesLoaded: boolean } | undefined = Reflect.get(
          globalThis,
          '__gezi',
        );
        return probe?.tilesLoaded === true;
      },
      undefined,
      { timeout: PICTURE_WITHIN_MS, polling: 50 },
    );
    const wallSeconds = (performance.now() - startMs) / 1000;
    const { metrics } = await devtools.send('Performance.getMetrics');
    const threadSeconds =
      metricsSchema.parse(metrics).find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    bench.check();
    return { bytes, requests, threadSeconds, wallSeconds, renderer: bench.renderer };
  } finally {
    await bench.close();
  }
}
