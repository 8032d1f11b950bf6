/** How long a vehicle stands for an exchange, and how many can board in a given time. Seconds. */
import type { TransitParameters } from '../transit-parameters.ts';

export interface Doors {
  readonly doors: number;
  readonly seats: number;
  readonly frontDoor: boolean;
}

/** `through`: people who stay on board. */
export function dwellSeconds(
  parameters: TransitParameters,
  vehicle: Doors,
  alighting: number,
  boarding: number,
  through: number,
): number {
  const { doors } = vehicle;
  if (vehicle.frontDoor) {
    const { busDoorsSeconds, busBoardingSeconds, busAlightingSeconds } = parameters;
    // A bus with one door lets out first.
    const out = (busAlightingSeconds * alighting) / Math.max(1, doors - 1);
    const into = busBoardingSeconds * boarding;
    return busDoorsSeconds + (doors > 1 ? Math.max(out, into) : out + into);
  }
  return (
    parameters.doorsSeconds +
    (parameters.alightingSecondsPerDoor * alighting) / doors +
    (boardingSeconds(parameters, vehicle, through) * boarding) / doors
  );
}

/** Most who can board within `seconds`, after `alighting`. */
export function boardersWithin(
  parameters: TransitParameters,
  vehicle: Doors,
  alighting: number,
  through: number,
  seconds: number,
): number {
  const { doors } = vehicle;
  if (vehicle.frontDoor) {
    const out = doors > 1 ? 0 : parameters.busAlightingSeconds * alighting;
    return whole((seconds - parameters.busDoorsSeconds - out) / parameters.busBoardingSeconds);
  }
  const left =
    seconds - parameters.doorsSeconds - (parameters.alightingSecondsPerDoor * alighting) / doors;
  return whole((left * doors) / boardingSeconds(parameters, vehicle, through));
}

/** Seconds a boarder at one door: slower between people who stand in the way. */
function boardingSeconds(parameters: TransitParameters, vehicle: Doors, through: number): number {
  const standing = Math.max(0, through - vehicle.seats) / vehicle.doors;
  const counted = Math.min(standing, parameters.crowdingLimitPersonsPerDoor);
  return parameters.boardingSecondsPerDoor + parameters.crowdingSeconds * counted ** 3;
}

const whole = (people: number): number => Math.max(0, Math.floor(people + 1e-9));
