/** A driver's wanted speed as a part of the limit: normal, drawn from (seed, trip) alone. */

const LOWEST = 0.2;
const HIGHEST = 2;

/** Two uniform draws from hashing (seed, trip) (Wang's integer mix), then Box and Muller. */
export function drawSpeedFactor(seed: number, trip: number, deviation: number): number {
  if (deviation === 0) return 1;
  const first = mix(mix(seed ^ 0x9e3779b9) ^ trip);
  const second = mix(first ^ 0x85ebca6b);
  const radius = Math.sqrt(-2 * Math.log((first + 1) / 4294967297));
  const factor = 1 + deviation * radius * Math.cos((2 * Math.PI * second) / 4294967296);
  return Math.min(HIGHEST, Math.max(LOWEST, factor));
}

/** A uniform draw in [0, 1) of its own for each trip. */
export const drawShare = (seed: number, trip: number): number =>
  mix(mix(seed ^ 0x27d4eb2f) ^ trip) / 4294967296;

function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
