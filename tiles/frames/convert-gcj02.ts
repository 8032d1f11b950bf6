/**
 * GCJ-02 and BD-09 ↔ WGS84, degrees. Chinese web maps show positions in GCJ-02, which moves WGS84 by
 * some 300–700 m with a smooth function of the place; BD-09 adds a second one on top. Neither is
 * published officially; the formulas are those that all open converters share (first released as
 * "eviltransform", MIT). The inverse is found by iteration, since the forward function is smooth and
 * nearly a shift.
 */

/** Krassowsky 1940, on which the function is defined. */
const SEMI_MAJOR_METRES = 6378245;
const ECCENTRICITY_SQUARED = 0.006693421622965943;
const BAIDU_TURN = (Math.PI * 3000) / 180;
/** 1e-11° is a thousandth of a millimetre. */
const INVERSE_TOLERANCE_DEGREES = 1e-11;
const MOST_STEPS = 30;

export type LonLat = readonly [lonDegrees: number, latDegrees: number];

/** The rectangle within which the function moves points at all. */
export function isInGcj02Area([lon, lat]: LonLat): boolean {
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

export function gcj02FromWgs84(place: LonLat): LonLat {
  if (!isInGcj02Area(place)) return place;
  const [lon, lat] = place;
  const x = lon - 105;
  const y = lat - 35;
  const phi = (lat * Math.PI) / 180;
  const magic = 1 - ECCENTRICITY_SQUARED * Math.sin(phi) ** 2;
  const meridianRadius =
    (SEMI_MAJOR_METRES * (1 - ECCENTRICITY_SQUARED)) / (magic * Math.sqrt(magic));
  const parallelRadius = (SEMI_MAJOR_METRES / Math.sqrt(magic)) * Math.cos(phi);
  return [
    lon + ((eastMetres(x, y) / parallelRadius) * 180) / Math.PI,
    lat + ((northMetres(x, y) / meridianRadius) * 180) / Math.PI,
  ];
}

export function wgs84FromGcj02(place: LonLat): LonLat {
  return invert(gcj02FromWgs84, place);
}

export function bd09FromGcj02([lon, lat]: LonLat): LonLat {
  const radius = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * BAIDU_TURN);
  const angle = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * BAIDU_TURN);
  return [radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006];
}

export function bd09FromWgs84(place: LonLat): LonLat {
  return bd09FromGcj02(gcj02FromWgs84(place));
}

export function wgs84FromBd09(place: LonLat): LonLat {
  return wgs84FromGcj02(invert(bd09FromGcj02, place));
}

function northMetres(x: number, y: number): number {
  const smooth = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  return smooth + waves(20, [6 * x, 2 * x]) + waves(20, [y, y / 3], [1, 2]) + longNorth(y);
}

function longNorth(y: number): number {
  return ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
}

function eastMetres(x: number, y: number): number {
  const smooth = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  return smooth + waves(20, [6 * x, 2 * x]) + waves(20, [x, x / 3], [1, 2]) + longEast(x);
}

function longEast(x: number): number {
  return ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
}

/** Two thirds of a sum of sines, angles in half turns. */
function waves(
  size: number,
  halfTurns: readonly number[],
  weights: readonly number[] = [1, 1],
): number {
  const sum = halfTurns.reduce(
    (total, turn, index) => total + (weights[index] ?? 1) * Math.sin(turn * Math.PI),
    0,
  );
  return (size * sum * 2) / 3;
}

/** Fixed point of `place = target − (forward(place) − place)`; the shift changes by 1e-3 per degree. */
function invert(forward: (place: LonLat) => LonLat, target: LonLat): LonLat {
  let [lon, lat] = target;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const [toLon, toLat] = forward([lon, lat]);
    const offLon = target[0] - toLon;
    const offLat = target[1] - toLat;
    lon += offLon;
    lat += offLat;
    if (Math.max(Math.abs(offLon), Math.abs(offLat)) < INVERSE_TOLERANCE_DEGREES) break;
  }
  return [lon, lat];
}
