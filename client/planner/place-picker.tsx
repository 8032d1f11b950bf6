/**
 * Chooses a place from a searched list (keyboard complete) or by a click on the map. What the
 * list points at is shown on the map.
 */
import { useEffect, useMemo, useState } from 'react';
import type { Measure } from '#contracts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/index.ts';
import { Field } from './field.tsx';
import { soughtFor } from './pick-target.ts';
import type { PlaceOption } from './place-options.ts';
import { plannerMessages } from './planner-messages.ts';
import { pickStore, usePickRequest } from './planner-stores.ts';

/** More options than this make a list nobody reads; typing narrows it. */
const SHOWN_OPTIONS = 100;

export interface PlacePickerProps {
  readonly label: string;
  readonly options: readonly PlaceOption[];
  readonly value: string;
  readonly error: string | null;
  /** What sort of place the map should answer with. */
  readonly type: Measure['type'];
  readonly onChange: (id: string) => void;
}

export function PlacePicker({ label, options, value, error, type, onChange }: PlacePickerProps) {
  const t = useText(plannerMessages);
  const [search, setSearch] = useState('');
  const [near, setNear] = useState<string | null>(null);
  const request = usePickRequest();
  const matches = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/);
    return options.filter((option) => {
      if (near !== null && !option.at?.includes(near)) return false;
      const text = option.label.toLowerCase();
      return option.id === value || words.every((word) => text.includes(word));
    });
  }, [options, search, value, near]);
  const shown = matches.slice(0, SHOWN_OPTIONS);
  const chosen = options.find((option) => option.id === value);
  if (chosen && !shown.includes(chosen)) shown.unshift(chosen);

  const onNear = (id: string): void => {
    setSearch('');
    setNear(id);
    const only = options.filter((option) => option.at?.includes(id));
    if (only.length === 1 && only[0]) onChange(only[0].id);
  };

  useEffect(() => () => pickStore.setState({ request: null }), []);
  useEffect(() => {
    if (request === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') pickStore.setState({ request: null });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [request]);

  return (
    <div className="place-picker wide">
      <div className="toolbar">
        <input
          type="search"
          aria-label={t('pick.search')}
          placeholder={t('pick.search')}
          value={search}
          onChange={(event) => {
            setNear(null);
            setSearch(event.target.value);
          }}
        />
        <Button
          aria-pressed={request !== null}
          onClick={() =>
            pickStore.setState({
              request: request === null ? { type, onPick: onChange, onNear } : null,
            })
          }
        >
          {t('pick.onMap')}
        </Button>
        {near === null ? null : <Button onClick={() => setNear(null)}>{t('pick.all')}</Button>}
      </div>
      <Field
        label={label}
        error={error}
        hint={
          request !== null
            ? t('pick.waiting', { what: t(`pick.${soughtFor(type)}`) })
            : near !== null
              ? t('pick.here', { count: matches.length })
              : matches.length > SHOWN_OPTIONS
                ? t('pick.more', { shown: SHOWN_OPTIONS, count: matches.length })
                : t('pick.matches', { count: matches.length })
        }
      >
        {(ids) => (
          <select
            {...ids}
            value={value}
            size={Math.min(6, Math.max(3, shown.length))}
            onChange={(event) => onChange(event.target.value)}
          >
            {/* Chosen while nothing is: the first place would look as if it were, and one alone could not be chosen by key. */}
            {chosen ? null : <option value="" hidden />}
            {shown.map((option) => (
              <option key={option.id} value={option.id}>
                {option.label}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}
