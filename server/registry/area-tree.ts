/** The tree of areas with what lies below each, and the buildings of one of them. */
import {
  type AreaNode,
  type AreaOutline,
  type BuildingPage,
  type BuildingRow,
  type CellId,
  polygonSchema,
} from '#contracts';
import { numberOf, textOf } from '../store/read-row.ts';
import { buildingsInAreas } from './filter-units.ts';
import { createNameReader } from './list-units.ts';
import type { City } from './open-city.ts';
import { ancestorsOf } from './read-areas.ts';
import { numbersOf, readColumns } from './read-columns.ts';
import { NONE, OCCUPANT_TYPES } from './unit-register.ts';
import type { UnitScope } from './unit-scope.ts';

type Counts = {
  buildings: number;
  units: number;
  households: number;
  firms: number;
  persons: number;
};
type Extent = [number, number, number, number];
interface AreaSums {
  readonly counts: readonly Counts[];
  readonly extents: readonly (Extent | null)[];
}

const sumsOf = new WeakMap<object, AreaSums>();

export function listAreas(city: City, scope: UnitScope): readonly AreaNode[] {
  const { areaList } = city.register;
  const { counts, extents } = areaSums(city);
  return areaList.map(({ id, level, name, kind, parent }, area) => ({
    ...{ id, level, name, kind },
    parent: areaList[parent]?.id ?? null,
    counts: counts[area] ?? noCounts(),
    extent: extents[area] ?? null,
    isInScope: scope.allowsArea(area),
  }));
}

/** The city never changes while it is open. */
function areaSums(city: City): AreaSums {
  const { register } = city;
  const known = sumsOf.get(register);
  if (known) return known;
  const ofBuilding = Array.from(register.buildingCells, () => ({ ...noCounts(), buildings: 1 }));
  const household = OCCUPANT_TYPES.indexOf('household');
  const firm = OCCUPANT_TYPES.indexOf('firm');
  for (let unit = 0; unit < register.count; unit += 1) {
    const counts = ofBuilding[register.buildings[unit] ?? NONE];
    if (!counts) continue;
    counts.units += 1;
    counts.persons += register.persons[unit] ?? 0;
    if (register.occupants[unit] === household) counts.households += 1;
    if (register.occupants[unit] === firm) counts.firms += 1;
  }
  const counts = register.areaList.map(noCounts);
  const extents: (Extent | null)[] = register.areaList.map(() => null);
  const columns = { east: 'east_m', north: 'north_m' };
  const points = readColumns(city.sqlite, columns, 'building ORDER BY cell');
  const east = numbersOf(points.east, 'building.east_m');
  const north = numbersOf(points.north, 'building.north_m');
  ofBuilding.forEach((own, building) => {
    const [x, y] = [east[building] ?? 0, north[building] ?? 0];
    for (const area of ancestorsOf(register.areaList, register.buildingAreas[building] ?? NONE)) {
      const sum = counts[area];
      if (!sum) continue;
      sum.buildings += own.buildings;
      sum.units += own.units;
      sum.households += own.households;
      sum.firms += own.firms;
      sum.persons += own.persons;
      const extent = extents[area] ?? [x, y, x, y];
      extents[area] = [
        Math.min(extent[0], x),
        Math.min(extent[1], y),
        Math.max(extent[2], x),
        Math.max(extent[3], y),
      ];
    }
  });
  const made = { counts, extents };
  sumsOf.set(register, made);
  return made;
}

const noCounts = (): Counts => ({ buildings: 0, units: 0, households: 0, firms: 0, persons: 0 });

export function listAreaOutlines(
  city: Pick<City, 'sqlite'>,
  level: string,
): readonly AreaOutline[] {
  return city.sqlite
    .prepare('SELECT id, outline FROM area WHERE level = ? AND outline IS NOT NULL ORDER BY id')
    .all(level)
    .map((row) => ({
      id: textOf(row, 'id') as AreaOutline['id'],
      outline: polygonSchema.parse(JSON.parse(textOf(row, 'outline'))),
    }));
}

/** `none`: buildings that lie in no area. null: no such area. */
export const NO_AREA = 'none';

export function pageBuildings(
  city: City,
  area: string,
  offset: number,
  limit: number,
): BuildingPage | null {
  const { register } = city;
  if (area !== NO_AREA && !register.areaList.some(({ id }) => id === area)) return null;
  const inArea = area === NO_AREA ? null : buildingsInAreas(register, [area]);
  const found: number[] = [];
  register.buildingAreas.forEach((own, building) => {
    if (inArea === null ? own === NONE : inArea[building] === 1) found.push(building);
  });
  const rank = addressRanks(city);
  found.sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0));
  const names = createNameReader(city);
  const unitCounts = countUnits(city);
  const read = city.sqlite.prepare('SELECT storeys, east_m, north_m FROM building WHERE cell = ?');
  const buildings = found
    .slice(offset, offset + limit)
    .flatMap((building): readonly BuildingRow[] => {
      const cell = register.buildingCells[building] ?? NONE;
      const row = read.get(cell);
      if (!row) return [];
      return [
        {
          cell: cell as CellId,
          id: register.buildingIds[building] ?? '',
          ...names(building),
          use: city.cells.usageOf(cell),
          storeys: numberOf(row, 'storeys'),
          units: unitCounts[building] ?? 0,
          area: register.areaList[register.buildingAreas[building] ?? NONE]?.id ?? null,
          point: [numberOf(row, 'east_m'), numberOf(row, 'north_m')],
        },
      ];
    });
  return { total: found.length, offset, buildings };
}

const ranksOf = new WeakMap<object, Uint32Array>();
/** Place of each building when all are sorted as addresses are read: 2 号 before 10 号. */
function addressRanks(city: Pick<City, 'sqlite' | 'register'>): Uint32Array {
  const known = ranksOf.get(city.register);
  if (known) return known;
  const columns = { text: `coalesce(address_zh, name_zh, id)` };
  const { text } = readColumns(city.sqlite, columns, 'building ORDER BY cell');
  const texts = text.map(String);
  const { compare } = new Intl.Collator('zh', { numeric: true });
  const order = texts.map((_, i) => i).sort((a, b) => compare(texts[a] ?? '', texts[b] ?? ''));
  const ranks = new Uint32Array(order.length);
  order.forEach((building, rank) => {
    ranks[building] = rank;
  });
  ranksOf.set(city.register, ranks);
  return ranks;
}

const countsOf = new WeakMap<object, Uint32Array>();
function countUnits({ register }: Pick<City, 'register'>): Uint32Array {
  const known = countsOf.get(register);
  if (known) return known;
  const counts = new Uint32Array(register.buildingCells.length);
  for (const building of register.buildings) counts[building] = (counts[building] ?? 0) + 1;
  countsOf.set(register, counts);
  return counts;
}
