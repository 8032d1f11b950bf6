/**
 * The first form of the search (`/api/search`): buildings and units in one list, for clients that do
 * not ask for groups yet.
 */
import type { SearchHit } from '#contracts';
import type { City } from './open-city.ts';
import { searchRegistry } from './search/search-registry.ts';
import type { UnitScope } from './unit-scope.ts';

export const SEARCH_LIMIT = 50;

export function searchCity(
  city: City,
  scope: UnitScope,
  query: string,
  limit: number,
): readonly SearchHit[] {
  const request = { query, type: null, offset: 0, limit };
  const hits = searchRegistry(city, scope, request).groups.flatMap((group) => group.hits);
  return hits
    .flatMap(({ type, cell, building, title, detail }) =>
      cell !== null && building !== null && (type === 'building' || type === 'unit')
        ? [{ cell, building, type, title, detail }]
        : [],
    )
    .slice(0, limit);
}
