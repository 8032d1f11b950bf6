/**
 * The foot of every screen in one line: whether data are synthetic, whether the clock is a
 * demonstration's, and the sources' attributions, cut where the line ends. One action shows all of
 * it in full, with licences and notes.
 */
import { useState } from 'react';
import type { CityManifest } from '#contracts';
import {
  attributionLine,
  attributionOf,
  commonMessages,
  localized,
  sourceNameOf,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { useClock } from '../store/index.ts';
import { Dialog, KindMark } from '../ui/index.ts';

export function SourcesLine({ manifest }: { readonly manifest: CityManifest }) {
  const t = useText(commonMessages);
  const language = useLanguage();
  const clock = useClock((state) => state.settings);
  const [open, setOpen] = useState(false);
  const isSynthetic = manifest.sources.some((source) => source.kind === 'synthetic');
  const demonstration =
    clock.mode === 'demonstration' ? t('notice.demonstrationClock', { rate: clock.rate }) : null;
  return (
    <footer className="sources-line">
      {isSynthetic ? (
        <span className="sources-notice">
          <KindMark kind="synthetic" word={false} />
          <span className="sources-long">{t('notice.synthetic')}</span>
          <span className="sources-short" aria-hidden="true">
            {t('kind.synthetic')}
          </span>
        </span>
      ) : null}
      {clock.mode === 'demonstration' ? (
        <span className="sources-notice">
          <span className="sources-long">{demonstration}</span>
          <span className="sources-short">
            {t('notice.demonstrationShort', { rate: clock.rate })}
          </span>
        </span>
      ) : null}
      <span className="sources-attribution">{attributionLine(manifest.sources, language)}</span>
      <button
        type="button"
        className="link-button"
        aria-label={t('notice.sources')}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <span className="sources-long">{t('notice.sources')}</span>
        <span className="sources-short" aria-hidden="true">
          {t('notice.sourcesShort')}
        </span>
      </button>
      {open ? (
        <Dialog title={t('notice.sources')} onClose={() => setOpen(false)}>
          {isSynthetic ? (
            <p>
              <KindMark kind="synthetic" word={false} />
              {t('notice.synthetic')}
            </p>
          ) : null}
          {demonstration === null ? null : <p>{demonstration}</p>}
          <ul className="sources-list">
            {manifest.sources.map((source) => (
              <li key={`${source.name}|${source.attribution}`}>
                <h3>
                  {sourceNameOf(source, language)} <KindMark kind={source.kind} />
                </h3>
                <p>
                  {attributionOf(source, language)} · {source.licence}
                </p>
                {source.note ? (
                  <p className="kind-note">{localized(source.note, language)}</p>
                ) : null}
              </li>
            ))}
          </ul>
        </Dialog>
      ) : null}
    </footer>
  );
}
