/** The Bureau of Public Roads volume-delay function, its slope and its integral. */
import type { AssignmentNetwork } from './assignment-types.ts';

/** ratio^power; whole powers of 4 and 1, which published networks use, without `**`. */
function raise(ratio: number, power: number): number {
  if (power === 4) return ratio * ratio * ratio * ratio;
  if (power === 1) return ratio;
  return ratio ** power;
}

export function linkTime(network: AssignmentNetwork, link: number, flow: number): number {
  const free = network.freeTime[link] as number;
  const factor = network.bprFactor[link] as number;
  if (factor === 0) return free;
  const ratio = flow / (network.capacity[link] as number);
  return free * (1 + factor * raise(ratio, network.bprPower[link] as number));
}

/** dt/dv, for Newton steps. */
export function linkSlope(network: AssignmentNetwork, link: number, flow: number): number {
  const power = network.bprPower[link] as number;
  const factor = network.bprFactor[link] as number;
  if (factor === 0 || power === 0) return 0;
  const capacity = network.capacity[link] as number;
  const scale = ((network.freeTime[link] as number) * factor * power) / capacity;
  return scale * raise(flow / capacity, power - 1);
}

/** ∫₀ᵛ t(x) dx. */
export function linkIntegral(network: AssignmentNetwork, link: number, flow: number): number {
  const free = network.freeTime[link] as number;
  const power = network.bprPower[link] as number;
  const capacity = network.capacity[link] as number;
  const bent = ((network.bprFactor[link] as number) * raise(flow / capacity, power)) / (power + 1);
  return free * flow * (1 + bent);
}
