/**
 * The path as an ARIA tree. Only a window of rows is in the page, so that a district of thousands
 * of buildings scrolls smoothly; the tree itself holds the focus (aria-activedescendant).
 */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { ALARM_PRIORITIES, ALARM_RANK, type AlarmPriority, type CellId } from '#contracts';
import {
  commonMessages,
  formatNumber,
  type Language,
  localized,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { ALARM_SHAPE } from '../ui/index.ts';
import { countText, type UnitsText } from './place-names.ts';
import { type RowKey, type TreeRow, treeActionFor } from './tree-rows.ts';
import { unitsMessages } from './units-messages.ts';
import { useRowPixels } from './use-row-pixels.ts';

export interface PlaceTreeProps {
  readonly rows: readonly TreeRow[];
  readonly selected: RowKey | null;
  /** Alarm rank of a cell, 0 = none. */
  readonly alarmRankOf: (cell: CellId) => number;
  readonly onSelect: (row: TreeRow) => void;
  readonly onOpen: (row: TreeRow, open: boolean) => void;
}

const OVERSCAN = 6;

export function PlaceTree({ rows, selected, alarmRankOf, onSelect, onOpen }: PlaceTreeProps) {
  const t = useText(unitsMessages);
  const id = useId();
  const ref = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 600 });
  const [activeKey, setActiveKey] = useState<RowKey | null>(null);
  const rowPixels = useRowPixels();
  const active = useMemo(
    () =>
      Math.max(
        0,
        rows.findIndex((row) => row.key === (activeKey ?? selected)),
      ),
    [rows, activeKey, selected],
  );

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setScroll((before) => ({ ...before, height: element.clientHeight })),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // A pick elsewhere (3D, search, another view) becomes the active row and comes into view.
  const selectedIndex = rows.findIndex((row) => row.key === selected);
  useEffect(() => {
    setActiveKey(selected);
  }, [selected]);
  useEffect(() => {
    if (selectedIndex >= 0) reveal(ref.current, selectedIndex, rowPixels, 'centre');
  }, [selectedIndex, rowPixels]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = treeActionFor(rows, active, event.key);
    if (!action) return;
    event.preventDefault();
    const row = rows[action.index];
    if (!row) return;
    if (action.do === 'move') {
      setActiveKey(row.key);
      reveal(ref.current, action.index, rowPixels, 'nearest');
    } else if (action.do === 'select') onSelect(row);
    else onOpen(row, action.do === 'open');
  };

  const first = Math.max(0, Math.floor(scroll.top / rowPixels) - OVERSCAN);
  const last = Math.min(
    rows.length,
    Math.ceil((scroll.top + scroll.height) / rowPixels) + OVERSCAN,
  );
  // The active row stays in the page even when it is scrolled away, so that the focus has a name.
  const shown = rows.slice(first, last).map((row, i) => ({ row, index: first + i }));
  const activeRow = rows[active];
  if (activeRow && (active < first || active >= last))
    shown.push({ row: activeRow, index: active });

  return (
    <div
      ref={ref}
      className="place-tree"
      role="tree"
      tabIndex={0}
      aria-label={`${t('tree.label')}. ${t('tree.hint')}`}
      aria-activedescendant={activeRow ? `${id}-${activeRow.key}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={(event) => {
        const { scrollTop: top, clientHeight: height } = event.currentTarget;
        setScroll({ top, height });
      }}
    >
      <div className="place-tree-space" style={{ height: rows.length * rowPixels }}>
        {shown.map(({ row, index }) => (
          <Row
            key={row.key}
            id={`${id}-${row.key}`}
            row={row}
            top={index * rowPixels}
            height={rowPixels}
            isActive={index === active}
            isSelected={row.key === selected}
            alarmRank={'cell' in row ? alarmRankOf(row.cell) : 0}
            onPick={() => {
              setActiveKey(row.key);
              onSelect(row);
            }}
            onToggle={() => onOpen(row, row.expanded !== true)}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly alarmRank: number;
  readonly onPick: () => void;
  readonly onToggle: () => void;
}

function Row({
  id,
  row,
  top,
  height,
  isActive,
  isSelected,
  alarmRank,
  onPick,
  onToggle,
}: RowProps) {
  const t = useText(unitsMessages);
  const words = useText(commonMessages);
  const language = useLanguage();
  const name = nameOf(row, t, language);
  const detail = detailOf(row, t, language);
  const priority = priorityOfRank(alarmRank);
  return (
    <div
      id={id}
      className="place-row"
      role="treeitem"
      tabIndex={-1}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      aria-expanded={row.expanded ?? undefined}
      aria-selected={isSelected}
      data-active={isActive}
      data-cell={'cell' in row ? row.cell : undefined}
      data-area={row.type === 'area' ? row.area.id : undefined}
      style={{ top, height, paddingInlineStart: `${(row.level - 1) * 1.25}rem` }}
      title={[name, detail].filter(Boolean).join(' · ')}
      onClick={row.type === 'loading' ? undefined : onPick}
      onKeyDown={undefined}
    >
      {row.expanded === null ? (
        <span className="place-twist" aria-hidden="true" />
      ) : (
        <span
          className="place-twist"
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        >
          {row.expanded ? '▾' : '▸'}
        </span>
      )}
      {row.type === 'loading' ? (
        <span className="kind">{t('tree.loading')}…</span>
      ) : (
        <>
          <span className="place-name">{name}</span>
          {priority ? (
            <span className={`alarm-badge ${priority}`}>
              <span className="shape" aria-hidden="true">
                {ALARM_SHAPE[priority]}
              </span>
              <span className="visually-hidden">
                {t('row.alarm', { priority: words(`priority.${priority}`) })}
              </span>
            </span>
          ) : null}
          <span className="place-detail">{detail}</span>
        </>
      )}
    </div>
  );
}

function nameOf(row: TreeRow, t: UnitsText, language: Language): string {
  switch (row.type) {
    case 'area':
      return localized(row.area.name, language);
    case 'building':
      return localized(row.building.title, language);
    case 'storey':
      return row.label;
    case 'unit':
      return t('name.unit', { number: row.unit.number });
    case 'more':
      return t('tree.more', { count: formatNumber(row.left, language) });
    case 'loading':
      return t('tree.loading');
    default:
      return row satisfies never;
  }
}

function detailOf(row: TreeRow, t: UnitsText, language: Language): string {
  const units = (count: number): string => countText('units', count, t, language);
  switch (row.type) {
    case 'area':
      return units(row.area.counts.units);
    case 'building':
      return `${countText('storeys', row.building.storeys, t, language)} · ${units(row.building.units)}`;
    case 'storey':
      return row.units > 0 ? units(row.units) : '';
    case 'unit': {
      const area = formatNumber(row.unit.areaSquareMetres, language);
      return `${t(`use.${row.unit.use}`)} · ${area} m²`;
    }
    default:
      return '';
  }
}

const priorityOfRank = (rank: number): AlarmPriority | null =>
  ALARM_PRIORITIES.find((priority) => ALARM_RANK[priority] === rank) ?? null;

/** `nearest` follows the keys; `centre` brings a pick from elsewhere into view with what is around. */
function reveal(
  element: HTMLElement | null,
  index: number,
  rowPixels: number,
  where: 'nearest' | 'centre',
): void {
  if (!element) return;
  const top = index * rowPixels;
  const { scrollTop, clientHeight } = element;
  const above = top < scrollTop;
  if (!above && top + rowPixels <= scrollTop + clientHeight) return;
  if (where === 'centre') element.scrollTop = top - (clientHeight - rowPixels) / 2;
  else element.scrollTop = above ? top : top + rowPixels - clientHeight;
}
