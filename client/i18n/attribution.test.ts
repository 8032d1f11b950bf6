import { expect, test } from 'vitest';
import { attributionLine, type Source, sourceNameOf } from './attribution.ts';

const osm: Source = {
  name: 'OpenStreetMap',
  licence: 'ODbL 1.0',
  attribution: '© OpenStreetMap contributors',
  kind: 'measured',
  note: null,
};
const own: Source = {
  name: 'Reference',
  licence: 'Apache-2.0',
  attribution: '合成 · Synthetic',
  shown: { name: { zh: '参考', en: 'Reference' }, attribution: { zh: '合成', en: 'Synthetic' } },
  kind: 'synthetic',
  note: null,
};

test('an attribution stays as its licence wants it; our own follows the language', () => {
  expect(attributionLine([osm, own], 'zh-CN')).toBe(
    '© OpenStreetMap contributors (ODbL 1.0) · 合成 (Apache-2.0)',
  );
  expect(attributionLine([osm, own], 'en')).toBe(
    '© OpenStreetMap contributors (ODbL 1.0) · Synthetic (Apache-2.0)',
  );
  expect([sourceNameOf(osm, 'zh-CN'), sourceNameOf(own, 'zh-CN')]).toEqual([
    'OpenStreetMap',
    '参考',
  ]);
});
