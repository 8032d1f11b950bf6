/** Streets and footways of the map, with their place in the networks' arrays. */
import type { LinkDraw } from '../../layers/index.ts';
import type { Rgba } from './map-colours.ts';
import type { MapGeometry } from './network-geometry.ts';

type Way = MapGeometry['walks'][number];
export interface IndexedWay extends Way {
  readonly index: number;
}

export const indexed = (ways: readonly Way[]): readonly IndexedWay[] =>
  ways.map((way, index) => ({ ...way, index }));

export interface WayGeometry {
  readonly streets: readonly IndexedWay[];
  readonly walks: readonly IndexedWay[];
}

/** The drawn width of a footway: narrow ones would be hairlines. */
export const walkWidthMetres = (way: Way): number => Math.max(3, way.widthMetres);

export const path = (way: Way): [number, number][] => way.line.map(([x, y]) => [x, y]);

export function middle(way: Way): [number, number] {
  const half = Math.floor((way.line.length - 1) / 2);
  const a = way.line[half];
  const b = way.line[half + 1] ?? a;
  return a && b ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : [0, 0];
}

export function colourOf(draw: LinkDraw | null, index: number, neutral: Rgba): Rgba {
  if (!draw) return neutral;
  const at = index * 4;
  const [red = 0, green = 0, blue = 0, alpha = 255] = draw.colours.subarray(at, at + 4);
  return [red, green, blue, alpha];
}

/** Side of the squares in which alarms are grouped, metres: a flood of marks would say nothing. */
const ALARM_AREA_METRES = 120;

/** The densest way above the critical limit in each square. */
export function worstByArea(
  ways: readonly IndexedWay[],
  draw: LinkDraw | null,
): readonly IndexedWay[] {
  if (!draw) return [];
  const worst = new Map<string, IndexedWay>();
  for (const way of ways) {
    if (draw.critical[way.index] !== 1) continue;
    const [east, north] = middle(way);
    const key = `${Math.floor(east / ALARM_AREA_METRES)}|${Math.floor(north / ALARM_AREA_METRES)}`;
    const known = worst.get(key);
    const value = draw.values[way.index] ?? 0;
    if (!known || value > (draw.values[known.index] ?? 0)) worst.set(key, way);
  }
  return [...worst.values()];
}
