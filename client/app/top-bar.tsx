/** The bar on every screen: views, district date, who is signed in, language. */
import {
  commonMessages,
  formatDate,
  formatList,
  languageStore,
  localized,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import {
  sessionMay,
  useCity,
  useConnection,
  useNowMs,
  useView,
  VIEWS,
  viewStore,
} from '../store/index.ts';
import { Button } from '../ui/index.ts';

export function TopBar() {
  const t = useText(commonMessages);
  const language = useLanguage();
  const view = useView((state) => state.view);
  const city = useCity((state) => state.city);
  const session = useConnection((state) => state.session);
  // Others need not see a door that is shut to them.
  const mayAudit = sessionMay(session, 'read-audit');
  const manifest = city.state === 'ready' ? city.value.manifest : null;
  return (
    <header className="top-bar">
      <strong className="top-bar-name">
        {t('appName')}
        {manifest ? ` · ${localized(manifest.name, language)}` : ''}
      </strong>
      <nav className="toolbar" aria-label={t('nav.views')}>
        {VIEWS.filter((name) => name !== 'audit' || mayAudit).map((name) => (
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
          {formatList(
            session.session.roles.map((role) => t(`role.${role}`)),
            language,
          )}
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
