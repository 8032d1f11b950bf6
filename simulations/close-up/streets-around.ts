/** The streets around a region, and what moves and shows on them in a run. */
import {
  CLOSE_UP_LIGHTS,
  type CloseUpScene,
  type CloseUpVehicle,
  type Line,
  type Point,
} from '#contracts';
import { boundsOf } from '../crowd/space/plane-geometry.ts';
import type { DistrictRun } from '../district/run-types.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { MicroRegion } from '../portals/region-types.ts';
import { createStreetPlaces, type Place } from './street-places.ts';

/** Streets this far beyond the region's floor are seen. */
export const AROUND_METRES = 60;
/** What the frames' centimetres hold. */
const FARTHEST_METRES = 320;

export interface StreetsAround {
  readonly streets: CloseUpScene['streets'];
  readonly signals: CloseUpScene['signals'];
  /** Everybody on the streets whose front is in the area, metres from the origin. */
  vehiclesOf(run: Pick<DistrictRun, 'forEachVehicle'>): readonly CloseUpVehicle[];
  /** By signal: position in `CLOSE_UP_LIGHTS`. */
  lightsOf(run: Pick<DistrictRun, 'lightOf'>): Uint8Array;
}

/** `run`: any of the model, to see which links have a signal. */
export function streetsAround(
  model: DistrictModel,
  { floor }: Pick<MicroRegion, 'floor'>,
  [east, north]: Point,
  run: Pick<DistrictRun, 'lightOf'>,
): StreetsAround {
  const { links } = model.networks.street;
  const places = createStreetPlaces(links);
  const { minX, minY, maxX, maxY } = boundsOf(floor);
  const area: Area = {
    minX: Math.max(minX - AROUND_METRES, east - FARTHEST_METRES),
    minY: Math.max(minY - AROUND_METRES, north - FARTHEST_METRES),
    maxX: Math.min(maxX + AROUND_METRES, east + FARTHEST_METRES),
    maxY: Math.min(maxY + AROUND_METRES, north + FARTHEST_METRES),
  };
  const local = ([x, y]: Point): [number, number] => [round(x - east), round(y - north)];
  const place: Place = { x: 0, y: 0, headingRadians: 0 };
  const isSeen = (): boolean =>
    place.x >= area.minX && place.x <= area.maxX && place.y >= area.minY && place.y <= area.maxY;

  const signalLinks: number[] = [];
  const signals = links.flatMap((_, link) => {
    if (run.lightOf(link) === null) return [];
    places.placeAt(link, 1, places.rightMetres(link), place);
    if (!isSeen()) return [];
    signalLinks.push(link);
    const { x, y, headingRadians } = place;
    return { point: local([x, y]), headingRadians, widthMetres: places.widthMetres(link) };
  });
  return {
    signals,
    streets: links.flatMap(({ line }, link) =>
      cutLine(line, area).map((piece) => ({
        line: piece.map(local),
        widthMetres: places.widthMetres(link),
        rightMetres: places.rightMetres(link),
      })),
    ),
    vehiclesOf: (from) => {
      const vehicles: CloseUpVehicle[] = [];
      from.forEachVehicle(({ id, link, laneFromKerb, offsetMetres, kind }) => {
        const share = offsetMetres / (links[link]?.lengthMetres ?? 1);
        places.placeAt(link, share, places.laneRightMetres(link, laneFromKerb), place);
        if (!isSeen()) return;
        const { x, y, headingRadians } = place;
        vehicles.push({ id, xMetres: x - east, yMetres: y - north, headingRadians, kind });
      });
      return vehicles;
    },
    lightsOf: (from) =>
      Uint8Array.from(signalLinks, (link) => CLOSE_UP_LIGHTS.indexOf(from.lightOf(link) ?? 'none')),
  };
}

interface Area {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

const round = (metres: number): number => Math.round(metres * 100) / 100;

/** The pieces of a line within the area (Liang and Barsky 1984, segment by segment). */
function cutLine(line: Line, area: Area): readonly Line[] {
  const pieces: Point[][] = [];
  let open: Point[] | null = null;
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1] as Point, line[i] as Point];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const sides = [
      [-dx, a[0] - area.minX],
      [dx, area.maxX - a[0]],
      [-dy, a[1] - area.minY],
      [dy, area.maxY - a[1]],
    ] as const;
    let [from, to] = [0, 1];
    for (const [outward, room] of sides) {
      if (outward < 0) from = Math.max(from, room / outward);
      else if (outward > 0) to = Math.min(to, room / outward);
      else if (room < 0) to = -1;
    }
    if (from >= to) {
      open = null;
      continue;
    }
    const at = (share: number): Point => [a[0] + share * dx, a[1] + share * dy];
    if (!open || from > 0) {
      open = [at(from)];
      pieces.push(open);
    }
    open.push(at(to));
    if (to < 1) open = null;
  }
  return pieces;
}
