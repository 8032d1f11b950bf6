/**
 * Who sets out: free speed, perception of routes, moment within the minute, and how many stay
 * together. Sizes of groups: a Poisson distribution without zero (Moussaïd et al. 2010, PLoS ONE
 * 5:e10047, two pedestrian zones), whose speed falls as 1.26 − 0.04 n m/s (the same, low density;
 * the fall in a crowd is the density's). In very large events several groups move as one packet.
 */
import type { SeededRandom } from '#contracts';
import { INFORMED, PERCEPTION_CLASSES } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';

export interface Traveller {
  readonly route: number;
  readonly speed: number;
  readonly people: number;
  readonly due: number;
}

export interface Travellers {
  routeOf(random: SeededRandom): number;
  /** Sets out within the minute that begins at `now`, with at most `most` people together. */
  traveller(random: SeededRandom, now: number, most?: number): Traveller;
}

const LONE_SPEED = 1.26;
const SPEED_PER_MEMBER = 0.04;
/** An entity holds so many at most. */
export const LARGEST_PACKET = 255;

export function createTravellers(
  parameters: SimulationParameters,
  groupsPerPacket = 1,
): Travellers {
  const { walkingSpeed, groupSizeMean } = parameters;
  const routeOf = (random: SeededRandom): number =>
    random.next() < parameters.informedShare ? INFORMED : random.nextInteger(PERCEPTION_CLASSES);
  const speedOf = (random: SeededRandom, factor: number): number =>
    Math.min(
      walkingSpeed.max,
      Math.max(
        walkingSpeed.min,
        factor * (walkingSpeed.mean + walkingSpeed.deviation * random.nextNormal()),
      ),
    );
  const atLeastOne = 1 - Math.exp(-groupSizeMean);
  const groupOf = (random: SeededRandom): number => {
    if (groupSizeMean <= 0) return 1;
    // Inverse of the distribution: sizes are small, so the search ends after one or two terms.
    let rest = random.next() * atLeastOne;
    let term = groupSizeMean * Math.exp(-groupSizeMean);
    let size = 1;
    while (rest >= term && size < 12) {
      rest -= term;
      size += 1;
      term *= groupSizeMean / size;
    }
    return size;
  };
  // Over people, not groups, the mean size is 1 + λ: the mean speed of all stays Weidmann's.
  const meanSpeed = LONE_SPEED - SPEED_PER_MEMBER * (1 + groupSizeMean);
  return {
    routeOf,
    traveller: (random, now, most = 1) => {
      const route = routeOf(random);
      let people = 0;
      let weighted = 0;
      if (most > 1) {
        for (let group = 0; group < groupsPerPacket && people < most; group += 1) {
          const size = Math.min(groupOf(random), most - people, LARGEST_PACKET - people);
          people += size;
          weighted += size * size;
        }
      } else {
        people = 1;
        weighted = 1;
      }
      const factor =
        most > 1 ? (LONE_SPEED - (SPEED_PER_MEMBER * weighted) / people) / meanSpeed : 1;
      const speed = speedOf(random, factor);
      return { route, speed, people, due: now + 60 * random.next() + 1e-6 };
    },
  };
}
