/** Where things are in a placed building: pieces by cell, what must fit in view, label points. */
import type { CellId, Polygon } from '#contracts';
import type { BuildingDraw, StoreyDraw } from './building-draw.ts';
import { alongPlane, choosePlane, cutPolygon, type SectionPlane } from './cut-section.ts';
import { labelPoint } from './label-point.ts';
import type { Vector } from './orbit-camera.ts';
import type { StoreyPlace } from './place-storeys.ts';

/** Left free under each storey's top, so that storeys read as storeys; metres, for looks only. */
const SLAB_METRES = 0.3;

export const topOf = (storey: StoreyDraw): number =>
  storey.floorMetres + Math.max(0.5, storey.heightMetres - SLAB_METRES);

export interface FoundPiece {
  readonly outline: Polygon;
  readonly floorMetres: number;
  readonly topMetres: number;
  readonly place: StoreyPlace;
}

/** A unit or a whole storey; null when it is not of this building or hidden. */
export function findPiece(
  building: BuildingDraw,
  places: readonly StoreyPlace[],
  cell: CellId,
): FoundPiece | null {
  for (const [i, storey] of building.storeys.entries()) {
    const place = places[i];
    if (!place || place.look === 'hidden') continue;
    const outline =
      storey.cell === cell
        ? storey.footprint
        : storey.pieces.find((piece) => piece.cell === cell)?.outline;
    if (outline) {
      return { outline, floorMetres: storey.floorMetres, topMetres: topOf(storey), place };
    }
  }
  return null;
}

/** [west, south, east, north] of all storeys, metres. */
export function extentOf(building: BuildingDraw): readonly [number, number, number, number] {
  const corners = building.storeys.flatMap((storey) => storey.footprint[0] ?? []);
  if (corners.length === 0) return [0, 0, 0, 0];
  const easts = corners.map(([x]) => x);
  const norths = corners.map(([, y]) => y);
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));
  return [least(easts), least(norths), most(easts), most(norths)];
}

/** Corners of everything that is not hidden, around the origin. */
export function visiblePoints(
  building: BuildingDraw,
  places: readonly StoreyPlace[],
  origin: readonly [number, number],
): readonly Vector[] {
  return building.storeys.flatMap((storey, i) => {
    const place = places[i];
    if (!place || place.look === 'hidden') return [];
    return (storey.footprint[0] ?? []).flatMap(([x, y]): Vector[] => [
      [x - origin[0], y - origin[1], storey.floorMetres + place.liftMetres],
      [x - origin[0], y - origin[1], topOf(storey) + place.liftMetres],
    ]);
  });
}

export const planeOf = (building: BuildingDraw, share: number): SectionPlane =>
  choosePlane(
    building.storeys.map((storey) => storey.footprint),
    share,
  );

/** On the roof of the piece; with a section in the middle of its widest cut face. */
export function pointOn(
  piece: FoundPiece,
  origin: readonly [number, number],
  plane: SectionPlane | null,
): Vector {
  const lift = piece.place.liftMetres;
  if (plane) {
    const middle = (piece.floorMetres + piece.topMetres) / 2 + lift;
    const widest = [...cutPolygon(piece.outline, plane)].sort(
      (a, b) => b[1] - b[0] - (a[1] - a[0]),
    )[0];
    if (widest) return pointAlong(plane, (widest[0] + widest[1]) / 2, middle, origin);
  }
  const [x, y] = labelPoint(piece.outline);
  return [x - origin[0], y - origin[1], piece.topMetres + lift];
}

/** Left edge of a storey as the section is looked at, for the storey's name. */
export function leftEdge(
  storey: StoreyDraw,
  place: StoreyPlace,
  origin: readonly [number, number],
  plane: SectionPlane,
): Vector {
  const [ax, ay] = alongPlane(plane);
  const left = (storey.footprint[0] ?? []).reduce(
    (least, [x, y]) => Math.min(least, x * ax + y * ay),
    Number.POSITIVE_INFINITY,
  );
  const middle = (storey.floorMetres + topOf(storey)) / 2 + place.liftMetres;
  return pointAlong(plane, left, middle, origin);
}

function pointAlong(
  plane: SectionPlane,
  along: number,
  z: number,
  origin: readonly [number, number],
): Vector {
  const [ax, ay] = alongPlane(plane);
  const [nx, ny] = plane.normal;
  return [
    ax * along + nx * plane.distanceMetres - origin[0],
    ay * along + ny * plane.distanceMetres - origin[1],
    z,
  ];
}
