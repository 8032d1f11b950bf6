/**
 * Advice: offered for the egress at hand, accepted by the operator, in force in the plan, and part
 * of the next forecast.
 */
import type { APIRequestContext } from '@playwright/test';
import { openView, readProbe } from '../app/open-view.ts';
import { readAdvice, readForecast, readMeasures } from '../app/read-district.ts';
import { expect, test } from '../app/test.ts';
import { LANGUAGES, wordsOf } from '../app/words.ts';

/** A handful of ensembles of 60,000 people after the first forecast, on two shared cores. */
const OFFERED_WITHIN_MS = 150_000;
/** A changed plan renews the forecast at once; the one under way may have to end first. */
const FORECAST_WITHIN_MS = 90_000;

const offeredNow = async (request: APIRequestContext) =>
  (await readAdvice(request)).filter((advice) => advice.status.state === 'offered');

for (const language of LANGUAGES) {
  test(`one piece of advice is accepted and enters the next forecast (${language})`, async ({
    page,
    request,
  }) => {
    test.setTimeout(OFFERED_WITHIN_MS + FORECAST_WITHIN_MS + 90_000);
    const t = wordsOf(language);
    await expect
      .poll(async () => (await offeredNow(request)).length, { timeout: OFFERED_WITHIN_MS })
      .toBeGreaterThan(0);
    await openView(page, 'wall', language);

    const panel = page.getByRole('region', { name: t('advice'), exact: true });
    const card = panel
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: t('accept'), exact: true }) })
      .first();
    const title = (await card.getByRole('heading').textContent()) ?? '';
    const named = (await readAdvice(request)).filter(
      (advice) => advice.title[language === 'en' ? 'en' : 'zh'] === title,
    );
    const chosen = named.find((advice) => advice.status.state === 'offered');
    if (!chosen) throw new Error(`the wall offers "${title}", the server does not`);
    await card.getByRole('button', { name: t('accept'), exact: true }).press('Enter');
    await expect(panel.getByRole('listitem').filter({ hasText: title })).toContainText('✓');

    await test.step('it is in the plan', async () => {
      const ids = (await readMeasures(request)).map((measure) => measure.id);
      for (const measure of chosen.measures) expect(ids).toContain(`${chosen.id}:${measure.id}`);
    });

    await test.step('the next forecast counts with it, and the wall shows that forecast', async () => {
      const taken = async (): Promise<string | null> => {
        const { id, inputs } = await readForecast(request);
        const ids = inputs.measures.map((measure) => String(measure.id));
        const all = chosen.measures.every((measure) => ids.includes(`${chosen.id}:${measure.id}`));
        return all ? id : null;
      };
      await expect.poll(taken, { timeout: FORECAST_WITHIN_MS }).not.toBe(null);
      await expect
        .poll(async () => {
          const [{ forecastId }, id] = [await readProbe(page), await taken()];
          return forecastId === id;
        })
        .toBe(true);
    });
  });
}
