/**
 * The way down as a tree, flattened to the rows on screen: district → street → committee → grid →
 * building → storey (highest first, as one sees a building) → unit. Pure; the component only draws
 * a window of these rows. Buildings of an area are there once somebody opened it.
 */
import type { AreaId, AreaNode, BuildingDetail, BuildingRow, CellId, UnitDetail } from '#contracts';

export type RowKey = `area:${string}` | `cell:${number}` | `note:${string}`;

interface Row {
  readonly key: RowKey;
  /** From 1, as ARIA counts. */
  readonly level: number;
  readonly position: number;
  readonly setSize: number;
  /** null = has nothing to open. */
  readonly expanded: boolean | null;
}
export type TreeRow = Row &
  (
    | { readonly type: 'area'; readonly area: AreaNode }
    | { readonly type: 'building'; readonly cell: CellId; readonly building: BuildingRow }
    | {
        readonly type: 'storey';
        readonly cell: CellId;
        readonly label: string;
        readonly units: number;
      }
    | { readonly type: 'unit'; readonly cell: CellId; readonly unit: UnitDetail }
    | { readonly type: 'loading' }
    /** Buildings that are not in the list yet; selecting it asks for the next ones. */
    | { readonly type: 'more'; readonly area: AreaId | null; readonly left: number }
  );

export interface AreaBuildings {
  readonly total: number;
  readonly buildings: readonly BuildingRow[];
}

export interface TreeState {
  readonly areas: readonly AreaNode[];
  /** By area; null: buildings of a city without areas. Absent: not asked for yet. */
  readonly buildings: ReadonlyMap<AreaId | null, AreaBuildings>;
  readonly detail: BuildingDetail | null;
  readonly open: ReadonlySet<RowKey>;
}

export const areaKey = (id: AreaId): RowKey => `area:${id}`;
export const cellKey = (cell: CellId): RowKey => `cell:${cell}`;

export function buildTreeRows(state: TreeState): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const childrenOf = new Map<AreaId | null, AreaNode[]>();
  for (const area of state.areas) {
    const list = childrenOf.get(area.parent);
    if (list) list.push(area);
    else childrenOf.set(area.parent, [area]);
  }
  if (state.areas.length === 0) addBuildings(rows, state, null, 1);
  else addAreas(null, 1);
  return rows;

  function addAreas(parent: AreaId | null, level: number): void {
    const siblings = childrenOf.get(parent) ?? [];
    siblings.forEach((area, i) => {
      const isLeaf = !childrenOf.has(area.id);
      const hasMore = !isLeaf || area.counts.buildings > 0;
      const expanded = hasMore ? state.open.has(areaKey(area.id)) : null;
      const place = { level, position: i + 1, setSize: siblings.length, expanded };
      rows.push({ key: areaKey(area.id), type: 'area', area, ...place });
      if (!expanded) return;
      if (isLeaf) addBuildings(rows, state, area.id, level + 1);
      else addAreas(area.id, level + 1);
    });
  }
}

function addBuildings(rows: TreeRow[], state: TreeState, area: AreaId | null, level: number): void {
  const known = state.buildings.get(area);
  const note = { level, position: 1, setSize: 1, expanded: null };
  if (!known) {
    rows.push({ key: `note:${area ?? ''}`, type: 'loading', ...note });
    return;
  }
  known.buildings.forEach((building, i) => {
    const { cell } = building;
    const expanded = state.open.has(cellKey(cell));
    const place = { level, position: i + 1, setSize: known.total, expanded };
    rows.push({ key: cellKey(cell), type: 'building', cell, building, ...place });
    if (!expanded) return;
    if (state.detail?.cell === cell) addStoreys(rows, state.detail, state.open, level + 1);
    else rows.push({ key: `note:${cell}`, type: 'loading', ...note, level: level + 1 });
  });
  const left = known.total - known.buildings.length;
  if (left > 0) rows.push({ key: `note:more-${area ?? ''}`, type: 'more', area, left, ...note });
}

function addStoreys(
  rows: TreeRow[],
  detail: BuildingDetail,
  open: ReadonlySet<RowKey>,
  level: number,
): void {
  const storeys = [...detail.storeys].sort((a, b) => b.level - a.level);
  storeys.forEach(({ cell, label, units }, i) => {
    const expanded = units.length > 0 ? open.has(cellKey(cell)) : null;
    rows.push({
      ...{ key: cellKey(cell), type: 'storey', cell, label, units: units.length },
      ...{ level, position: i + 1, setSize: storeys.length, expanded },
    });
    if (!expanded) return;
    units.forEach((unit, k) => {
      rows.push({
        ...{ key: cellKey(unit.cell), type: 'unit', cell: unit.cell, unit },
        ...{ level: level + 1, position: k + 1, setSize: units.length, expanded: null },
      });
    });
  });
}

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
        if ((rows[i]?.level ?? Number.POSITIVE_INFINITY) < row.level) return move(i);
      }
      return null;
    case 'Enter':
    case ' ':
      return row.type === 'loading' ? null : { do: 'select', index: active };
    default:
      return null;
  }
}
