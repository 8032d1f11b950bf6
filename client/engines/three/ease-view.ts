/** What moves between two states of the drawing: the camera and the storeys' heights. Pure. */
import { mixOrbit, type OrbitState } from './orbit-camera.ts';
import type { StoreyPlace } from './place-storeys.ts';

/** Motion ends within 200 ms. */
export const EASE_MS = 180;

export interface ViewPose {
  readonly orbit: OrbitState;
  readonly places: readonly StoreyPlace[];
}

export interface Easing {
  readonly from: ViewPose;
  readonly to: ViewPose;
  readonly startMs: number;
}

/** Looks change at once, heights and camera ease out (cubic). `done` at and after the end. */
export function poseAt(easing: Easing, timeMs: number): ViewPose & { readonly done: boolean } {
  const share = Math.min(1, Math.max(0, (timeMs - easing.startMs) / EASE_MS));
  const eased = 1 - (1 - share) ** 3;
  const { from, to } = easing;
  return {
    done: share === 1,
    orbit: share === 1 ? to.orbit : mixOrbit(from.orbit, to.orbit, eased),
    places: to.places.map((place, i) => {
      const start = from.places[i]?.liftMetres ?? place.liftMetres;
      return { look: place.look, liftMetres: start + (place.liftMetres - start) * eased };
    }),
  };
}
