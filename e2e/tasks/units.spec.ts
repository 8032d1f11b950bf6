/** What is in this place: search, take apart, pick, read, share the link, go back. */
import type { Page } from '@playwright/test';
import type { CellId } from '#contracts';
import { expectSelection, openView, readProbe, waitForView } from '../app/open-view.ts';
import { readBuildings, readDetail } from '../app/read-district.ts';
import { expect, test } from '../app/test.ts';
import { LANGUAGES, wordsOf } from '../app/words.ts';

/** The camera eases for some frames after a pick; a piece that rests keeps its place. */
async function restingPosition(page: Page, cell: CellId): Promise<readonly [number, number]> {
  const read = () => page.evaluate((id) => window.__gezi?.units?.screenPosition(id) ?? null, cell);
  let last: readonly [number, number] | null = null;
  await expect
    .poll(async () => {
      const now = await read();
      const rests = now !== null && last !== null && Math.hypot(now[0] - last[0], now[1] - last[1]);
      last = now;
      return rests !== false && rests < 0.5;
    })
    .toBe(true);
  if (last === null) throw new Error(`cell ${cell}: expected a place on the screen`);
  return last;
}

for (const language of LANGUAGES) {
  test(`search, take apart, pick a unit, read it, share it (${language})`, async ({
    page,
    request,
    context,
  }) => {
    const t = wordsOf(language);
    const houses = await readBuildings(request);
    const house = houses.find(
      ({ use, storeys, units, address }) =>
        address !== null && use === 'residential' && storeys >= 6 && units >= 4 * storeys,
    );
    const address = house?.address?.[language === 'en' ? 'en' : 'zh'];
    if (!house || !address) throw new Error('expected a residential building with an address');
    const { storeys } = await readDetail(request, house.cell);
    const below = storeys.toSorted((a, b) => a.level - b.level).at(-3);
    const [first, second] = below?.units ?? [];
    if (!below || !first || !second) throw new Error('expected a storey with two units');

    await openView(page, 'units', language);

    await test.step('search an address', async () => {
      const search = page.getByRole('combobox', { name: t('search') });
      await search.fill(address);
      await expect(page.getByRole('option').first()).toContainText(address);
      await search.press('Enter');
      await expectSelection(page, `cell:${house.cell}`);
      await page.waitForFunction((cell) => window.__gezi?.units?.building === cell, house.cell);
    });

    await test.step('down two storeys below the top with the keyboard', async () => {
      const slider = page.getByRole('slider', { name: t('storey slider'), exact: true });
      await slider.focus();
      for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
      await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(below.label));
      await expectSelection(page, `cell:${below.cell}`);
    });

    await test.step('a unit from the tree, without a mouse', async () => {
      await page.getByRole('tree', { name: t('tree') }).focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await expectSelection(page, `cell:${first.cell}`);
    });

    const card = page
      .getByRole('complementary')
      .or(page.getByRole('region'))
      .filter({
        has: page.getByText(t('code'), { exact: true }),
      });
    await test.step('its facts, each with its kind', async () => {
      await expect(card).toContainText(first.code);
      await expect(card).toContainText(t('area'));
      await expect(card).toContainText(`◇${t('synthetic')}`);
    });

    await test.step('another unit by pressing it in the drawing', async () => {
      const [x, y] = await restingPosition(page, second.cell);
      await page.mouse.click(x, y);
      await expectSelection(page, `cell:${second.cell}`);
      await expect(card).toContainText(second.code);
    });

    await test.step('the link opens the same place', async () => {
      const shared = await context.newPage();
      await shared.goto(page.url());
      await waitForView(shared, 'units');
      expect(await readProbe(shared)).toMatchObject({ selection: `cell:${second.cell}`, language });
      await expect(shared.getByText(second.code, { exact: true })).toBeVisible();
      await shared.close();
    });

    await test.step('back undoes the picks', async () => {
      await page.goBack();
      await expectSelection(page, `cell:${first.cell}`);
      await page.goBack();
      await expectSelection(page, `cell:${below.cell}`);
    });
  });
}
