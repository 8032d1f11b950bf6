/**
 * The view from which a whole district is seen and little else: its outermost points touch the
 * picture's edges, whatever the shape of the district and of the screen. Pure, local metres.
 */
import type { Point } from '#contracts';
import {
  type Extent,
  type OrbitView,
  poseFromView,
  VERTICAL_FIELD_RADIANS,
} from './orbit-camera.ts';

/** Share of the picture that the points may fill: names and buttons at its edges need some room. */
const FILLED = 0.88;
/** The wall's buttons lie over the top: the middle of the points is this far below the picture's. */
const LOWERED = 0.05;
/** Each step takes out most of the error; 30 leave less than a pixel of a wall. */
const STEPS = 30;

type Angles = Pick<OrbitView, 'headingRadians' | 'pitchRadians'>;

export function fitView(points: readonly Point[], angles: Angles, aspect: number): OrbitView {
  const [west, south, east, north] = boundsOf(points);
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
    const [left, bottom, right, top] = boundsOnScreen(view, points, aspect);
    const metres = view.rangeMetres * half;
    const aside = ((left + right) / 2) * aspect * metres;
    const ahead = (((bottom + top) / 2 + LOWERED) * metres) / Math.sin(angles.pitchRadians);
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

export const cornersOf = ([west, south, east, north]: Extent): readonly Point[] => [
  [west, south],
  [east, south],
  [west, north],
  [east, north],
];

/** [left, bottom, right, top] of points on the ground, −1 … 1 from edge to edge of the picture. */
export function boundsOnScreen(
  view: OrbitView,
  points: readonly Point[],
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
  return boundsOf(
    points.map(([x, y]) => {
      const from = [x - eye[0], y - eye[1], -eye[2]];
      const depth = dot(from, direction) * half;
      return [dot(from, right) / depth / aspect, dot(from, up) / depth];
    }),
  );
}

function boundsOf(points: readonly Point[]): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  return bounds;
}
