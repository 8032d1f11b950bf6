import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createLocalFrame,
  ecefFromEnuMatrix,
  ecefFromGeodetic,
  geodeticFromEcef,
} from './local-frame.ts';

// EPSG Guidance Note 7-2, section 4.1.1: worked example of the geographic/geocentric conversion.
const epsgExample = {
  geodetic: {
    latDegrees: 53 + 48 / 60 + 33.82 / 3600,
    lonDegrees: 2 + 7 / 60 + 46.38 / 3600,
    heightMetres: 73,
  },
  ecef: [3771793.968, 140253.342, 5124304.349] as const,
};

test('geodetic to ECEF agrees with the EPSG worked example to its printed millimetres', () => {
  const got = ecefFromGeodetic(epsgExample.geodetic);
  // Latitude and longitude are printed to 0.01", 0.3 m on the ground.
  got.forEach((value, axis) => {
    expect(Math.abs(value - (epsgExample.ecef[axis] ?? Number.NaN))).toBeLessThan(0.3);
  });
});

test('ECEF to geodetic inverts exactly enough: 1 mm over the whole globe, -100 m to 9 km', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -89, max: 89, noNaN: true }),
      fc.double({ min: -100, max: 9000, noNaN: true }),
      (lonDegrees, latDegrees, heightMetres) => {
        const ecef = ecefFromGeodetic({ lonDegrees, latDegrees, heightMetres });
        const again = ecefFromGeodetic(geodeticFromEcef(ecef));
        const error = Math.hypot(ecef[0] - again[0], ecef[1] - again[1], ecef[2] - again[2]);
        expect(error).toBeLessThan(1e-3);
      },
    ),
    { seed: 1 },
  );
});

test('the local frame is orthonormal, so distances in it are metres', () => {
  const m = ecefFromEnuMatrix({ lonDegrees: 121.4375, latDegrees: 31.1836, heightMetres: 4 });
  const column = (i: number) => m.slice(i * 4, i * 4 + 3);
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) {
      expect(dot(column(i), column(j))).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  }
});

test('a point 1 km east lies where a step of longitude puts it', () => {
  const frame = createLocalFrame({ lonDegrees: 121.4375, latDegrees: 31.1836, heightMetres: 0 });
  // One degree of longitude on WGS84 at this latitude: pi/180 * N * cos(lat), N = a / sqrt(1 - e2 sin2 lat).
  const lat = (31.1836 * Math.PI) / 180;
  const normal = 6378137 / Math.sqrt(1 - 0.00669437999014 * Math.sin(lat) ** 2);
  const metresPerDegree = (Math.PI / 180) * normal * Math.cos(lat);
  const [east, north] = frame.pointFromLonLat(121.4375 + 1000 / metresPerDegree, 31.1836);
  expect(Math.abs(east - 1000)).toBeLessThan(0.01);
  // A parallel curves away from the tangent's east: 1000² · tan(lat) / 2R = 0.05 m.
  expect(Math.abs(north)).toBeLessThan(0.06);
  const [lon, latBack] = frame.lonLatFromPoint([east, north]);
  expect(latBack).toBeCloseTo(31.1836, 6);
  expect(lon).toBeCloseTo(121.4375 + 1000 / metresPerDegree, 6);
});
