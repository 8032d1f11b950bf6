/** The frame around the views: bar, state of the connection, the view, sources. */
import { lazy, Suspense, useEffect } from 'react';
import { commonMessages, useLanguage, useText } from '../i18n/index.ts';
import { useCity, useConnection, useView, type View } from '../store/index.ts';
import { EmptyState, ErrorState, Skeleton } from '../ui/index.ts';
import { CityBuildNotice } from './city-build-notice.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { LinkNotice } from './link-notice.tsx';
import { SourcesLine } from './sources-line.tsx';
import { startApp } from './start-app.ts';
import { TopBar } from './top-bar.tsx';

/** Each view is a chunk of its own; each folder's index.ts exports its view. */
const CloseUpView = lazy(async () => ({
  default: (await import('../close-up/close-up-view.tsx')).CloseUpView,
}));

const VIEW_COMPONENTS = {
  wall: lazy(async () => ({ default: (await import('../wall/index.ts')).WallView })),
  planner: lazy(async () => ({ default: (await import('../planner/index.ts')).PlannerView })),
  units: lazy(async () => ({ default: (await import('../units/index.ts')).UnitsView })),
  audit: lazy(async () => ({ default: (await import('../audit/index.ts')).AuditView })),
} satisfies Readonly<Record<View, unknown>>;

export function App() {
  const t = useText(commonMessages);
  const language = useLanguage();
  const view = useView((state) => state.view);
  const closeUp = useView((state) => state.closeUp);
  const isReady = useCity((state) => state.city.state === 'ready');
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${t(`view.${view}`)} · ${t('appName')}`;
  }, [language, view, t]);
  return (
    <div className="app">
      <TopBar />
      <LinkNotice />
      <CityBuildNotice />
      <main className="app-main">
        <div className="app-under" inert={closeUp !== null}>
          <Gate view={view} />
        </div>
        {closeUp !== null && isReady ? (
          <Suspense fallback={<Skeleton lines={6} />}>
            <CloseUpView key={`${closeUp.type}:${closeUp.id}`} place={closeUp} />
          </Suspense>
        ) : null}
      </main>
      <Foot />
    </div>
  );
}

function Foot() {
  const city = useCity((state) => state.city);
  return city.state === 'ready' ? <SourcesLine manifest={city.value.manifest} /> : null;
}

function Gate({ view }: { readonly view: View }) {
  const t = useText(commonMessages);
  const session = useConnection((state) => state.session);
  const city = useCity((state) => state.city);
  if (session.state === 'signed-out') {
    return (
      <EmptyState title={t('state.signIn')} centred>
        <p>{t('state.signIn.detail')}</p>
        <a className="button primary" href="/sign-in">
          {t('state.signIn.action')}
        </a>
      </EmptyState>
    );
  }
  if (city.state === 'failed') {
    return (
      <ErrorState
        title={t('state.cityFailed')}
        detail={city.failure.detail}
        onRetry={() => void startApp()}
        centred
      />
    );
  }
  if (city.state === 'loading') return <Skeleton lines={6} />;
  const Shown = VIEW_COMPONENTS[view];
  return (
    <ErrorBoundary
      key={view}
      fallback={(error, retry) => (
        <ErrorState title={t('state.viewFailed')} detail={error.message} onRetry={retry} centred>
          <p>{t('state.viewFailed.detail')}</p>
        </ErrorState>
      )}
    >
      <Suspense fallback={<Skeleton lines={6} />}>
        <Shown />
      </Suspense>
    </ErrorBoundary>
  );
}
