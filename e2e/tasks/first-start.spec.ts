/**
 * The first minutes of a new Gezi, on an instance of its own without devices: nothing for a
 * stranger, one link that works once, and screens that say plainly that no data have come.
 */
import { waitForView } from '../app/open-view.ts';
import { EVENING, type Instance, startInstance } from '../app/start-instance.ts';
import { expect, test } from '../app/test.ts';
import { LANGUAGES, wordsOf } from '../app/words.ts';

/** Built city and pages are there: the shared instance started before. */
const START_WITHIN_MS = 60_000;

let fresh: Instance | undefined;
test.beforeAll(async () => {
  test.setTimeout(START_WITHIN_MS);
  fresh = await startInstance({ ...EVENING, feed: false });
});
test.afterAll(() => fresh?.end());

test.use({
  storageState: { cookies: [], origins: [] },
  // Address and guards of this instance; there is none yet while the hook above starts it.
  gezi: ({ gezi }, use) =>
    use({
      ...gezi,
      address: fresh?.address ?? gezi.address,
      signInLink: fresh?.signInLink ?? gezi.signInLink,
    }),
});

test('nothing is served to somebody who has not signed in', async ({ request, page, gezi }) => {
  for (const path of [
    '/index.html',
    '/assets/index.js',
    '/cesium/Workers/createGeometry.js',
    '/api/session',
    '/api/city',
    '/api/city/networks',
    '/api/alarms',
    '/api/forecasts/latest',
    '/city/tileset.json',
    '/city/tiles/0.glb',
    '/health',
    '/metrics',
  ]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(401);
    expect((await answer.text()).length, `${path}: only the refusal`).toBeLessThan(400);
  }
  for (const view of ['/', '/wall', '/planner', '/units']) {
    await page.goto(view);
    await expect(page, view).toHaveURL(new RegExp(`^${gezi.address}/sign-in`));
  }
  const socket = await page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const live = new WebSocket(url);
        live.onopen = () => resolve('open');
        live.onerror = () => resolve('refused');
      }),
    `${gezi.address.replace('http', 'ws')}/live/?EIO=4&transport=websocket`,
  );
  expect(socket).toBe('refused');
});

test('a wrong password is refused in both languages', async ({ page }) => {
  for (const language of LANGUAGES) {
    const t = wordsOf(language);
    await page.goto(`/sign-in?lang=${language.slice(0, 2)}`);
    await page.getByLabel(t('account')).fill('local');
    await page.getByLabel(t('password')).fill('a wrong password');
    await page.getByRole('button', { name: t('sign in') }).click();
    await expect(page.getByRole('alert')).toContainText(t('wrong password'));
  }
});

test('the printed link signs in once; without devices the screens say so', async ({
  page,
  browser,
  gezi,
}) => {
  const zh = wordsOf('zh-CN');
  await page.goto(gezi.signInLink);
  await waitForView(page, 'wall');
  await expect(page).toHaveURL(/\/wall/);

  await test.step('no figures, no weather, in both languages', async () => {
    for (const language of LANGUAGES) {
      const t = wordsOf(language);
      if (language === 'en') await page.getByRole('button', { name: zh('other language') }).click();
      await expect(page.getByText(t('no weather'))).toBeVisible();
    }
  });

  await test.step('the link is used up', async () => {
    for (const language of LANGUAGES) {
      const stranger = await browser.newContext({ storageState: { cookies: [], origins: [] } });
      const other = await stranger.newPage();
      await other.goto(`${gezi.signInLink}&lang=${language.slice(0, 2)}`);
      await expect(other.getByRole('alert')).toContainText(wordsOf(language)('link used'));
      await other.goto(`${gezi.address}/wall`);
      await expect(other).toHaveURL(/\/sign-in/);
      await stranger.close();
    }
  });
});
