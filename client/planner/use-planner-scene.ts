/**
 * Puts together what the planner shows: chosen runs and their frames, else the live forecast, at
 * the one chosen time.
 */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import {
  type DistrictNetworks,
  FRAME_SECONDS,
  type Frames,
  type Point,
  type ScenarioId,
  type ScenarioRun,
  type TransitFrames,
} from '#contracts';
import { type Translate, useText } from '../i18n/index.ts';
import {
  frameAt,
  frameIndexAt,
  type Loadable,
  phaseOf,
  transitAt,
  useClock,
  useFrames,
  useLive,
  useNowMs,
  useShownTimeMs,
  useView,
} from '../store/index.ts';
import { useLinesLayout } from '../transit/index.ts';
import type { ComparedRun } from './outcome-difference.ts';
import type { FramePosition } from './pane-scene.ts';
import type { PlaceOptions } from './place-options.ts';
import { plannerMessages } from './planner-messages.ts';
import type { PaneView, PlannerScene } from './planner-scene.ts';
import { loadRunFrames, runFramesStore } from './run-requests.ts';

export interface ShownRun extends ComparedRun {
  readonly run: ScenarioRun;
  readonly frames: Loadable<Frames> | undefined;
  readonly transit: TransitFrames | null;
}

/** A finished run by id, with its frames fetched. */
function useShownRun(id: ScenarioId | null): ShownRun | null {
  const run = useLive((state) => (id === null ? undefined : state.runs?.get(id)));
  const frames = useStore(runFramesStore, (state) =>
    id === null ? undefined : state.frames.get(id),
  );
  const transit = useStore(runFramesStore, (state) =>
    id === null ? null : (state.transit.get(id) ?? null),
  );
  const done = run?.status.state === 'done' ? run.status : null;
  const finished = done !== null;
  useEffect(() => {
    if (finished && id !== null) void loadRunFrames(id);
  }, [finished, id]);
  return useMemo(
    () =>
      run && done
        ? {
            run,
            outcomes: done.outcomes,
            seed: run.scenario.seed,
            memberOutcomes: done.memberOutcomes ?? null,
            frames,
            transit,
          }
        : null,
    [run, done, frames, transit],
  );
}

export interface PlannerModel {
  readonly scene: PlannerScene;
  readonly a: ShownRun | null;
  readonly b: ShownRun | null;
  /** Span of the run's clock; null = the live scrub bar. */
  readonly span: { readonly startMs: number; readonly endMs: number } | null;
}

export interface PlannerSceneOptions {
  readonly networks: DistrictNetworks;
  readonly options: PlaceOptions;
  readonly timeZone: string;
  readonly showDifference: boolean;
  readonly focusPoint: Point | null;
}

const positionAt = (frames: Loadable<Frames> | undefined, timeMs: number): FramePosition | null => {
  if (frames?.state !== 'ready') return null;
  const index = frameIndexAt(frames.value, timeMs);
  return index === null ? null : { frames: frames.value, index };
};

export function usePlannerScene(input: PlannerSceneOptions): PlannerModel {
  const { networks, options, timeZone, showDifference, focusPoint } = input;
  const t = useText(plannerMessages);
  const a = useShownRun(useView((state) => state.scenario));
  const b = useShownRun(useView((state) => state.compare));
  const now = useNowMs(5000);
  const liveTime = useShownTimeMs(1000);
  const scrubMs = useClock((state) => state.scrubMs);
  const live = useFrames((state) => state);
  const forecast = useLive((state) => state.forecast);
  const layout = useLinesLayout();
  const first = a ?? b;
  const span = useMemo(() => {
    if (!first) return null;
    const { startMs } = first.run.scenario;
    const count = first.frames?.state === 'ready' ? first.frames.value.frameCount : 121;
    return { startMs, endMs: startMs + (count - 1) * FRAME_SECONDS * 1000 };
  }, [first]);
  const runTime =
    span === null
      ? null
      : Math.min(
          span.endMs,
          Math.max(span.startMs, scrubMs ?? first?.outcomes.peakDensity.atMs ?? span.startMs),
        );
  // The frame, not the millisecond, is what changes the picture.
  const timeMs = runTime ?? Math.round(liveTime / (FRAME_SECONDS * 1000)) * FRAME_SECONDS * 1000;
  const isFuture = phaseOf(timeMs, now) === 'future';

  const scene = useMemo((): PlannerScene => {
    const runPane = (name: 'a' | 'b', shown: ShownRun): PaneView => ({
      name,
      title: `${name.toUpperCase()} · ${shown.run.scenario.name}`,
      kind: 'forecast',
      position: positionAt(shown.frames, timeMs),
      base: null,
      transit: shown.transit && { frames: shown.transit, from: 'forecast' },
      measures: shown.run.scenario.measures,
    });
    const panes: PaneView[] = [];
    if (a) panes.push(runPane('a', a));
    if (b) {
      const pane = runPane('b', b);
      const base = panes[0]?.position ?? null;
      panes.push(
        showDifference && a && base && pane.position
          ? { ...pane, title: `B − A · ${b.run.scenario.name}`, base }
          : pane,
      );
    }
    if (panes.length === 0) {
      const choice = frameAt(live, timeMs);
      panes.push({
        name: 'live',
        title: t('run.live'),
        kind: isFuture ? 'forecast' : 'inferred',
        position: choice ? { frames: choice.frames, index: choice.index } : null,
        base: null,
        transit: transitAt(live, timeMs),
        measures: forecast?.inputs.measures ?? [],
      });
    }
    return {
      networks,
      options,
      layout,
      timeZone,
      timeMs,
      panes,
      focusPoint,
      note: (pane) => noteOf(pane, pane.name === 'b' ? b : a, live.problem, t),
    };
  }, [
    a,
    b,
    showDifference,
    live,
    forecast,
    timeMs,
    isFuture,
    networks,
    options,
    layout,
    timeZone,
    focusPoint,
    t,
  ]);
  return { scene, a, b, span };
}

function noteOf(
  pane: PaneView,
  shown: ShownRun | null,
  liveProblem: string | null,
  t: Translate<(typeof plannerMessages)['zh']>,
): string | null {
  if (pane.position) return null;
  if (pane.name === 'live') {
    return liveProblem === null
      ? t('map.noFrames')
      : t('map.framesFailed', { detail: liveProblem });
  }
  if (shown?.frames?.state === 'failed') {
    return t('map.framesFailed', { detail: shown.frames.failure.detail });
  }
  return shown?.frames?.state === 'ready' ? t('map.noFrameAtTime') : t('map.loadingFrames');
}
