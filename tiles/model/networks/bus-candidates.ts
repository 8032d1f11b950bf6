/** Street links at which a bus may stand for a stop, and how well each fits. */
import type { Point, StreetNetwork } from '#contracts';
import { createLineIndex } from '../../geometry/line-index.ts';

export interface StopPlace {
  readonly link: number;
  /** Of the stop, along the link. */
  readonly alongMetres: number;
  /** What it costs to take this link for the stop, as metres of a detour. */
  readonly costMetres: number;
}

export interface StopPlaces {
  /** The best first; none where no street is within reach. */
  of(point: Point): readonly StopPlace[];
  /** Whether it lies beside a street of the network; else it is outside, down a street that ends at the border too. */
  isOnMap(point: Point): boolean;
}

/** A stop is mapped on its street or on the pavement beside it. */
export const REACH_METRES = 35;
/** Nearer to the line of the street its side tells nothing. */
const SIDE_METRES = 3;
/** On the left of the direction of travel nobody gets on. */
const WRONG_SIDE_METRES = 150;
/** A bus station's yard lies nearer to a street than this, the next stop beyond the border farther; assumed. */
const MAP_METRES = 75;
/** No stops on roads like these. */
const CLOSED_CLASSES: readonly string[] = ['motorway'];

export function createStopPlaces({
  nodes,
  links,
}: Pick<StreetNetwork, 'nodes' | 'links'>): StopPlaces {
  const near = createLineIndex(links.map(({ line }) => line));
  return {
    of: (point) =>
      near(point, REACH_METRES)
        .filter(({ index }) => !CLOSED_CLASSES.includes(links[index]?.roadClass ?? ''))
        .map(({ index, awayMetres, leftMetres, alongMetres }): StopPlace => {
          const costMetres = awayMetres + (leftMetres > SIDE_METRES ? WRONG_SIDE_METRES : 0);
          return { link: index, alongMetres, costMetres };
        })
        .sort((a, b) => a.costMetres - b.costMetres || a.link - b.link),
    isOnMap: (point) => {
      const [nearest] = near(point, MAP_METRES).toSorted((a, b) => a.awayMetres - b.awayMetres);
      if (!nearest) return false;
      const ends = [links[nearest.index]?.from ?? -1, links[nearest.index]?.to ?? -1];
      const [x, y] = nearest.foot;
      return !ends.some((node) => {
        const { gateway = false, point: end = [x, y] } = nodes[node] ?? {};
        return gateway && Math.hypot(end[0] - x, end[1] - y) < 1;
      });
    },
  };
}
