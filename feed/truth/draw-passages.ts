/**
 * Passages at one place far from any event, minute by minute: Poisson draws around the time of day.
 * A station's day is that of the mean of 288 Shanghai stations (4,541,256 entries on 1 April 2015,
 * SODA open data: 15,768 a station), times a factor of its own. Footways before stations and the
 * load of roads are assumptions.
 */
import { MEAN_STATION_ENTRIES_PER_DAY, type SeededRandom } from '#contracts';
import {
  drawPoisson,
  HOME_COMING,
  HOME_LEAVING,
  peakHourShare,
  type RunInput,
  secondOfDayAt,
  tripsPerSecond,
  VEHICLES,
  WORK_COMING,
  WORK_LEAVING,
} from '#simulations';

export type PassageKind =
  | { readonly type: 'footway' }
  | { readonly type: 'entries' }
  | { readonly type: 'exits' }
  /** Capacity in vehicles an hour. */
  | { readonly type: 'road'; readonly capacity: number };

export interface PassageOptions {
  readonly kind: PassageKind;
  readonly random: SeededRandom;
  readonly input: Pick<RunInput, 'startMs' | 'timeZone' | 'demandFactors' | 'parameters'>;
  /** Takes the passages of each minute. */
  readonly add: (count: number) => void;
}

export interface Passages {
  advanceTo(timeMs: number): void;
}

const MINUTE_MS = 60_000;
/** One way, on the footway that most people of a station use; assumption. */
const FOOTWAY_PERSONS_PER_DAY = 2_500;
/** Stations differ by about this factor (standard deviation of the logarithm); assumption. */
const PLACE_SPREAD = 0.5;

const sumOf = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, hour) => value + (b[hour] ?? 0));
const ENTRIES = sumOf(HOME_LEAVING, WORK_LEAVING);
const EXITS = sumOf(HOME_COMING, WORK_COMING);
const BOTH = sumOf(ENTRIES, EXITS);

export function createPassages({ kind, random, input, add }: PassageOptions): Passages {
  const own = Math.exp(PLACE_SPREAD * random.nextNormal());
  // Once, for asking a time zone is slow; a change of clocks during a run shifts the day by an hour.
  const startSecond = secondOfDayAt(input.startMs, input.timeZone);
  let reachedMs = input.startMs;
  return {
    advanceTo: (timeMs) => {
      for (; reachedMs + MINUTE_MS <= timeMs; reachedMs += MINUTE_MS) {
        const second = (startSecond + (reachedMs - input.startMs) / 1000) % 86_400;
        add(drawPoisson(random, own * perMinute(kind, input, second)));
      }
    },
  };
}

function perMinute(
  kind: PassageKind,
  { demandFactors, parameters }: PassageOptions['input'],
  secondOfDay: number,
): number {
  const people = (profile: readonly number[], perDay: number): number =>
    60 * demandFactors.walk * tripsPerSecond(profile, perDay, secondOfDay);
  switch (kind.type) {
    case 'entries':
      return people(ENTRIES, MEAN_STATION_ENTRIES_PER_DAY);
    case 'exits':
      return people(EXITS, MEAN_STATION_ENTRIES_PER_DAY);
    case 'footway':
      return people(BOTH, FOOTWAY_PERSONS_PER_DAY);
    case 'road': {
      const ofPeak = tripsPerSecond(VEHICLES, 3600, secondOfDay) / peakHourShare(VEHICLES);
      return (kind.capacity / 60) * parameters.gatewayPeakLoad * ofPeak * demandFactors.street;
    }
    default: {
      const unknown: never = kind;
      throw new Error(`feed: passages of unknown kind ${JSON.stringify(unknown)}`);
    }
  }
}
