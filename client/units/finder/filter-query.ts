/**
 * The finder's filter as the query that the registry reads (contracts/wire/registry-api.ts), which is
 * also how links carry it. What does not parse is left out, so that an old link still opens.
 */
import {
  BUILDING_USES,
  type BuildingUse,
  CELL_QUANTITY_IDS,
  type CellQuantityId,
  type UnitFilter,
} from '#contracts';

const NUMBERS = [
  'levelFrom',
  'levelTo',
  'areaFrom',
  'areaTo',
  'valueFrom',
  'valueTo',
  'alarmFrom',
] as const;
const OCCUPANTS = ['household', 'firm', 'none'] as const;

/** The fields that the finder offers; area and building come from the selection. */
export type FinderFilter = Pick<
  UnitFilter,
  'q' | 'use' | 'occupant' | 'quantity' | (typeof NUMBERS)[number]
>;

export function filterFromQuery(text: string): FinderFilter {
  const values = new URLSearchParams(text);
  const filter: { -readonly [K in keyof FinderFilter]: FinderFilter[K] } = {};
  const q = values.get('q')?.slice(0, 200);
  if (q) filter.q = q;
  const use = (values.get('use') ?? '')
    .split(',')
    .flatMap((word): readonly BuildingUse[] => BUILDING_USES.filter((known) => known === word));
  if (use.length > 0) filter.use = use;
  const occupant = OCCUPANTS.find((known) => known === values.get('occupant'));
  if (occupant) filter.occupant = occupant;
  const quantity = CELL_QUANTITY_IDS.find((known) => known === values.get('quantity'));
  if (quantity) filter.quantity = quantity satisfies CellQuantityId;
  for (const name of NUMBERS) {
    const value = values.get(name);
    if (value !== null && /^-?\d+(\.\d+)?$/.test(value)) filter[name] = Number(value);
  }
  return filter;
}

/** Empty fields are left out; an empty filter is an empty text. */
export function queryFromFilter(filter: FinderFilter): string {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
      continue;
    }
    values.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return values.toString();
}
