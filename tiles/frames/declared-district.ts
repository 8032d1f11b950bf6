/**
 * Where the district lies according to whoever builds it, and whether the features read in the
 * declared frame lie there. A wrong frame puts them elsewhere: hundreds of metres (GCJ-02 taken for
 * WGS84) up to the wrong continent (swapped axes, wrong zone). Then the build is refused, with the
 * frame that would fit when one of the usual suspects does.
 */
import { CityBuildError } from '../city-build-error.ts';
import type { LonLat } from './convert-gcj02.ts';
import { isInGcj02Area } from './convert-gcj02.ts';
import { type CoordinateFrame, findFrame } from './find-frame.ts';

export interface DeclaredDistrict {
  /** As in errors: `within 5 km of 121.44,31.19 (--near)`. */
  readonly text: string;
  contains(place: LonLat): boolean;
}

const METRES_PER_DEGREE = 111_195;

/** `lon,lat,km` as given to `--near` and `--crop`. */
export function districtFromNear(text: string, option: string): DeclaredDistrict {
  const [lon, lat, km, ...more] = text.split(',').map((part) => Number(part.trim()));
  const isRight =
    more.length === 0 &&
    lon !== undefined &&
    lat !== undefined &&
    km !== undefined &&
    Math.abs(lon) <= 180 &&
    Math.abs(lat) <= 90 &&
    km > 0;
  if (!isRight) {
    throw new CityBuildError(
      `--${option}: expected lon,lat,km in WGS84 such as 121.437,31.188,5, got "${text}".`,
    );
  }
  return {
    text: `within ${km} km of ${lon},${lat} (--${option})`,
    contains: (place) => distanceMetres([lon, lat], place) <= km * 1000,
  };
}

/** Good to 0.5 % up to some hundred kilometres: a sphere, a plane round the mean latitude. */
function distanceMetres([lonA, latA]: LonLat, [lonB, latB]: LonLat): number {
  const mean = (((latA + latB) / 2) * Math.PI) / 180;
  return Math.hypot((lonB - lonA) * Math.cos(mean), latB - latA) * METRES_PER_DEGREE;
}

/**
 * Extents by the first word of a city's name, [west, south, east, north], WGS84 degrees with about a
 * kilometre round them. Xuhui: outline of its street units; others: extents of the published data.
 */
const KNOWN_EXTENTS: Readonly<Record<string, readonly [number, number, number, number]>> = {
  xuhui: [121.375, 31.09, 121.485, 31.235],
  shanghai: [120.85, 30.65, 122.25, 31.9],
  beijing: [115.4, 39.4, 117.55, 41.1],
  monaco: [7.39, 43.71, 7.46, 43.76],
  berlin: [13.08, 52.33, 13.77, 52.68],
  moabit: [13.29, 52.5, 13.39, 52.56],
  delft: [4.31, 51.96, 4.42, 52.04],
  rotterdam: [3.93, 51.84, 4.61, 52.0],
  singapore: [103.59, 1.15, 104.1, 1.48],
  zurich: [8.44, 47.31, 8.63, 47.44],
};

export function districtFromName(name: string): DeclaredDistrict | null {
  const word = name.toLowerCase().split('-')[0] ?? '';
  const extent = KNOWN_EXTENTS[word];
  if (!extent) return null;
  const [west, south, east, north] = extent;
  return {
    text: `within ${west}–${east} E, ${south}–${north} N (known extent of ${word})`,
    contains: ([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north,
  };
}

export interface PlacedSample {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** More strays than this: not a few slips of the survey, but the wrong frame. */
const MOST_STRAYS = 0.1;
/** A strip of a district may stick out by a few hundred metres; it shows when another frame fits better. */
const SUSPICIOUS_STRAYS = 0.01;
const CANDIDATES_TRY = 200;

/** Throws when the declared frame puts the features off the declared district. */
export function refuseOffDistrict(
  samples: readonly PlacedSample[],
  frame: CoordinateFrame,
  district: DeclaredDistrict | null,
  path: string,
): void {
  if (samples.length === 0) return;
  refuseImpossible(samples, frame, path);
  if (!district) return;
  const outside = samples.filter((at) => !district.contains(frame.lonLatFrom(at.x, at.y)));
  const share = outside.length / samples.length;
  if (share <= SUSPICIOUS_STRAYS) return;
  const better = bestCandidate(samples, frame, district);
  const fitsBetter = better && better.share < share / 5;
  if (share <= MOST_STRAYS && !fitsBetter) return;
  const [first] = outside;
  const at = first ? frame.lonLatFrom(first.x, first.y) : [Number.NaN, Number.NaN];
  const hint = fitsBetter
    ? `--frame ${better.frame.name} (${better.frame.title}) puts ${percent(1 - better.share)} of them inside`
    : 'declare the frame with --frame, or correct the place';
  throw new CityBuildError(
    `${path}: expected features ${district.text}, in frame ${frame.name} ${outside.length} of ${samples.length} lie elsewhere, first ${first?.id} at ${at.map((value) => value?.toFixed(5)).join(',')}; ${hint}.`,
  );
}

function refuseImpossible(
  samples: readonly PlacedSample[],
  frame: CoordinateFrame,
  path: string,
): void {
  const impossible = samples.filter((at) => !isOnEarth(frame.lonLatFrom(at.x, at.y)));
  if (impossible.length * 2 > samples.length) {
    const [first] = impossible;
    throw new CityBuildError(
      `${path}: expected coordinates of frame ${frame.name} (${frame.title}), got ${first?.x}, ${first?.y} at ${first?.id}; declare the right frame with --frame.`,
    );
  }
  if (frame.name !== 'GCJ-02' && frame.name !== 'BD-09') return;
  const abroad = samples.filter((at) => !isInGcj02Area([at.x, at.y]));
  if (abroad.length * 2 <= samples.length) return;
  throw new CityBuildError(
    `${path}: expected ${frame.name} coordinates in China (72–138 E, 1–56 N), got ${abroad[0]?.x}, ${abroad[0]?.y} at ${abroad[0]?.id}; declare the right frame with --frame.`,
  );
}

export function isOnEarth([lon, lat]: LonLat): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

function bestCandidate(
  samples: readonly PlacedSample[],
  declared: CoordinateFrame,
  district: DeclaredDistrict,
): { readonly frame: CoordinateFrame; readonly share: number } | null {
  const step = Math.max(1, Math.floor(samples.length / CANDIDATES_TRY));
  const few = samples.filter((_, index) => index % step === 0);
  let best: { readonly frame: CoordinateFrame; readonly share: number } | null = null;
  for (const name of candidateNames(declared)) {
    const frame = findFrame(name, 'candidate');
    const outside = few.filter((at) => !district.contains(frame.lonLatFrom(at.x, at.y))).length;
    const share = outside / few.length;
    if (!best || share < best.share) best = { frame, share };
  }
  return best && best.share < 0.5 ? best : null;
}

/** The usual suspects: swapped axes, the Chinese offsets, neighbouring zones, national grids. */
function candidateNames(declared: CoordinateFrame): string[] {
  const names = ['EPSG:4326', 'EPSG:4326/lat-lon', 'GCJ-02', 'BD-09', 'GCJ-02/lat-lon'];
  if (!declared.name.endsWith('/lat-lon')) names.push(`${declared.name}/lat-lon`);
  for (let code = 4491; code <= 4554; code += 1) names.push(`EPSG:${code}`, `EPSG:${code}/lat-lon`);
  for (let code = 25828; code <= 25838; code += 1) names.push(`EPSG:${code}`);
  for (let zone = 1; zone <= 60; zone += 1) names.push(`EPSG:${32600 + zone}`);
  for (const code of [28992, 27700, 2056, 2154, 3414, 2326, 3826, 3857, 31256]) {
    names.push(`EPSG:${code}`);
  }
  for (let code = 31466; code <= 31469; code += 1) names.push(`EPSG:${code}`);
  for (let code = 6669; code <= 6687; code += 1) names.push(`EPSG:${code}/lat-lon`);
  return names.filter((name) => name !== declared.name);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0.995 || share < 0.005 ? 0 : 1)} %`;
}
