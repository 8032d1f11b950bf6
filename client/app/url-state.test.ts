import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CELL_ID_LIMIT,
  CELL_QUANTITY_IDS,
  cellIdSchema,
  closeUpPlaceSchema,
  scenarioIdSchema,
  stationIdSchema,
  walkLinkIdSchema,
} from '#contracts';
import { LANGUAGES } from '../i18n/language.ts';
import type { Selection } from '../store/selection.ts';
import { DRAWINGS, VIEWS } from '../store/view-store.ts';
import { formatUrl, parseUrl, type UrlState } from './url-state.ts';

/** Ids of real cities hold slashes, colons and Chinese. */
const idText = fc.oneof(
  fc.constantFrom('way/12:3', '中山南二路#1', 'a&b=c', '100%', '+'),
  fc.string({ minLength: 1, maxLength: 30 }),
);
const selection: fc.Arbitrary<Selection | null> = fc.oneof(
  fc.constant(null),
  fc
    .integer({ min: 0, max: CELL_ID_LIMIT - 1 })
    .map((id): Selection => ({ type: 'cell', id: cellIdSchema.parse(id) })),
  idText.map((id): Selection => ({ type: 'walk-link', id: walkLinkIdSchema.parse(id) })),
  idText.map((id): Selection => ({ type: 'station', id: stationIdSchema.parse(id) })),
);
const scenario = fc.option(idText.map((id) => scenarioIdSchema.parse(id)));
/** An address names a place by its cell or by its lasting name, not by both. */
const place = fc.oneof(
  selection.map((chosen) => ({ selection: chosen, link: null })),
  fc
    .tuple(fc.constantFrom('unit', 'building', 'storey'), idText)
    .map(([type, id]) => ({ selection: null, link: `${type}:${id}` })),
);
const state: fc.Arbitrary<UrlState> = fc
  .record({
    view: fc.constantFrom(...VIEWS),
    language: fc.option(fc.constantFrom(...LANGUAGES)),
    scrubMs: fc.option(fc.integer({ min: 0, max: 8.64e15 })),
    place,
    quantity: fc.constantFrom(...CELL_QUANTITY_IDS),
    scenario,
    compare: scenario,
    drawing: fc.constantFrom(...DRAWINGS),
    spread: fc.boolean(),
    closeUp: fc.constantFrom(
      null,
      closeUpPlaceSchema.parse({ type: 'gate', id: 'ref/stadium/gate/1' }),
      closeUpPlaceSchema.parse({ type: 'walk-link', id: 'way:7:1' }),
    ),
    filter: fc.constantFrom('', 'use=residential,office&levelFrom=3', 'q=%E6%BC%95'),
  })
  .map(({ place: named, ...rest }) => ({ ...rest, ...named }));

test('every state survives its address', () => {
  fc.assert(
    fc.property(state, (before) => {
      const url = new URL(formatUrl(before), 'http://gezi.example');
      expect(parseUrl(url.pathname, url.search)).toEqual(before);
    }),
    { seed: 1 },
  );
});

test.each([
  ['/', ''],
  ['/nowhere', '?lang=fr&t=later&sel=dragon:1&q=gold'],
  ['/wall', '?sel=cell:-1'],
  ['/wall', '?sel=cell:99999999'],
  ['/wall', '?t=-5'],
  ['/wall', '?draw=perspective&spread=yes'],
])('a broken link %s%s opens with defaults', (path, query) => {
  expect(parseUrl(path, query)).toEqual({
    view: 'wall',
    language: null,
    scrubMs: null,
    selection: null,
    quantity: 'alarm',
    scenario: null,
    compare: null,
    drawing: 'axonometric',
    closeUp: null,
    spread: false,
    filter: '',
    link: null,
  });
});

test('a quiet state has a short address', () => {
  const quiet = parseUrl('/planner', '');
  expect(formatUrl(quiet)).toBe('/planner');
});
