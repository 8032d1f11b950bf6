/**
 * Surfaces of one object → a solid of our kind: outline, base, top and roof.
 * Outline: GroundSurface (FloorSurface for rooms); else the level faces in the lowest tenth of the
 * object; else, where a file leaves the bottom open, everything seen from above.
 */
import type { Point, RoofShape } from '#contracts';
import { ringArea } from '#contracts';
import type { DraftPolygon, DraftSolid } from '../features/draft-building.ts';
import type { Surface, Vertex } from './city-object.ts';
import { dissolveFaces, type FlatFace } from './dissolve-faces.ts';

/** Metres per unit of x and y: 1, 1 for projected frames, some 100,000 for degrees. */
export type UnitMetres = readonly [number, number];

interface Face {
  readonly type: string | null;
  readonly flat: FlatFace;
  readonly areaSquareMetres: number;
  /** Unit normal; its sign is the file's. */
  readonly normal: Vertex;
  readonly lowest: number;
  readonly highest: number;
}

/** cos 45°: steeper is a wall. */
const LEVEL_COSINE = 0.7;
/** cos 10°: steeper is a pitched roof. */
const FLAT_COSINE = 0.985;
const UPRIGHT_COSINE = 0.05;
const FLOOR_TYPES = new Set(['GroundSurface', 'FloorSurface']);
/** Flat roofs that differ by more stand on parts of their own. */
const TERRACE_METRES = 1;

/** null when nothing encloses an area. */
export function shapeSolid(
  surfaces: readonly Surface[],
  unit: UnitMetres,
): (DraftSolid & { readonly parts: readonly DraftSolid[] }) | null {
  const first = surfaces[0]?.rings[0]?.[0];
  if (!first) return null;
  const faces = surfaces.flatMap((surface) => faceOf(surface, first, unit) ?? []);
  const baseMetres = Math.min(...faces.map((face) => face.lowest));
  const topMetres = Math.max(...faces.map((face) => face.highest));
  const outline = dissolveFaces(floorFaces(faces, baseMetres, topMetres).map((face) => face.flat));
  if (outline.length === 0) return null;
  const back = (flat: readonly (readonly Point[])[]): DraftPolygon =>
    flat.map((ring) => ring.map(([x, y]) => [first[0] + x / unit[0], first[1] + y / unit[1]]));
  const roofs = faces.filter((face) => face.type === 'RoofSurface');
  const roof = pitchedRoof(roofs, topMetres, baseMetres);
  const area = outline.reduce((sum, polygon) => sum + areaOf(polygon), 0);
  const parts = roof ? [] : terraces(roofs, area, baseMetres, back);
  return { polygons: outline.map(back), baseMetres, topMetres, ...(roof ? { roof } : {}), parts };
}

function faceOf(surface: Surface, first: Vertex, unit: UnitMetres): Face | null {
  const outer = surface.rings[0] ?? [];
  const local = outer.map(
    ([x, y, z]): Vertex => [(x - first[0]) * unit[0], (y - first[1]) * unit[1], z - first[2]],
  );
  const [nx, ny, nz] = newellNormal(local);
  const length = Math.hypot(nx, ny, nz);
  if (!(length > 0)) return null;
  const flat = surface.rings.map((ring) =>
    ring.map(([x, y]): Point => [(x - first[0]) * unit[0], (y - first[1]) * unit[1]]),
  );
  const heights = outer.map(([, , z]) => z);
  return {
    type: surface.type,
    flat,
    areaSquareMetres: areaOf(flat),
    normal: [nx / length, ny / length, nz / length],
    lowest: Math.min(...heights),
    highest: Math.max(...heights),
  };
}

/** Twice the area as a vector: right for bent and concave rings too. */
function newellNormal(ring: readonly Vertex[]): Vertex {
  let nx = 0;
  let ny = 0;
  let nz = 0;
  let previous = ring[ring.length - 1];
  for (const point of ring) {
    if (previous) {
      nx += (previous[1] - point[1]) * (previous[2] + point[2]);
      ny += (previous[2] - point[2]) * (previous[0] + point[0]);
      nz += (previous[0] - point[0]) * (previous[1] + point[1]);
    }
    previous = point;
  }
  return [nx, ny, nz];
}

function areaOf(flat: readonly (readonly Point[])[]): number {
  return flat.reduce(
    (sum, ring, index) => sum + Math.abs(ringArea(ring)) * (index === 0 ? 1 : -1),
    0,
  );
}

function floorFaces(faces: readonly Face[], base: number, top: number): readonly Face[] {
  const named = faces.filter((face) => face.type !== null && FLOOR_TYPES.has(face.type));
  if (named.length > 0) return named;
  const level = faces.filter((face) => Math.abs(face.normal[2]) >= LEVEL_COSINE);
  const lowest = level.filter((face) => face.highest <= base + (top - base) * 0.1);
  if (lowest.length > 0) return lowest;
  return faces.filter((face) => Math.abs(face.normal[2]) > UPRIGHT_COSINE);
}

/** A roof is pitched when more than half of it, seen from above, is steeper than 10°. */
function pitchedRoof(
  roofs: readonly Face[],
  top: number,
  base: number,
): { readonly shape: RoofShape; readonly heightMetres: number } | null {
  const sloped = roofs.filter((face) => {
    const cosine = Math.abs(face.normal[2]);
    return cosine < FLAT_COSINE && cosine > UPRIGHT_COSINE;
  });
  const area = sum(roofs, (face) => face.areaSquareMetres);
  const slopedArea = sum(sloped, (face) => face.areaSquareMetres);
  if (!(slopedArea * 2 > area)) return null;
  const eaves = sum(sloped, (face) => face.lowest * face.areaSquareMetres) / slopedArea;
  const heightMetres = Math.min(top - eaves, (top - base) * 0.9);
  if (!(heightMetres > 0.2)) return null;
  const directions = countDirections(sloped);
  const shape = directions === 1 ? 'skillion' : directions === 2 ? 'gabled' : 'hipped';
  return { shape, heightMetres };
}

/** Compass directions of slopes, those within 20° taken as one. */
function countDirections(faces: readonly Face[]): number {
  const found: number[] = [];
  for (const { normal } of faces) {
    const sign = Math.sign(normal[2]);
    const angle = Math.atan2(normal[1] * sign, normal[0] * sign);
    const isKnown = found.some((one) => Math.cos(one - angle) > Math.cos(Math.PI / 9));
    if (!isKnown) found.push(angle);
  }
  return found.length;
}

/** Flat roofs at different heights: one part for each height, if together they cover the outline. */
function terraces(
  roofs: readonly Face[],
  outlineArea: number,
  baseMetres: number,
  back: (flat: readonly (readonly Point[])[]) => DraftPolygon,
): DraftSolid[] {
  const covered = sum(roofs, (face) => face.areaSquareMetres);
  if (Math.abs(covered - outlineArea) > outlineArea * 0.02) return [];
  const levels: Face[][] = [];
  const middle = (face: Face) => (face.lowest + face.highest) / 2;
  for (const face of [...roofs].sort((a, b) => middle(a) - middle(b))) {
    const last = levels.at(-1);
    const previous = last?.at(-1);
    if (last && previous && middle(face) - middle(previous) < TERRACE_METRES) last.push(face);
    else levels.push([face]);
  }
  if (levels.length < 2) return [];
  return levels.map((faces) => {
    const area = sum(faces, (face) => face.areaSquareMetres);
    return {
      polygons: dissolveFaces(faces.map((face) => face.flat)).map(back),
      baseMetres,
      topMetres: sum(faces, (face) => middle(face) * face.areaSquareMetres) / area,
    };
  });
}

function sum(faces: readonly Face[], of: (face: Face) => number): number {
  return faces.reduce((total, face) => total + of(face), 0);
}
