/**
 * `npm run images`: the pictures of docs/images, from a running Gezi with the egress under way.
 * Only views, sizes and languages are chosen here; what is on the pictures is what the app shows.
 * `npm run images -- wall` takes those whose names begin so.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Browser, chromium, expect, type Page, request } from '@playwright/test';
import { z } from 'zod';
import type { GeziProbe } from '#contracts';
import { readBuildings } from './app/read-district.ts';
import { signInByLink } from './app/sign-in.ts';
import { startInstance } from './app/start-instance.ts';
import { browserLaunchOptions } from './browser/launch-options.ts';
import { shrinkPng } from './images/shrink-png.ts';

const FOLDER = resolve(import.meta.dirname, '..', 'docs', 'images');

/** Desk, wall of two screens, phone. */
const SIZES = [
  [1920, 1080],
  [3840, 1080],
  [390, 844],
] as const;
const ENGLISH_SIZE = SIZES[0];

/** The concert ends at 22:00; ten minutes later the streets around the stadium are full. */
const CLOCK = { at: '22:10', rate: 1, feed: true, area: 'whole' } as const;
/** Software rendering of a wall of four million pixels. */
const DRAWN_WITHIN_MS = 120_000;

/** People stand up to three and a half metres before a wall of 0.9 mm pixels. */
const WALL_SETTINGS = 'distance=3.5&pitch=0.9';
/** The fullest minutes of the runs, in minutes after the concert's end. */
const SHOWN_MINUTES = 18;
/** Advice needs a handful of ensembles on the cores that the server has. */
const ADVICE_WITHIN_MS = 240_000;

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
  readonly unitCode: string;
  readonly runs: readonly [string, string];
  readonly shownMs: number;
}

async function choose(address: string, stateFile: string): Promise<Chosen> {
  const api = await request.newContext({
    baseURL: address,
    storageState: stateFile,
    extraHTTPHeaders: { origin: address },
  });
  const buildings = await readBuildings(api);
  const tower = buildings
    .filter(({ use, storeys }) => use === 'residential' && storeys >= 10 && storeys <= 20)
    .toSorted((a, b) => b.units - a.units)[0];
  if (!tower) throw new Error('expected a residential building of 10 to 20 storeys');
  const { storeys } = z
    .object({
      storeys: z.array(
        z.object({
          level: z.number(),
          units: z.array(z.object({ cell: z.number(), code: z.string() })),
        }),
      ),
    })
    .parse(await (await api.get(`/api/buildings/${tower.cell}`)).json());
  const storey = storeys.find(({ level }) => level === Math.floor(tower.storeys / 2));
  const unit = storey?.units[1];
  if (!unit) throw new Error('expected a storey of two units');
  const { runs, endMs } = await runTwo(api);
  await waitForAdvice(api);
  await api.dispose();
  const shownMs = endMs + SHOWN_MINUTES * 60_000;
  return { unit: unit.cell, unitCode: unit.code, runs, shownMs };
}

const idsOnly = z.object({ id: z.string() });
const networksSchema = z.object({
  venues: z.array(z.object({ gates: z.array(idsOnly) })),
});

/** The plan as it is, and with three gates held for twenty minutes. */
async function runTwo(
  api: Awaited<ReturnType<typeof request.newContext>>,
): Promise<{ readonly runs: readonly [string, string]; readonly endMs: number }> {
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
  return { runs: [scenarios[0].id, scenarios[1].id], endMs: event.endMs };
}

/** Polled, because the live wire belongs to pages. */
async function waitForAdvice(api: Awaited<ReturnType<typeof request.newContext>>): Promise<void> {
  const statuses = z.array(z.object({ status: z.object({ state: z.string() }) }));
  await expect
    .poll(
      async () =>
        statuses
          .parse(await (await api.get('/api/advice')).json())
          .filter(({ status }) => status.state === 'offered').length,
      { timeout: ADVICE_WITHIN_MS },
    )
    .toBeGreaterThan(0);
}

function addressOf({ view, language, width, height }: Picture, chosen: Chosen): string {
  const query = new URLSearchParams({ lang: language });
  if (view === 'planner') {
    query.set('run', chosen.runs[0]);
    query.set('vs', chosen.runs[1]);
    query.set('t', String(chosen.shownMs));
  }
  if (view === 'units') {
    query.set('sel', `cell:${chosen.unit}`);
    query.set('q', 'power');
  }
  const isWall = view === 'wall' && width > 3 * height;
  return `/${view}?${query}${isWall ? `#${WALL_SETTINGS}` : ''}`;
}

const isPhone = ({ width }: Picture): boolean => width < 600;

async function waitUntilDrawn(page: Page, picture: Picture, chosen: Chosen): Promise<void> {
  const { view } = picture;
  // A phone shows the unit's card, not its building.
  const drawsEngine = !(view === 'units' && isPhone(picture));
  await page.waitForFunction(
    ({ name, engine }) => {
      const probe = window.__gezi;
      if (probe === undefined || probe.forecastId === null) return false;
      if (engine && !probe.ready[name]) return false;
      // No skeleton left: everything on the picture has its data.
      return document.querySelector('[role="status"][aria-label]') === null;
    },
    { name: view, engine: drawsEngine },
    { timeout: DRAWN_WITHIN_MS },
  );
  if (view === 'wall') {
    await page.waitForFunction(() => window.__gezi?.tilesLoaded === true, undefined, {
      timeout: DRAWN_WITHIN_MS,
    });
  }
  if (view === 'planner') await showPlan(page, picture);
  if (view === 'units') await page.getByText(chosen.unitCode, { exact: true }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  // Two frames: what the stores hold now is what is drawn.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/** The plan of run B in the form, and the map at the stadium. */
async function showPlan(page: Page, picture: Picture): Promise<void> {
  await page.getByText('B − A').first().waitFor({ state: 'attached', timeout: DRAWN_WITHIN_MS });
  const load = picture.language === 'en' ? 'Load this plan' : '载入此方案';
  await page.getByRole('button', { name: load }).first().click();
  if (isPhone(picture)) {
    // The list first, as a phone opens; the loaded plan is kept between visits.
    await page.reload();
    await page.waitForFunction(() => window.__gezi?.ready.planner === true, undefined, {
      timeout: DRAWN_WITHIN_MS,
    });
    return;
  }
  const box = await page.getByRole('application').boundingBox();
  if (!box) throw new Error('expected the map');
  // At the stadium in the left pane; both panes share one camera.
  await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.53 * box.height);
  for (let step = 0; step < 2; step += 1) await page.mouse.wheel(0, -150);
  await page.mouse.move(0, 0);
}

async function takePicture(
  browser: Browser,
  picture: Picture,
  origin: string,
  stateFile: string,
  chosen: Chosen,
): Promise<void> {
  const { width, height, language } = picture;
  const phone = isPhone(picture);
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
    await page.goto(addressOf(picture, chosen));
    await waitUntilDrawn(page, picture, chosen);
    const path = join(FOLDER, `${picture.name}.png`);
    const small = shrinkPng(await page.screenshot({ timeout: DRAWN_WITHIN_MS }));
    await writeFile(path, small);
    console.log(`${picture.name}.png  ${Math.round(small.length / 1024)} kB`);
  } finally {
    await context.close();
  }
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
