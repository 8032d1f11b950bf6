/** Trains: an operator sees which train leaves people behind; a planner adds trains and fewer are. */
import { expectSelection, openView } from '../app/open-view.ts';
import { expect, test } from '../app/test.ts';
import { LANGUAGES, wordsOf } from '../app/words.ts';

/** The first forecast of a server that has just started, on two cores. */
const FORECAST_WITHIN_MS = 90_000;
const RUN_WITHIN_MS = 90_000;
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

test('a planner adds trains, and fewer are left behind', async ({ page }) => {
  test.setTimeout(2 * RUN_WITHIN_MS + 120_000);
  const t = wordsOf('en');
  await openView(page, 'planner', 'en');
  const run = async (name: string) => {
    await page
      .getByRole('button', { name: t('run') })
      .last()
      .press('Enter');
    const done = page
      .getByRole('region', { name: t('runs') })
      .getByRole('listitem')
      .filter({ has: page.getByText(name, { exact: true }) });
    await expect(done).toContainText(t('done'), { timeout: RUN_WITHIN_MS });
  };
  await page
    .getByRole('button', { name: t('new plan') })
    .first()
    .press('Enter');
  await page.getByLabel(t('plan name'), { exact: true }).fill('Trains');
  await page.getByText(t('run settings')).press('Enter');
  await page.getByLabel(t('members'), { exact: true }).fill('1');
  await run('Trains');

  await page.getByRole('button', { name: t('add measure') }).press('Enter');
  await page.getByLabel(t('measure type'), { exact: true }).selectOption(t('extra trains'));
  const place = page.getByRole('listbox', { name: t('place'), exact: true });
  await place.selectOption('Line 11 to North Jiading, beginning at Shanghai Swimming Center');
  await page.getByLabel(t('trains'), { exact: true }).fill('12');
  await page.getByRole('button', { name: t('save') }).press('Enter');
  await run('Trains (2)');

  const left = page
    .getByRole('region', { name: t('outcomes') })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: t('left behind') }) });
  await expect(left).toContainText('better');
});
