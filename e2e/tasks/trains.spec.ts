/** Trains: an operator sees which direction leaves people behind, and a station's next trains. */
import { expectSelection, openView, readProbe } from '../app/open-view.ts';
import { expect, test } from '../app/test.ts';
import { LANGUAGES, wordsOf } from '../app/words.ts';

/** The first forecast of a server that has just started, on two cores. */
const FORECAST_WITHIN_MS = 90_000;
const STATION = 'station:ref/station-shanghai-swimming-center';

for (const language of LANGUAGES) {
  test(`an operator sees which direction leaves people behind, and the next trains (${language})`, async ({
    page,
  }) => {
    test.setTimeout(FORECAST_WITHIN_MS + 120_000);
    const t = wordsOf(language);
    await openView(page, 'wall', language);
    await page.getByText(t('lines and trains'), { exact: true }).press('Enter');
    await expect(page.getByText(t('most left behind'))).toBeVisible({
      timeout: FORECAST_WITHIN_MS,
    });
    await page.getByRole('button', { name: t('swimming centre'), exact: true }).press('Enter');
    await expectSelection(page, STATION);
    const card = page.getByRole('region', { name: t('selected') });
    await expect(card.getByRole('heading', { name: t('platforms') })).toBeVisible();
    await expect(card.getByText(/\d+ %/).first()).toBeVisible();
  });
}

test('going back in time shows the trains that were computed then', async ({ page }) => {
  test.setTimeout(FORECAST_WITHIN_MS + 120_000);
  const t = wordsOf('en');
  await openView(page, 'wall', 'en');
  await page.waitForFunction(() => (window.__gezi?.moving.trains ?? 0) > 0, undefined, {
    timeout: FORECAST_WITHIN_MS,
  });
  // Ten minutes at a time: an hour back.
  const slider = page.getByRole('slider', { name: t('time line') });
  for (let step = 0; step < 6; step += 1) await slider.press('PageDown');
  const { nowMs, scrubMs } = await readProbe(page);
  expect(scrubMs).toBeLessThan(nowMs - 55 * 60_000);
  await page.waitForFunction(() => (window.__gezi?.moving.trains ?? 0) > 0);
  await page.getByText(t('lines and trains'), { exact: true }).press('Enter');
  await expect(page.getByText(t('as computed then'))).toBeVisible();
});
