/**
 * Where a vehicle of a street link is on the ground. A link's line runs from node to node: its stop
 * line is drawn back by half the widest street that crosses there, and what the model places along the
 * whole link is scaled to the rest. The run drives on the right: lanes lie right of the line where the
 * street's other direction has the same line, and about it on one-way carriageways.
 */
import { type Line, lineLength, type Point, type StreetLink } from '#contracts';
import { LANE_WIDTH_METRES } from '../district/apply-measure.ts';

/** Streets that meet at less than this do not cross: the next piece of the same one. */
const CROSSING_SINE = 0.5;
/** At most, of a link's length, at either end. */
const MOST_SETBACK = 0.4;
const SAME_METRES = 0.5;

export interface Place {
  x: number;
  y: number;
  headingRadians: number;
}

export interface StreetPlaces {
  /** Of a link's carriageway. */
  widthMetres(link: number): number;
  /** Its middle, to the right of the link's line. */
  rightMetres(link: number): number;
  /** `share` of the way from where a link begins to its stop line; metres right of its line. */
  placeAt(link: number, share: number, rightMetres: number, out: Place): void;
  /** Of a lane's middle, to the right of the link's line; beyond it, a lane taken from the others. */
  laneRightMetres(link: number, laneFromKerb: number): number;
}

export function createStreetPlaces(links: readonly StreetLink[]): StreetPlaces {
  const between = new Map<string, number[]>();
  const atNode = new Map<number, number[]>();
  links.forEach(({ from, to }, link) => {
    push(between, `${from}>${to}`, link);
    push(atNode, from, link);
    push(atNode, to, link);
  });
  const other = links.map(
    ({ from, to, line }) =>
      between.get(`${to}>${from}`)?.find((back) => isReverse(line, links[back]?.line ?? [])) ?? -1,
  );
  const linkOf = (index: number): StreetLink => links[index] as StreetLink;
  const widthMetres = (link: number): number => linkOf(link).lanes * LANE_WIDTH_METRES;
  const isTwoWay = (link: number): boolean => (other[link] as number) >= 0;
  const setback = (link: number, node: number): number => {
    const [x, y] = directionAt(linkOf(link), node);
    let most = 0;
    for (const crossing of atNode.get(node) ?? []) {
      if (crossing === link || crossing === other[link]) continue;
      const [u, v] = directionAt(linkOf(crossing), node);
      if (Math.abs(x * v - y * u) < CROSSING_SINE) continue;
      most = Math.max(most, isTwoWay(crossing) ? widthMetres(crossing) : widthMetres(crossing) / 2);
    }
    return most;
  };
  const drawn = new Map<number, { readonly from: number; readonly length: number }>();
  const drawnOf = (link: number) => {
    const known = drawn.get(link);
    if (known) return known;
    const { line, from, to } = linkOf(link);
    const whole = lineLength(line);
    const begin = Math.min(setback(link, from), MOST_SETBACK * whole);
    const end = Math.min(setback(link, to), MOST_SETBACK * whole);
    const part = { from: begin, length: whole - begin - end };
    drawn.set(link, part);
    return part;
  };

  return {
    widthMetres,
    rightMetres: (link) => (isTwoWay(link) ? widthMetres(link) / 2 : 0),
    laneRightMetres: (link, laneFromKerb) => {
      const { lanes } = linkOf(link);
      return ((isTwoWay(link) ? lanes : lanes / 2) - laneFromKerb - 0.5) * LANE_WIDTH_METRES;
    },
    placeAt: (link, share, rightMetres, out) => {
      const { from, length } = drawnOf(link);
      const { line } = linkOf(link);
      let left = from + share * length;
      for (let i = 1; i < line.length; i += 1) {
        const [a, b] = [line[i - 1] as Point, line[i] as Point];
        const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        const step = Math.hypot(dx, dy);
        if ((left > step && i < line.length - 1) || step === 0) {
          left -= step;
          continue;
        }
        out.x = a[0] + (dx * left + dy * rightMetres) / step;
        out.y = a[1] + (dy * left - dx * rightMetres) / step;
        out.headingRadians = Math.atan2(dy, dx);
        return;
      }
    },
  };
}

function push<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

/** Along the link, at the node at its one end. */
function directionAt({ line, from }: StreetLink, node: number): Point {
  const first = from === node ? 0 : line.length - 2;
  const [a, b] = [line[first] as Point, line[first + 1] as Point];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
}

function isReverse(line: Line, back: Line): boolean {
  return (
    line.length === back.length &&
    line.every(([x, y], i) => {
      const [u, v] = back[back.length - 1 - i] as Point;
      return Math.hypot(u - x, v - y) < SAME_METRES;
    })
  );
}
