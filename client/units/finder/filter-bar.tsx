/** What the finder asks for: words, use, storeys, floor area, occupant, live value, alarm. */
import { useEffect, useState } from 'react';
import {
  ALARM_PRIORITIES,
  ALARM_RANK,
  BUILDING_USES,
  CELL_QUANTITIES,
  CELL_QUANTITY_IDS,
} from '#contracts';
import { commonMessages, formatList, useLanguage, useText } from '../../i18n/index.ts';
import { viewStore } from '../../store/index.ts';
import { Button } from '../../ui/index.ts';
import { unitsMessages } from '../units-messages.ts';
import { type FinderFilter, queryFromFilter } from './filter-query.ts';
import { finderMessages } from './finder-messages.ts';

const TYPING_MS = 250;
const setFilter = (filter: FinderFilter): void =>
  viewStore.setState({ filter: queryFromFilter(filter) });

export function FilterBar({ filter }: { readonly filter: FinderFilter }) {
  const t = useText(finderMessages);
  const words = useText(commonMessages);
  const units = useText(unitsMessages);
  const change = (part: Partial<FinderFilter>): void => setFilter({ ...filter, ...part });
  const { quantity } = filter;
  const valueUnit = quantity === undefined ? '' : CELL_QUANTITIES[quantity].unit;
  return (
    <fieldset className="finder-filters">
      <legend className="visually-hidden">{t('filter.title')}</legend>
      <WordField value={filter.q ?? ''} onChange={(q) => change({ q })} />
      <UseField filter={filter} />
      <RangeField
        label={t('filter.level')}
        from={filter.levelFrom}
        to={filter.levelTo}
        onFrom={(levelFrom) => change({ levelFrom })}
        onTo={(levelTo) => change({ levelTo })}
      />
      <RangeField
        label={t('filter.area')}
        from={filter.areaFrom}
        to={filter.areaTo}
        onFrom={(areaFrom) => change({ areaFrom })}
        onTo={(areaTo) => change({ areaTo })}
      />
      <label>
        <span className="kind">{t('filter.occupant')}</span>
        <select
          value={filter.occupant ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({
              occupant:
                value === 'household' || value === 'firm' || value === 'none' ? value : undefined,
            })
          }
        >
          <option value="">{t('filter.any')}</option>
          <option value="household">{t('occupant.household')}</option>
          <option value="firm">{t('occupant.firm')}</option>
          <option value="none">{t('occupant.none')}</option>
        </select>
      </label>
      <label>
        <span className="kind">{t('filter.alarm')}</span>
        <select
          value={filter.alarmFrom ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({ alarmFrom: value === '' ? undefined : Number(value) })
          }
        >
          <option value="">{t('filter.any')}</option>
          {ALARM_PRIORITIES.map((priority) => (
            <option key={priority} value={ALARM_RANK[priority]}>
              {t('filter.alarmFrom', { priority: words(`priority.${priority}`) })}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="kind">{t('filter.quantity')}</span>
        <select
          value={quantity ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({
              quantity: CELL_QUANTITY_IDS.find((id) => id === value),
              valueFrom: undefined,
              valueTo: undefined,
            })
          }
        >
          <option value="">{t('filter.any')}</option>
          {CELL_QUANTITY_IDS.filter((id) => id !== 'alarm').map((id) => (
            <option key={id} value={id}>
              {units(`quantity.${id}`)}
            </option>
          ))}
        </select>
      </label>
      {quantity === undefined ? null : (
        <RangeField
          label={`${units(`quantity.${quantity}`)}${valueUnit === '' ? '' : ` (${valueUnit})`}`}
          from={filter.valueFrom}
          to={filter.valueTo}
          onFrom={(valueFrom) => change({ valueFrom })}
          onTo={(valueTo) => change({ valueTo })}
        />
      )}
      <Button disabled={Object.keys(filter).length === 0} onClick={() => setFilter({})}>
        {t('filter.clear')}
      </Button>
    </fieldset>
  );
}

/** Sends what was typed after a pause. */
function WordField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const t = useText(finderMessages);
  const [text, setText] = useDraft(value, onChange);
  return (
    <label>
      <span className="kind">{t('filter.words')}</span>
      <input
        type="text"
        value={text}
        placeholder={t('filter.words.hint')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </label>
  );
}

function UseField({ filter }: { readonly filter: FinderFilter }) {
  const t = useText(finderMessages);
  const units = useText(unitsMessages);
  const language = useLanguage();
  const chosen = filter.use ?? [];
  const summary =
    chosen.length === 0
      ? t('filter.any')
      : formatList(
          chosen.map((use) => units(`use.${use}`)),
          language,
        );
  return (
    <details className="finder-uses">
      <summary>
        <span className="kind">{units('fact.use')}</span> {summary}
      </summary>
      <div className="finder-use-list">
        {BUILDING_USES.map((use) => (
          <label key={use}>
            <input
              type="checkbox"
              checked={chosen.includes(use)}
              onChange={(event) =>
                setFilter({
                  ...filter,
                  use: event.currentTarget.checked
                    ? [...chosen, use]
                    : chosen.filter((other) => other !== use),
                })
              }
            />{' '}
            {units(`use.${use}`)}
          </label>
        ))}
      </div>
    </details>
  );
}

interface RangeProps {
  readonly label: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly onFrom: (value: number | undefined) => void;
  readonly onTo: (value: number | undefined) => void;
}

function RangeField({ label, from, to, onFrom, onTo }: RangeProps) {
  const t = useText(finderMessages);
  return (
    <fieldset className="finder-range">
      <legend className="kind">{label}</legend>
      <NumberField label={t('filter.from')} value={from} onChange={onFrom} />
      <span aria-hidden="true">–</span>
      <NumberField label={t('filter.to')} value={to} onChange={onTo} />
    </fieldset>
  );
}

function NumberField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}) {
  const [text, setText] = useDraft(value === undefined ? '' : String(value), (next) => {
    const number = Number(next);
    onChange(next.trim() === '' || !Number.isFinite(number) ? undefined : number);
  });
  return (
    <input
      type="number"
      aria-label={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

/** What stands in a field, and what the filter knows of it a moment later. */
function useDraft(
  value: string,
  onChange: (value: string) => void,
): readonly [string, (text: string) => void] {
  const [draft, setDraft] = useState<string | null>(null);
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => {
      setDraft(null);
      if (draft !== value) onChange(draft);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [draft, value, onChange]);
  return [draft ?? value, setDraft];
}
