/**
 * Live counts over the model's expectation, so that an unusually full or empty evening shows in
 * the background of the forecast. Only the level is corrected here; where people are is not
 * (data assimilation comes later).
 *
 * Streets: detectors' vehicles per hour over the nowcasts' flow on the same links.
 * Footways: counters' persons per minute over the nowcasts' persons × speed ÷ length there, and
 * only while no event's people are on the streets, whose number is the event's business.
 */
import { type DistrictNetworks, type EventPlan, type Frames, isStudied } from '#contracts';

export interface DemandFactorValues {
  readonly walk: number;
  readonly street: number;
}

/** Mean of a sensor's values over the last quarter of an hour, null without any. */
export type RecentMean = (
  sensor: string,
  quantity: 'forwardPersonsPerMinute' | 'backwardPersonsPerMinute' | 'flowVehiclesPerHour',
) => number | null;

/**
 * The nowcast holds medians of whole counts, which are off for small numbers (the median of a mean of
 * 0.5 is 0 or 1): only places that were this busy over the quarter of an hour are compared.
 */
const MINIMUM_PERSONS_ON_LINK = 2;
const MINIMUM_FLOW_ON_LINK_VEHICLES_PER_HOUR = 240;
/** Below this total a ratio is noise. */
const MINIMUM_EXPECTED_PERSONS_PER_MINUTE = 30;
const MINIMUM_EXPECTED_VEHICLES_PER_HOUR = 500;
const SMOOTHING = 0.3;
const RANGE = [0.4, 2.5] as const;
/** Weidmann's free speed; background footways are far from full. */
const WALKING_METRES_PER_SECOND = 1.34;
/** People come from two and a half hours before the start and leave for as long after the end. */
const EVENT_BEFORE_MS = 30 * 60_000;
const EVENT_AFTER_MS = 150 * 60_000;

/** `recent`: nowcasts of the last quarter of an hour (frame 0 of each forecast). */
export function updateDemandFactors(
  networks: DistrictNetworks,
  recent: Frames,
  used: DemandFactorValues,
  recentMean: RecentMean,
  events: readonly EventPlan[],
  nowMs: number,
): DemandFactorValues {
  let expectedWalk = 0;
  let measuredWalk = 0;
  let expectedStreet = 0;
  let measuredStreet = 0;
  for (const sensor of networks.sensors) {
    if (sensor.type === 'people-counter') {
      const forward = recentMean(sensor.id, 'forwardPersonsPerMinute');
      const backward = recentMean(sensor.id, 'backwardPersonsPerMinute');
      const length = networks.walk.links[sensor.walkLink]?.lengthMetres;
      if (forward === null || backward === null || length === undefined) continue;
      if (!isStudied(recent.study, 'walkLinks', sensor.walkLink)) continue;
      const persons = meanOver(recent, recent.walkPersons, recent.walkLinkCount, sensor.walkLink);
      if (persons < MINIMUM_PERSONS_ON_LINK) continue;
      expectedWalk += (60 * persons * WALKING_METRES_PER_SECOND) / length;
      measuredWalk += forward + backward;
    } else if (sensor.type === 'road-detector') {
      const flow = recentMean(sensor.id, 'flowVehiclesPerHour');
      if (flow === null || !isStudied(recent.study, 'streetLinks', sensor.streetLink)) continue;
      const expected = meanOver(
        recent,
        recent.streetFlowVehiclesPerHour,
        recent.streetLinkCount,
        sensor.streetLink,
      );
      if (expected < MINIMUM_FLOW_ON_LINK_VEHICLES_PER_HOUR) continue;
      expectedStreet += expected;
      measuredStreet += flow;
    }
  }
  const eventOnStreets = events.some(
    (event) =>
      isWithin(nowMs, event.startMs - EVENT_AFTER_MS, event.startMs + EVENT_BEFORE_MS) ||
      isWithin(nowMs, event.endMs - EVENT_BEFORE_MS, event.endMs + EVENT_AFTER_MS),
  );
  return {
    walk:
      eventOnStreets || expectedWalk < MINIMUM_EXPECTED_PERSONS_PER_MINUTE
        ? used.walk
        : corrected(used.walk, measuredWalk / expectedWalk),
    street:
      expectedStreet < MINIMUM_EXPECTED_VEHICLES_PER_HOUR
        ? used.street
        : corrected(used.street, measuredStreet / expectedStreet),
  };
}

function meanOver(frames: Frames, values: Uint16Array, width: number, place: number): number {
  let sum = 0;
  for (let frame = 0; frame < frames.frameCount; frame += 1)
    sum += values[frame * width + place] ?? 0;
  return sum / frames.frameCount;
}

const isWithin = (timeMs: number, fromMs: number, untilMs: number): boolean =>
  timeMs > fromMs && timeMs < untilMs;

/** The expectation already holds the factor in use, so the ratio corrects it. */
function corrected(used: number, ratio: number): number {
  const next = used * (1 + SMOOTHING * (ratio - 1));
  return Math.min(RANGE[1], Math.max(RANGE[0], Math.round(next * 1000) / 1000));
}
