/** The map: one pane, or two with one camera and one clock; titles, legend and the picked place. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { createDistrictMap, type DistrictMap, type PickTarget } from '../engines/deck/index.ts';
import { commonMessages, useLanguage, useText } from '../i18n/index.ts';
import { reportProbe } from '../probe.ts';
import { liveStore, select, useLive, useView } from '../store/index.ts';
import { TrainLegend, transitMessages } from '../transit/index.ts';
import {
  Button,
  DensityLegend,
  DifferenceLegend,
  ErrorState,
  KindMark,
  SpeedLegend,
} from '../ui/index.ts';
import { useFootprints } from './footprints.ts';
import { keepMoving } from './keep-moving.ts';
import { createPaneBuffers, paneScene } from './pane-scene.ts';
import { pickedId, pickedNear, targetSelection, targetText } from './pick-target.ts';
import { PlaceCard } from './place-card.tsx';
import { plannerMessages } from './planner-messages.ts';
import type { PaneView, PlannerScene } from './planner-scene.ts';
import { pickStore } from './planner-stores.ts';
import { movingOf } from './planner-trains.ts';

export interface PlannerMapProps {
  readonly scene: PlannerScene;
  /** Handed to exports. */
  readonly onMap: (map: DistrictMap | null) => void;
}

export function PlannerMap({ scene, onMap }: PlannerMapProps) {
  const { networks, options } = scene;
  const t = useText(plannerMessages);
  const common = useText(commonMessages);
  const transit = useText(transitMessages);
  const language = useLanguage();
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<DistrictMap | null>(null);
  const latest = useRef(scene);
  const words = useRef(language);
  const version = useRef(0);
  const [failure, setFailure] = useState<string | null>(null);
  const selection = useView((state) => state.selection);
  const isLive = scene.panes.some((pane) => pane.name === 'live');
  const feed = useLive((state) => state.transit?.feeds[0] ?? null);
  const feedKind = isLive && feed ? feed.kind : null;
  const buffers = useMemo(
    () => [createPaneBuffers(networks), createPaneBuffers(networks)] as const,
    [networks],
  );

  useEffect(() => {
    latest.current = scene;
    words.current = language;
  }, [scene, language]);

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const onPick = (target: PickTarget) => {
      const { request } = pickStore.getState();
      const { networks } = latest.current;
      const id = request === null ? null : pickedId(target, request.type, networks);
      const near = request === null ? null : pickedNear(target, request.type, networks);
      if (request !== null && near !== null) {
        request.onNear(near);
        pickStore.setState({ request: null });
        return;
      }
      if (request !== null && id !== null) {
        request.onPick(id);
        pickStore.setState({ request: null });
        return;
      }
      select(targetSelection(target, latest.current.networks));
    };
    const created = createDistrictMap({
      container: element,
      networks,
      onPick,
      tooltip: (target) => targetText(target, latest.current, words.current),
      onReady: () => reportProbe({ ready: { planner: true } }),
      onFailure: setFailure,
    });
    map.current = created;
    onMap(created);
    return () => {
      created.destroy();
      map.current = null;
      onMap(null);
      reportProbe({ ready: { planner: false } });
    };
  }, [networks, onMap]);

  useEffect(() => {
    version.current += 1;
    map.current?.setPanes(
      scene.panes.map((pane, i) =>
        paneScene({
          networks,
          options,
          language,
          position: pane.position,
          base: pane.base,
          layout: scene.layout,
          measures: pane.measures,
          timeMs: scene.timeMs,
          selection,
          buffers: buffers[i === 1 ? 1 : 0],
          version: version.current,
        }),
      ),
    );
  }, [scene, networks, options, language, selection, buffers]);

  // Also at once when something else is shown or reported.
  useEffect(() => {
    const move = (): void => map.current?.setMoving(movingOf(scene));
    const rest = keepMoving(move);
    const stop = liveStore.subscribe((now, before) => {
      if (now.transit !== before.transit) move();
    });
    return () => {
      rest();
      stop();
    };
  }, [scene]);

  // A place chosen in a list comes into sight; one clicked on the map already is.
  const focusPoint = scene.focusPoint;
  useEffect(() => {
    if (focusPoint) map.current?.lookAt(focusPoint);
  }, [focusPoint]);

  const footprints = useFootprints();
  useEffect(() => {
    if (footprints.state === 'ready') map.current?.setFootprints(footprints.value);
  }, [footprints]);

  const isDifference = scene.panes.some((pane) => pane.base !== null);
  return (
    <>
      <div className="planner-map">
        <div
          ref={container}
          className="planner-canvas"
          role="application"
          aria-label={t('map.label')}
        />
        {failure === null ? null : (
          <div className="planner-map-failure">
            <ErrorState title={t('map.failed', { detail: failure })} />
          </div>
        )}
        <div className="planner-pane-titles">
          {scene.panes.map((pane) => (
            <PaneTitle key={pane.name} pane={pane} note={scene.note(pane)} />
          ))}
        </div>
        <div className="planner-map-tools">
          <Button onClick={() => map.current?.fit()}>{t('map.fit')}</Button>
        </div>
        {footprints.state === 'failed' ? (
          <p className="planner-map-note kind" role="status">
            {t('map.noFootprints', { detail: footprints.failure.detail })}
          </p>
        ) : null}
        <PlaceCard scene={scene} />
      </div>
      <details className="planner-legend" open>
        <summary>{common('legend.title')}</summary>
        <div className="planner-legend-groups">
          {isDifference ? <DifferenceLegend /> : null}
          <DensityLegend />
          {scene.panes.some((pane) => pane.base === null) ? <SpeedLegend /> : null}
          {scene.layout || feedKind !== null ? (
            <TrainLegend feedKind={feedKind} look="map" />
          ) : null}
          <p>
            <span className="legend-circle" aria-hidden="true" /> {common('legend.queue')}
            {networks.buses.stops.length > 0 ? (
              <span className="legend-bus-stop">
                <span aria-hidden="true">▪</span> {transit('legend.busStops')}
              </span>
            ) : null}
          </p>
        </div>
      </details>
    </>
  );
}

function PaneTitle({ pane, note }: { readonly pane: PaneView; readonly note: string | null }) {
  return (
    <div className="planner-pane-title">
      <strong>{pane.title}</strong> <KindMark kind={pane.kind} />
      {note === null ? null : <div role="status">{note}</div>}
    </div>
  );
}
