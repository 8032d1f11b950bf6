/** One line while live data do not flow: what is kept, what happens next. */
import { commonMessages, formatAge, useLanguage, useText } from '../i18n/index.ts';
import { useConnection, useNowMs } from '../store/index.ts';

export function LinkNotice() {
  const t = useText(commonMessages);
  const language = useLanguage();
  const link = useConnection((state) => state.link);
  // Renews the age once a second; the age itself is of wall time, not district time.
  useNowMs();
  const text = ((): string | null => {
    switch (link.state) {
      case 'online':
      case 'connecting':
        return null;
      case 'offline':
        return link.sinceWallMs === null
          ? t('state.offline.never')
          : t('state.offline', { age: formatAge(Date.now() - link.sinceWallMs, language) });
      case 'refused':
        return link.reason === 'version'
          ? t('state.wrongVersion')
          : t('state.refused', { detail: link.detail });
      default:
        return link satisfies never;
    }
  })();
  return (
    <div role="status" className={text === null ? 'visually-hidden' : 'notice-line'}>
      {text}
    </div>
  );
}
