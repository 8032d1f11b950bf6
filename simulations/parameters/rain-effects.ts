/**
 * What rain does to capacities and speeds. Streets: HCM 2010 capacity −2.0 % up to 2.5 mm/h,
 * −7.2 % up to 6.4, −14.1 % above; speed −3 … −6.5 % (Virginia freeways). Walkers under umbrellas:
 * flow −0.10 … −0.25 p/s/m (Guo 2019), the middle of it on 1.22.
 */
import type { Weather } from '#contracts';

export interface RainEffects {
  readonly streetCapacityFactor: number;
  readonly streetSpeedFactor: number;
  readonly walkCapacityFactor: number;
  readonly walkSpeedFactor: number;
  /** 0 = mode shares of a dry day, 1 = of rain. */
  readonly wetShare: number;
}

const DRIZZLE_MM_PER_HOUR = 0.1;
const LIGHT_MM_PER_HOUR = 2.5;
const HEAVY_MM_PER_HOUR = 6.4;

export function rainEffects(weather: Weather): RainEffects {
  const rain = weather.rainMillimetresPerHour;
  const wetShare = Math.min(1, rain / LIGHT_MM_PER_HOUR);
  if (rain < DRIZZLE_MM_PER_HOUR) {
    return {
      streetCapacityFactor: 1,
      streetSpeedFactor: 1,
      walkCapacityFactor: 1,
      walkSpeedFactor: 1,
      wetShare,
    };
  }
  const walkers = { walkCapacityFactor: 1 - 0.14 * wetShare, walkSpeedFactor: 1 - 0.05 * wetShare };
  if (rain <= LIGHT_MM_PER_HOUR) {
    return { streetCapacityFactor: 0.98, streetSpeedFactor: 0.97, ...walkers, wetShare };
  }
  return rain <= HEAVY_MM_PER_HOUR
    ? { streetCapacityFactor: 0.928, streetSpeedFactor: 0.95, ...walkers, wetShare }
    : { streetCapacityFactor: 0.859, streetSpeedFactor: 0.935, ...walkers, wetShare };
}
