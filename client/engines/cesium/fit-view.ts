/**
 * The view from which a whole district is seen and nothing else: the ground box's corners touch the
 * picture's edges, whatever the shape of the district and of the screen. Pure, local metres.
 */
import {
  type Extent,
  type OrbitView,
  poseFromView,
  VERTICAL_FIELD_RADIANS,
} from './orbit-camera.ts';

/** Share of the half picture that the box may fill: labels of its edges need some room. */
const FILLED = 0.94;
/** Each step takes out most of the error; 30 leave less than a pixel of a wall. */
const STEPS = 30;

type Angles = Pick<OrbitView, 'headingRadians' | 'pitchRadians'>;

export function fitView(extent: Extent, angles: Angles, aspect: number): OrbitView {
  const [west, south, east, north] = extent;
  const half = Math.tan(VERTICAL_FIELD_RADIANS / 2);
  let view: OrbitView = {
    ...angles,
    eastMetres: (west + east) / 2,
    northMetres: (south + north) / 2,
    rangeMetres: (2 * Math.hypot(east - west, north - south)) / half,
  };
  const sin = Math.sin(angles.headingRadians);
  const cos = Math.cos(angles.headingRadians);
  for (let step = 0; step < STEPS; step += 1) {
    const [left, bottom, right, top] = boxOnScreen(view, extent, aspect);
    const metres = view.rangeMetres * half;
    const aside = ((left + right) / 2) * aspect * metres;
    const ahead = (((bottom + top) / 2) * metres) / Math.sin(angles.pitchRadians);
    const filled = Math.max(right - left, top - bottom) / 2;
    view = {
      ...view,
      eastMetres: view.eastMetres + aside * cos + ahead * sin,
      northMetres: view.northMetres - aside * sin + ahead * cos,
      rangeMetres: (view.rangeMetres * filled) / FILLED,
    };
  }
  return view;
}

/** [left, bottom, right, top] of the ground box, −1 … 1 from edge to edge of the picture. */
export function boxOnScreen(
  view: OrbitView,
  [west, south, east, north]: Extent,
  aspect: number,
): readonly [number, number, number, number] {
  const { eye, direction, up } = poseFromView(view);
  const right = [
    direction[1] * up[2] - direction[2] * up[1],
    direction[2] * up[0] - direction[0] * up[2],
    direction[0] * up[1] - direction[1] * up[0],
  ];
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  const half = Math.tan(VERTICAL_FIELD_RADIANS / 2);
  const corners = [
    [west, south],
    [east, south],
    [west, north],
    [east, north],
  ].map(([x = 0, y = 0]) => {
    const from = [x - eye[0], y - eye[1], -eye[2]];
    const depth = dot(from, direction) * half;
    return [dot(from, right) / depth / aspect, dot(from, up) / depth] as const;
  });
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
