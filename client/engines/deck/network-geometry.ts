/**
 * Geometry of the planner's map, prepared once per city: a street with traffic both ways is drawn
 * as two lines side by side, each on the right of its own direction.
 */
import type { DistrictNetworks, Line, Point } from '#contracts';

/** Metres of carriageway per lane on the map. */
const LANE_METRES = 3.25;

/** The line moved to its right by `metres`, corners mitred (at most twice the distance). */
export function offsetLine(line: Line, metres: number): Line {
  return line.map((point, i): Point => {
    const before = line[i - 1] ?? point;
    const after = line[i + 1] ?? point;
    const [inEast, inNorth] = direction(before, point) ?? direction(point, after) ?? [1, 0];
    const [outEast, outNorth] = direction(point, after) ?? [inEast, inNorth];
    const east = inNorth + outNorth;
    const north = -(inEast + outEast);
    const size = Math.hypot(east, north);
    if (size < 1e-6) return [point[0] + inNorth * metres, point[1] - inEast * metres];
    // Mitre: the normals' mean has length 2·cos(half angle); divide by cos again.
    const stretch = Math.min(2, 2 / size);
    return [
      point[0] + (east / size) * metres * stretch,
      point[1] + (north / size) * metres * stretch,
    ];
  });
}

function direction(from: Point, to: Point): readonly [number, number] | null {
  const east = to[0] - from[0];
  const north = to[1] - from[1];
  const length = Math.hypot(east, north);
  return length > 0 ? [east / length, north / length] : null;
}

export interface MapGeometry {
  readonly streets: readonly { readonly line: Line; readonly widthMetres: number }[];
  readonly walks: readonly { readonly line: Line; readonly widthMetres: number }[];
  /** [west, south, east, north] metres of all lines. */
  readonly extent: readonly [number, number, number, number];
}

export function mapGeometry(networks: DistrictNetworks): MapGeometry {
  const pairs = new Set(networks.street.links.map((link) => `${link.from}>${link.to}`));
  const streets = networks.street.links.map((link) => {
    const widthMetres = link.lanes * LANE_METRES;
    const twoWay = pairs.has(`${link.to}>${link.from}`);
    return { line: twoWay ? offsetLine(link.line, widthMetres / 2) : link.line, widthMetres };
  });
  const walks = networks.walk.links.map((link) => ({
    line: link.line as Line,
    widthMetres: link.widthMetres,
  }));
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const { line } of [...streets, ...walks]) {
    for (const [x, y] of line) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      south = Math.min(south, y);
      north = Math.max(north, y);
    }
  }
  return {
    streets,
    walks,
    extent: west > east ? [-500, -500, 500, 500] : [west, south, east, north],
  };
}
