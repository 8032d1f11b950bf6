import { expect, test } from 'vitest';
import type { TransitNetwork } from '#contracts';
import { translator } from '../i18n/index.ts';
import { transitMessages } from './transit-messages.ts';
import { isInForce } from './transit-notices.tsx';
import { delayWords, feedText, lineName, occupancyWords } from './vehicle-words.ts';

const t = translator(transitMessages, 'en');

test('a delay is told by the minute, less than one is on time, none told is nothing said', () => {
  const words = [null, 0, 59, -59, 60, 150, -90].map((delay) => delayWords(delay, t, 'en'));
  expect(words).toEqual([
    ...['', 'on time', 'on time', 'on time', '1 min late', '3 min late', '2 min early'],
  ]);
});

test('a percentage wins over a status', () => {
  expect(occupancyWords({ occupancy: 'FULL', occupancyPercent: 90 }, t)).toBe('90 % full');
  expect(occupancyWords({ occupancy: 'FULL', occupancyPercent: null }, t)).toBe('full');
  expect(occupancyWords({ occupancy: null, occupancyPercent: null }, t)).toBe('');
});

test('a line has the city’s name where the city knows its id, else the feed’s', () => {
  const network = {
    lines: [{ id: '11', name: { zh: '11号线', en: 'Line 11' } }],
  } as unknown as TransitNetwork;
  expect([lineName('11', network, 'zh-CN'), lineName('T9', network, 'en')]).toEqual([
    '11号线',
    'T9',
  ]);
  expect(lineName(null, network, 'en')).toBeNull();
});

test('an alert speaks the reader’s language where the feed does', () => {
  const words = [
    { language: 'zh-Hans', text: '封闭' },
    { language: 'en', text: 'closed' },
  ];
  expect([feedText(words, 'zh-CN'), feedText(words, 'en')]).toEqual(['封闭', 'closed']);
  expect(feedText([{ language: 'fr', text: 'fermé' }], 'en')).toBe('fermé');
  expect(feedText([], 'en')).toBe('');
});

test('an alert is in force within any of its periods, without periods as long as the feed holds it', () => {
  const inForce = (...periods: [number | null, number | null][]) =>
    isInForce({ periods: periods.map(([fromMs, untilMs]) => ({ fromMs, untilMs })) }, 100);
  expect([inForce(), inForce([null, 101]), inForce([100, null])]).toEqual([true, true, true]);
  expect([inForce([101, null]), inForce([null, 100])]).toEqual([false, false]);
  expect(inForce([1, 2], [90, 110])).toBe(true);
});
