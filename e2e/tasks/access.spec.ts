/** Who may see what: an official's account, made on the command line, meets the planner's tools. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { openView } from '../app/open-view.ts';
import { readCity } from '../app/read-store.ts';
import { expect, test } from '../app/test.ts';
import { LANGUAGES, wordsOf } from '../app/words.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const PASSWORD = 'a long enough password';

async function addAccount(
  name: string,
  roles: string,
  dataFolder: string,
  areas: readonly string[] = [],
): Promise<void> {
  const program = join(ROOT, 'server', 'accounts-command.ts');
  const scope = areas.length === 0 ? [] : ['--areas', areas.join(',')];
  const args = [program, 'add', name, '--roles', roles, ...scope, '--data', dataFolder];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(`${PASSWORD}\n`);
  const [code] = await once(child, 'exit');
  expect(code, 'npm run accounts -- add').toBe(0);
}

test.describe('an official', () => {
  // Not the operator's session.
  test.use({ storageState: { cookies: [], origins: [] } });

  test('signs in with a password, sees the wall, and is told whom to ask for the rest', async ({
    page,
    gezi,
  }) => {
    await addAccount('li', 'official', gezi.dataFolder);
    const zh = wordsOf('zh-CN');
    await page.goto('/planner?lang=zh-CN');
    await page.getByLabel(zh('account')).fill('li');
    await page.getByLabel(zh('password')).fill('not this password');
    await page.getByRole('button', { name: zh('sign in') }).click();
    await expect(page.getByRole('alert')).toContainText(zh('wrong password'));
    await page.getByLabel(zh('account')).fill('li');
    await page.getByLabel(zh('password')).fill(PASSWORD);
    await page.getByRole('button', { name: zh('sign in') }).click();
    await expect(page, 'back to what was asked for').toHaveURL(/\/planner/);

    for (const language of LANGUAGES) {
      const t = wordsOf(language);
      if (language === 'en') {
        await page.getByRole('button', { name: zh('other language') }).click();
      }
      await page.getByRole('link', { name: t('planner') }).click();
      await expect(page.getByRole('heading', { name: t('no permission') })).toBeVisible();
      await expect(page.getByText(t('ask an administrator'))).toBeVisible();
      await expect(page.getByRole('button', { name: t('run'), exact: true })).toHaveCount(0);
      await page.getByRole('link', { name: t('wall') }).click();
      await expect(page.getByText(t('may not read forecasts'))).toBeVisible();
      await expect(page.getByRole('button', { name: t('accept'), exact: true })).toHaveCount(0);
    }
  });

  test('of one street unit reads its units and no others', async ({ page, gezi }) => {
    const [own, other] = readCity((city) =>
      city
        .prepare(
          `SELECT s.id, min(u.code) AS code, b.id AS building FROM area s
           JOIN area c ON c.parent = s.id JOIN area g ON g.parent = c.id
           JOIN building b ON b.area = g.id JOIN unit u ON u.building_cell = b.cell
           WHERE s.level = 'street' GROUP BY s.id ORDER BY count(*) DESC LIMIT 2`,
        )
        .all(),
    );
    if (!own || !other) throw new Error('city.sqlite: expected units in two street units');
    await addAccount('chen', 'official', gezi.dataFolder, [String(own.id)]);
    await page.goto('/units?lang=zh-CN');
    const zh = wordsOf('zh-CN');
    await page.getByLabel(zh('account')).fill('chen');
    await page.getByLabel(zh('password')).fill(PASSWORD);
    await page.getByRole('button', { name: zh('sign in') }).click();
    for (const language of LANGUAGES) {
      const t = wordsOf(language);
      await openView(page, 'units', language, `sel=${encodeURIComponent(`unit:${own.code}`)}`);
      await expect(page.locator('.occupant')).toBeVisible();
      await expect(page.getByText(String(own.code), { exact: true })).toBeVisible();

      await page.goto(
        `/units?lang=${language}&sel=${encodeURIComponent(`building:${other.building}`)}`,
      );
      await expect(page.getByText(t('outside area')).first()).toBeVisible();
      const search = page.getByRole('combobox', { name: t('search') });
      await search.fill(String(other.code));
      await expect(page.getByText(t('scoped search'))).toBeVisible();
      await expect(page.getByRole('option').filter({ hasText: String(other.code) })).toHaveCount(0);
    }
  });

  test('is refused by the server too, not only by the screen', async ({ gezi, playwright }) => {
    const official = await playwright.request.newContext({
      baseURL: gezi.address,
      extraHTTPHeaders: { origin: gezi.address },
    });
    const signIn = await official.post('/api/session', {
      data: { with: 'password', name: 'li', password: PASSWORD },
    });
    expect(signIn.status()).toBe(200);
    const events = await (await official.get('/api/events')).json();
    const [event] = events;
    for (const [method, path, data] of [
      ['GET', '/api/forecasts/latest', undefined],
      ['GET', '/api/advice', undefined],
      ['POST', '/api/advice/any/accept', undefined],
      ['POST', '/api/scenarios', {}],
      ['PUT', `/api/events/${event.id}`, event],
      ['POST', '/api/alarms/any/acknowledge', undefined],
    ] as const) {
      const answer = await official.fetch(path, { method, ...(data ? { data } : {}) });
      expect(answer.status(), `${method} ${path}`).toBe(403);
      expect((await answer.json()).detail).toMatch(/ask whoever runs this Gezi/);
    }
    await official.dispose();
  });
});

test('the operator’s wall is the same page with more on it', async ({ page }) => {
  await openView(page, 'wall', 'en');
  await expect(page.getByText(wordsOf('en')('may not read forecasts'))).toHaveCount(0);
});
