/**
 * The district official: down from the street to the unit by keyboard, filters and an export, a link
 * that outlives a rebuild, and personal data that show only for a purpose, in the audit log.
 */
import { readFile } from 'node:fs/promises';
import { expectSelection, openView, readProbe, waitForView } from '../app/open-view.ts';
import { readCity, readHousehold } from '../app/read-store.ts';
import { expect, test } from '../app/test.ts';
import { LANGUAGES, wordsOf } from '../app/words.ts';

for (const [turn, language] of LANGUAGES.entries()) {
  const t = wordsOf(language);

  test(`from the street down to a unit without a mouse (${language})`, async ({ page }) => {
    const street = readCity((city) =>
      city
        .prepare(
          `SELECT a.id, a.name_zh, a.name_en FROM area a WHERE a.level = 'street' AND EXISTS
           (SELECT 1 FROM area c JOIN area g ON g.parent = c.id JOIN building b ON b.area = g.id
            WHERE c.parent = a.id) ORDER BY a.id LIMIT 1`,
        )
        .get(),
    );
    if (!street) throw new Error('city.sqlite: expected a street unit with buildings');
    await openView(page, 'units', language);
    const search = page.getByRole('combobox', { name: t('search') });
    await search.fill(String(language === 'en' ? street.name_en : street.name_zh));
    const hit = page.getByRole('option').first();
    await expect(hit).toContainText(String(language === 'en' ? street.name_en : street.name_zh));
    await search.press('Enter');
    await expectSelection(page, `area:${street.id}`);
    // Its units are listed, and the tree has it in view.
    const tree = page.getByRole('tree');
    const selected = tree.locator('[aria-selected="true"]');
    await expect(selected).toHaveAttribute('data-area', String(street.id));

    await tree.focus();
    const levels: string[] = [];
    for (let step = 0; step < 14; step += 1) {
      const active = tree.locator('[data-active="true"]');
      const isUnit = (await active.getAttribute('aria-expanded')) === null;
      if (isUnit && levels.length > 4) break;
      const before = await active.getAttribute('id');
      const isOpen = (await active.getAttribute('aria-expanded')) === 'true';
      levels.push((await active.getAttribute('aria-level')) ?? '');
      await page.keyboard.press('ArrowRight');
      if (isOpen) await expect(active).not.toHaveAttribute('id', before ?? '');
      else await expect(active).toHaveAttribute('aria-expanded', 'true');
      // What is below may still be on its way.
      await expect(tree.getByText(/…$/)).toHaveCount(0);
    }
    await page.keyboard.press('Enter');
    await expectSelection(page, /^cell:\d+$/);
    await expect(page.getByRole('heading', { name: t('registered here') })).toBeVisible();
    await expect(page).toHaveURL(/sel=unit%3A/);
  });

  test(`filters count what the city holds; the export is whole and masked (${language})`, async ({
    page,
  }) => {
    const expected = readCity((city) =>
      Number(
        city
          .prepare(
            `SELECT count(*) AS n FROM unit u JOIN storey s ON s.cell = u.storey_cell
             WHERE u.use = 'residential' AND s.level >= 20`,
          )
          .get()?.n,
      ),
    );
    expect(expected).toBeGreaterThan(0);
    await openView(page, 'units', language);
    const finder = page.getByRole('region', { name: t('find units') });
    await finder.locator('summary').click();
    await finder.getByRole('checkbox', { name: t('residential'), exact: true }).check();
    await finder.locator('summary').click();
    await finder
      .getByRole('group', { name: t('storey range') })
      .getByRole('spinbutton', { name: t('from') })
      .fill('20');
    const count = expected.toLocaleString('en-US');
    await expect(finder.getByRole('status')).toContainText(count);
    // The address carries the filter: somebody else sees the same list.
    await expect(page).toHaveURL(/levelFrom%3D20/);
    const shared = await page.context().newPage();
    await shared.goto(page.url());
    await waitForView(shared, 'units');
    await expect(shared.getByRole('status').filter({ hasText: count })).toBeVisible();
    await shared.close();

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      finder.getByRole('link', { name: 'CSV' }).click(),
    ]);
    const text = await readFile(await file.path(), 'utf8');
    const codes = readCity((city) =>
      city
        .prepare(
          `SELECT u.code FROM unit u JOIN storey s ON s.cell = u.storey_cell
           WHERE u.use = 'residential' AND s.level >= 20`,
        )
        .all()
        .map((row) => String(row.code)),
    );
    for (const code of codes.slice(0, 50)) expect(text).toContain(code);
    expect(text.split('\n').filter((line) => line.includes('-')).length).toBeGreaterThanOrEqual(
      expected,
    );
    expect(text).not.toMatch(/\b1\d{10}\b/);
  });

  test(`a masked telephone shows for a purpose, and the audit log says so (${language})`, async ({
    page,
  }) => {
    const household = readHousehold(40 + turn);
    await openView(page, 'units', language, `sel=${encodeURIComponent(`unit:${household.code}`)}`);
    // A lasting name became this build's cell.
    await expectSelection(page, `cell:${household.cell}`);
    const section = page.locator('.occupant');
    await expect(section).toContainText('****');
    await expect(section).not.toContainText(household.phone);
    expect(await page.content()).not.toContain(household.phone);

    await section.getByRole('button', { name: t('show contact') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('record and show') }).click();
    await expect(dialog.getByRole('alert')).toContainText(t('choose a purpose'));
    await dialog.getByLabel(t('purpose')).selectOption({ label: t('welfare visit') });
    const reason = `case 2026-${turn}-${language}`;
    await dialog.getByLabel(t('reason')).fill(reason);
    await dialog.getByRole('button', { name: t('record and show') }).click();
    await expect(section).toContainText(household.phone);
    await expect(section).toContainText(household.name);
    await section.getByRole('button', { name: t('mask again') }).click();
    await expect(section).not.toContainText(household.phone);

    await openView(page, 'audit', language);
    const row = page.getByRole('row').filter({ hasText: reason });
    await expect(row).toContainText('personal.reveal');
    await expect(row).toContainText('local');
    expect(await row.textContent()).not.toContain(household.phone);
    await page.getByRole('button', { name: t('check the chain') }).click();
    await expect(page.getByRole('status').filter({ hasText: t('chain is whole') })).toBeVisible();
  });
}

test('a link to a place that this build does not have says so', async ({ page }) => {
  await openView(page, 'units', 'en', 'sel=unit:ref/none-1F-01');
  await expect(page.getByText('ref/none-1F-01')).toBeVisible();
  expect((await readProbe(page)).selection).toBeNull();
});
