/** Street links at which a bus may stand for a stop, and how well each fits. */
import Flatbush from 'flatbush';
import type { Point, StreetLink } from '#contracts';

export interface StopPlace {
  readonly link: number;
  /** Of the stop, along the link. */
  readonly alongMetres: number;
  /** What it costs to take this link for the stop, as metres of a detour. */
  readonly costMetres: number;
}

/** A stop is mapped on its street or on the pavement beside it. */
export const REACH_METRES = 35;
/** Nearer to the line of the street its side tells nothing. */
const SIDE_METRES = 3;
/** On the left of the direction of travel nobody gets on. */
const WRONG_SIDE_METRES = 150;
/** No stops on roads like these. */
const CLOSED_CLASSES: readonly string[] = ['motorway'];

export function createStopPlaces(
  links: readonly StreetLink[],
): (point: Point) => readonly StopPlace[] {
  if (links.length === 0) return () => [];
  const boxes = new Flatbush(links.length);
  for (const { line } of links) {
    const xs = line.map(([x]) => x);
    const ys = line.map(([, y]) => y);
    boxes.add(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  }
  boxes.finish();
  return ([x, y]) =>
    boxes
      .search(x - REACH_METRES, y - REACH_METRES, x + REACH_METRES, y + REACH_METRES)
      .flatMap((link): StopPlace[] => {
        const street = links[link];
        if (!street || CLOSED_CLASSES.includes(street.roadClass)) return [];
        const { awayMetres, leftMetres, alongMetres } = nearestOnLine(street.line, [x, y]);
        if (awayMetres > REACH_METRES) return [];
        const isWrong = leftMetres > SIDE_METRES;
        return [{ link, alongMetres, costMetres: awayMetres + (isWrong ? WRONG_SIDE_METRES : 0) }];
      })
      .sort((a, b) => a.costMetres - b.costMetres || a.link - b.link);
}

export interface PlaceOnLine {
  readonly awayMetres: number;
  /** How far left of the line the point lies, negative on its right. */
  readonly leftMetres: number;
  readonly alongMetres: number;
  readonly foot: Point;
  /** Of the line there, of length 1. */
  readonly direction: Point;
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
