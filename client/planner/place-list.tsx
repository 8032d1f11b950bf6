/** Every place of the map as a searched list: what the mouse can pick, the keyboard can too. */
import { useMemo, useState } from 'react';
import { useText } from '../i18n/index.ts';
import { type Selection, selectionFromText, useView } from '../store/index.ts';
import type { PlaceOption, PlaceOptions } from './place-options.ts';
import { plannerMessages } from './planner-messages.ts';

const SHOWN = 60;

export interface PlaceListProps {
  readonly options: PlaceOptions;
  readonly onSelect: (selection: Selection) => void;
}

export function PlaceList({ options, onSelect }: PlaceListProps) {
  const t = useText(plannerMessages);
  const [search, setSearch] = useState('');
  const selection = useView((state) => state.selection);
  const all = useMemo(() => {
    const list = (type: Selection['type'], places: readonly PlaceOption[]) =>
      places.map((place) => ({ key: `${type}:${place.id}`, label: place.label }));
    return [
      ...list('station', options.stations),
      ...list('gate', options.gates),
      ...list('venue', options.venues),
      ...list('street-link', options.streets),
      ...list('walk-link', options.walks),
    ];
  }, [options]);
  const words = search.toLowerCase().split(/\s+/);
  const matches = all.filter((place) =>
    words.every((word) => place.label.toLowerCase().includes(word)),
  );
  const chosen = selection === null ? '' : `${selection.type}:${selection.id}`;
  return (
    <details className="planner-section">
      <summary>{t('places.title')}</summary>
      <input
        type="search"
        aria-label={t('pick.search')}
        placeholder={t('pick.search')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <select
        size={6}
        aria-label={t('places.select')}
        value={chosen}
        onChange={(event) => {
          const next = selectionFromText(event.target.value);
          if (next) onSelect(next);
        }}
      >
        {matches.slice(0, SHOWN).map((place) => (
          <option key={place.key} value={place.key}>
            {place.label}
          </option>
        ))}
      </select>
      <span className="kind">
        {matches.length > SHOWN
          ? t('pick.more', { shown: SHOWN, count: matches.length })
          : t('pick.matches', { count: matches.length })}
      </span>
    </details>
  );
}
