/** Holds the present view, eases to the next one and hands both to Cesium's camera. */
import { PerspectiveFrustum, type Scene } from 'cesium';
import type { Point } from '#contracts';
import { cornersOf, fitView } from './fit-view.ts';
import {
  type CameraPreset,
  type Extent,
  limitView,
  mixViews,
  type OrbitView,
  poseFromView,
  presetView,
  VERTICAL_FIELD_RADIANS,
} from './orbit-camera.ts';
import type { SceneFrame } from './scene-frame.ts';

const EASE_MS = 200;
/** From here on a district is seen whole; below, its middle is seen better than its corners. */
const WIDE_METRES = 5000;
const NEAR_METRES = 1;
const FAR_METRES = 100_000;

export interface ScenePlaces {
  /** Where the preset `venue` looks; null: there is none. */
  readonly venue: Point | null;
  /** Points that a view of the whole district shows; empty: the corners of its extent. */
  readonly outline: readonly Point[];
}

export interface SceneCamera {
  /** The view on screen, or the one it is easing to. */
  readonly view: () => OrbitView;
  readonly set: (view: OrbitView, how: 'at-once' | 'eased') => void;
  readonly goTo: (to: CameraPreset | Partial<OrbitView>) => void;
  /** Once a frame, before it is drawn. */
  readonly advance: () => void;
  /** Anew after the element changed its size. */
  readonly apply: () => void;
  readonly setPlaces: (places: ScenePlaces) => void;
}

export interface SceneCameraOptions {
  readonly container: HTMLElement;
  readonly extent: Extent;
  readonly reducedMotion: boolean;
}

interface Ease {
  readonly from: OrbitView;
  readonly to: OrbitView;
  readonly startedMs: number;
}

export function createSceneCamera(
  scene: Scene,
  frame: SceneFrame,
  { container, extent, reducedMotion }: SceneCameraOptions,
): SceneCamera {
  let venue: Point | null = null;
  let outline: readonly Point[] = cornersOf(extent);
  const aspect = (): number =>
    Math.max(0.2, container.clientWidth / Math.max(1, container.clientHeight));
  const [west, south, east, north] = extent;
  const isWide = Math.max(east - west, north - south) > WIDE_METRES;
  const preset = (name: CameraPreset): OrbitView => {
    const view = presetView(name, { extent, venue }, aspect());
    return isWide && name === 'district' ? fitView(outline, view, aspect()) : view;
  };
  let view = limitView(preset('district'), extent);
  let ease: Ease | null = null;
  /** Nobody has chosen a view yet. */
  let isFirst = true;
  const apply = (): void => {
    const pose = poseFromView(view);
    scene.camera.setView({
      destination: frame.toWorld([pose.eye[0], pose.eye[1]], pose.eye[2]),
      orientation: {
        direction: frame.toWorldVector(pose.direction),
        up: frame.toWorldVector(pose.up),
      },
    });
    const { frustum } = scene.camera;
    if (frustum instanceof PerspectiveFrustum) {
      // Cesium's angle is that of the longer side; ours is the vertical one.
      const ratio = aspect();
      const half = Math.tan(VERTICAL_FIELD_RADIANS / 2);
      frustum.fov = ratio > 1 ? 2 * Math.atan(half * ratio) : VERTICAL_FIELD_RADIANS;
      frustum.near = NEAR_METRES;
      frustum.far = FAR_METRES;
    }
    scene.requestRender();
  };
  const set: SceneCamera['set'] = (next, how) => {
    isFirst = false;
    const to = limitView(next, extent);
    if (how === 'at-once' || reducedMotion) {
      ease = null;
      view = to;
    } else {
      ease = { from: view, to, startedMs: performance.now() };
    }
    apply();
  };
  const current = (): OrbitView => ease?.to ?? view;
  return {
    view: current,
    set,
    goTo: (to) => set(typeof to === 'string' ? preset(to) : { ...current(), ...to }, 'eased'),
    advance: () => {
      if (!ease) return;
      const share = Math.min(1, (performance.now() - ease.startedMs) / EASE_MS);
      view = mixViews(ease.from, ease.to, 1 - (1 - share) ** 3);
      if (share >= 1) ease = null;
      apply();
    },
    apply,
    setPlaces: (places) => {
      venue = places.venue;
      if (places.outline.length > 0) outline = places.outline;
      if (!isFirst) return;
      set(preset('district'), 'eased');
      isFirst = true;
    },
  };
}
