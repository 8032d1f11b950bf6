/** Lines near a point, by a packed R-tree of their boxes. Metres. */
import Flatbush from 'flatbush';
import type { Point } from '#contracts';

export interface PlaceOnLine {
  readonly awayMetres: number;
  /** How far left of the line the point lies, negative on its right. */
  readonly leftMetres: number;
  readonly alongMetres: number;
  readonly foot: Point;
  /** Of the line there, of length 1. */
  readonly direction: Point;
}

export interface NearLine extends PlaceOnLine {
  /** Position among the lines. */
  readonly index: number;
}

/** Every line within reach, in no order. */
export type NearLines = (point: Point, reachMetres: number) => readonly NearLine[];

export function createLineIndex(lines: readonly (readonly Point[])[]): NearLines {
  if (lines.length === 0) return () => [];
  const boxes = new Flatbush(lines.length);
  for (const line of lines) {
    const xs = line.map(([x]) => x);
    const ys = line.map(([, y]) => y);
    boxes.add(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  }
  boxes.finish();
  return (point, reach) => {
    const [x, y] = point;
    return boxes.search(x - reach, y - reach, x + reach, y + reach).flatMap((index): NearLine[] => {
      const place = nearestOnLine(lines[index] ?? [], point);
      return place.awayMetres <= reach ? [{ index, ...place }] : [];
    });
  };
}

export function nearestOnLine(line: readonly Point[], [x, y]: Point): PlaceOnLine {
  let best: PlaceOnLine = {
    ...{ awayMetres: Number.POSITIVE_INFINITY, leftMetres: 0, alongMetres: 0 },
    ...{ foot: [x, y], direction: [1, 0] },
  };
  let walked = 0;
  for (let i = 1; i < line.length; i += 1) {
    const [ax, ay] = line[i - 1] as Point;
    const [bx, by] = line[i] as Point;
    const length = Math.hypot(bx - ax, by - ay);
    const direction: Point = length > 0 ? [(bx - ax) / length, (by - ay) / length] : [1, 0];
    const [dx, dy] = direction;
    const part = Math.min(length, Math.max(0, (x - ax) * dx + (y - ay) * dy));
    const foot: Point = [ax + part * dx, ay + part * dy];
    const awayMetres = Math.hypot(x - foot[0], y - foot[1]);
    if (awayMetres < best.awayMetres) {
      const leftMetres = dx * (y - ay) - dy * (x - ax);
      best = { awayMetres, leftMetres, alongMetres: walked + part, foot, direction };
    }
    walked += length;
  }
  return best;
}
