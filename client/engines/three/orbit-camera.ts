/**
 * An orthographic camera around the building as four numbers and a target; pure, so that gestures
 * and fitting can be tested. Orthographic, because equal storeys must look equally large.
 */
export type Vector = readonly [number, number, number];

export interface OrbitState {
  readonly target: Vector;
  /** Direction of view, clockwise from north. */
  readonly azimuthRadians: number;
  /** 0 = level, π/2 = straight down. */
  readonly elevationRadians: number;
  readonly metresPerPixel: number;
}

const HALF_TURN = Math.PI;
const LOWEST = 0.05;
const HIGHEST = HALF_TURN / 2;
const SMALLEST_METRES_PER_PIXEL = 0.005;
const LARGEST_METRES_PER_PIXEL = 5;

export interface CameraAxes {
  readonly forward: Vector;
  readonly right: Vector;
  readonly up: Vector;
}

export function cameraAxes({ azimuthRadians: a, elevationRadians: e }: OrbitState): CameraAxes {
  return {
    forward: [Math.sin(a) * Math.cos(e), Math.cos(a) * Math.cos(e), -Math.sin(e)],
    right: [Math.cos(a), -Math.sin(a), 0],
    up: [Math.sin(a) * Math.sin(e), Math.cos(a) * Math.sin(e), Math.cos(e)],
  };
}

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Shows all points, with a margin, in a window of that many pixels. */
export function fitOrbit(
  points: readonly Vector[],
  direction: Pick<OrbitState, 'azimuthRadians' | 'elevationRadians'>,
  widthPixels: number,
  heightPixels: number,
  marginShare = 0.1,
): OrbitState {
  const start: OrbitState = { target: [0, 0, 0], metresPerPixel: 1, ...direction };
  if (points.length === 0) return start;
  const { right, up, forward } = cameraAxes(start);
  const span = (axis: Vector): readonly [number, number] => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const point of points) {
      const d = dot(point, axis);
      low = Math.min(low, d);
      high = Math.max(high, d);
    }
    return [low, high];
  };
  const r = span(right);
  const u = span(up);
  const f = span(forward);
  const middle = (range: readonly [number, number]): number => (range[0] + range[1]) / 2;
  const at = (i: 0 | 1 | 2): number =>
    right[i] * middle(r) + up[i] * middle(u) + forward[i] * middle(f);
  const free = 1 - 2 * marginShare;
  const metresPerPixel = Math.max(
    (r[1] - r[0]) / Math.max(1, widthPixels * free),
    (u[1] - u[0]) / Math.max(1, heightPixels * free),
  );
  return { ...start, target: [at(0), at(1), at(2)], metresPerPixel: clampScale(metresPerPixel) };
}

export const turnOrbit = (state: OrbitState, azimuth: number, elevation: number): OrbitState => ({
  ...state,
  azimuthRadians: (state.azimuthRadians + azimuth) % (2 * HALF_TURN),
  elevationRadians: Math.min(HIGHEST, Math.max(LOWEST, state.elevationRadians + elevation)),
});

/** Moves what is seen by that many pixels (right, down), as a hand moves paper. */
export function panOrbit(state: OrbitState, dx: number, dy: number): OrbitState {
  const { right, up } = cameraAxes(state);
  const at = (i: 0 | 1 | 2): number =>
    state.target[i] + (-dx * right[i] + dy * up[i]) * state.metresPerPixel;
  return { ...state, target: [at(0), at(1), at(2)] };
}

/** Zooms by a factor (> 1 = nearer) with the given pixel, from the window's centre, kept in place. */
export function zoomOrbit(state: OrbitState, factor: number, x = 0, y = 0): OrbitState {
  const metresPerPixel = clampScale(state.metresPerPixel / factor);
  const { right, up } = cameraAxes(state);
  const change = state.metresPerPixel - metresPerPixel;
  const at = (i: 0 | 1 | 2): number => state.target[i] + (x * right[i] - y * up[i]) * change;
  return { ...state, metresPerPixel, target: [at(0), at(1), at(2)] };
}

/** Between two states; angles go the short way. */
export function mixOrbit(from: OrbitState, to: OrbitState, share: number): OrbitState {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  let turn = (to.azimuthRadians - from.azimuthRadians) % (2 * HALF_TURN);
  if (turn > HALF_TURN) turn -= 2 * HALF_TURN;
  if (turn < -HALF_TURN) turn += 2 * HALF_TURN;
  return {
    target: [
      mix(from.target[0], to.target[0]),
      mix(from.target[1], to.target[1]),
      mix(from.target[2], to.target[2]),
    ],
    azimuthRadians: from.azimuthRadians + turn * share,
    elevationRadians: mix(from.elevationRadians, to.elevationRadians),
    metresPerPixel: mix(from.metresPerPixel, to.metresPerPixel),
  };
}

/** Pixels from the window's centre: right, down. */
export function pixelOf(state: OrbitState, point: Vector): readonly [number, number] {
  const { right, up } = cameraAxes(state);
  const { target, metresPerPixel } = state;
  const from: Vector = [point[0] - target[0], point[1] - target[1], point[2] - target[2]];
  return [dot(from, right) / metresPerPixel, -dot(from, up) / metresPerPixel];
}

const clampScale = (metresPerPixel: number): number =>
  Math.min(LARGEST_METRES_PER_PIXEL, Math.max(SMALLEST_METRES_PER_PIXEL, metresPerPixel));
