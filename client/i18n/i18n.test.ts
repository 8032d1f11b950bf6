import { expect, test } from 'vitest';
import { plannerMessages } from '../planner/planner-messages.ts';
import { commonMessages } from './common-messages.ts';
import { formatMinutes, formatSigned, roundPeople } from './format.ts';
import { languageFromBrowser } from './language.ts';
import { eventName, translator } from './messages.ts';
import { sourceText } from './source-names.ts';
import { inputFromTime, timeFromInput } from './zoned-input.ts';

test.each([
  ['common', commonMessages],
  ['planner', plannerMessages],
])('%s: both languages take the same parameters, and no text is empty', (_name, messages) => {
  const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
  const en = new Map(Object.entries(messages.en));
  for (const [key, zh] of Object.entries(messages.zh)) {
    expect(zh.trim(), key).not.toBe('');
    expect(placeholders(en.get(key) ?? ''), key).toEqual(placeholders(zh));
  }
});

test('parameters are filled in, also when they hold braces', () => {
  const t = translator(commonMessages, 'en');
  expect(t('value.stale', { age: '{age}' })).toBe('stale {age}');
});

test.each([
  [['zh-TW', 'en'], 'zh-CN'],
  [['fr', 'en-GB'], 'en'],
  [['fr'], 'zh-CN'],
  [[], 'zh-CN'],
])('browser languages %j give %s', (tags, language) => {
  expect(languageFromBrowser(tags)).toBe(language);
});

test.each([
  // Known instants: UTC+8 all year; Paris in winter and summer, and the hour after the spring change.
  ['Asia/Shanghai', '2026-11-22T21:30', Date.UTC(2026, 10, 22, 13, 30)],
  ['Europe/Paris', '2026-01-15T12:00', Date.UTC(2026, 0, 15, 11, 0)],
  ['Europe/Paris', '2026-07-15T00:00', Date.UTC(2026, 6, 14, 22, 0)],
  ['Europe/Paris', '2026-03-29T03:00', Date.UTC(2026, 2, 29, 1, 0)],
  ['Europe/Paris', '2026-03-29T01:59', Date.UTC(2026, 2, 29, 0, 59)],
])('%s %s is that instant, both ways', (zone, text, timeMs) => {
  expect(timeFromInput(text, zone)).toBe(timeMs);
  expect(inputFromTime(timeMs, zone)).toBe(text);
});

test.each(['', 'soon', '2026-13-01T00:00', '2026-11-22T25:00', '2026-11-22T21:3'])(
  '"%s" is no time',
  (text) => {
    expect(timeFromInput(text, 'Asia/Shanghai')).toBeNull();
  },
);

test('numbers as people read them', () => {
  expect(formatSigned(-3.26, 'en', 1)).toBe('−3.3');
  expect(formatSigned(0.001, 'en', 1)).toBe('±0.0');
  expect(formatMinutes(65, 'en')).toBe('1 h 05 min');
  expect([roundPeople(47), roundPeople(12_345), roundPeople(999)]).toEqual([47, 12_000, 1000]);
});

test('sources that the server names are translated with their count; others stay as they are', () => {
  expect(sourceText('power-meter', 'zh-CN')).toBe('电表');
  expect(sourceText('gate-counters 12', 'zh-CN')).toBe('场馆门计数（12）');
  expect(sourceText('gate-counters 12', 'en')).toBe('gate counters (12)');
  // As alarms of earlier versions have it.
  expect(sourceText('smoke detector', 'zh-CN')).toBe('烟感探测器');
  for (const own of ['way/12 building:levels', 'weather-1', '', 'rule:storeys of 3']) {
    expect(sourceText(own, 'zh-CN')).toBe(own);
  }
});

test('an event is called by its English name where it has one', () => {
  const both = { name: '演唱会', nameEn: 'Concert' };
  expect([eventName(both, 'zh-CN'), eventName(both, 'en')]).toEqual(['演唱会', 'Concert']);
  expect(eventName({ name: '演唱会' }, 'en')).toBe('演唱会');
});
