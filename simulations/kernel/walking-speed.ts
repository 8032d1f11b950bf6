/**
 * Weidmann's (1993) speed-density relation as a table of factors on the free speed:
 * f(ρ) = 1 − exp(−γ (1/ρ − 1/ρ_jam)).
 */
export const SPEED_TABLE_STEPS_PER_PERSON = 100;

export const weidmannFactor = (
  personsPerSquareMetre: number,
  gamma: number,
  jamPersonsPerSquareMetre: number,
): number =>
  personsPerSquareMetre <= 0
    ? 1
    : Math.max(
        0,
        1 - Math.exp(-gamma * (1 / personsPerSquareMetre - 1 / jamPersonsPerSquareMetre)),
      );

/**
 * Entry i is the factor at i / SPEED_TABLE_STEPS_PER_PERSON persons/m², on the free branch only: it
 * stays at its value of the highest flow beyond that density. The congested branch comes from the
 * queue at the end, the storage and the wave of free places. With the whole curve, a lane that is
 * asked for just its capacity drifts onto the congested branch and passes 5 to 15 % less (tried).
 */
export function createSpeedTable(gamma: number, jamPersonsPerSquareMetre: number): Float32Array {
  const best = densityOfMaximumFlow(gamma, jamPersonsPerSquareMetre);
  const slowest = weidmannFactor(best, gamma, jamPersonsPerSquareMetre);
  const steps = Math.ceil(jamPersonsPerSquareMetre * SPEED_TABLE_STEPS_PER_PERSON) + 1;
  return Float32Array.from({ length: steps }, (_, i) =>
    Math.max(
      slowest,
      weidmannFactor(i / SPEED_TABLE_STEPS_PER_PERSON, gamma, jamPersonsPerSquareMetre),
    ),
  );
}

/** Density and factor at which ρ f(ρ) is highest (steps of 1e-3 persons/m²). */
export function densityOfMaximumFlow(gamma: number, jamPersonsPerSquareMetre: number): number {
  let best = 0;
  let bestFlow = 0;
  for (let density = 0.001; density < jamPersonsPerSquareMetre; density += 0.001) {
    const flow = density * weidmannFactor(density, gamma, jamPersonsPerSquareMetre);
    if (flow > bestFlow) {
      bestFlow = flow;
      best = density;
    }
  }
  return best;
}

/** Part of the highest flow at which the straight congested branch meets Weidmann's bent one. */
const MATCHED_FLOW_PART = 0.75;

/**
 * Speed of the backward wave, m/s per m/s of free speed: the chord from jam density to the point
 * of the congested branch at three quarters of the highest flow. The chord to the very top would
 * make jams up to a quarter too thin.
 */
export function relativeWaveSpeed(gamma: number, jamPersonsPerSquareMetre: number): number {
  const best = densityOfMaximumFlow(gamma, jamPersonsPerSquareMetre);
  const flowAt = (density: number): number =>
    density * weidmannFactor(density, gamma, jamPersonsPerSquareMetre);
  const flow = MATCHED_FLOW_PART * flowAt(best);
  let density = best;
  while (density < jamPersonsPerSquareMetre && flowAt(density) > flow) density += 0.001;
  return flow / (jamPersonsPerSquareMetre - density);
}
