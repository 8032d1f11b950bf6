/**
 * `npm run images`: the pictures of docs/images, from a running Gezi with the egress under way.
 * Only views, sizes and languages are chosen here; what is on the pictures is what the app shows.
 * `npm run images -- wall` takes those whose names begin so.
 */
import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page, request } from '@playwright/test';
import { z } from 'zod';
import type { GeziProbe } from '#contracts';
import { signInByLink } from './app/sign-in.ts';
import { startInstance } from './app/start-instance.ts';
import { browserLaunchOptions } from './browser/launch-options.ts';

const FOLDER = resolve(import.meta.dirname, '..', 'docs', 'images');

/** Desk, wall of two screens, phone. */
const SIZES = [
  [1920, 1080],
  [3840, 1080],
  [390, 844],
] as const;
const ENGLISH_SIZE = SIZES[0];

/** The concert ends at 22:00; ten minutes later the streets around the stadium are full. */
const CLOCK = { at: '22:10', rate: 1, feed: true } as const;
/** Software rendering of a wall of four million pixels. */
const DRAWN_WITHIN_MS = 120_000;
const LARGEST_BYTES = 400 * 1024;

interface Picture {
  readonly name: string;
  readonly view: GeziProbe['view'];
  readonly language: 'zh-CN' | 'en';
  readonly width: number;
  readonly height: number;
}

const picturesOf = (view: GeziProbe['view']): readonly Picture[] => [
  ...SIZES.map(([width, height]) => ({
    name: `${view}-${width}x${height}`,
    view,
    language: 'zh-CN' as const,
    width,
    height,
  })),
  {
    name: `${view}-${ENGLISH_SIZE.join('x')}-en`,
    view,
    language: 'en',
    width: ENGLISH_SIZE[0],
    height: ENGLISH_SIZE[1],
  },
];

/** What each view has chosen, as a deep link names it. */
interface Chosen {
  readonly unit: number;
  readonly runs: readonly [string, string];
}

async function choose(address: string, stateFile: string): Promise<Chosen> {
  const api = await request.newContext({
    baseURL: address,
    storageState: stateFile,
    extraHTTPHeaders: { origin: address },
  });
  const buildings = z
    .array(z.object({ cell: z.number(), use: z.string(), storeys: z.number(), units: z.number() }))
    .parse(await (await api.get('/api/buildings')).json());
  const tower = buildings
    .filter(({ use, storeys }) => use === 'residential' && storeys >= 10 && storeys <= 20)
    .toSorted((a, b) => b.units - a.units)[0];
  if (!tower) throw new Error('expected a residential building of 10 to 20 storeys');
  const { storeys } = z
    .object({
      storeys: z.array(
        z.object({ level: z.number(), units: z.array(z.object({ cell: z.number() })) }),
      ),
    })
    .parse(await (await api.get(`/api/buildings/${tower.cell}`)).json());
  const storey = storeys.find(({ level }) => level === Math.floor(tower.storeys / 2));
  const unit = storey?.units[1]?.cell ?? tower.cell;
  const runs = await runTwo(api);
  await api.dispose();
  return { unit, runs };
}

const idsOnly = z.object({ id: z.string() });
const networksSchema = z.object({
  venues: z.array(z.object({ gates: z.array(idsOnly) })),
});

/** The plan as it is, and with three gates held for twenty minutes. */
async function runTwo(
  api: Awaited<ReturnType<typeof request.newContext>>,
): Promise<readonly [string, string]> {
  const read = async (path: string): Promise<unknown> => (await api.get(path)).json();
  const [event] = z.array(z.looseObject({ endMs: z.number() })).parse(await read('/api/events'));
  if (!event) throw new Error('expected the demonstration event');
  const { venues } = networksSchema.parse(await read('/api/city/networks'));
  const gates = venues[0]?.gates ?? [];
  const base = {
    events: [event],
    weather: { rainMillimetresPerHour: 0, temperatureCelsius: 15, windMetresPerSecond: 2 },
    startMs: event.endMs - 30 * 60_000,
    seed: 1,
    members: 8,
  };
  const measures = gates.slice(0, 3).map((gate, index) => ({
    type: 'meter-gate',
    id: `meter-${index}`,
    gate: gate.id,
    personsPerMinute: 60,
    fromMs: event.endMs,
    untilMs: event.endMs + 20 * 60_000,
  }));
  const scenarios = [
    { ...base, id: 'picture-a', name: '散场 · Egress', measures: [] },
    { ...base, id: 'picture-b', name: '三门限流 · Three gates metered', measures },
  ] as const;
  for (const scenario of scenarios) {
    const answer = await api.post('/api/scenarios', { data: scenario });
    if (!answer.ok()) throw new Error(`run: ${await answer.text()}`);
  }
  return [scenarios[0].id, scenarios[1].id];
}

function addressOf({ view, language }: Picture, chosen: Chosen, atMs: number): string {
  const query = new URLSearchParams({ lang: language });
  if (view === 'planner') {
    query.set('run', chosen.runs[0]);
    query.set('vs', chosen.runs[1]);
    query.set('t', String(atMs));
  }
  if (view === 'units') {
    query.set('sel', `cell:${chosen.unit}`);
    query.set('q', 'power');
  }
  return `/${view}?${query}`;
}

async function waitUntilDrawn(page: Page, { view }: Picture): Promise<void> {
  await page.waitForFunction(
    (name) => {
      const probe = window.__gezi;
      if (probe === undefined || probe.forecastId === null || !probe.ready[name]) return false;
      // No skeleton left: everything on the picture has its data.
      return document.querySelector('[role="status"][aria-label]') === null;
    },
    view,
    { timeout: DRAWN_WITHIN_MS },
  );
  if (view === 'wall') {
    await page.waitForFunction(() => window.__gezi?.tilesLoaded === true, undefined, {
      timeout: DRAWN_WITHIN_MS,
    });
  }
  if (view === 'planner') {
    await page.getByRole('heading', { level: 3 }).first().waitFor({ state: 'attached' });
    await page.getByText('B − A').first().waitFor({ state: 'attached', timeout: DRAWN_WITHIN_MS });
  }
  await page.evaluate(() => document.fonts.ready);
  // Two frames: what the stores hold now is what is drawn.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

async function takePicture(
  browser: Browser,
  picture: Picture,
  origin: string,
  stateFile: string,
  chosen: Chosen,
): Promise<void> {
  const { width, height, language } = picture;
  const phone = width < 600;
  const context = await browser.newContext({
    baseURL: origin,
    storageState: stateFile,
    viewport: { width, height },
    deviceScaleFactor: 1,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    hasTouch: phone,
    isMobile: phone,
    // Cameras that ease would be caught on their way.
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    const now = await readClock(context.request);
    await page.goto(addressOf(picture, chosen, now));
    await waitUntilDrawn(page, picture);
    const path = join(FOLDER, `${picture.name}.png`);
    await page.screenshot({ path, timeout: DRAWN_WITHIN_MS });
    const { size } = await stat(path);
    const note = size > LARGEST_BYTES ? `, more than the ${LARGEST_BYTES / 1024} kB asked for` : '';
    console.log(`${picture.name}.png  ${Math.round(size / 1024)} kB${note}`);
  } finally {
    await context.close();
  }
}

async function readClock(api: Pick<Page['request'], 'get'>): Promise<number> {
  const answer = await api.get('/api/city');
  return z.object({ timeMs: z.number() }).parse(await answer.json()).timeMs;
}

const wanted = process.argv[2] ?? '';
const pictures = (['wall', 'planner', 'units'] as const)
  .flatMap(picturesOf)
  .filter(({ name }) => name.startsWith(wanted));
if (pictures.length === 0) throw new Error(`no picture's name begins with '${wanted}'`);
await mkdir(FOLDER, { recursive: true });
const instance = await startInstance(CLOCK);
try {
  const stateFile = join(instance.dataFolder, 'browser-session.json');
  await signInByLink(instance.signInLink, stateFile);
  const chosen = await choose(instance.address, stateFile);
  const browser = await chromium.launch(browserLaunchOptions());
  try {
    for (const picture of pictures) {
      await takePicture(browser, picture, instance.address, stateFile, chosen);
    }
  } finally {
    await browser.close();
  }
} finally {
  await instance.end();
}
