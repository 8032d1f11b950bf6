/**
 * One member's guess of what is not known: end of the show, turn-out, mode shares, capacities,
 * demand. Draws depend on (seed, member) only, so a measure is compared member by member.
 * Spreads: docs/models/ensemble.md.
 */
import type { EventPlan, ModeShares } from '#contracts';
import { createRandom } from '#contracts';
import type { RunInput } from '../district/run-types.ts';

export const ENSEMBLE_SPREADS = {
  /** Deviation of the end of a show that has not ended, min: largest error source of the twin experiment. */
  endMinutes: 6,
  /** Relative deviations. */
  attendance: 0.04,
  modeShare: 0.15,
  gateCapacity: 0.1,
  walkCapacity: 0.06,
  stationCapacity: 0.1,
  streetCapacity: 0.05,
  walkDemand: 0.1,
  streetDemand: 0.1,
} as const;

export function perturbInput(input: RunInput, seed: number, member: number): RunInput {
  const random = createRandom(seed, `member:${member}`);
  const around = (deviation: number): number =>
    Math.exp(deviation * Math.max(-2.5, Math.min(2.5, random.nextNormal())));
  const { parameters } = input;
  const demandFactors = {
    walk: input.demandFactors.walk * around(ENSEMBLE_SPREADS.walkDemand),
    street: input.demandFactors.street * around(ENSEMBLE_SPREADS.streetDemand),
  };
  const perturbed = {
    ...parameters,
    gateCapacityFactor: parameters.gateCapacityFactor * around(ENSEMBLE_SPREADS.gateCapacity),
    walkCapacityFactor: parameters.walkCapacityFactor * around(ENSEMBLE_SPREADS.walkCapacity),
    stationCapacityFactor:
      parameters.stationCapacityFactor * around(ENSEMBLE_SPREADS.stationCapacity),
    streetCapacityFactor: parameters.streetCapacityFactor * around(ENSEMBLE_SPREADS.streetCapacity),
  };
  const events = input.events.map((event): EventPlan => {
    const endShift = Math.round(random.nextNormal() * ENSEMBLE_SPREADS.endMinutes * 60) * 1000;
    const turnOut = around(ENSEMBLE_SPREADS.attendance);
    const tilts = MODES.map(() => around(ENSEMBLE_SPREADS.modeShare));
    const hasEnded = event.endMs <= input.startMs;
    return {
      ...event,
      // An end still to come is not moved into the past.
      endMs: hasEnded ? event.endMs : Math.max(input.startMs, event.endMs + endShift),
      attendance: Math.round(event.attendance * turnOut),
      modeShares: {
        dry: tilt(event.modeShares.dry, tilts),
        rain: tilt(event.modeShares.rain, tilts),
      },
    };
  });
  return {
    ...input,
    seed: (seed + member * 0x9e3779b1) >>> 0,
    demandFactors,
    events,
    parameters: perturbed,
  };
}

/** In the order of their draws. */
const MODES = ['metro', 'car', 'taxi', 'walk', 'bus'] as const;

function tilt(shares: ModeShares, factors: readonly number[]): ModeShares {
  const tilted = MODES.map((mode, at) => shares[mode] * (factors[at] ?? 1));
  const sum = tilted.reduce((total, share) => total + share, 0);
  const [metro = 0, car = 0, taxi = 0, walk = 0, bus = 0] = tilted.map((share) => share / sum);
  return { metro, car, taxi, walk, bus };
}
