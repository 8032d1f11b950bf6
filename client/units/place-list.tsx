/** Left: search, then the way down from the district to the unit as a tree. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AreaNode, BuildingDetail, CellId, RegistryHit } from '#contracts';
import { formatNumber, useLanguage, useText } from '../i18n/index.ts';
import {
  type Loadable,
  type Selection,
  select,
  selectionFromText,
  usePlaceState,
  useView,
  viewStore,
} from '../store/index.ts';
import { EmptyState, ErrorState, Panel, Skeleton } from '../ui/index.ts';
import { PlaceTree } from './place-tree.tsx';
import { SearchBox } from './search-box.tsx';
import { areaKey, buildTreeRows, cellKey, type RowKey, type TreeRow } from './tree-rows.ts';
import { unitsMessages } from './units-messages.ts';
import { useAreaBuildings } from './use-area-buildings.ts';
import { useCellBytes } from './use-cell-bytes.ts';

export interface PlaceListProps {
  readonly areas: Loadable<readonly AreaNode[]>;
  readonly onRetry: () => void;
  readonly detail: BuildingDetail | null;
  readonly cell: CellId | null;
  /** After a pick by hand, so that a phone can turn to what was picked. */
  readonly onPicked: (what: 'area' | 'building' | 'card') => void;
}

export function PlaceList({ areas, onRetry, detail, cell, onPicked }: PlaceListProps) {
  const t = useText(unitsMessages);
  const language = useLanguage();
  const alarms = useCellBytes('alarm');
  const selection = useView((state) => state.selection);
  const place = usePlaceState((state) => state.place);
  const [open, setOpen] = useState<ReadonlySet<RowKey>>(new Set());
  const all = areas.state === 'ready' ? areas.value : null;
  const { buildings, failure, more, retry } = useAreaBuildings(all, open);

  const add = useCallback(
    (keys: readonly RowKey[]): void =>
      setOpen((before) =>
        keys.every((key) => before.has(key)) ? before : new Set([...before, ...keys]),
      ),
    [],
  );
  // The district itself is open from the start; a selection opens the way to itself.
  useEffect(() => {
    if (all) add(all.filter(({ level }) => level === 'district').map(({ id }) => areaKey(id)));
  }, [all, add]);
  useEffect(() => {
    if (!place) return;
    const way = place.areas.map(({ id }) => areaKey(id));
    const storey = place.type === 'unit' && place.storey !== null ? [cellKey(place.storey)] : [];
    add([...way, cellKey(place.building), ...storey]);
  }, [place, add]);
  useEffect(() => {
    if (all && selection?.type === 'area') add(wayTo(all, selection.id));
  }, [all, selection, add]);
  const rows = useMemo(
    () => buildTreeRows({ areas: all ?? [], buildings, detail, open }),
    [all, buildings, detail, open],
  );
  const selected: RowKey | null =
    selection?.type === 'area' ? areaKey(selection.id) : cell === null ? null : cellKey(cell);

  const pickRow = (row: TreeRow): void => {
    if (row.type === 'area') {
      select({ type: 'area', id: row.area.id });
      onPicked('area');
    } else if (row.type === 'more') more(row.area);
    else if ('cell' in row) {
      select({ type: 'cell', id: row.cell });
      onPicked(row.type === 'building' ? 'building' : 'card');
    }
  };
  const openRow = (row: TreeRow, isOpen: boolean): void => {
    setOpen((before) => {
      const next = new Set(before);
      if (isOpen) next.add(row.key);
      else next.delete(row.key);
      return next;
    });
    // A building's storeys are those of the selected building: opening one selects it.
    if (isOpen && row.type === 'building' && detail?.cell !== row.cell) {
      select({ type: 'cell', id: row.cell });
    }
  };
  const pickHit = (hit: RegistryHit): void => {
    const picked = selectionOf(hit);
    if (picked === null) return;
    select(picked);
    if (picked.type === 'cell') onPicked(hit.type === 'building' ? 'building' : 'card');
    else if (picked.type === 'area') onPicked('area');
    // Stations, venues and roads have their card on the wall's map.
    else viewStore.setState({ view: 'wall' });
  };

  const totals = sumOf(all ?? []);
  return (
    <Panel title={t('list.title')} className="place-list">
      <SearchBox onPick={pickHit} />
      {areas.state === 'loading' ? <Skeleton lines={6} /> : null}
      {areas.state === 'failed' ? (
        <ErrorState title={t('list.failed')} detail={areas.failure.detail} onRetry={onRetry} />
      ) : null}
      {failure ? (
        <ErrorState title={t('list.failed')} detail={failure.detail} onRetry={retry} />
      ) : null}
      {all ? (
        <>
          {totals ? (
            <p className="kind place-list-head">
              {t('list.count', {
                buildings: formatNumber(totals.buildings, language),
                units: formatNumber(totals.units, language),
              })}
            </p>
          ) : null}
          {all.length === 0 && buildings.get(null)?.total === 0 ? (
            <EmptyState title={t('list.empty')}>
              <p>{t('list.empty.detail')}</p>
            </EmptyState>
          ) : (
            <PlaceTree
              rows={rows}
              selected={selected}
              alarmRankOf={(of) => alarms?.[of] ?? 0}
              onSelect={pickRow}
              onOpen={openRow}
            />
          )}
        </>
      ) : null}
    </Panel>
  );
}

function selectionOf(hit: RegistryHit): Selection | null {
  if (hit.cell !== null) return { type: 'cell', id: hit.cell };
  const type = hit.type === 'road' ? 'street-link' : hit.type;
  return selectionFromText(`${type}:${hit.key}`);
}

function wayTo(areas: readonly AreaNode[], id: AreaNode['id']): readonly RowKey[] {
  const parentOf = new Map(areas.map((area) => [area.id, area.parent]));
  const way: RowKey[] = [];
  for (let at: AreaNode['id'] | null = id; at !== null; at = parentOf.get(at) ?? null) {
    way.push(areaKey(at));
  }
  return way;
}

function sumOf(areas: readonly AreaNode[]): { buildings: number; units: number } | null {
  const tops = areas.filter(({ parent }) => parent === null);
  if (tops.length === 0) return null;
  return {
    buildings: tops.reduce((sum, { counts }) => sum + counts.buildings, 0),
    units: tops.reduce((sum, { counts }) => sum + counts.units, 0),
  };
}
