/**
 * Units: what is in this place? Left the path, centre the building taken apart, right its card; on
 * a phone the same three, one at a time, list first.
 */
import { useState } from 'react';
import { type CellId, may } from '#contracts';
import { useChannels } from '../app/index.ts';
import { commonMessages, useText } from '../i18n/index.ts';
import { useCity, useConnection, usePlaceState, useView } from '../store/index.ts';
import { Button, EmptyState, ErrorState, Skeleton } from '../ui/index.ts';
import { AreaCard } from './area-card.tsx';
import { BuildingStage } from './building-stage.tsx';
import { UnitFinder } from './finder/unit-finder.tsx';
import { PlaceCard } from './place-card.tsx';
import { PlaceList } from './place-list.tsx';
import { unitsMessages } from './units-messages.ts';
import './units.css';
import './units-print.css';
import { type Place, usePlace } from './use-place.ts';

export function UnitsView() {
  const words = useText(commonMessages);
  const session = useConnection((state) => state.session);
  if (session.state !== 'signed-in') return <Skeleton lines={6} />;
  if (!may(session.session.roles, 'read-units')) return <NoPermission words={words} />;
  return <PermittedUnits />;
}

function NoPermission({
  words,
}: {
  readonly words: (key: 'state.noPermission' | 'permission.read-units') => string;
}) {
  const common = useText(commonMessages);
  return (
    <EmptyState title={words('state.noPermission')} centred>
      <p>{common('state.noPermission.detail', { permission: words('permission.read-units') })}</p>
    </EmptyState>
  );
}

const PANES = ['list', 'building', 'card'] as const;
type Pane = (typeof PANES)[number];

function PermittedUnits() {
  const t = useText(unitsMessages);
  const quantity = useView((state) => state.quantity);
  useChannels(['cells:alarm', `cells:${quantity}`, 'alarms']);
  const place = usePlace();
  const city = useCity((state) => state.city);
  const broken = usePlaceState((state) => state.brokenLink);
  const timeZone = city.state === 'ready' ? city.value.manifest.timeZone : 'UTC';
  // A link to a place opens at the place; without one a phone opens at the list.
  const [pane, setPane] = useState<Pane>(place.cell === null ? 'list' : 'card');
  const detail = place.building?.state === 'ready' ? place.building.value : null;
  const areas = place.areas.state === 'ready' ? place.areas.value : [];
  return (
    <div className="units" data-pane={pane}>
      <PlaceList
        areas={place.areas}
        onRetry={place.reloadAreas}
        detail={detail}
        cell={place.cell}
        onPicked={(what) => {
          if (what !== 'building') setPane('card');
        }}
      />
      <div className="units-centre">
        {broken === null ? null : (
          <p className="notice-line" role="alert">
            {t('link.broken', { name: broken })}
          </p>
        )}
        {place.cell === null ? (
          <UnitFinder area={place.area} onOpen={() => setPane('card')} />
        ) : (
          <Centre place={place} cell={place.cell} />
        )}
      </div>
      {place.cell === null && place.area ? (
        <AreaCard area={place.area} areas={areas} />
      ) : (
        <PlaceCard
          cell={place.cell}
          card={place.card}
          building={place.building}
          onRetry={place.reloadBuilding}
          timeZone={timeZone}
        />
      )}
      <nav className="units-panes" aria-label={t('pane.choose')}>
        {PANES.map((name) => (
          <Button key={name} aria-pressed={pane === name} onClick={() => setPane(name)}>
            {t(`pane.${name}`)}
          </Button>
        ))}
      </nav>
    </div>
  );
}

function Centre({ place, cell }: { readonly place: Place; readonly cell: CellId }) {
  const t = useText(unitsMessages);
  const { building } = place;
  if (building?.state === 'ready') return <BuildingStage detail={building.value} cell={cell} />;
  if (building?.state === 'failed' && building.failure.reason === 'forbidden') {
    return (
      <EmptyState title={t('unit.outside')} centred>
        <p>{t('unit.outside.detail')}</p>
      </EmptyState>
    );
  }
  if (building?.state === 'failed') {
    const gone = building.failure.reason === 'not-found';
    return (
      <ErrorState
        title={t(gone ? 'building.gone' : 'building.failed')}
        detail={gone ? t('building.gone.detail', { cell }) : building.failure.detail}
        {...(gone ? {} : { onRetry: place.reloadBuilding })}
        centred
      >
        <p>{t('building.failed.detail')}</p>
      </ErrorState>
    );
  }
  return (
    <div className="stage-loading" role="status">
      <span className="kind">{t('building.loading')}…</span>
    </div>
  );
}
