/** Where a cell lies, from the district down: breadcrumbs, deep links, the tree's way to a unit. */
import type { CellPlace } from '#contracts';
import { describeCell } from './describe-cell.ts';
import type { City } from './open-city.ts';
import { ancestorsOf } from './read-areas.ts';
import { NONE } from './unit-register.ts';
import type { UnitScope } from './unit-scope.ts';

/** null: no such cell. */
export function placeOfCell(city: City, scope: UnitScope, cell: number): CellPlace | null {
  const described = describeCell(city, cell);
  if (!described) return null;
  const { register } = city;
  const building = register.buildingOfCell(described.building);
  const id = register.buildingIds[building] ?? '';
  const area = register.buildingAreas[building] ?? NONE;
  const areas = [...ancestorsOf(register.areaList, area)].toReversed().flatMap((at) => {
    const found = register.areaList[at];
    return found ? [{ id: found.id, level: found.level, name: found.name }] : [];
  });
  const { type, title, storey, point } = described;
  return {
    ...{ cell: described.cell, type, title, building: described.building, storey, areas, point },
    code:
      type === 'building'
        ? id
        : type === 'storey'
          ? `${id}@${levelOf(city, cell)}`
          : described.code,
    isInScope: scope.allowsCell(cell),
  };
}

const levelOf = (city: City, storey: number): number =>
  Number(city.sqlite.prepare('SELECT level FROM storey WHERE cell = ?').get(storey)?.level ?? 0);

/** The cell of a stable name: unit code, building id, or `<building id>@<level>` of a storey. */
export function resolveCell(
  city: City,
  name: {
    readonly unit?: string | undefined;
    readonly building?: string | undefined;
    readonly storey?: string | undefined;
  },
): number | null {
  if (name.unit !== undefined) return city.cells.cellOfUnit.get(name.unit) ?? null;
  if (name.building !== undefined) return city.cells.cellOfBuilding.get(name.building) ?? null;
  const [, id, level] = /^(.+)@(-?\d{1,4})$/.exec(name.storey ?? '') ?? [];
  const building = city.cells.cellOfBuilding.get(id ?? '');
  if (building === undefined) return null;
  const row = city.sqlite
    .prepare('SELECT cell FROM storey WHERE building_cell = ? AND level = ?')
    .get(building, Number(level));
  return typeof row?.cell === 'number' ? row.cell : null;
}
