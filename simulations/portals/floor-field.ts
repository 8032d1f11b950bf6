/**
 * The floor of a region as a field of distances on a grid: below zero where people can walk. Strips
 * of walk links and boxes add floor, buildings take it away; the outline is where the field is zero
 * (trace-outline.ts). So any network gives a polygon that does not cross itself.
 */
import type { Point, Polygon } from '#contracts';

export interface FloorField {
  readonly west: number;
  readonly south: number;
  readonly cellMetres: number;
  readonly columns: number;
  readonly rows: number;
  /** Row-major; metres to the floor's edge, exact near it. */
  readonly metres: Float32Array;
}

/** A strip along a line; an open end stops square at the line's end, others are round. */
export interface Strip {
  readonly line: readonly Point[];
  readonly halfWidthMetres: number;
  readonly isOpenAtStart: boolean;
  readonly isOpenAtEnd: boolean;
}

/** A rectangle from the middle of its back edge: `length` along the unit `forward`. */
export interface FloorBox {
  readonly from: Point;
  readonly forward: Point;
  readonly lengthMetres: number;
  readonly widthMetres: number;
}

const FAR_METRES = 1000;
/** Outlines are exact this far beyond a shape. */
const MARGIN_METRES = 1.5;
/** A walk link that a building is drawn over stays passable this wide to either side. */
const CORE_METRES = 1;

export function createFloorField(points: readonly Point[], cellMetres: number): FloorField {
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  const west = Math.min(...xs) - MARGIN_METRES;
  const south = Math.min(...ys) - MARGIN_METRES;
  const columns = Math.ceil((Math.max(...xs) + MARGIN_METRES - west) / cellMetres) + 2;
  const rows = Math.ceil((Math.max(...ys) + MARGIN_METRES - south) / cellMetres) + 2;
  const metres = new Float32Array(columns * rows).fill(FAR_METRES);
  return { west, south, cellMetres, columns, rows, metres };
}

export function addStrip(field: FloorField, strip: Strip): void {
  eachCell(field, strip.line, strip.halfWidthMetres, (index, x, y) => {
    field.metres[index] = Math.min(field.metres[index] as number, stripMetres(strip, x, y));
  });
}

/** The middle of a strip, where a building may not be. */
export const coreOf = (strip: Strip): Strip => ({
  ...strip,
  halfWidthMetres: Math.min(strip.halfWidthMetres, CORE_METRES),
});

export function addBox(field: FloorField, box: FloorBox): void {
  eachCell(field, boxCorners(box), 0, (index, x, y) => {
    field.metres[index] = Math.min(field.metres[index] as number, boxMetres(box, x, y));
  });
}

export function takeBuilding(field: FloorField, building: Polygon): void {
  eachCell(field, building[0] ?? [], 0, (index, x, y) => {
    const outside = polygonMetres(building, x, y);
    field.metres[index] = Math.max(field.metres[index] as number, -outside);
  });
}

/** Signed metres to the strip's edge, below zero inside. */
export function stripMetres(strip: Strip, x: number, y: number): number {
  const { line, halfWidthMetres } = strip;
  const last = line.length - 2;
  let nearest = FAR_METRES;
  for (let i = 0; i <= last; i += 1) {
    const [ax, ay] = line[i] as Point;
    const [bx, by] = line[i + 1] as Point;
    const length = Math.hypot(bx - ax, by - ay);
    if (length === 0) continue;
    const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
    const aside = Math.abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / length;
    const before = -along;
    const after = along - length;
    let metres: number;
    if (before > 0 && i === 0 && strip.isOpenAtStart) {
      metres = Math.max(aside - halfWidthMetres, before);
    } else if (after > 0 && i === last && strip.isOpenAtEnd) {
      metres = Math.max(aside - halfWidthMetres, after);
    } else {
      metres = Math.hypot(aside, Math.max(0, before, after)) - halfWidthMetres;
      if (i === 0 && strip.isOpenAtStart) metres = Math.max(metres, before);
      if (i === last && strip.isOpenAtEnd) metres = Math.max(metres, after);
    }
    nearest = Math.min(nearest, metres);
  }
  return nearest;
}

export function boxMetres(box: FloorBox, x: number, y: number): number {
  const [dx, dy] = [x - box.from[0], y - box.from[1]];
  const along = dx * box.forward[0] + dy * box.forward[1];
  const aside = Math.abs(dx * box.forward[1] - dy * box.forward[0]);
  const beyond = Math.max(-along, along - box.lengthMetres);
  const beside = aside - box.widthMetres / 2;
  const outside = Math.hypot(Math.max(0, beyond), Math.max(0, beside));
  return outside > 0 ? outside : Math.max(beyond, beside);
}

/** In the order back right, front right, front left, back left, looking forward. */
export function boxCorners(box: FloorBox): readonly [Point, Point, Point, Point] {
  const half = box.widthMetres / 2;
  const at = (along: number, left: number): Point => [
    box.from[0] + box.forward[0] * along - box.forward[1] * left,
    box.from[1] + box.forward[1] * along + box.forward[0] * left,
  ];
  return [at(0, -half), at(box.lengthMetres, -half), at(box.lengthMetres, half), at(0, half)];
}

function polygonMetres(polygon: Polygon, x: number, y: number): number {
  let isInside = false;
  let nearest = FAR_METRES;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [ax, ay] = ring[j] as Point;
      const [bx, by] = ring[i] as Point;
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside;
      const square = (bx - ax) ** 2 + (by - ay) ** 2;
      const share = square === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square;
      const on = Math.min(1, Math.max(0, share));
      nearest = Math.min(nearest, Math.hypot(x - ax - on * (bx - ax), y - ay - on * (by - ay)));
    }
  }
  return isInside ? -nearest : nearest;
}

function eachCell(
  field: FloorField,
  points: readonly Point[],
  reach: number,
  visit: (index: number, x: number, y: number) => void,
): void {
  const { west, south, cellMetres, columns, rows } = field;
  const around = reach + MARGIN_METRES;
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  const column = (x: number): number => Math.floor((x - west) / cellMetres);
  const row = (y: number): number => Math.floor((y - south) / cellMetres);
  const lastColumn = Math.min(columns - 1, column(Math.max(...xs) + around) + 1);
  const lastRow = Math.min(rows - 1, row(Math.max(...ys) + around) + 1);
  for (let r = Math.max(0, row(Math.min(...ys) - around)); r <= lastRow; r += 1) {
    for (let c = Math.max(0, column(Math.min(...xs) - around)); c <= lastColumn; c += 1) {
      visit(r * columns + c, west + c * cellMetres, south + r * cellMetres);
    }
  }
}
