/** The operator's tasks at the wall: see, look ahead, be alarmed, acknowledge. */
import type { APIRequestContext, Page } from '@playwright/test';
import type { CellId } from '#contracts';
import { expectSelection, openView, readProbe } from '../app/open-view.ts';
import {
  hasMosquitto,
  publishSmoke,
  publishSmokeWithMosquitto,
  type Smoke,
} from '../app/publish-smoke.ts';
import { readBuildings, readDetail, readDistrictName } from '../app/read-district.ts';
import { expect, test } from '../app/test.ts';
import { LANGUAGES, wordsOf } from '../app/words.ts';

/** The promise: a cell changes colour within a second of the acknowledgement. */
const ALARM_SHOWN_WITHIN_MS = 1_000;
/** The first forecast takes some seconds of both cores after the start. */
const FORECAST_WITHIN_MS = 60_000;
/** Meters report once a minute of the district, and this one's clock runs as fast as ours. */
const METERS_WITHIN_MS = 75_000;

/** Units of one house, whose smoke detectors only these tests use. */
async function unitsOfOneHouse(request: APIRequestContext) {
  const houses = await readBuildings(request);
  const house = houses.find(({ use, units }) => use === 'residential' && units >= 12);
  if (!house) throw new Error('expected a residential building with at least 12 units');
  return (await readDetail(request, house.cell)).storeys.flatMap((storey) => storey.units);
}

type UnitOfHouse = Awaited<ReturnType<typeof unitsOfOneHouse>>[number];

/** Publishes and waits for the colour; milliseconds from the acknowledgement to the new colour. */
async function alarmToColour(
  page: Page,
  cell: CellId,
  publish: () => Promise<number>,
): Promise<number> {
  const before = await page.evaluate((id) => String(window.__gezi?.cellColour(id)), cell);
  const seen = page.evaluate(
    ({ id, old }) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (String(window.__gezi?.cellColour(id)) === old) setTimeout(look, 5);
          // Two frames later the picture with the new colour has been drawn.
          else requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
        };
        look();
      }),
    { id: cell, old: before },
  );
  const acknowledgedMs = await publish();
  return (await seen) - acknowledgedMs;
}

test('the picture, the time line, the quantities', async ({ page, request }) => {
  const t = wordsOf('zh-CN');
  await openView(page, 'wall', 'zh-CN');
  await page.waitForFunction(() => window.__gezi?.forecastId !== null, undefined, {
    timeout: FORECAST_WITHIN_MS,
  });
  await expect(page.getByRole('heading', { name: t('worst places') })).toBeVisible();

  await test.step('the time line moves everything to the forecast and back', async () => {
    for (const language of LANGUAGES) {
      const words = wordsOf(language);
      if (language === 'en') await page.getByRole('button', { name: t('other language') }).click();
      const line = page.getByRole('slider', { name: words('time line') });
      await line.focus();
      for (let minute = 0; minute < 45; minute += 1) await page.keyboard.press('ArrowRight');
      await expect(line).toHaveAttribute(
        'aria-valuetext',
        new RegExp(`\\+45 ${words('minutes')}.*${words('forecast')}`),
      );
      const { nowMs, scrubMs } = await readProbe(page);
      // The line steps by whole minutes while the clock runs on.
      expect(Math.abs((scrubMs ?? 0) - nowMs - 45 * 60_000)).toBeLessThan(60_000);
      await expect(page).toHaveURL(/[?&]t=\d+/);
      await page.getByRole('button', { name: words('back to now') }).click();
      await expect.poll(async () => (await readProbe(page)).scrubMs).toBe(null);
    }
    await page.getByRole('button', { name: wordsOf('en')('other language') }).click();
  });

  await test.step('streets by walkers or by speed, each with its legend', async () => {
    const legend = page.getByRole('group').filter({ hasText: t('legend') });
    if (!(await page.getByText(t('density legend')).isVisible())) {
      await legend.getByText(t('legend'), { exact: true }).click();
    }
    await expect(page.getByText(t('density legend'))).toBeVisible();
    await page.getByRole('button', { name: t('speed'), exact: true }).click();
    await expect(page.getByText(t('speed legend'))).toBeVisible();
    await page.getByRole('button', { name: t('people density'), exact: true }).click();
    await expect(page.getByText(t('density legend'))).toBeVisible();
  });

  await test.step('the most crowded place opens with its density', async () => {
    const worst = page.getByRole('listitem').filter({ hasText: '/m²' }).getByRole('button').first();
    await worst.focus();
    await page.keyboard.press('Enter');
    await expectSelection(page, /^walk-link:/);
    await expect(page.getByRole('region', { name: t('selected') })).toContainText(t('density'));
    await page.getByRole('button', { name: t('back to now') }).click();
  });

  await test.step('buildings by power: a unit with a meter gets a colour of its own', async () => {
    const [unit] = await unitsOfOneHouse(request);
    if (!unit) throw new Error('expected a unit');
    await page.getByRole('button', { name: t('power'), exact: true }).click();
    await expect(page.getByRole('heading', { name: `${t('power')} (W/m²)` })).toBeVisible();
    await expect
      .poll(() => page.evaluate((id) => window.__gezi?.cellColour(id) ?? null, unit.cell), {
        timeout: METERS_WITHIN_MS,
      })
      .not.toBe(null);
    await expect(page).toHaveURL(/[?&]q=power/);
  });
});

for (const [index, language] of LANGUAGES.entries()) {
  const protocol = index === 0 ? '3.1.1' : '5';

  test(`smoke over MQTT ${protocol}: colour within a second, list, acknowledgement (${language})`, async ({
    page,
    gezi,
    request,
  }) => {
    const t = wordsOf(language);
    const units = await unitsOfOneHouse(request);
    const district = await readDistrictName(request);
    await openView(page, 'wall', language);
    const smokeAt = async (unit: UnitOfHouse, alarm = true): Promise<Smoke> => ({
      mqttAddress: gezi.mqttAddress,
      district,
      unitCode: unit.code,
      timeMs: (await readProbe(page)).nowMs,
      alarm,
    });
    const own = units.slice(index * 4, index * 4 + 4);
    const [unit, other] = own;
    if (!unit || !other) throw new Error('expected two units');

    const smoke = await smokeAt(unit);
    const delayMs = await alarmToColour(page, unit.cell, () => publishSmoke(smoke, protocol));
    console.log(`alarm latency, mqtt.js ${protocol}: ${delayMs} ms from acknowledgement to colour`);
    expect(delayMs).toBeLessThan(ALARM_SHOWN_WITHIN_MS);

    const alarms = page.getByRole('region', { name: t('alarms'), exact: true });
    const row = alarms
      .getByRole('listitem')
      .filter({ hasText: t('smoke') })
      .filter({ hasText: unit.number });
    await expect(row).toContainText(t('critical'));

    await test.step('acknowledged by keyboard', async () => {
      const acknowledge = row.getByRole('button', { name: t('acknowledge'), exact: true });
      await acknowledge.focus();
      await page.keyboard.press('Enter');
      await expect(row).toContainText('✓');
      await expect(acknowledge).toHaveCount(0);
    });

    await test.step("the same from mosquitto's client", async () => {
      if (!hasMosquitto) {
        console.log('skipped: mosquitto_pub is not installed (apt-get install mosquitto-clients)');
        return;
      }
      const second = await smokeAt(other);
      const ms = await alarmToColour(page, other.cell, () =>
        publishSmokeWithMosquitto(second, protocol),
      );
      console.log(`alarm latency, mosquitto_pub ${protocol}: ${ms} ms from its end to colour`);
      expect(ms).toBeLessThan(ALARM_SHOWN_WITHIN_MS);
    });

    await test.step('the end of the smoke ends the alarm', async () => {
      await publishSmoke(await smokeAt(unit, false), protocol);
      await publishSmoke(await smokeAt(other, false), protocol);
      await expect(row).toHaveCount(0);
    });
  });
}
