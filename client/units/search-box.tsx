/**
 * Search over areas, buildings, units, stations, venues and roads, as an ARIA combobox with its hits
 * in groups. Pinyin and pinyin initials find Chinese names; the registry ranks.
 */
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { HitType, RegistryHit } from '#contracts';
import { formatNumber, localized, useLanguage, useText } from '../i18n/index.ts';
import { Button, ErrorState, Skeleton } from '../ui/index.ts';
import { registrySearchSchema } from './registry-schemas.ts';
import { unitsMessages } from './units-messages.ts';
import { useRequest } from './use-request.ts';

/** A pause in typing, not each letter: fast typists then send a third of the requests. */
const DEBOUNCE_MS = 120;
const LIMIT = 8;
const HIT_SHAPE: Readonly<Record<HitType, string>> = {
  area: '◫',
  building: '▦',
  unit: '▫',
  station: 'Ⓜ',
  venue: '◎',
  road: '═',
};

export function SearchBox({ onPick }: { readonly onPick: (hit: RegistryHit) => void }) {
  const t = useText(unitsMessages);
  const language = useLanguage();
  const id = useId();
  const [text, setText] = useState('');
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setQuery(text.trim());
      setActive(0);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const path =
    query === '' ? null : `/api/registry/search?q=${encodeURIComponent(query)}&limit=${LIMIT}`;
  const { result, reload } = useRequest(path, registrySearchSchema);
  const groups = result?.state === 'ready' ? result.value.groups : [];
  const hits = groups.flatMap((group) => group.hits);
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  const shown = open && text.trim() !== '';

  const pick = (hit: RegistryHit | undefined): void => {
    if (!hit) return;
    setOpen(false);
    onPick(hit);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        setOpen(true);
        const step = event.key === 'ArrowDown' ? 1 : -1;
        if (hits.length > 0) setActive((at) => (at + step + hits.length) % hits.length);
        return;
      }
      case 'Enter':
        event.preventDefault();
        if (text.trim() === query) pick(hits[active]);
        return;
      case 'Escape':
        event.preventDefault();
        if (shown) setOpen(false);
        else setText('');
        return;
      default:
    }
  };

  return (
    <search className="unit-search">
      <div className="unit-search-field">
        <input
          type="text"
          role="combobox"
          aria-label={t('search.label')}
          aria-expanded={shown}
          aria-controls={`${id}-hits`}
          aria-autocomplete="list"
          aria-activedescendant={shown && hits[active] ? `${id}-${active}` : undefined}
          autoComplete="off"
          enterKeyHint="search"
          spellCheck={false}
          placeholder={t('search.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        {text !== '' ? (
          <Button look="plain" aria-label={t('search.clear')} onClick={() => setText('')}>
            ✕
          </Button>
        ) : null}
      </div>
      <p className="visually-hidden" role="status">
        {shown && result?.state === 'ready'
          ? hits.length > 0
            ? t('search.hits', { count: formatNumber(total, language) })
            : t('search.none', { query })
          : ''}
      </p>
      {shown ? (
        // The field keeps the focus while a hit is pressed.
        <div className="unit-search-hits" onPointerDown={(event) => event.preventDefault()}>
          {result?.state === 'failed' ? (
            <ErrorState
              title={t('search.failed')}
              detail={result.failure.detail}
              onRetry={reload}
            />
          ) : null}
          {result === null || result.state === 'loading' ? <Skeleton lines={3} /> : null}
          {result?.state === 'ready' && hits.length === 0 ? (
            <div className="state">
              <h3>{t('search.none', { query })}</h3>
              <p>{t('search.none.hint')}</p>
            </div>
          ) : null}
          <div role="listbox" id={`${id}-hits`} aria-label={t('search.label')}>
            {groups.map((group) => (
              // A fieldset is a group, which a listbox may hold.
              <fieldset key={group.type} className="unit-hit-group">
                <legend>
                  {t(`hits.${group.type}`)} · {formatNumber(group.total, language)}
                </legend>
                {group.hits.map((hit) => {
                  const at = hits.indexOf(hit);
                  return (
                    <Hit
                      key={hit.key}
                      id={`${id}-${at}`}
                      hit={hit}
                      isActive={at === active}
                      onPoint={() => setActive(at)}
                      onPick={() => pick(hit)}
                      onKeyDown={onKeyDown}
                    />
                  );
                })}
              </fieldset>
            ))}
          </div>
          {result?.state === 'ready' && result.value.isScoped ? (
            <p className="kind">{t('search.scoped')}</p>
          ) : null}
        </div>
      ) : null}
    </search>
  );
}

interface HitProps {
  readonly id: string;
  readonly hit: RegistryHit;
  readonly isActive: boolean;
  readonly onPoint: () => void;
  readonly onPick: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Hit({ id, hit, isActive, onPoint, onPick, onKeyDown }: HitProps) {
  const language = useLanguage();
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      className="unit-hit"
      aria-selected={isActive}
      data-cell={hit.cell ?? undefined}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      onPointerMove={onPoint}
      onClick={onPick}
      onKeyDown={onKeyDown}
    >
      <span aria-hidden="true" className="kind">
        {HIT_SHAPE[hit.type]}
      </span>
      <span>
        {localized(hit.title, language)}
        <span className="unit-hit-detail">{localized(hit.detail, language)}</span>
      </span>
    </div>
  );
}
