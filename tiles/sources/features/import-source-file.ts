/**
 * Any file format but OpenStreetMap → SourceCity: recognises the format, reads drafts, finds the
 * frame (declared, else stated by the file), refuses a frame that misses the district, places all.
 */
import { stat } from 'node:fs/promises';
import findTimeZone from '@photostructure/tz-lookup';
import type { CityManifest, FrameOrigin, LocalizedText } from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import {
  type CoordinateFrame,
  type DeclaredDistrict,
  findFrame,
  isOnEarth,
  type PlacedSample,
  refuseOffDistrict,
} from '../../frames/index.ts';
import { createSkipList } from '../../skip-list.ts';
import { keepOrigin } from '../keep-origin.ts';
import type { SourceCity } from '../source-city.ts';
import { detectFormat, type SourceFormat } from './detect-format.ts';
import type { DraftBuilding, DraftPoint } from './draft-building.ts';
import { placeDrafts } from './place-drafts.ts';
import type { FieldNames } from './read-attributes.ts';
import { readDrafts } from './read-drafts.ts';

export interface SourceFileOptions {
  readonly path: string;
  readonly district: string;
  readonly name: LocalizedText;
  readonly timeZone?: string;
  /** Found by the file's name and first bytes when absent. */
  readonly format?: SourceFormat;
  readonly frame?: string;
  readonly layer?: string;
  readonly header?: string;
  readonly fields: FieldNames;
  /** Where the features should lie: a frame that puts them elsewhere is refused. */
  readonly near: DeclaredDistrict | null;
  /** Features outside are left out. */
  readonly crop: DeclaredDistrict | null;
  readonly dwellings: 'cells' | 'counts';
  /** Of the city that this one replaces. */
  readonly originBefore?: FrameOrigin;
  readonly licence?: string;
  readonly attribution?: string;
}

export interface SourceFileImport {
  readonly city: SourceCity;
  /** For the terminal: `CityJSON, EPSG:7415, 160 Building, 143 Road`. */
  readonly note: string;
}

export async function importSourceFile(options: SourceFileOptions): Promise<SourceFileImport> {
  const { path } = options;
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new CityBuildError(`${path}: expected a file, there is none to read.`);
  const format = options.format ?? (await detectFormat(path));
  const declared = options.frame === undefined ? null : findFrame(options.frame, '--frame');
  const file = await readDrafts(path, format, declared, options);
  const frame = declared ?? statedFrame(file.statedFrame, file.frameHint, path);
  const samples = file.buildings.flatMap((draft): PlacedSample[] => {
    const point = anyPointOf(draft);
    return point ? [{ id: draft.id ?? draft.place, x: point[0], y: point[1] }] : [];
  });
  refuseOffDistrict(samples, frame, options.near, path);
  const skips = createSkipList();
  skips.addAll(file.skipped);
  const wanted = file.buildings.filter((draft) => isWanted(draft, frame, options, skips.add));
  const centre = originOf(wanted, frame);
  const origin = centre && keepOrigin(centre, options.originBefore);
  const buildings = origin
    ? placeDrafts(wanted, {
        frame,
        origin,
        fields: options.fields,
        skip: skips.add,
        dwellings: options.dwellings,
      })
    : [];
  if (!origin || buildings.length === 0) {
    const reasons = skips.list().map((entry) => `${entry.reason} (${entry.count})`);
    throw new CityBuildError(
      `${path}: expected at least one usable building, it holds ${file.held || 'nothing'}; left out: ${reasons.join('; ') || 'nothing'}.`,
    );
  }
  return {
    note: `${file.format}, ${frame.name}, holds ${file.held}`,
    city: {
      district: options.district,
      name: options.name,
      timeZone: options.timeZone ?? findTimeZone(origin.latDegrees, origin.lonDegrees),
      origin,
      sources: [describeSource(options, file.format, frame, wanted)],
      statedKind: 'measured',
      buildings,
      streets: [],
      footways: [],
      squares: [],
      turnRestrictions: [],
      signalNodes: [],
      crossingNodes: [],
      stations: [],
      venues: [],
      skipped: skips.list(),
    },
  };
}

function statedFrame(stated: string | null, hint: string | null, path: string): CoordinateFrame {
  if (stated !== null) return findFrame(stated, path);
  // The format itself means WGS84.
  if (hint === null) return findFrame('WGS84', path);
  throw new CityBuildError(
    `${path}: expected to know its coordinate system, got ${hint}; declare it with --frame, such as --frame EPSG:4549 or --frame GCJ-02.`,
  );
}

function anyPointOf(draft: DraftBuilding): DraftPoint | undefined {
  return (
    draft.point ??
    draft.polygons[0]?.[0]?.find(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
  );
}

function isWanted(
  draft: DraftBuilding,
  frame: CoordinateFrame,
  { near, crop }: SourceFileOptions,
  skip: (reason: string, example: string) => void,
): boolean {
  const point = anyPointOf(draft);
  const id = draft.id ?? draft.place;
  // Without any readable point the outline's own fault is the reason: place-drafts names it.
  if (!point) return true;
  const at = frame.lonLatFrom(...point);
  const reason = !isOnEarth(at)
    ? 'building: a position is not a number or out of range'
    : near && !near.contains(at)
      ? `building: lies outside the declared district, ${near.text}`
      : crop && !crop.contains(at)
        ? `building: lies outside --crop, ${crop.text}`
        : null;
  if (reason !== null) skip(reason, id);
  return reason === null;
}

function originOf(drafts: readonly DraftBuilding[], frame: CoordinateFrame): FrameOrigin | null {
  let west = 181;
  let east = -181;
  let south = 91;
  let north = -91;
  for (const draft of drafts) {
    const points = draft.point ? [draft.point] : draft.polygons.flatMap((rings) => rings[0] ?? []);
    for (const [x, y] of points) {
      const [lon, lat] = frame.lonLatFrom(x, y);
      if (!isOnEarth([lon, lat])) continue;
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  if (west > east) return null;
  // Heights count from each building's base: the district lies on the ellipsoid.
  return { lonDegrees: (west + east) / 2, latDegrees: (south + north) / 2, heightMetres: 0 };
}

function describeSource(
  options: SourceFileOptions,
  format: string,
  frame: CoordinateFrame,
  drafts: readonly DraftBuilding[],
): CityManifest['sources'][number] {
  const fileName = options.path.split(/[\\/]/).at(-1) ?? options.path;
  const drawn = drafts.some((draft) => draft.point)
    ? {
        zh: '；位置与数量来自数据，建筑轮廓按规则绘制',
        en: '; positions and counts as given, outlines drawn by rule',
      }
    : { zh: '', en: '' };
  return {
    name: fileName,
    licence: options.licence ?? 'not stated',
    attribution: options.attribution ?? fileName,
    kind: 'measured',
    note: {
      zh: `${format}，坐标系 ${frame.name}${drawn.zh}`,
      en: `${format}, frame ${frame.name}${drawn.en}`,
    },
  };
}
