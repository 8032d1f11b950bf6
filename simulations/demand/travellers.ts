/** Who sets out: free speed, perception of routes and moment within the minute. */
import type { SeededRandom } from '#contracts';
import { INFORMED, PERCEPTION_CLASSES } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';

export interface Traveller {
  readonly route: number;
  readonly speed: number;
  readonly due: number;
}

export interface Travellers {
  routeOf(random: SeededRandom): number;
  /** Sets out within the minute that begins at `now`. */
  traveller(random: SeededRandom, now: number): Traveller;
}

export function createTravellers(parameters: SimulationParameters): Travellers {
  const { walkingSpeed } = parameters;
  const routeOf = (random: SeededRandom): number =>
    random.next() < parameters.informedShare ? INFORMED : random.nextInteger(PERCEPTION_CLASSES);
  const speedOf = (random: SeededRandom): number =>
    Math.min(
      walkingSpeed.max,
      Math.max(walkingSpeed.min, walkingSpeed.mean + walkingSpeed.deviation * random.nextNormal()),
    );
  const traveller = (random: SeededRandom, now: number): Traveller => ({
    route: routeOf(random),
    speed: speedOf(random),
    due: now + 60 * random.next() + 1e-6,
  });
  return { routeOf, traveller };
}
