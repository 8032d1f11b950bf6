/** What the planner shows at one moment, as plain data: panes, time, plan, places. */
import type { DistrictNetworks, Measure, Point, TransitFrames, ValueKind } from '#contracts';
import type { LinesLayout } from '../layers/index.ts';
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
  readonly transit: TransitFrames | null;
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
