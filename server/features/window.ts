/** Boxes in degrees: read from `bbox`, carried into the local frame, and met by geometries exactly. */
import { createLocalFrame, type FrameOrigin } from '#contracts';
import type { Window } from './collection.ts';

/** [west, south, east, north] degrees, west ≤ east. */
export type DegreeBox = readonly [number, number, number, number];

/** Two boxes where the one asked for crosses the antimeridian. A fault in words otherwise. */
export function readBbox(text: string): readonly DegreeBox[] | string {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (![4, 6].includes(numbers.length) || numbers.some((each) => !Number.isFinite(each))) {
    return `bbox: expected 4 or 6 numbers with commas between, got ${text.slice(0, 80)}`;
  }
  const high = numbers.length / 2;
  const [west = 0, south = 0] = numbers;
  const [east = 0, north = 0] = numbers.slice(high);
  const isInside = Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90;
  if (!isInside || south > north) {
    return `bbox: expected west,south,east,north in degrees, got ${text.slice(0, 80)}`;
  }
  if (west <= east) return [[west, south, east, north]];
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ];
}

/** A district is some 10 km wide; what lies further off is only far. */
const NEAR_DEGREES = 2;

export function windowOf(box: DegreeBox, origin: FrameOrigin): Window {
  const { lonDegrees, latDegrees } = origin;
  const clamp = (value: number, centre: number): number =>
    Math.min(centre + NEAR_DEGREES, Math.max(centre - NEAR_DEGREES, value));
  const [west, south, east, north] = [
    clamp(box[0], lonDegrees),
    clamp(box[1], latDegrees),
    clamp(box[2], lonDegrees),
    clamp(box[3], latDegrees),
  ];
  const frame = createLocalFrame(origin);
  // Parallels bend towards the pole: their middle reaches further than their ends.
  const middle = (west + east) / 2;
  const corners = (lat: number) =>
    [west, middle, east].map((lon) => frame.pointFromLonLat(lon, lat));
  const low = corners(south);
  const top = corners(north);
  const easts = (at: number) => [low[at]?.[0] ?? 0, top[at]?.[0] ?? 0];
  const norths = (points: typeof low) => points.map((point) => point[1]);
  return {
    outer: [
      Math.min(...easts(0)),
      Math.min(...norths(low)),
      Math.max(...easts(2)),
      Math.max(...norths(top)),
    ],
    inner: [
      Math.max(...easts(0)),
      Math.max(...norths(low)),
      Math.min(...easts(2)),
      Math.min(...norths(top)),
    ],
  };
}

type Position = readonly [number, number];

/** GeoJSON geometry text against a box in degrees; touching is meeting. */
export function geometryMeets(text: string, box: DegreeBox): boolean {
  const geometry: unknown = JSON.parse(text);
  if (!isGeometry(geometry)) return false;
  const { type, coordinates } = geometry;
  if (type === 'Point') return isPosition(coordinates) && inBox(coordinates, box);
  if (type === 'LineString') return lineMeets(positionsOf(coordinates), box);
  const polygons = type === 'MultiPolygon' ? listOf(coordinates) : [coordinates];
  return polygons.some((polygon) => {
    const rings = listOf(polygon).map(positionsOf);
    return rings.some((ring) => lineMeets(ring, box)) || holdsPoint(rings, [box[0], box[1]]);
  });
}

const isGeometry = (value: unknown): value is { type: string; coordinates: unknown } =>
  typeof value === 'object' && value !== null && 'type' in value && 'coordinates' in value;
const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const positionsOf = (value: unknown): readonly Position[] => listOf(value).filter(isPosition);

const inBox = ([x, y]: Position, box: DegreeBox): boolean =>
  x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];

const lineMeets = (line: readonly Position[], box: DegreeBox): boolean =>
  line.some((point, i) => {
    const next = line[i + 1];
    return inBox(point, box) || (next !== undefined && segmentMeets(point, next, box));
  });

/** Liang and Barsky's clipping, 1984: is any part of the segment left? */
function segmentMeets([ax, ay]: Position, [bx, by]: Position, box: DegreeBox): boolean {
  const [dx, dy] = [bx - ax, by - ay];
  let [enter, leave] = [0, 1];
  const sides = [
    [-dx, ax - box[0]],
    [dx, box[2] - ax],
    [-dy, ay - box[1]],
    [dy, box[3] - ay],
  ] as const;
  for (const [step, room] of sides) {
    if (step === 0) {
      if (room < 0) return false;
      continue;
    }
    const at = room / step;
    if (step < 0) enter = Math.max(enter, at);
    else leave = Math.min(leave, at);
    if (enter > leave) return false;
  }
  return true;
}

function holdsPoint(rings: readonly (readonly Position[])[], [x, y]: Position): boolean {
  let isInside = false;
  for (const ring of rings) {
    ring.forEach(([bx, by], i) => {
      const [ax, ay] = ring.at(i - 1) ?? [bx, by];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside;
    });
  }
  return isInside;
}
