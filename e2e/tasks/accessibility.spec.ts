/**
 * The screens for people who use no mouse, a screen reader, or cannot bear motion: WCAG 2.2 A and
 * AA as far as a program can judge, and a walk by Tab with the focus always in sight.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openView, waitForView } from '../app/open-view.ts';
import { expect, test } from '../app/test.ts';
import { LANGUAGES, wordsOf } from '../app/words.ts';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** More stops than a view has controls before its long lists. */
const STOPS = 60;

async function expectNoViolations(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(STANDARDS).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
  expect(found, screen).toEqual([]);
}

interface Stop {
  readonly name: string;
  readonly seen: boolean;
}

/** The focused element: what it is, and whether its focus can be seen. */
const readStop = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    const inSight =
      box.width > 0 &&
      box.bottom > 0 &&
      box.top < innerHeight &&
      box.right > 0 &&
      box.left < innerWidth;
    const text = element.getAttribute('aria-label') ?? element.textContent ?? '';
    return {
      name: `${element.tagName.toLowerCase()} "${text.trim().slice(0, 80)}"`,
      seen: inSight && (outlined || boxShadow !== 'none'),
    };
  });

async function walkByTab(page: Page): Promise<readonly string[]> {
  const names: string[] = [];
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const found = await readStop(page);
    if (found === null) break; // Past the last control, in the browser's own.
    expect(found.seen, `focus on ${found.name} can be seen`).toBe(true);
    names.push(found.name);
  }
  return names;
}

test('no violation of WCAG 2.2 A and AA on any view, in both languages', async ({ page }) => {
  const zh = wordsOf('zh-CN');
  await openView(page, 'wall', 'zh-CN');
  for (const view of ['wall', 'planner', 'units', 'audit'] as const) {
    await page.getByRole('link', { name: zh(view), exact: true }).click();
    await waitForView(page, view);
    if (view === 'planner') await page.getByRole('button', { name: zh('new plan') }).click();
    for (const language of LANGUAGES) {
      await expectNoViolations(page, `${view} in ${language}`);
      await page.getByRole('button', { name: wordsOf(language)('other language') }).click();
    }
  }
});

test('every view can be walked by Tab, and the focus is always seen', async ({ page }) => {
  const t = wordsOf('en');
  await openView(page, 'units', 'en');
  for (const view of ['units', 'planner', 'wall'] as const) {
    await page.getByRole('link', { name: t(view), exact: true }).click();
    await waitForView(page, view);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const names = await walkByTab(page);
    const expected = {
      wall: [t('time line'), t('power')],
      planner: [t('new plan')],
      units: [t('search'), t('tree')],
    }[view];
    for (const name of expected) {
      expect(
        names.some((found) => found.includes(name)),
        `${view}: ${name} in ${names}`,
      ).toBe(true);
    }
  }
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing on the page moves by itself', async ({ page }) => {
    await openView(page, 'planner', 'en');
    const moving = await page.evaluate(() =>
      document.getAnimations().map((animation) => {
        const { target } = (animation.effect ?? {}) as KeyframeEffect;
        return `${target?.className ?? ''} ${animation.playState}`;
      }),
    );
    expect(moving).toEqual([]);
    const slowest = await page.evaluate(() =>
      Math.max(
        0,
        ...[...document.querySelectorAll('*')].flatMap((element) => {
          const style = getComputedStyle(element);
          return [style.transitionDuration, style.animationDuration].flatMap((list) =>
            list.split(',').map((text) => Number.parseFloat(text)),
          );
        }),
      ),
    );
    // Some browsers need a duration above zero to fire the end of a transition.
    expect(slowest).toBeLessThanOrEqual(0.01);
  });
});

test.describe('before signing in', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('the sign-in page has no violation and needs no mouse', async ({ page }) => {
    for (const language of LANGUAGES) {
      const t = wordsOf(language);
      await page.goto(`/sign-in?lang=${language.slice(0, 2)}`);
      await expectNoViolations(page, `sign-in in ${language}`);
      await expect(page.getByLabel(t('account'))).toBeFocused();
      await page.keyboard.press('Tab');
      await expect(page.getByLabel(t('password'))).toBeFocused();
      await page.keyboard.press('Tab');
      await expect(page.getByRole('button', { name: t('sign in') })).toBeFocused();
    }
  });
});
