/**
 * The safety planner looks at a gate when it is fullest: opens its close-up from the venue, colours
 * people by destination, goes to the densest moment and reads it. What the screen says is what the
 * frames say.
 */
import { closeUpSchema, decodeCloseUpMinute } from '#contracts';
import { FIRST_PICTURE_MS, openView, readProbe } from '../app/open-view.ts';
import { readForecast } from '../app/read-district.ts';
import { expect, test } from '../app/test.ts';

/** Twenty seconds of computing on threads that advice uses, too, with the page drawn in software. */
const READY_WITHIN_MS = 240_000;
const WORDS = {
  'zh-CN': { gate: '近景：11号门', peak: '密度最高时刻', destination: '去向', leave: /返回地图/ },
  en: {
    gate: /^Close up: .*11$/,
    peak: 'Densest moment',
    destination: 'Destination',
    leave: /Back to the map/,
  },
} as const;

for (const language of ['zh-CN', 'en'] as const) {
  test(`a planner reads the densest moment at a gate (${language})`, async ({ page, request }) => {
    test.setTimeout(READY_WITHIN_MS + 120_000);
    const words = WORDS[language];
    await expect
      .poll(async () => (await request.get('/api/forecasts/latest')).status(), { timeout: 90_000 })
      .toBe(200);
    const { inputs } = await readForecast(request);
    const [event] = inputs.events;
    if (!event) throw new Error('the demonstration has an event');
    const peakMs = Math.ceil(event.endMs / 60_000 + 5) * 60_000;
    await openView(page, 'planner', language, `t=${peakMs}&sel=venue:${event.venue}`);
    const way = page.getByRole('button', { name: words.gate }).first();
    await expect(way).toBeVisible({ timeout: FIRST_PICTURE_MS });
    const asked = page.waitForResponse(
      (answer) => answer.url().endsWith('/api/close-ups') && answer.request().method() === 'POST',
    );
    await way.press('Enter');
    const { id } = closeUpSchema.parse(await (await asked).json());
    const inside = page.locator('[data-figure="inside"] .value-number');
    await expect(inside).toBeVisible({ timeout: READY_WITHIN_MS });

    await page.getByRole('button', { name: words.destination, exact: true }).press('Enter');
    await page.getByRole('button', { name: words.peak, exact: true }).press('Enter');

    const closeUp = closeUpSchema.parse(await (await request.get(`/api/close-ups/${id}`)).json());
    if (closeUp.status.state !== 'done') throw new Error(`it is ${closeUp.status.state}`);
    const frames = [];
    for (let minute = 0; minute < closeUp.status.minutes; minute += 1) {
      const answer = await request.get(`/api/close-ups/${id}/minutes/${minute}`);
      const bytes = new Uint8Array(await answer.body());
      frames.push(...decodeCloseUpMinute(bytes.buffer).frames);
    }
    const highest = frames.map((frame) => Math.max(0, ...frame.density));
    const second = highest.indexOf(Math.max(...highest));
    await expect
      .poll(async () => (await readProbe(page)).scrubMs)
      .toBe(closeUp.fromMs + 1000 * second);
    await expect(inside).toHaveText(
      new Intl.NumberFormat(language).format(frames[second]?.inside ?? -1),
    );
    await expect(page.locator('[data-figure="worst"] .value-number')).toHaveText(
      ((highest[second] ?? 0) / 25).toFixed(2),
    );
    await expect(page.locator('[data-figure="vehicles"] .value-number')).toHaveText(
      new Intl.NumberFormat(language).format(frames[second]?.vehicleId.length ?? -1),
    );

    // Back to the map, the close-up no longer in the address.
    expect(page.url()).toContain('near=gate');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: words.leave })).toHaveCount(0);
    await expect.poll(() => page.url()).not.toContain('near=');
  });
}
