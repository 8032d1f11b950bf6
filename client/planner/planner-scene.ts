/** What the planner shows at one moment, as plain data: panes, time, plan, places. */
import type { DistrictNetworks, Measure, Point, ValueKind } from '#contracts';
import type { LinesLayout } from '../layers/index.ts';
import type { TransitChoice } from '../store/index.ts';
import type { LinesShown } from '../transit/index.ts';
import type { FramePosition } from './pane-scene.ts';
import type { PlaceOptions } from './place-options.ts';

export interface PaneView {
  readonly name: 'live' | 'a' | 'b';
  readonly title: string;
  readonly kind: ValueKind;
  readonly position: FramePosition | null;
  /** Set when the pane shows a difference. */
  readonly base: FramePosition | null;
  /** null: none are known of this pane. */
  readonly transit: TransitChoice | null;
  readonly measures: readonly Measure[];
}

export interface PlannerScene {
  readonly networks: DistrictNetworks;
  readonly options: PlaceOptions;
  /** null in a city without lines. */
  readonly layout: LinesLayout | null;
  readonly timeZone: string;
  readonly timeMs: number;
  readonly panes: readonly PaneView[];
  /** Why a pane shows nothing, in words. */
  readonly note: (pane: PaneView) => string | null;
  readonly focusPoint: Point | null;
}

/** Lines and trains as one pane shows them. */
export const linesOf = (scene: PlannerScene, pane: PaneView, layout: LinesLayout): LinesShown => ({
  ...{ layout, timeMs: scene.timeMs, kind: pane.kind },
  frames: pane.transit?.frames ?? null,
  from: pane.transit?.from ?? 'forecast',
});
