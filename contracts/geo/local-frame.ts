/**
 * WGS84 geodetic ↔ ECEF ↔ local east-north-up, exact (no plane approximation).
 * Source: EPSG Guidance Note 7-2 (2022), sections 4.1.1 (geographic/geocentric) and 4.1.3
 * (geocentric/topocentric). Angles are degrees at this edge only.
 */
import { z } from 'zod';
import type { Point } from './geometry.ts';

const SEMI_MAJOR_METRES = 6378137;
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const SEMI_MINOR_METRES = SEMI_MAJOR_METRES * (1 - FLATTENING);
const RADIANS_PER_DEGREE = Math.PI / 180;

export const frameOriginSchema = z.object({
  lonDegrees: z.number().min(-180).max(180),
  latDegrees: z.number().min(-90).max(90),
  heightMetres: z.number(),
});
export type FrameOrigin = z.infer<typeof frameOriginSchema>;

export interface Geodetic {
  readonly lonDegrees: number;
  readonly latDegrees: number;
  readonly heightMetres: number;
}

export type Vector3 = readonly [number, number, number];

export function ecefFromGeodetic(place: Geodetic): Vector3 {
  const lon = place.lonDegrees * RADIANS_PER_DEGREE;
  const lat = place.latDegrees * RADIANS_PER_DEGREE;
  const sinLat = Math.sin(lat);
  const cosLat = Math.cos(lat);
  const normal = SEMI_MAJOR_METRES / Math.sqrt(1 - ECCENTRICITY_SQUARED * sinLat * sinLat);
  return [
    (normal + place.heightMetres) * cosLat * Math.cos(lon),
    (normal + place.heightMetres) * cosLat * Math.sin(lon),
    (normal * (1 - ECCENTRICITY_SQUARED) + place.heightMetres) * sinLat,
  ];
}

/** Bowring's closed form: below 1 mm anywhere near the ground. */
export function geodeticFromEcef([x, y, z]: Vector3): Geodetic {
  const p = Math.hypot(x, y);
  const secondEccentricitySquared = ECCENTRICITY_SQUARED / (1 - ECCENTRICITY_SQUARED);
  const theta = Math.atan2(z * SEMI_MAJOR_METRES, p * SEMI_MINOR_METRES);
  const lat = Math.atan2(
    z + secondEccentricitySquared * SEMI_MINOR_METRES * Math.sin(theta) ** 3,
    p - ECCENTRICITY_SQUARED * SEMI_MAJOR_METRES * Math.cos(theta) ** 3,
  );
  const sinLat = Math.sin(lat);
  const normal = SEMI_MAJOR_METRES / Math.sqrt(1 - ECCENTRICITY_SQUARED * sinLat * sinLat);
  const heightMetres =
    p * Math.cos(lat) + z * sinLat - (SEMI_MAJOR_METRES * SEMI_MAJOR_METRES) / normal;
  return {
    lonDegrees: Math.atan2(y, x) / RADIANS_PER_DEGREE,
    latDegrees: lat / RADIANS_PER_DEGREE,
    heightMetres,
  };
}

/** Column-major 4×4 matrix from local east-north-up metres to ECEF metres (the form of 3D Tiles). */
export function ecefFromEnuMatrix(origin: FrameOrigin): readonly number[] {
  const lon = origin.lonDegrees * RADIANS_PER_DEGREE;
  const lat = origin.latDegrees * RADIANS_PER_DEGREE;
  const [x, y, z] = ecefFromGeodetic(origin);
  const sinLon = Math.sin(lon);
  const cosLon = Math.cos(lon);
  const sinLat = Math.sin(lat);
  const cosLat = Math.cos(lat);
  return [
    -sinLon,
    cosLon,
    0,
    0,
    -sinLat * cosLon,
    -sinLat * sinLon,
    cosLat,
    0,
    cosLat * cosLon,
    cosLat * sinLon,
    sinLat,
    0,
    x,
    y,
    z,
    1,
  ];
}

export interface LocalFrame {
  readonly origin: FrameOrigin;
  /** [east, north, up] metres. */
  enuFromGeodetic(place: Geodetic): Vector3;
  geodeticFromEnu(enu: Vector3): Geodetic;
  /** [east, north] metres of a point on the ellipsoid's height of the origin. */
  pointFromLonLat(lonDegrees: number, latDegrees: number): Point;
  lonLatFromPoint(point: Point): readonly [number, number];
}

export function createLocalFrame(origin: FrameOrigin): LocalFrame {
  const m = ecefFromEnuMatrix(origin);
  const at = (index: number): number => m[index] ?? 0;
  const enuFromGeodetic = (place: Geodetic): Vector3 => {
    const [x, y, z] = ecefFromGeodetic(place);
    const dx = x - at(12);
    const dy = y - at(13);
    const dz = z - at(14);
    return [
      at(0) * dx + at(1) * dy + at(2) * dz,
      at(4) * dx + at(5) * dy + at(6) * dz,
      at(8) * dx + at(9) * dy + at(10) * dz,
    ];
  };
  const geodeticFromEnu = ([e, n, u]: Vector3): Geodetic =>
    geodeticFromEcef([
      at(0) * e + at(4) * n + at(8) * u + at(12),
      at(1) * e + at(5) * n + at(9) * u + at(13),
      at(2) * e + at(6) * n + at(10) * u + at(14),
    ]);
  return {
    origin,
    enuFromGeodetic,
    geodeticFromEnu,
    pointFromLonLat: (lonDegrees, latDegrees) => {
      const [e, n] = enuFromGeodetic({ lonDegrees, latDegrees, heightMetres: origin.heightMetres });
      return [e, n];
    },
    lonLatFromPoint: ([e, n]) => {
      const { lonDegrees, latDegrees } = geodeticFromEnu([e, n, 0]);
      return [lonDegrees, latDegrees];
    },
  };
}
