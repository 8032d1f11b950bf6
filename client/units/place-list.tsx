/** Left: search, then the path as a tree over all buildings of the district. */
import { useEffect, useMemo, useState } from 'react';
import type { BuildingDetail, BuildingSummary, CellId, Venue } from '#contracts';
import { formatNumber, localized, useLanguage, useText } from '../i18n/index.ts';
import { type Loadable, select } from '../store/index.ts';
import { EmptyState, ErrorState, Panel, Skeleton } from '../ui/index.ts';
import { type BuildingOrder, orderBuildings } from './order-buildings.ts';
import { buildingName } from './place-names.ts';
import { PlaceTree } from './place-tree.tsx';
import { SearchBox } from './search-box.tsx';
import { buildTreeRows } from './tree-rows.ts';
import { unitsMessages } from './units-messages.ts';
import { useCellBytes } from './use-cell-bytes.ts';

export interface PlaceListProps {
  readonly buildings: Loadable<readonly BuildingSummary[]>;
  readonly onRetry: () => void;
  readonly detail: BuildingDetail | null;
  readonly cell: CellId | null;
  readonly venue: Venue | null;
  /** After a pick by hand, so that a phone can turn to the card. */
  readonly onPicked: (cell: CellId) => void;
}

export function PlaceList({ buildings, onRetry, detail, cell, venue, onPicked }: PlaceListProps) {
  const t = useText(unitsMessages);
  const language = useLanguage();
  const [order, setOrder] = useState<BuildingOrder>('near');
  const [open, setOpen] = useState<ReadonlySet<CellId>>(new Set());
  const alarms = useCellBytes('alarm');
  const all = buildings.state === 'ready' ? buildings.value : null;
  const ordered = useMemo(
    () =>
      orderBuildings(
        all ?? [],
        venue ? order : 'name',
        venue,
        (building) => buildingName(building, t, language),
        language,
      ),
    [all, order, venue, t, language],
  );
  // A selection opens the way to itself; what the user opened before stays open.
  useEffect(() => {
    if (!detail || cell === null) return;
    const storey = detail.storeys.find((candidate) =>
      candidate.units.some((unit) => unit.cell === cell),
    );
    const belongs =
      storey || detail.cell === cell || detail.storeys.some((candidate) => candidate.cell === cell);
    if (!belongs) return;
    setOpen((before) => new Set([...before, detail.cell, ...(storey ? [storey.cell] : [])]));
  }, [detail, cell]);
  const rows = useMemo(
    () => buildTreeRows({ buildings: ordered, detail, open }),
    [ordered, detail, open],
  );

  const pick = (picked: CellId): void => {
    select({ type: 'cell', id: picked });
    onPicked(picked);
  };
  const toggle = (toggled: CellId, isOpen: boolean): void => {
    setOpen((before) => {
      const next = new Set(before);
      if (isOpen) next.add(toggled);
      else next.delete(toggled);
      return next;
    });
    // A building's storeys are those of the selected building: opening one selects it.
    const isBuilding = all?.some((building) => building.cell === toggled) === true;
    if (isOpen && isBuilding && detail?.cell !== toggled) select({ type: 'cell', id: toggled });
  };

  const units = all?.reduce((sum, building) => sum + building.units, 0) ?? 0;
  return (
    <Panel title={t('list.title')} className="place-list">
      <SearchBox onPick={(hit) => pick(hit.cell)} />
      {buildings.state === 'loading' ? <Skeleton lines={6} /> : null}
      {buildings.state === 'failed' ? (
        <ErrorState title={t('list.failed')} detail={buildings.failure.detail} onRetry={onRetry} />
      ) : null}
      {all?.length === 0 ? (
        <EmptyState title={t('list.empty')}>
          <p>{t('list.empty.detail')}</p>
        </EmptyState>
      ) : null}
      {all && all.length > 0 ? (
        <>
          <div className="place-list-head">
            <span className="kind">
              {t('list.count', {
                buildings: formatNumber(all.length, language),
                units: formatNumber(units, language),
              })}
            </span>
            {venue ? (
              <select
                aria-label={t('order.label')}
                value={order}
                onChange={(event) =>
                  setOrder(event.currentTarget.value === 'name' ? 'name' : 'near')
                }
              >
                <option value="near">
                  {t('order.near', { venue: localized(venue.name, language) })}
                </option>
                <option value="name">{t('order.name')}</option>
              </select>
            ) : null}
          </div>
          <PlaceTree
            rows={rows}
            selected={cell}
            alarmRankOf={(of) => alarms?.[of] ?? 0}
            onSelect={pick}
            onOpen={toggle}
          />
        </>
      ) : null}
    </Panel>
  );
}
