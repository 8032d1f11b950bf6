/**
 * Which advice first: what it does about danger, then about time. One score in "minutes above
 * 4 persons/m²" so that the order can be explained: a fall of the highest density by 1 person/m²
 * while it is above 4 weighs as 10 such minutes, 1 min of clearing as 0.5, 10 vehicle hours as 0.5.
 * 1,000 times that a train leaves somebody behind weigh as 1 min, 1,000 people without a train as 5.
 * A worse median counts against the measure with the same weights.
 */
import type { Effect, Outcomes } from '#contracts';

const DANGEROUS_DENSITY = 4;

/** Lower is better; 0 = no change. */
export function scoreEffect(effect: Effect, base: Outcomes): number {
  const isDangerous = base.peakDensity.personsPerSquareMetre.median > DANGEROUS_DENSITY;
  return (
    effect.minutesAboveFour.median +
    (isDangerous ? 10 : 1) * effect.peakDensityPersonsPerSquareMetre.median +
    0.5 * (effect.clearingMinutes?.median ?? 0) +
    0.05 * effect.vehicleDelayHours.median +
    0.002 * effect.peakStationQueuePersons.median +
    0.001 * (effect.leftBehind?.median ?? 0) +
    0.005 * (effect.withoutTrain?.median ?? 0)
  );
}
