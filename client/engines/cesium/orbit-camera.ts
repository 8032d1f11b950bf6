/**
 * The wall's camera as five numbers about a point on the ground: pure, so that it can be tested,
 * stored in a link and eased. Cesium's own controller knows a globe, not a district's border.
 * Local east-north-up metres; angles in radians.
 */
import type { Point, Vector3 } from '#contracts';

export interface OrbitView {
  /** Point on the ground that the camera looks at. */
  readonly eastMetres: number;
  readonly northMetres: number;
  /** From that point to the eye. */
  readonly rangeMetres: number;
  /** Clockwise from north: the direction in which the camera looks. */
  readonly headingRadians: number;
  /** Below the horizon: π/2 looks straight down. */
  readonly pitchRadians: number;
}

/** [west, south, east, north] metres. */
export type Extent = readonly [number, number, number, number];

/** Vertical opening angle: narrow enough that towers at the edges of a 32:9 wall stay upright. */
export const VERTICAL_FIELD_RADIANS = 0.62;
const PITCH_RANGE = [0.2, 1.553] as const;
const NEAREST_METRES = 60;
/** How far the looked-at point may leave the district, as a share of its size. */
const MARGIN_SHARE = 0.15;

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

export function limitView(view: OrbitView, extent: Extent): OrbitView {
  const [west, south, east, north] = extent;
  const size = Math.max(east - west, north - south);
  const margin = size * MARGIN_SHARE;
  const turn = 2 * Math.PI;
  return {
    eastMetres: clamp(view.eastMetres, west - margin, east + margin),
    northMetres: clamp(view.northMetres, south - margin, north + margin),
    rangeMetres: clamp(view.rangeMetres, NEAREST_METRES, size * 4),
    headingRadians: ((view.headingRadians % turn) + turn) % turn,
    pitchRadians: clamp(view.pitchRadians, PITCH_RANGE[0], PITCH_RANGE[1]),
  };
}

export interface CameraPose {
  readonly eye: Vector3;
  readonly direction: Vector3;
  readonly up: Vector3;
}

/** Eye, unit direction and unit up in the local frame. */
export function poseFromView(view: OrbitView): CameraPose {
  const cosPitch = Math.cos(view.pitchRadians);
  const sinPitch = Math.sin(view.pitchRadians);
  const sinHeading = Math.sin(view.headingRadians);
  const cosHeading = Math.cos(view.headingRadians);
  const direction: Vector3 = [cosPitch * sinHeading, cosPitch * cosHeading, -sinPitch];
  return {
    eye: [
      view.eastMetres - direction[0] * view.rangeMetres,
      view.northMetres - direction[1] * view.rangeMetres,
      -direction[2] * view.rangeMetres,
    ],
    direction,
    up: [sinPitch * sinHeading, sinPitch * cosHeading, cosPitch],
  };
}

export const metresPerPixel = (view: OrbitView, heightPixels: number): number =>
  (2 * view.rangeMetres * Math.tan(VERTICAL_FIELD_RADIANS / 2)) / Math.max(1, heightPixels);

/** Moves the ground with the pointer: `right` and `down` in pixels, as a drag gives them. */
export function panView(
  view: OrbitView,
  drag: { readonly right: number; readonly down: number },
  heightPixels: number,
): OrbitView {
  const scale = metresPerPixel(view, heightPixels);
  const right = -drag.right * scale;
  const forward = (drag.down * scale) / Math.sin(view.pitchRadians);
  const sin = Math.sin(view.headingRadians);
  const cos = Math.cos(view.headingRadians);
  return {
    ...view,
    eastMetres: view.eastMetres + right * cos + forward * sin,
    northMetres: view.northMetres - right * sin + forward * cos,
  };
}

/** The range at which a box of the ground just fits, seen under the view's pitch and heading. */
export function rangeToFit(
  size: { readonly eastMetres: number; readonly northMetres: number },
  angles: Pick<OrbitView, 'headingRadians' | 'pitchRadians'>,
  aspect: number,
): number {
  const sin = Math.abs(Math.sin(angles.headingRadians));
  const cos = Math.abs(Math.cos(angles.headingRadians));
  const across = size.eastMetres * cos + size.northMetres * sin;
  const along = size.eastMetres * sin + size.northMetres * cos;
  const half = Math.tan(VERTICAL_FIELD_RADIANS / 2);
  // The near edge is closer to the eye than the middle by half the depth times cos(pitch).
  const nearer = (along / 2) * Math.cos(angles.pitchRadians);
  const forHeight = (along * Math.sin(angles.pitchRadians)) / (2 * half);
  const forWidth = across / (2 * half * aspect);
  return Math.max(forHeight, forWidth) + nearer * 0.6;
}

export type CameraPreset = 'district' | 'venue' | 'top';

export function presetView(
  preset: CameraPreset,
  place: { readonly extent: Extent; readonly venue: Point | null },
  aspect: number,
): OrbitView {
  const [west, south, east, north] = place.extent;
  const size = { eastMetres: east - west, northMetres: north - south };
  const middle = { eastMetres: (west + east) / 2, northMetres: (south + north) / 2 };
  if (preset === 'top') {
    const angles = { headingRadians: 0, pitchRadians: PITCH_RANGE[1] };
    return { ...middle, ...angles, rangeMetres: rangeToFit(size, angles, aspect) };
  }
  if (preset === 'venue' && place.venue) {
    return {
      eastMetres: place.venue[0],
      northMetres: place.venue[1],
      headingRadians: 0.45,
      pitchRadians: 0.72,
      rangeMetres: 900,
    };
  }
  const angles = { headingRadians: 0.35, pitchRadians: 0.84 };
  const target = aimOf(place) ?? middle;
  // The corners of a turned square may leave the picture, its streets and its middle may not.
  return { ...target, ...angles, rangeMetres: rangeToFit(size, angles, aspect) * 0.8 };
}

/** How far from the district's middle its venue may lie to be in the middle of the picture. */
const AIM_SHARE = 0.2;

/** Between the district's middle and its venue, where that is near; a little south, as near things look larger. */
function aimOf(place: { readonly extent: Extent; readonly venue: Point | null }) {
  const [west, south, east, north] = place.extent;
  const { venue } = place;
  if (!venue) return null;
  const aside = Math.abs(venue[0] - (west + east) / 2) / (east - west);
  const ahead = Math.abs(venue[1] - (south + north) / 2) / (north - south);
  if (Math.max(aside, ahead) > AIM_SHARE) return null;
  return {
    eastMetres: ((west + east) / 2 + venue[0]) / 2,
    northMetres: ((south + north) / 2 + venue[1]) / 2 - (north - south) * 0.04,
  };
}

/** Between two views, `share` 0…1; turns the short way. */
export function mixViews(from: OrbitView, to: OrbitView, share: number): OrbitView {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  const turn = 2 * Math.PI;
  let swing = (to.headingRadians - from.headingRadians) % turn;
  if (swing > Math.PI) swing -= turn;
  if (swing < -Math.PI) swing += turn;
  return {
    eastMetres: mix(from.eastMetres, to.eastMetres),
    northMetres: mix(from.northMetres, to.northMetres),
    // Ranges differ by factors: the eye sees equal steps in the logarithm.
    rangeMetres: Math.exp(mix(Math.log(from.rangeMetres), Math.log(to.rangeMetres))),
    headingRadians: from.headingRadians + swing * share,
    pitchRadians: mix(from.pitchRadians, to.pitchRadians),
  };
}
