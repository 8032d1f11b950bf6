import { expect, test } from 'vitest';
import { addressFromTags, metresFromTag, numberFromTag, speedFromTag } from './read-tag-values.ts';

test.each([
  ['12', 12],
  ['12.5 m', 12.5],
  ['12,5', 12.5],
  [`100'`, 30.48],
  [`5'10"`, 1.778],
  ['12 storeys', undefined],
  ['-3', undefined],
])('height %s is %s m', (text, metres) => {
  const got = metresFromTag(text);
  if (metres === undefined) expect(got).toBeUndefined();
  else expect(got).toBeCloseTo(metres, 6);
});

test('levels, speeds and addresses', () => {
  expect(numberFromTag('5;6')).toBe(5);
  expect(numberFromTag('-1')).toBe(-1);
  expect(numberFromTag('many')).toBeUndefined();
  expect(speedFromTag('50')).toBeCloseTo(13.889, 3);
  expect(speedFromTag('signals')).toBeUndefined();
  expect(addressFromTags({ 'addr:street': '零陵路', 'addr:housenumber': '800号' })).toEqual({
    zh: '零陵路800号',
    en: '800号 零陵路',
  });
});
