/**
 * A first start: the core of the district is on screen while the whole is built behind it, with its
 * progress; then the same page shows the whole, at the same place, without a new sign-in.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expectSelection, openView } from '../app/open-view.ts';
import { readHousehold } from '../app/read-store.ts';
import { signInByLink } from '../app/sign-in.ts';
import { EVENING, type Instance, startInstance } from '../app/start-instance.ts';
import { expect, test } from '../app/test.ts';
import { wordsOf } from '../app/words.ts';

const WHOLE = resolve(import.meta.dirname, '../../data/built/reference/manifest.json');
/** Forty CPU seconds on two cores that the pages' software rendering and the simulation share. */
const BUILT_WITHIN_MS = 300_000;

test('the core first, its progress, then the whole at the same place', async ({
  browser,
  gezi,
}, info) => {
  test.skip(existsSync(WHOLE), 'the whole district is built already: nothing is left to stage');
  test.setTimeout(BUILT_WITHIN_MS + 120_000);
  const t = wordsOf('en');
  const instance: Instance = await startInstance({ ...EVENING, feed: false, area: 'whole' });
  try {
    const stateFile = info.outputPath('session.json');
    await signInByLink(instance.signInLink, stateFile);
    const context = await browser.newContext({
      baseURL: instance.address,
      storageState: stateFile,
    });
    const page = await context.newPage();
    const { code } = readHousehold(7);
    await openView(page, 'units', 'en', `sel=${encodeURIComponent(`unit:${code}`)}`);
    await expect(page.getByText(t('whole district'))).toBeVisible();
    await expect(page.getByRole('progressbar')).toBeVisible();
    const core = await (await page.request.get('/api/city')).json();

    await expect(page.getByText(t('whole district'))).toHaveCount(0, {
      timeout: BUILT_WITHIN_MS,
    });
    const whole = JSON.parse(await readFile(WHOLE, 'utf8'));
    await expect
      .poll(async () => {
        const answer = await page.request.get('/api/city').catch(() => null);
        return answer?.ok() ? (await answer.json()).manifest.counts.units : null;
      })
      .toBe(whole.counts.units);
    expect(whole.counts.units).toBeGreaterThan(5 * core.manifest.counts.units);
    // The unit has another cell now, and is still the one on screen.
    await expectSelection(page, /^cell:\d+$/);
    await expect(page.getByText(code, { exact: true })).toBeVisible();
    await context.close();
  } finally {
    await instance.end();
  }
  expect(gezi.address).not.toBe(instance.address);
});
