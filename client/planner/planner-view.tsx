/** The planner: what happens if? Left the plan, centre the map, right runs and outcomes. */
import './planner.css';
import { useCallback, useMemo, useState } from 'react';
import {
  type CityManifest,
  type DistrictNetworks,
  type Measure,
  may,
  type Point,
  type ScenarioRun,
} from '#contracts';
import { useChannels } from '../app/index.ts';
import type { DistrictMap } from '../engines/deck/index.ts';
import { commonMessages, eventName, useLanguage, useText } from '../i18n/index.ts';
import { nowMs, type Selection, select, useCity, useConnection, useLive } from '../store/index.ts';
import { Button, EmptyState, ErrorState, Panel, ScrubBar, Skeleton } from '../ui/index.ts';
import { newDraft } from './draft-store.ts';
import { ExportTools } from './export-tools.tsx';
import { placesFor } from './measure-places.ts';
import { OutcomesPanel } from './outcomes-panel.tsx';
import { PlaceList } from './place-list.tsx';
import { type PlaceOptions, placeOptions } from './place-options.ts';
import { PlanPanel } from './plan-panel.tsx';
import { PlannerLines } from './planner-lines.tsx';
import { PlannerMap } from './planner-map.tsx';
import { plannerMessages } from './planner-messages.ts';
import { draftStore, useDraft } from './planner-stores.ts';
import { RunList } from './run-list.tsx';
import { RunTimeBar } from './run-time-bar.tsx';
import { usePlannerScene } from './use-planner-scene.ts';

/** Dry, mild, still: shown in the form, and replaced by the district's weather once it is known. */
const CALM_WEATHER = { rainMillimetresPerHour: 0, temperatureCelsius: 18, windMetresPerSecond: 2 };

export function PlannerView() {
  const common = useText(commonMessages);
  const city = useCity((state) => state.city);
  const networks = useCity((state) => state.networks);
  const session = useConnection((state) => state.session);
  useChannels(['runs', 'transit']);
  if (session.state === 'signed-in' && !may(session.session.roles, 'read-forecast')) {
    const permission = common('permission.read-forecast');
    return (
      <EmptyState title={common('state.noPermission')} centred>
        <p>{common('state.noPermission.detail', { permission })}</p>
      </EmptyState>
    );
  }
  if (networks.state === 'failed') {
    return (
      <ErrorState title={common('state.cityFailed')} detail={networks.failure.detail} centred />
    );
  }
  if (city.state !== 'ready' || networks.state !== 'ready') return <Skeleton lines={6} />;
  return <Planner manifest={city.value.manifest} networks={networks.value} />;
}

function useStartDraft(): () => void {
  const t = useText(plannerMessages);
  const plans = useLive((state) => state.plans);
  const runs = useLive((state) => state.runs);
  const weather = useLive((state) => state.district?.weather);
  return () => {
    const name = t('plan.defaultName', { number: (runs?.size ?? 0) + 1 });
    const now = weather
      ? {
          rainMillimetresPerHour: weather.rainMillimetresPerHour,
          temperatureCelsius: weather.temperatureCelsius,
          windMetresPerSecond: weather.windMetresPerSecond,
        }
      : CALM_WEATHER;
    const draft = newDraft(name, plans?.events ?? [], plans?.measures ?? [], now, nowMs());
    const { draft: old, undo } = draftStore.getState();
    draftStore.setState({ draft, undo: old === null ? undo : [...undo, old] });
  };
}

function Planner({
  manifest,
  networks,
}: {
  readonly manifest: CityManifest;
  readonly networks: DistrictNetworks;
}) {
  const t = useText(plannerMessages);
  const language = useLanguage();
  const { timeZone } = manifest;
  const transit = useCity((state) => state.transit);
  const lines = transit.state === 'ready' ? transit.value : null;
  const options = useMemo(
    () => placeOptions(networks, language, lines),
    [networks, language, lines],
  );
  const draft = useDraft();
  const startDraft = useStartDraft();
  const [map, setMap] = useState<DistrictMap | null>(null);
  const [focusPoint, setFocusPoint] = useState<Point | null>(null);
  const [showDifference, setShowDifference] = useState(true);
  const forecast = useLive((state) => state.forecast);
  const plans = useLive((state) => state.plans);
  const model = usePlannerScene({ networks, options, timeZone, showDifference, focusPoint });

  const show = useCallback(
    (selection: Selection) => {
      select(selection);
      const point = pointOf(selection, options);
      if (point) setFocusPoint(point);
    },
    [options],
  );
  const showPlace = (id: string, type: Measure['type']) => {
    const place = placesFor(type, options).find((option) => option.id === id);
    if (place) setFocusPoint(place.point);
    const selection = selectionOf(id, type, networks);
    if (selection) select(selection);
  };
  const loadRun = (run: ScenarioRun) => {
    const { id: _, ...loaded } = run.scenario;
    const { draft: old, undo } = draftStore.getState();
    draftStore.setState({ draft: loaded, undo: old === null ? undo : [...undo, old] });
  };

  const comparing = model.a !== null && model.b !== null;
  const outcomesA = model.a?.outcomes ?? model.b?.outcomes ?? forecast?.outcomes ?? null;
  return (
    <div className="planner">
      <div className="planner-left">
        {draft === null ? (
          <Panel title={t('title')}>
            <EmptyState title={t('first.title')}>
              <p>{t('first.sentence')}</p>
              <Button look="primary" onClick={startDraft}>
                {t('first.action')}
              </Button>
            </EmptyState>
          </Panel>
        ) : (
          <PlanPanel
            draft={draft}
            networks={networks}
            options={options}
            timeZone={timeZone}
            onPlace={showPlace}
            onNew={startDraft}
          />
        )}
      </div>
      <section className="planner-centre" aria-label={t('map.title')}>
        <PlannerMap scene={model.scene} onMap={setMap} />
        <div className="planner-time">
          {model.span === null ? (
            <ScrubBar
              timeZone={timeZone}
              spans={(plans?.events ?? []).map((event) => ({
                id: event.id,
                label: eventName(event, language),
                fromMs: event.startMs,
                untilMs: event.endMs,
              }))}
            />
          ) : (
            <RunTimeBar {...model.span} timeMs={model.scene.timeMs} timeZone={timeZone} />
          )}
        </div>
      </section>
      <div className="planner-right">
        <Panel title={t('run.title')}>
          <RunList timeZone={timeZone} onLoad={loadRun} />
          {comparing ? (
            <label className="planner-check">
              <input
                type="checkbox"
                checked={showDifference}
                onChange={(event) => setShowDifference(event.target.checked)}
              />
              {t('map.showDifference')}
            </label>
          ) : null}
        </Panel>
        <Panel title={t('outcome.title')}>
          <OutcomesPanel
            outcomes={outcomesA}
            compared={model.a && model.b ? { a: model.a, b: model.b } : null}
            kind="forecast"
            options={options}
            timeZone={timeZone}
            onSelect={show}
          />
          <PlaceList options={options} onSelect={show} />
          <PlannerLines scene={model.scene} onSelect={show} />
          <ExportTools model={model} manifest={manifest} map={map} />
        </Panel>
      </div>
    </div>
  );
}

function pointOf(selection: Selection, options: PlaceOptions): Point | null {
  const all = [
    ...options.stations,
    ...options.gates,
    ...options.venues,
    ...options.streets,
    ...options.walks,
  ];
  return all.find((place) => place.id === selection.id)?.point ?? null;
}

function selectionOf(
  id: string,
  type: Measure['type'],
  networks: DistrictNetworks,
): Selection | null {
  const street = networks.street.links.find((link) => link.id === id);
  if (street && (type === 'close-street' || type === 'give-street-to-walkers')) {
    return { type: 'street-link', id: street.id };
  }
  const walk = networks.walk.links.find((link) => link.id === id);
  if (walk) return { type: 'walk-link', id: walk.id };
  const station = networks.stations.find(
    (item) => item.id === id || item.entrances.some((entrance) => entrance.id === id),
  );
  if (station) return { type: 'station', id: station.id };
  const gate = networks.venues.flatMap((venue) => venue.gates).find((item) => item.id === id);
  return gate ? { type: 'gate', id: gate.id } : null;
}
