/**
 * What links take: freely, with the mean wait for green; and now, for one who enters: the vehicles on
 * the link over the rate at which they leave it (Little 1961). What those who left have found is old
 * by as much, and drivers who act on it together swing from road to road.
 */
import { cruiseSpeed } from '../loading/crossing-time.ts';
import { lightOf, YIELD } from '../loading/signal-lights.ts';
import type { TrafficParameters } from '../loading/traffic-parameters.ts';
import type { RoadNetwork } from '../road/road-types.ts';

/** A new reading counts as much as all before it: drivers' news are not of this second. */
const NEWS_WEIGHT = 0.5;

export function freeLinkSeconds(network: RoadNetwork, parameters: TrafficParameters): Float64Array {
  const wait = new Float64Array(network.movementCount);
  network.signals.forEach((signal, at) => {
    const cycle = signal.phases.reduce((sum, phase) => sum + phase.seconds, 0);
    const first = network.signalGroup[at] as number;
    const last = network.signalGroup[at + 1] as number;
    network.movementGroup.forEach((group, movement) => {
      if (group < first || group >= last) return;
      const green = signal.phases.reduce(
        (sum, { seconds, state }) =>
          lightOf(state[group - first] ?? 'r') >= YIELD ? sum + seconds : sum,
        0,
      );
      // Arrivals at even times: half the red, for the part of the cycle that is red.
      wait[movement] = (cycle - green) ** 2 / (2 * cycle);
    });
  });
  return Float64Array.from(network.linkLength, (length, link) => {
    const speed = cruiseSpeed(network.linkSpeed[link] as number, parameters.dawdleMetresPerSecond);
    const ways = wait.subarray(network.linkMovement[link], network.linkMovement[link + 1]);
    return length / speed + (ways.length === 0 ? 0 : Math.min(...ways));
  });
}

export interface LinkReadings {
  /** Since the run began. */
  left(link: number): number;
  /** Now on the link, and of these at its end. */
  vehicles(link: number): number;
  standing(link: number): number;
}

/** Moves `present` towards what has been read since the last call. */
export function readLinkTimes(
  free: Float64Array,
  present: Float64Array,
  lastLeft: Float64Array,
  readings: LinkReadings,
  intervalSeconds: number,
): void {
  for (let link = 0; link < free.length; link += 1) {
    const left = readings.left(link);
    const count = left - (lastLeft[link] as number);
    lastLeft[link] = left;
    const own = free[link] as number;
    // Less than one in the interval cannot be seen: as if one had left.
    const read =
      readings.standing(link) === 0
        ? own
        : (readings.vehicles(link) * intervalSeconds) / Math.max(1, count);
    const before = present[link] as number;
    present[link] = Math.max(own, before + NEWS_WEIGHT * (read - before));
  }
}
