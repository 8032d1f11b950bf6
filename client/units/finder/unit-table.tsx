/** A page of the units that the finder found, each with its place; some can be ticked for export. */
import { ALARM_PRIORITIES, ALARM_RANK, type CellId, type UnitRow } from '#contracts';
import { formatNumber, localized, useLanguage, useText } from '../../i18n/index.ts';
import { AlarmBadge, Button, KindMark } from '../../ui/index.ts';
import { unitsMessages } from '../units-messages.ts';
import { finderMessages } from './finder-messages.ts';

export interface UnitTableProps {
  readonly units: readonly UnitRow[];
  readonly ticked: ReadonlySet<CellId>;
  readonly onTick: (cells: readonly CellId[], ticked: boolean) => void;
  readonly onOpen: (cell: CellId) => void;
  /** Head of the value column; null without one. */
  readonly valueName: string | null;
}

export function UnitTable({ units, ticked, onTick, onOpen, valueName }: UnitTableProps) {
  const t = useText(finderMessages);
  const words = useText(unitsMessages);
  const language = useLanguage();
  const cells = units.map(({ cell }) => cell);
  const all = cells.length > 0 && cells.every((cell) => ticked.has(cell));
  return (
    <table className="finder-table">
      <caption className="visually-hidden">{t('table.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <input
              type="checkbox"
              aria-label={t('table.tickAll')}
              checked={all}
              onChange={(event) => onTick(cells, event.currentTarget.checked)}
            />
          </th>
          <th scope="col">{words('type.unit')}</th>
          <th scope="col">{words('fact.use')}</th>
          <th scope="col" className="number">
            {words('fact.area')}
          </th>
          <th scope="col">{t('filter.occupant')}</th>
          {valueName === null ? null : (
            <th scope="col" className="number">
              {valueName}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => (
          <tr key={unit.cell} data-cell={unit.cell}>
            <td>
              <input
                type="checkbox"
                aria-label={t('table.tick', { code: unit.code })}
                checked={ticked.has(unit.cell)}
                onChange={(event) => onTick([unit.cell], event.currentTarget.checked)}
              />
            </td>
            <td>
              <Button look="plain" onClick={() => onOpen(unit.cell)}>
                {localized(unit.building.title, language)} · {unit.storey.label} ·{' '}
                {words('name.unit', { number: unit.number })}
              </Button>
              <AlarmOfRank rank={unit.alarmRank} />
              <span className="unit-hit-detail">{unit.code}</span>
            </td>
            <td>{words(`use.${unit.use}`)}</td>
            <td className="number">
              {formatNumber(unit.areaSquareMetres, language, 1)} m²{' '}
              <KindMark kind={unit.kind} word={false} />
            </td>
            <td>
              {unit.firm
                ? localized(unit.firm, language)
                : t(`occupant.${unit.occupant ?? 'none'}`)}
            </td>
            {valueName === null ? null : (
              <td className="number">
                {unit.value === null ? '–' : formatNumber(unit.value, language, 1)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AlarmOfRank({ rank }: { readonly rank: number }) {
  const priority = ALARM_PRIORITIES.find((name) => ALARM_RANK[name] === rank);
  return priority ? <AlarmBadge priority={priority} /> : null;
}
