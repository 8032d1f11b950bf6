/** Opens a view and waits until it has drawn with data. */
import type { Page } from '@playwright/test';
import type { GeziProbe } from '#contracts';
import { expect } from './test.ts';
import type { Language } from './words.ts';

export type ViewName = GeziProbe['view'];

/**
 * The first picture: pages, networks and tiles are loaded and drawn in software, on two cores that
 * the simulation shares.
 */
export const FIRST_PICTURE_MS = 60_000;

/** What the address holds beside the language: `sel=cell:7&t=1790000000000`. */
export async function openView(
  page: Page,
  view: ViewName,
  language: Language,
  query = '',
): Promise<void> {
  await page.goto(`/${view}?lang=${language}${query === '' ? '' : `&${query}`}`);
  await waitForView(page, view);
}

export async function waitForView(page: Page, view: ViewName): Promise<void> {
  await page.waitForFunction((name) => window.__gezi?.ready[name] === true, view, {
    timeout: FIRST_PICTURE_MS,
  });
}

/** The part of the probe that can leave the page. */
export type ProbeState = Pick<
  GeziProbe,
  'nowMs' | 'scrubMs' | 'selection' | 'forecastId' | 'language' | 'tilesLoaded'
>;

export function readProbe(page: Page): Promise<ProbeState> {
  return page.evaluate(() => {
    const probe = window.__gezi;
    if (!probe) throw new Error('this page has no probe: it is not Gezi');
    const { nowMs, scrubMs, selection, forecastId, language, tilesLoaded } = probe;
    return { nowMs, scrubMs, selection, forecastId, language, tilesLoaded };
  });
}

export async function expectSelection(page: Page, selection: string | RegExp | null) {
  const poll = expect.poll(async () => (await readProbe(page)).selection);
  await (selection instanceof RegExp ? poll.toMatch(selection) : poll.toBe(selection));
}
