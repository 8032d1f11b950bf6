/**
 * The path as a tree, flattened to the rows on screen: building → storey (highest first, as one
 * sees a building) → unit. Pure; the component only draws a window of these rows.
 */
import type { BuildingDetail, BuildingSummary, CellId, UnitDetail } from '#contracts';

export interface TreeRow {
  readonly cell: CellId;
  readonly type: 'building' | 'storey' | 'unit' | 'loading';
  readonly level: 1 | 2 | 3;
  readonly position: number;
  readonly setSize: number;
  /** null = has nothing to open. */
  readonly expanded: boolean | null;
  readonly building: BuildingSummary | null;
  readonly label: string;
  readonly units: number;
  /** Of a unit row. */
  readonly unit: Pick<UnitDetail, 'use' | 'areaSquareMetres'> | null;
}

export interface TreeState {
  readonly buildings: readonly BuildingSummary[];
  readonly detail: BuildingDetail | null;
  readonly open: ReadonlySet<CellId>;
}

export function buildTreeRows({ buildings, detail, open }: TreeState): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  buildings.forEach((building, i) => {
    const isOpen = open.has(building.cell);
    rows.push({
      cell: building.cell,
      type: 'building',
      level: 1,
      position: i + 1,
      setSize: buildings.length,
      expanded: isOpen,
      building,
      label: '',
      units: building.units,
      unit: null,
    });
    if (!isOpen) return;
    if (detail?.cell === building.cell) addStoreys(rows, detail, open);
    else rows.push(loadingRow(building.cell));
  });
  return rows;
}

function addStoreys(rows: TreeRow[], detail: BuildingDetail, open: ReadonlySet<CellId>): void {
  const storeys = [...detail.storeys].sort((a, b) => b.level - a.level);
  storeys.forEach((storey, i) => {
    const hasUnits = storey.units.length > 0;
    const isOpen = hasUnits && open.has(storey.cell);
    rows.push({
      cell: storey.cell,
      type: 'storey',
      level: 2,
      position: i + 1,
      setSize: storeys.length,
      expanded: hasUnits ? isOpen : null,
      building: null,
      label: storey.label,
      units: storey.units.length,
      unit: null,
    });
    if (!isOpen) return;
    storey.units.forEach((unit, k) => {
      rows.push({
        cell: unit.cell,
        type: 'unit',
        level: 3,
        position: k + 1,
        setSize: storey.units.length,
        expanded: null,
        building: null,
        label: unit.number,
        units: 0,
        unit,
      });
    });
  });
}

const loadingRow = (cell: CellId): TreeRow => ({
  cell,
  type: 'loading',
  level: 2,
  position: 1,
  setSize: 1,
  expanded: null,
  building: null,
  label: '',
  units: 0,
  unit: null,
});

export type TreeAction =
  | { readonly do: 'move'; readonly index: number }
  | { readonly do: 'open' | 'close' | 'select'; readonly index: number };

const PAGE = 10;

/** The ARIA tree pattern's keys; null for a key that means nothing here. */
export function treeActionFor(
  rows: readonly TreeRow[],
  active: number,
  key: string,
): TreeAction | null {
  const row = rows[active];
  if (!row) return rows.length > 0 ? { do: 'move', index: 0 } : null;
  const move = (index: number): TreeAction => ({
    do: 'move',
    index: Math.min(rows.length - 1, Math.max(0, index)),
  });
  switch (key) {
    case 'ArrowDown':
      return move(active + 1);
    case 'ArrowUp':
      return move(active - 1);
    case 'PageDown':
      return move(active + PAGE);
    case 'PageUp':
      return move(active - PAGE);
    case 'Home':
      return move(0);
    case 'End':
      return move(rows.length - 1);
    case 'ArrowRight':
      if (row.expanded === null) return null;
      return row.expanded ? move(active + 1) : { do: 'open', index: active };
    case 'ArrowLeft':
      if (row.expanded === true) return { do: 'close', index: active };
      for (let i = active - 1; i >= 0; i -= 1) {
        if ((rows[i]?.level ?? 3) < row.level) return move(i);
      }
      return null;
    case 'Enter':
    case ' ':
      return row.type === 'loading' ? null : { do: 'select', index: active };
    default:
      return null;
  }
}
