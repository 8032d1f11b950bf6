/**
 * The centre when no building is open: the units of an area, or of the district, filtered, ordered,
 * ticked and taken away.
 */
import { useEffect, useState } from 'react';
import { type AreaNode, type CellId, UNIT_ORDERS, type UnitOrder } from '#contracts';
import { formatNumber, localized, useLanguage, useText } from '../../i18n/index.ts';
import { reportProbe } from '../../probe.ts';
import { select, useView } from '../../store/index.ts';
import { Button, EmptyState, ErrorState, Skeleton } from '../../ui/index.ts';
import { unitPageSchema } from '../registry-schemas.ts';
import { unitsMessages } from '../units-messages.ts';
import { useRequest } from '../use-request.ts';
import './finder.css';
import { ExportTools } from './export-tools.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterFromQuery, queryFromFilter } from './filter-query.ts';
import { finderMessages } from './finder-messages.ts';
import { UnitTable } from './unit-table.tsx';

const PAGE_SIZE = 100;

export function UnitFinder({
  area,
  onOpen,
}: {
  readonly area: AreaNode | null;
  readonly onOpen: () => void;
}) {
  const t = useText(finderMessages);
  const units = useText(unitsMessages);
  const language = useLanguage();
  const text = useView((state) => state.filter);
  const filter = filterFromQuery(text);
  const [order, setOrder] = useState<UnitOrder>('place');
  const [ticked, setTicked] = useState<ReadonlySet<CellId>>(new Set());
  const query = new URLSearchParams(queryFromFilter(filter));
  // The district is the whole: naming it would leave out buildings that lie in no area.
  if (area && area.level !== 'district') query.set('area', area.id);
  const asked = query.toString();
  const [page, setPage] = useState({ asked, offset: 0 });
  const offset = page.asked === asked ? page.offset : 0;
  const { result, reload } = useRequest(
    `/api/registry/units?${asked}${asked === '' ? '' : '&'}order=${order}&offset=${offset}&limit=${PAGE_SIZE}`,
    unitPageSchema,
    'units',
  );
  const found = result?.state === 'ready' ? result.value : null;
  useEffect(() => reportProbe({ ready: { units: found !== null } }), [found]);

  const tick = (cells: readonly CellId[], isTicked: boolean): void =>
    setTicked((before) => {
      const next = new Set(before);
      for (const cell of cells) {
        if (isTicked) next.add(cell);
        else next.delete(cell);
      }
      return next;
    });
  const turn = (step: number): void => setPage({ asked, offset: offset + step * PAGE_SIZE });
  const number = (value: number): string => formatNumber(value, language);
  const orders = UNIT_ORDERS.filter(
    (name) => !name.endsWith('value') || filter.quantity !== undefined,
  );
  return (
    <section className="unit-finder" aria-label={t('title')}>
      <FilterBar filter={filter} />
      <div className="finder-head">
        <p role="status">
          <strong>{found ? t('total', { count: number(found.total) }) : '…'}</strong>{' '}
          {area ? localized(area.name, language) : t('everywhere')}
        </p>
        <label>
          <span className="kind">{t('order')}</span>
          <select
            value={order}
            onChange={(event) =>
              setOrder(UNIT_ORDERS.find((name) => name === event.currentTarget.value) ?? 'place')
            }
          >
            {orders.map((name) => (
              <option key={name} value={name}>
                {t(`order.${name}`)}
              </option>
            ))}
          </select>
        </label>
        {ticked.size > 0 ? (
          <Button onClick={() => setTicked(new Set())}>
            {t('untick', { count: number(ticked.size) })}
          </Button>
        ) : null}
        <ExportTools query={asked} total={found?.total ?? 0} ticked={ticked} />
      </div>
      {found?.isScoped ? <p className="kind finder-scoped">{t('scoped')}</p> : null}
      <div className="finder-results">
        {result?.state === 'failed' ? (
          <ErrorState title={t('failed')} detail={result.failure.detail} onRetry={reload} />
        ) : null}
        {result?.state === 'loading' ? <Skeleton lines={6} /> : null}
        {found && found.units.length === 0 ? (
          <EmptyState title={t('none')} centred>
            <p>{t('none.hint')}</p>
          </EmptyState>
        ) : null}
        {found && found.units.length > 0 ? (
          <UnitTable
            units={found.units}
            ticked={ticked}
            onTick={tick}
            onOpen={(cell) => {
              select({ type: 'cell', id: cell });
              onOpen();
            }}
            valueName={filter.quantity === undefined ? null : units(`quantity.${filter.quantity}`)}
          />
        ) : null}
      </div>
      {found && found.total > PAGE_SIZE ? (
        <nav className="finder-pages" aria-label={t('pages')}>
          <Button disabled={offset === 0} onClick={() => turn(-1)}>
            {t('page.before')}
          </Button>
          <span className="kind">
            {t('page.of', {
              from: number(found.offset + 1),
              to: number(found.offset + found.units.length),
              total: number(found.total),
            })}
          </span>
          <Button disabled={offset + PAGE_SIZE >= found.total} onClick={() => turn(1)}>
            {t('page.after')}
          </Button>
        </nav>
      ) : null}
    </section>
  );
}
