/**
 * Forecast crowding around each building: the highest density within the next hour, on any way
 * within 60 m of its outline's rectangle, that the ensemble passes in one case of ten (the frames'
 * high quantile). Ways and buildings do not move: which lie beside which is worked out once.
 */
import Flatbush from 'flatbush';
import {
  byteFromValue,
  CELL_QUANTITIES,
  type Frames,
  isStudied,
  type Point,
  polygonSchema,
} from '#contracts';
import { type City, NO_CELL } from '../registry/index.ts';
import { numberOf, textOf } from '../store/read-row.ts';

export const RISK_REACH_METRES = 60;
/** Minutes looked ahead; frame 0 is now. */
export const RISK_FRAMES = 61;

export interface ForecastRisk {
  /** Bytes of all cells; a building's for its storeys and units. */
  bytesOf(frames: Frames): Uint8Array;
}

type Box = readonly [west: number, south: number, east: number, north: number];
type RiskCity = Pick<City, 'sqlite' | 'cells' | 'networks'>;

export function createForecastRisk(city: RiskCity): ForecastRisk {
  const { links } = city.networks.walk;
  const beside = linksBesideBuildings(city);
  const { parents, count } = city.cells;
  return {
    bytesOf: (frames) => {
      const densities = highestDensities(frames, links);
      const bytes = new Uint8Array(count);
      for (const { cell, indices } of beside) {
        let highest = Number.NaN;
        for (const link of indices) {
          if (!isStudied(frames.study, 'walkLinks', link)) continue;
          const density = densities[link] ?? 0;
          if (!(density <= highest)) highest = density;
        }
        if (!Number.isNaN(highest)) bytes[cell] = byteFromValue(CELL_QUANTITIES.risk, highest);
      }
      // Storeys name their building, units their storey, in rising ids or not: look up, not down.
      for (let cell = 0; cell < count; cell += 1) {
        let top = cell;
        for (let up = parents[top] ?? NO_CELL; up !== NO_CELL; up = parents[top] ?? NO_CELL) {
          top = up;
        }
        if (top !== cell) bytes[cell] = bytes[top] ?? 0;
      }
      return bytes;
    },
  };
}

/** Persons/m² by link: highest of the high quantile over the frames of the next hour. */
function highestDensities(
  frames: Frames,
  links: RiskCity['networks']['walk']['links'],
): Float32Array {
  const highest = new Float32Array(links.length);
  const rows = Math.min(RISK_FRAMES, frames.frameCount);
  for (let frame = 0; frame < rows; frame += 1) {
    const start = frame * frames.walkLinkCount;
    for (let link = 0; link < highest.length; link += 1) {
      const persons = frames.walkPersonsHigh[start + link] ?? 0;
      if (persons > (highest[link] ?? 0)) highest[link] = persons;
    }
  }
  links.forEach((link, index) => {
    highest[index] = (highest[index] ?? 0) / (link.lengthMetres * link.widthMetres);
  });
  return highest;
}

function linksBesideBuildings(
  city: RiskCity,
): readonly { readonly cell: number; readonly indices: readonly number[] }[] {
  const segments: { readonly link: number; readonly from: Point; readonly to: Point }[] = [];
  city.networks.walk.links.forEach(({ line }, link) => {
    for (let i = 1; i < line.length; i += 1) {
      const from = line[i - 1];
      const to = line[i];
      if (from && to) segments.push({ link, from, to });
    }
  });
  if (segments.length === 0) return [];
  const index = new Flatbush(segments.length);
  for (const { from, to } of segments) {
    index.add(
      Math.min(from[0], to[0]),
      Math.min(from[1], to[1]),
      Math.max(from[0], to[0]),
      Math.max(from[1], to[1]),
    );
  }
  index.finish();
  const found: { cell: number; indices: readonly number[] }[] = [];
  for (const row of city.sqlite.prepare('SELECT cell, footprint FROM building').iterate()) {
    const box = boxOf(polygonSchema.parse(JSON.parse(textOf(row, 'footprint')))[0] ?? []);
    const near = new Set<number>();
    const [west, south, east, north] = box;
    const r = RISK_REACH_METRES;
    for (const at of index.search(west - r, south - r, east + r, north + r)) {
      const segment = segments[at];
      if (segment && !near.has(segment.link) && distanceToBox(segment.from, segment.to, box) <= r) {
        near.add(segment.link);
      }
    }
    if (near.size > 0) found.push({ cell: numberOf(row, 'cell'), indices: [...near] });
  }
  return found;
}

function boxOf(ring: readonly Point[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

/**
 * Metres between a segment and a rectangle. The distance to a convex body is convex along the
 * segment, so a ternary search over its length finds the least; 40 steps end below a millimetre.
 */
function distanceToBox(from: Point, to: Point, [west, south, east, north]: Box): number {
  const at = (share: number): number => {
    const x = from[0] + (to[0] - from[0]) * share;
    const y = from[1] + (to[1] - from[1]) * share;
    return Math.hypot(Math.max(west - x, 0, x - east), Math.max(south - y, 0, y - north));
  };
  let low = 0;
  let high = 1;
  for (let step = 0; step < 40; step += 1) {
    const third = (high - low) / 3;
    if (at(low + third) <= at(high - third)) high -= third;
    else low += third;
  }
  return at((low + high) / 2);
}
