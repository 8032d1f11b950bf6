/** The planner's tasks: an event, a closed gate, two runs compared, files to take away, a cancel. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { openView } from '../app/open-view.ts';
import { expect, test } from '../app/test.ts';
import { LANGUAGES, wordsOf } from '../app/words.ts';

/** Two members of 60,000 people each, while the live forecast uses the other core. */
const RUN_WITHIN_MS = 90_000;

/** As planCsv writes them; tables end at an empty line. */
const outcomeRow = z.object({
  run: z.string(),
  outcome: z.string(),
  unit: z.string(),
  low_10: z.string(),
  median: z.string(),
  high_90: z.string(),
});

async function downloadBy(page: Page, button: Locator): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path());
}

/** The first of the file's three tables; each stands under a note, lines end as RFC 4180 says. */
function readOutcomes(csv: string) {
  expect(csv.charCodeAt(0), 'byte order mark for spreadsheets').toBe(0xfeff);
  const tables = csv.slice(1).split('\r\n\r\n');
  expect(tables.length, 'outcomes, peaks, minutes').toBe(3);
  const rowsOf = (table = ''): unknown =>
    parse(table, { columns: true, comment: '#', comment_no_infix: true });
  const [outcomes, peaks, minutes] = tables;
  const places = z.array(z.record(z.string(), z.string()));
  // Two runs: the worst minute, and all 121, of at least the six stations.
  expect(places.parse(rowsOf(peaks)).length).toBeGreaterThanOrEqual(2 * 6);
  expect(places.parse(rowsOf(minutes)).length).toBeGreaterThanOrEqual(2 * 6 * 121);
  return z.array(outcomeRow).parse(rowsOf(outcomes));
}

/** Width and height from a PNG's first chunk. */
function readPngSize(png: Buffer): readonly [number, number] {
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

for (const language of LANGUAGES) {
  test(`an event and a closed gate, two runs compared, files, a cancel (${language})`, async ({
    page,
  }) => {
    test.setTimeout(2 * RUN_WITHIN_MS + 120_000);
    const t = wordsOf(language);
    const planName = language === 'en' ? 'Egress' : '散场';
    await openView(page, 'planner', language);
    const fill = async (label: string, value: string) => {
      await page.getByLabel(label, { exact: true }).fill(value);
      await page.keyboard.press('Tab');
    };
    const runNamed = (name: string) =>
      page
        .getByRole('region', { name: t('runs') })
        .getByRole('listitem')
        .filter({ has: page.getByText(name, { exact: true }) });

    await test.step('the event, with a mistake told at its field', async () => {
      await page
        .getByRole('button', { name: t('new plan') })
        .first()
        .click();
      await fill(t('plan name'), planName);
      await page.getByRole('button', { name: t('edit event') }).click();
      const attendance = page.getByLabel(t('attendance'), { exact: true });
      await attendance.fill('-5');
      await page.getByRole('button', { name: t('save') }).click();
      await expect(page.getByText(t('attendance error'))).toBeVisible();
      await expect(attendance).toBeFocused();
      await expect(attendance).toHaveAttribute('aria-invalid', 'true');
      await attendance.fill('60000');
      await page.getByRole('button', { name: t('save') }).click();
      await expect(page.getByText(/60,000/)).toBeVisible();
    });

    await test.step('first run, with two members', async () => {
      await page.getByText(t('run settings')).click();
      await fill(t('members'), '2');
      await page
        .getByRole('button', { name: t('run'), exact: false })
        .last()
        .press('Enter');
      await expect(runNamed(planName)).toContainText(t('done'), { timeout: RUN_WITHIN_MS });
    });

    await test.step('a gate closed from the keyboard list', async () => {
      await page.getByRole('button', { name: t('add measure') }).press('Enter');
      await page.getByLabel(t('measure type'), { exact: true }).selectOption(t('close gate'));
      const places = page.getByRole('listbox', { name: t('place'), exact: true });
      await places.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await expect(places).not.toHaveValue('');
      await page.getByRole('button', { name: t('save') }).press('Enter');
      await expect(page.getByText(t('close gate')).first()).toBeVisible();
    });

    await test.step('second run, compared with the first', async () => {
      await page
        .getByRole('button', { name: t('run') })
        .last()
        .press('Enter');
      await expect(runNamed(`${planName} (2)`)).toContainText(t('done'), {
        timeout: RUN_WITHIN_MS,
      });
      await expect(page).toHaveURL(/[?&]run=.*&vs=/);
      await expect(page.getByText('B − A').first()).toBeVisible();
    });

    await test.step('the figures of the file are the figures of the screen', async () => {
      const csv = await downloadBy(page, page.getByRole('button', { name: t('download csv') }));
      const rows = readOutcomes(csv.toString('utf8'));
      expect(new Set(rows.map((row) => row.run)).size).toBe(2);
      const shown = page.getByRole('region', { name: t('outcomes') }).getByRole('listitem');
      for (const [outcome, heading, decimals] of [
        ['peakDensity', t('peak density'), 1],
        ['stationQueue', t('station queue'), 0],
      ] as const) {
        const item = shown.filter({ has: page.getByRole('heading', { name: heading }) });
        const medians = rows.filter((row) => row.outcome === outcome).map((row) => row.median);
        expect(medians.length).toBe(2);
        for (const median of medians) {
          const format = new Intl.NumberFormat(language, {
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
          });
          await expect(item).toContainText(format.format(Number(median)));
        }
      }
    });

    await test.step('the map as a picture', async () => {
      const png = await downloadBy(page, page.getByRole('button', { name: t('download png') }));
      const [width, height] = readPngSize(png);
      expect(width).toBeGreaterThanOrEqual(1000);
      expect(height).toBeGreaterThanOrEqual(400);
      // An empty map compresses to a few kilobytes.
      expect(png.byteLength).toBeGreaterThan(30_000);
    });

    await test.step('a long run, cancelled', async () => {
      await fill(t('members'), '50');
      await page
        .getByRole('button', { name: t('run') })
        .last()
        .press('Enter');
      const third = runNamed(`${planName} (3)`);
      await expect(third.getByRole('progressbar', { name: t('running') })).toBeVisible();
      await third.getByRole('button', { name: t('cancel run') }).press('Enter');
      await expect(third).toContainText(t('cancelled'));
    });
  });
}
