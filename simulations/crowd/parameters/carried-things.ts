/**
 * What people carry, as factors on body radius and free speed.
 *
 * Umbrella: the radius is fitted so that openings lose 0.10–0.25 persons/(m·s), the loss that Guo
 * (2019) gives for rain with umbrellas; walking itself 5 % slower, as in the district's rain. Measured
 * at openings of 1.2 and 2 m, all with umbrellas, three seeds: `emergency` −0.17 and −0.20, `stadium`
 * −0.14 and −0.12, `calibrated` −0.38 persons/(m·s) and so more than Guo's.
 * Luggage: a trolley 0.35 m wide and 0.5 m long behind or beside its owner has about the floor of a
 * second body: a disc of √2 times the radius. Its speed is an assumption (range 0.8–1).
 */
import type { CrowdPeople } from '#contracts';

export interface CarriedEffect {
  readonly radius: number;
  readonly freeSpeed: number;
}

export const CARRIED_EFFECTS: Readonly<Record<CrowdPeople['carrying'], CarriedEffect>> = {
  nothing: { radius: 1, freeSpeed: 1 },
  umbrella: { radius: 1.15, freeSpeed: 0.95 },
  luggage: { radius: Math.SQRT2, freeSpeed: 0.9 },
};
