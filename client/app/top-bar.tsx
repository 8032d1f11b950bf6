/**
 * The bar on every screen: views, language, who is signed in; and, whenever they apply, that data
 * are synthetic and that the clock is a demonstration's, with sources and licences one step away.
 */
import { useState } from 'react';
import type { CityManifest } from '#contracts';
import {
  commonMessages,
  formatDate,
  languageStore,
  localized,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import {
  useCity,
  useClock,
  useConnection,
  useNowMs,
  useView,
  VIEWS,
  viewStore,
} from '../store/index.ts';
import { Button, Dialog, KindMark } from '../ui/index.ts';

export function TopBar() {
  const t = useText(commonMessages);
  const language = useLanguage();
  const view = useView((state) => state.view);
  const city = useCity((state) => state.city);
  const session = useConnection((state) => state.session);
  const manifest = city.state === 'ready' ? city.value.manifest : null;
  return (
    <header className="top-bar">
      <strong className="top-bar-name">
        {t('appName')}
        {manifest ? ` · ${localized(manifest.name, language)}` : ''}
      </strong>
      <nav className="toolbar" aria-label={t('nav.views')}>
        {VIEWS.map((name) => (
          <a
            key={name}
            className="button plain"
            href={`/${name}`}
            aria-current={view === name ? 'page' : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              viewStore.setState({ view: name });
            }}
          >
            {t(`view.${name}`)}
          </a>
        ))}
      </nav>
      {manifest ? <Today timeZone={manifest.timeZone} /> : null}
      <span className="top-bar-space" />
      {session.state === 'signed-in' ? (
        <span className="kind">
          {session.session.name} ·{' '}
          {session.session.roles.map((role) => t(`role.${role}`)).join('、')}
        </span>
      ) : null}
      <Button
        look="plain"
        lang={language === 'en' ? 'zh-CN' : 'en'}
        onClick={() => languageStore.getState().setLanguage(language === 'en' ? 'zh-CN' : 'en')}
      >
        {t('language.switch')}
      </Button>
    </header>
  );
}

function Today({ timeZone }: { readonly timeZone: string }) {
  const language = useLanguage();
  const now = useNowMs(10_000);
  return <span className="kind top-bar-date">{formatDate(now, timeZone, language)}</span>;
}

/** The foot of every screen: notices and attribution. */
export function SourcesLine({ manifest }: { readonly manifest: CityManifest }) {
  const t = useText(commonMessages);
  const language = useLanguage();
  const clock = useClock((state) => state.settings);
  const [open, setOpen] = useState(false);
  const synthetic = manifest.sources.some((source) => source.kind === 'synthetic');
  return (
    <footer className="sources-line">
      {synthetic ? (
        <span>
          <KindMark kind="synthetic" word={false} />
          {t('notice.synthetic')}
        </span>
      ) : null}
      {clock.mode === 'demonstration' ? (
        <span>{t('notice.demonstrationClock', { rate: clock.rate })}</span>
      ) : null}
      <span className="sources-attribution">
        {manifest.sources.map((source) => `${source.attribution} (${source.licence})`).join(' · ')}
      </span>
      <button type="button" className="link-button" onClick={() => setOpen(true)}>
        {t('notice.sources')}
      </button>
      {open ? (
        <Dialog title={t('notice.sources')} onClose={() => setOpen(false)}>
          <ul className="sources-list">
            {manifest.sources.map((source) => (
              <li key={`${source.name}|${source.attribution}`}>
                <h3>
                  {source.name} <KindMark kind={source.kind} />
                </h3>
                <p>
                  {source.attribution} · {source.licence}
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
