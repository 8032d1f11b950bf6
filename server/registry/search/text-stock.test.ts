import fc from 'fast-check';
import { pinyin } from 'pinyin-pro';
import { expect, test } from 'vitest';
import { ROADS } from '../../testing/large-city-words.ts';
import { createPinyinStock } from './pinyin-stock.ts';
import { createPinyinReader } from './read-pinyin.ts';
import { createTextStock, QUALITY } from './text-stock.ts';

const entry = fc.string({ unit: fc.constantFrom(...'ab漕溪12 -'), maxLength: 8 });
const word = fc.string({ unit: fc.constantFrom(...'ab漕溪12-'), minLength: 1, maxLength: 3 });

test('finds the entries that a look at each finds, where no rule for numbers or letters cuts in', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), word, (texts, sought) => {
      fc.pre(!/^\d/.test(sought) && !/^[a-z]{1,2}$/.test(sought));
      const qualities = new Uint8Array(texts.length);
      createTextStock(texts).match(sought, qualities, 1);
      expect([...qualities].map((quality) => quality > 0)).toEqual(
        texts.map((text) => text.includes(sought)),
      );
    }),
    { seed: 1, numRuns: 2_000 },
  );
});

test('a number begins a number, one or two letters begin a word: as a regular expression says', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), word, (texts, sought) => {
      const rule = /^\d/.test(sought)
        ? '(?<!\\d)'
        : /^[a-z]{1,2}$/.test(sought)
          ? '(?<=^| )'
          : null;
      fc.pre(rule !== null);
      const qualities = new Uint8Array(texts.length);
      createTextStock(texts).match(sought, qualities, 1);
      const pattern = new RegExp(`${rule}${sought}`);
      expect([...qualities].map((quality) => quality > 0)).toEqual(
        texts.map((text) => pattern.test(text)),
      );
    }),
    { seed: 2, numRuns: 2_000 },
  );
});

test('whole before beginning before word before inside', () => {
  const texts = ['xuhui', 'xuhui road', 'old xuhui', 'oldxuhui', 'other', '12号', '120号'];
  const qualities = new Uint8Array(texts.length);
  createTextStock(texts).match('xuhui', qualities, 1);
  createTextStock(texts).match('12', qualities, 1);
  expect([...qualities]).toEqual([
    ...[QUALITY.whole, QUALITY.prefix, QUALITY.wordStart, QUALITY.inside, 0],
    ...[QUALITY.prefix, QUALITY.wordStart],
  ]);
});

test('by sound: whole syllables from any syllable on, initials, numbers in between', () => {
  const texts = ['徐家汇', '漕溪北路88弄', '重庆南路', '上海', 'plain'];
  const stock = createPinyinStock(texts, createPinyinReader());
  const found = (sought: string): string[] => {
    const qualities = new Uint8Array(texts.length);
    stock.match(sought, qualities, 1);
    return texts.filter((_, i) => (qualities[i] ?? 0) > 0);
  };
  expect(found('xujiahui')).toEqual(['徐家汇']);
  expect(found('jiahui')).toEqual(['徐家汇']);
  expect(found('xjh')).toEqual(['徐家汇']);
  expect(found('cxbl88')).toEqual(['漕溪北路88弄']);
  expect(found('caoxibeilu88')).toEqual(['漕溪北路88弄']);
  expect(found('chongqing')).toEqual(['重庆南路']);
  expect(found("xi'bei")).toEqual(['漕溪北路88弄']);
  // Not from the middle of a syllable, and Latin texts have no sound.
  expect(found('ujia')).toEqual([]);
  expect(found('plain')).toEqual([]);
});

test('reads names as the whole phrase would be read, in 99 characters of 100', () => {
  const { syllablesOf } = createPinyinReader();
  let same = 0;
  let all = 0;
  for (const [name] of ROADS) {
    const whole = pinyin(name, { toneType: 'none', type: 'array', v: true });
    syllablesOf(name).forEach((syllable, i) => {
      all += 1;
      if (syllable === whole[i]) same += 1;
    });
  }
  expect(same / all).toBeGreaterThan(0.99);
});
