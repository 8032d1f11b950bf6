/**
 * Units: what is in this place? Left the path, centre the building taken apart, right its card; on
 * a phone the same three, one at a time, list first.
 */
import { useEffect, useState } from 'react';
import { type CellId, may, type Venue } from '#contracts';
import { useChannels } from '../app/index.ts';
import { commonMessages, localized, useLanguage, useText } from '../i18n/index.ts';
import { reportProbe } from '../probe.ts';
import { select, useCity, useConnection } from '../store/index.ts';
import { Button, EmptyState, ErrorState, Skeleton } from '../ui/index.ts';
import { BuildingStage } from './building-stage.tsx';
import { orderBuildings } from './order-buildings.ts';
import { PlaceCard } from './place-card.tsx';
import { PlaceList } from './place-list.tsx';
import { buildingName } from './place-names.ts';
import { unitsMessages } from './units-messages.ts';
import './units.css';
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
  useChannels(['cells:alarm', 'cells:power', 'cells:water', 'cells:occupancy', 'alarms']);
  const place = usePlace();
  const city = useCity((state) => state.city);
  const networks = useCity((state) => state.networks);
  const venue = (networks.state === 'ready' ? networks.value.venues[0] : undefined) ?? null;
  const timeZone = city.state === 'ready' ? city.value.manifest.timeZone : 'UTC';
  // A link to a place opens at the place; without one a phone opens at the list.
  const [pane, setPane] = useState<Pane>(place.cell === null ? 'list' : 'card');
  const detail = place.building?.state === 'ready' ? place.building.value : null;
  const listShown = place.buildings.state === 'ready';
  useEffect(() => {
    // Without a building there is nothing to draw: the view is ready with its list.
    if (place.cell === null) reportProbe({ ready: { units: listShown } });
  }, [place.cell, listShown]);

  const onPicked = (cell: CellId): void => {
    const isBuilding =
      place.buildings.state === 'ready' && place.buildings.value.some((b) => b.cell === cell);
    if (!isBuilding) setPane('card');
  };
  return (
    <div className="units" data-pane={pane}>
      <PlaceList
        buildings={place.buildings}
        onRetry={place.reloadBuildings}
        detail={detail}
        cell={place.cell}
        venue={venue}
        onPicked={onPicked}
      />
      <div className="units-centre">
        <Centre place={place} venue={venue} />
      </div>
      <PlaceCard
        cell={place.cell}
        card={place.card}
        building={place.building}
        onRetry={place.reloadBuilding}
        timeZone={timeZone}
      />
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

function Centre({ place, venue }: { readonly place: Place; readonly venue: Venue | null }) {
  const t = useText(unitsMessages);
  if (place.cell === null) return <FirstUse place={place} venue={venue} />;
  const { building } = place;
  if (building?.state === 'ready')
    return <BuildingStage detail={building.value} cell={place.cell} />;
  if (building?.state === 'failed') {
    const gone = building.failure.reason === 'not-found';
    return (
      <ErrorState
        title={t(gone ? 'building.gone' : 'building.failed')}
        detail={gone ? t('building.gone.detail', { cell: place.cell }) : building.failure.detail}
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

function FirstUse({ place, venue }: { readonly place: Place; readonly venue: Venue | null }) {
  const t = useText(unitsMessages);
  const language = useLanguage();
  const all = place.buildings.state === 'ready' ? place.buildings.value : [];
  const nameOf = (building: (typeof all)[number]): string => buildingName(building, t, language);
  const first = orderBuildings(
    all.filter((building) => building.units > 1),
    venue ? 'near' : 'name',
    venue,
    nameOf,
    language,
  )[0];
  return (
    <EmptyState title={t('first.title')} centred>
      <p>
        {venue
          ? t('first.sentence', { venue: localized(venue.name, language) })
          : t('first.sentence.plain')}
      </p>
      {first ? (
        <Button look="primary" onClick={() => select({ type: 'cell', id: first.cell })}>
          {t('first.action', { name: nameOf(first) })}
        </Button>
      ) : null}
    </EmptyState>
  );
}
