import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUILDING_USES, CELL_QUANTITY_IDS, unitFilterSchema } from '#contracts';
import { type FinderFilter, filterFromQuery, queryFromFilter } from './filter-query.ts';

const filter: fc.Arbitrary<FinderFilter> = fc.record(
  {
    q: fc.string({ minLength: 1, maxLength: 40 }),
    use: fc.uniqueArray(fc.constantFrom(...BUILDING_USES), { minLength: 1 }),
    occupant: fc.constantFrom('household', 'firm', 'none'),
    quantity: fc.constantFrom(...CELL_QUANTITY_IDS),
    levelFrom: fc.integer({ min: -5, max: 99 }),
    areaTo: fc.integer({ min: 0, max: 9999 }),
    valueFrom: fc.integer({ min: 0, max: 100 }).map((n) => n / 4),
  },
  { requiredKeys: [] },
);

test('a filter survives its query, and the registry takes it', () => {
  fc.assert(
    fc.property(filter, (before) => {
      const after = filterFromQuery(queryFromFilter(before));
      expect(after).toEqual(before);
      expect(unitFilterSchema.safeParse(after).success).toBe(true);
    }),
    { seed: 1 },
  );
});

test.each(['use=castle', 'levelFrom=high', 'quantity=gold&occupant=ghost', 'nonsense', ''])(
  'what is not known is left out: %s',
  (text) => {
    expect(filterFromQuery(text)).toEqual({});
  },
);
