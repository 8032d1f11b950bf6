/** Search over addresses, names and unit codes, as an ARIA combobox with a list of hits. */
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { SearchHit } from '#contracts';
import { localized, useLanguage, useText } from '../i18n/index.ts';
import { Button, ErrorState, Skeleton } from '../ui/index.ts';
import { searchHitsSchema } from './unit-schemas.ts';
import { unitsMessages } from './units-messages.ts';
import { useRequest } from './use-request.ts';

const DEBOUNCE_MS = 220;
const LIMIT = 20;
const HIT_SHAPE = { building: '▦', unit: '▫' } as const;

export function SearchBox({ onPick }: { readonly onPick: (hit: SearchHit) => void }) {
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
  const path = query === '' ? null : `/api/search?q=${encodeURIComponent(query)}&limit=${LIMIT}`;
  const { result, reload } = useRequest(path, searchHitsSchema);
  const hits = result?.state === 'ready' ? result.value : [];
  const shown = open && text.trim() !== '';

  const pick = (hit: SearchHit | undefined): void => {
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
            ? t('search.hits', { count: hits.length })
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
            {hits.map((hit, i) => (
              <div
                key={hit.cell}
                id={`${id}-${i}`}
                role="option"
                tabIndex={-1}
                className="unit-hit"
                aria-selected={i === active}
                data-cell={hit.cell}
                ref={(element) => {
                  if (i === active) element?.scrollIntoView({ block: 'nearest' });
                }}
                onPointerMove={() => setActive(i)}
                onClick={() => pick(hit)}
                onKeyDown={onKeyDown}
              >
                <span aria-hidden="true" className="kind">
                  {HIT_SHAPE[hit.type]}
                </span>
                <span>
                  {localized(hit.title, language)}
                  <span className="unit-hit-detail">
                    {t(`type.${hit.type}`)} · {localized(hit.detail, language)}
                  </span>
                </span>
              </div>
            ))}
          </div>
          {hits.length === LIMIT ? (
            <p className="kind">{t('search.capped', { count: LIMIT })}</p>
          ) : null}
        </div>
      ) : null}
    </search>
  );
}
