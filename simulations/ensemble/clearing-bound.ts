/** Nobody can be faster than the gates: width × specific flow bounds the clearing time from below. */
import type { DistrictNetworks, EventPlan } from '#contracts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { ClearingBound } from './ensemble-types.ts';

/** `clearingMinutes` counts until this part has arrived. */
const CLEARED_PART = 0.95;

export function clearingBound(
  networks: DistrictNetworks,
  event: Pick<EventPlan, 'venue' | 'attendance'>,
  parameters: SimulationParameters,
): ClearingBound {
  const venue = networks.venues.find((candidate) => candidate.id === event.venue);
  const gateWidthMetres = (venue?.gates ?? []).reduce((sum, gate) => sum + gate.widthMetres, 0);
  const specificFlow =
    parameters.specificFlowPersonsPerMetreSecond.gate * parameters.gateCapacityFactor;
  return {
    gateWidthMetres,
    specificFlowPersonsPerMetreSecond: specificFlow,
    minutes: (CLEARED_PART * event.attendance) / (gateWidthMetres * specificFlow) / 60,
  };
}
