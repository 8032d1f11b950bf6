/**
 * Live vehicles: an operator of a district with a GTFS-Realtime feed sees them on the wall, with what
 * they say of themselves, and is told when the feed fails. An instance of its own, for its feed.
 */
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { expectSelection, openView, readProbe } from '../app/open-view.ts';
import { type FeedMessage, type RealtimeFeed, startRealtimeFeed } from '../app/realtime-feed.ts';
import { signInByLink } from '../app/sign-in.ts';
import { EVENING, type Instance, startInstance } from '../app/start-instance.ts';
import { expect, test } from '../app/test.ts';
import { LANGUAGES, type Language, wordsOf } from '../app/words.ts';

const START_WITHIN_MS = 60_000;
/** After a failure the server asks again in 30 s, then in 60 s. */
const ASKED_AGAIN_WITHIN_MS = 100_000;

let feed: RealtimeFeed | undefined;
let live: Instance | undefined;
let stateFile = '';
test.beforeAll(async () => {
  test.setTimeout(START_WITHIN_MS);
  feed = await startRealtimeFeed();
  live = await startInstance({ ...EVENING, gtfsRealtimeUrl: feed.url });
  stateFile = `${live.dataFolder}/browser-session.json`;
  await signInByLink(live.signInLink, stateFile);
});
test.afterAll(async () => {
  await live?.end();
  await feed?.end();
});

test.use({
  storageState: ({ gezi }, use) => use(stateFile === '' ? gezi.stateFile : stateFile),
  gezi: ({ gezi }, use) => use({ ...gezi, address: live?.address ?? gezi.address }),
});

const citySchema = z.object({
  manifest: z.object({ origin: z.object({ lonDegrees: z.number(), latDegrees: z.number() }) }),
});

/** Three in the district, of which one has not reported for three minutes; one far outside. */
async function messageAround(page: Page): Promise<FeedMessage> {
  const { manifest } = citySchema.parse(await (await page.request.get('/api/city')).json());
  const { lonDegrees, latDegrees } = manifest.origin;
  const vehicle = (id: string, east: number, north: number, secondsAgo: number) => ({
    ...{ id, route: '11', bearingDegrees: 45, occupancy: 3, delaySeconds: 150, secondsAgo },
    lonLat: [lonDegrees + east, latDegrees + north] as const,
  });
  return {
    vehicles: [
      vehicle('train-1101', 0.001, 0.001, 5),
      vehicle('train-1102', -0.002, 0.002, 10),
      vehicle('train-1103', 0.002, -0.002, 180),
      vehicle('train-1199', 0.9, 0.9, 5),
    ],
    alert: { zh: '设备故障，11号线限速', en: 'Signal fault: Line 11 runs slowly', route: '11' },
  };
}

/** On the district's clock, which the page knows. */
async function letItAnswer(
  page: Page,
  to: RealtimeFeed,
): Promise<{ readonly message: FeedMessage; readonly nowMs: () => number }> {
  const offsetMs = (await readProbe(page)).nowMs - Date.now();
  const nowMs = (): number => Date.now() + offsetMs;
  const message = await messageAround(page);
  to.answer = { says: 'message', message, nowMs };
  return { message, nowMs };
}

const vehiclesDrawn = (page: Page): Promise<number> =>
  page.evaluate(() => window.__gezi?.moving.vehicles.length ?? -1);

test('an operator sees live vehicles, what they report, and when their feed fails', async ({
  page,
}) => {
  test.setTimeout(4 * ASKED_AGAIN_WITHIN_MS);
  if (!feed) throw new Error('expected the feed of the hook above');
  const language: Language = 'en';
  const t = wordsOf(language);
  const notices = page.getByRole('region', { name: t('public transport') });

  // The feed answers with an error: the wall says where, what was expected and what came, without the key.
  await openView(page, 'wall', language);
  await expect(notices.getByText(t('vehicles interrupted'))).toBeVisible();
  await expect(notices.getByText(/vehicles\.pb: expected a message, got status 503/)).toBeVisible();
  await expect(page.getByText('secret')).toHaveCount(0);
  expect(await vehiclesDrawn(page)).toBe(0);

  // It answers: two fresh and one stale vehicle are drawn, the one outside is counted.
  const { message, nowMs } = await letItAnswer(page, feed);
  await expect.poll(() => vehiclesDrawn(page), { timeout: ASKED_AGAIN_WITHIN_MS }).toBe(3);
  await expect(notices.getByText(message.alert.en)).toBeVisible();
  await expect(notices.getByText(t('vehicles interrupted'))).toHaveCount(0);
  await page.getByText(t('lines and trains'), { exact: true }).press('Enter');
  const list = page.getByRole('region', { name: t('live vehicles') });
  await expect(list.getByText(t('vehicle counts'))).toBeVisible();
  const first = list.getByRole('listitem').filter({ hasText: 'train-1101' });
  await expect(first).toContainText(t('standing room'));
  await expect(first).toContainText(t('three minutes late'));
  await expect(list.getByRole('listitem').filter({ hasText: 'train-1103' })).toContainText('⚠');

  // Its card says what the vehicle said, when, and through which feed.
  await first.getByRole('button').press('Enter');
  await expectSelection(page, /^vehicle:.*train-1101$/);
  const card = page.getByRole('region', { name: t('selected') });
  await expect(card.getByText(t('own report'))).toBeVisible();
  await expect(card.getByText(/vehicles\.pb/)).toBeVisible();

  // Back in time nobody knows where they were.
  await page.getByRole('slider', { name: t('time line') }).press('PageDown');
  await expect.poll(() => vehiclesDrawn(page)).toBe(0);
  await page.getByRole('button', { name: t('back to now') }).click();
  await expect.poll(() => vehiclesDrawn(page)).toBe(3);

  // Half a message is no message: the vehicles stay and grow old.
  feed.answer = { says: 'half', message, nowMs };
  await expect(
    notices.getByText(/expected a GTFS-Realtime FeedMessage, whole; got \d+/),
  ).toBeVisible({
    timeout: ASKED_AGAIN_WITHIN_MS,
  });
  expect(await vehiclesDrawn(page)).toBeGreaterThan(0);
});

for (const language of LANGUAGES) {
  test(`a planner sees the same vehicles in a list beside the map (${language})`, async ({
    page,
  }) => {
    test.setTimeout(2 * ASKED_AGAIN_WITHIN_MS);
    if (!feed) throw new Error('expected the feed of the hook above');
    const t = wordsOf(language);
    await openView(page, 'planner', language);
    await letItAnswer(page, feed);
    await page.getByText(t('lines and trains'), { exact: true }).press('Enter');
    const list = page.getByRole('region', { name: t('live vehicles') });
    await expect(list.getByText('train-1101')).toBeVisible({ timeout: ASKED_AGAIN_WITHIN_MS });
  });
}
