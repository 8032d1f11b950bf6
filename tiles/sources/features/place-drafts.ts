/**
 * Drafts in the file's frame → SourceBuildings in the district's: outlines placed, cleaned, repaired
 * or left out with their id and reason; attributes read; ids made unique.
 */
import Flatbush from 'flatbush';
import type { FrameOrigin, Point, Polygon } from '#contracts';
import { createLocalFrame } from '#contracts';
import type { CoordinateFrame } from '../../frames/index.ts';
import type { SourceBuilding, SourceSolid, SourceStorey } from '../source-city.ts';
import { type CleanOutline, cleanOutline } from './clean-outline.ts';
import type { DraftBuilding, DraftPolygon, DraftSolid, DraftStorey } from './draft-building.ts';
import { drawBlock } from './draw-block.ts';
import { type FieldNames, readAttributes } from './read-attributes.ts';

type Skip = (reason: string, example: string) => void;

export interface PlacingOptions {
  readonly frame: CoordinateFrame;
  readonly origin: FrameOrigin;
  readonly fields: FieldNames;
  readonly skip: Skip;
  /** Storeys that may be drawn as whole cells instead of one cell a dwelling. */
  readonly dwellings: 'cells' | 'counts';
}

/** Nearer points are one address geocoded twice: their slabs overlap whatever their size. */
const SAME_PLACE_METRES = 0.5;

type Place = (polygon: DraftPolygon) => (readonly Point[])[];

export function placeDrafts(
  drafts: readonly DraftBuilding[],
  options: PlacingOptions,
): SourceBuilding[] {
  const local = createLocalFrame(options.origin);
  const place: Place = (polygon) =>
    polygon.map((ring) =>
      ring.map(([x, y]) => local.pointFromLonLat(...options.frame.lonLatFrom(x, y))),
    );
  const nearest = nearestPoints(drafts, place);
  const taken = new Set<string>();
  const placed: SourceBuilding[] = [];
  for (const draft of drafts) {
    const building = placeOne(draft, place, nearest(draft), options);
    if (!building) continue;
    if (taken.has(building.id)) {
      options.skip('building: its id was taken before', `${building.id} (${draft.place})`);
      continue;
    }
    taken.add(building.id);
    placed.push(building);
  }
  return placed;
}

/** Metres from a point without outline to the next such point that is not the same place. */
function nearestPoints(drafts: readonly DraftBuilding[], place: Place) {
  const points = drafts.flatMap((draft) => {
    const at = draft.point ? place([[draft.point]])[0]?.[0] : undefined;
    return at && Number.isFinite(at[0]) && Number.isFinite(at[1]) ? [{ draft, at }] : [];
  });
  const found = new Map<DraftBuilding, number>();
  if (points.length > 1) {
    const index = new Flatbush(points.length);
    for (const { at } of points) index.add(at[0], at[1], at[0], at[1]);
    index.finish();
    for (const { draft, at } of points) {
      const distances = index
        .neighbors(at[0], at[1], 8)
        .map((hit) => points[hit]?.at ?? at)
        .map(([x, y]) => Math.hypot(x - at[0], y - at[1]));
      const apart = distances.filter((metres) => metres > SAME_PLACE_METRES);
      if (apart.length > 0) found.set(draft, Math.min(...apart));
    }
  }
  return (draft: DraftBuilding) => found.get(draft) ?? Number.POSITIVE_INFINITY;
}

function placeOne(
  draft: DraftBuilding,
  place: Place,
  nearestMetres: number,
  { fields, skip, dwellings }: PlacingOptions,
): SourceBuilding | null {
  const attributes = readAttributes(draft.properties, draft.id ?? draft.place, fields, skip);
  const id =
    (fields.id === undefined ? draft.id : null) ?? attributes.id ?? draft.id ?? draft.place;
  if (id.length > 200) {
    skip('building: id longer than 200 characters', id.slice(0, 60));
    return null;
  }
  const outline = draft.point
    ? cleanOutline([
        drawBlock(place([[draft.point]])[0]?.[0] ?? [Number.NaN, 0], attributes, nearestMetres),
      ])
    : cleanOutline(draft.polygons.map(place));
  if (typeof outline === 'string') {
    skip(`building: ${outline}`, id);
    return null;
  }
  for (const repair of outline.repairs) skip(`repaired: ${repair}`, id);
  const base = draft.baseMetres ?? 0;
  const [largest = []] = outline.polygons;
  const parts = placeParts(draft, outline, base, place, skip, id);
  const storeys = placeStoreys(draft.storeys, base, largest, place, skip, id);
  const levels = storeys.length > 0 ? aboveGround(storeys) : attributes.levels;
  const height = heightOf(draft) ?? attributes.heightMetres;
  const { name, address, use } = attributes;
  return {
    id,
    outline: largest,
    ...(height === undefined ? {} : { heightMetres: height }),
    ...roofOf(draft),
    ...(levels === undefined ? {} : { levels }),
    ...(use ? { use } : {}),
    ...(name ? { name } : {}),
    ...(address ? { address } : {}),
    ...(storeys.length > 0 ? { storeys } : {}),
    ...(attributes.dwellings !== undefined && dwellings === 'cells'
      ? { dwellings: attributes.dwellings }
      : {}),
    ...(attributes.dwellings !== undefined && dwellings === 'counts'
      ? { dwellings: attributes.dwellings, dwellingsAsCounts: true }
      : {}),
    parts,
  };
}

function aboveGround(storeys: readonly SourceStorey[]): number {
  return new Set(storeys.map((storey) => storey.level).filter((level) => level >= 0)).size;
}

/** Only of solids: a building of points and footprints has no measured base and top. */
function heightOf(draft: DraftSolid): number | undefined {
  if (draft.baseMetres === undefined || draft.topMetres === undefined) return undefined;
  const height = draft.topMetres - draft.baseMetres;
  return height > 0 ? height : undefined;
}

function roofOf(draft: DraftSolid): Pick<SourceSolid, 'roofShape' | 'roofHeightMetres'> {
  return draft.roof
    ? { roofShape: draft.roof.shape, roofHeightMetres: draft.roof.heightMetres }
    : {};
}

/** Parts of the file; else the pieces of an outline that falls apart, since a footprint is one piece. */
function placeParts(
  draft: DraftBuilding,
  outline: CleanOutline,
  base: number,
  place: Place,
  skip: Skip,
  id: string,
): SourceSolid[] {
  if (draft.parts.length === 0) {
    if (outline.polygons.length === 1) return [];
    return outline.polygons.map((polygon) => ({ outline: polygon, ...roofOf(draft) }));
  }
  return draft.parts.flatMap((part, index) => {
    const cleaned = cleanOutline(part.polygons.map(place));
    if (typeof cleaned === 'string') {
      skip(`part of a building: ${cleaned}`, `${id} part ${index + 1}`);
      return [];
    }
    for (const repair of cleaned.repairs) skip(`repaired: ${repair}`, `${id} part ${index + 1}`);
    return cleaned.polygons.map((polygon) => ({
      outline: polygon,
      ...roofOf(part),
      ...(part.topMetres === undefined ? {} : { heightMetres: part.topMetres - base }),
      ...(part.baseMetres === undefined
        ? {}
        : { minHeightMetres: Math.max(0, part.baseMetres - base) }),
    }));
  });
}

/**
 * Level 0 is the lowest storey whose ceiling is more than half a storey above the building's base.
 * A storey reaches to the floor of the next, since files give rooms without the slab between them.
 */
function placeStoreys(
  drafts: readonly DraftStorey[],
  base: number,
  footprint: Polygon,
  place: Place,
  skip: Skip,
  id: string,
): SourceStorey[] {
  const sorted = [...drafts].sort((a, b) => a.floorMetres - b.floorMetres);
  const floors = levelsOf(sorted);
  const ground = Math.max(
    0,
    floors.findIndex(({ floor, ceiling }) => (floor + ceiling) / 2 > base),
  );
  return sorted.flatMap((draft) => {
    const index = floors.findIndex(({ members }) => members.includes(draft));
    const own = floors[index];
    if (!own) return [];
    const outline = draft.polygons.length > 0 ? cleanOutline(draft.polygons.map(place)) : null;
    if (typeof outline === 'string') {
      skip(`storey: ${outline}`, `${id} ${draft.id}`);
      return [];
    }
    const units = draft.units.flatMap((unit) => {
      const cleaned = cleanOutline(unit.polygons.map(place));
      if (typeof cleaned === 'string') {
        skip(`unit: ${cleaned}`, `${id} ${unit.id}`);
        return [];
      }
      if (cleaned.polygons.length > 1)
        skip('repaired: unit in several pieces, largest kept', unit.id);
      const [largest = []] = cleaned.polygons;
      return [{ number: unit.number, outline: largest, ...(unit.use ? { use: unit.use } : {}) }];
    });
    const next = floors[index + 1];
    return [
      {
        level: index - ground,
        floorMetres: own.floor - base,
        heightMetres: (next?.floor ?? own.ceiling) - own.floor,
        outline: outline?.polygons[0] ?? footprint,
        units,
      },
    ];
  });
}

interface Floor {
  readonly floor: number;
  ceiling: number;
  readonly members: DraftStorey[];
}

/** Storeys whose floors differ by less than a metre stand side by side on one level. */
function levelsOf(sorted: readonly DraftStorey[]): Floor[] {
  const floors: Floor[] = [];
  for (const storey of sorted) {
    const last = floors.at(-1);
    if (last && storey.floorMetres - last.floor < 1) {
      last.members.push(storey);
      last.ceiling = Math.max(last.ceiling, storey.ceilingMetres);
    } else {
      floors.push({ floor: storey.floorMetres, ceiling: storey.ceilingMetres, members: [storey] });
    }
  }
  return floors;
}
