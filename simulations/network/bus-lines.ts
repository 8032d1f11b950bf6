/** Bus lines of the networks as arrays, and the street links at which each way of a bus ends. */
import type { DistrictNetworks } from '#contracts';

/** A line has no more calls than a byte counts. */
export const MOST_CALLS = 250;

export interface BusModel {
  readonly lineCount: number;
  /** Calls of line l are [callStart[l], callStart[l + 1]); `callStop` is a position in `buses.stops`. */
  readonly callStart: Int32Array;
  readonly callStop: Int32Array;
  readonly stopLink: Int32Array;
  /**
   * Where the ways of buses lead: to the link of stop s for s below the number of stops, out of the
   * district by line l for stops + l.
   */
  readonly goals: readonly (readonly number[])[];
  /** Street place (of the border) at which a line's buses come in, -1 where they begin at a stop. */
  readonly entryPlace: Int32Array;
}

export function buildBusModel(
  networks: DistrictNetworks,
  placeOfGateway: (streetNode: number) => number,
): BusModel {
  const { stops, lines } = networks.buses;
  const { links, nodes } = networks.street;
  const callStart = new Int32Array(lines.length + 1);
  const callStop: number[] = [];
  lines.forEach((line, index) => {
    callStop.push(...line.stops.slice(0, MOST_CALLS));
    callStart[index + 1] = callStop.length;
  });
  const endingAt = (node: number): number[] =>
    links.flatMap((link, index) => (link.to === node ? [index] : []));
  const stopLink = Int32Array.from(stops, ({ streetLink }) => streetLink);
  return {
    lineCount: lines.length,
    callStart,
    callStop: Int32Array.from(callStop),
    stopLink,
    goals: [
      ...Array.from(stopLink, (link) => [link]),
      ...lines.map(({ leavesAt }) =>
        leavesAt !== null && nodes[leavesAt]?.gateway === true ? endingAt(leavesAt) : [],
      ),
    ],
    entryPlace: Int32Array.from(lines, ({ entersAt }) =>
      entersAt === null ? -1 : placeOfGateway(entersAt),
    ),
  };
}
