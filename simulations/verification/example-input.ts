/** Inputs for verification and benchmarks: one event that ends at 22:00 in Shanghai. */
import type { EventPlan, Measure } from '#contracts';
import { DEFAULT_MODE_SHARES, eventPlanSchema } from '#contracts';
import type { RunInput } from '../district/run-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import { DEFAULT_PARAMETERS } from '../parameters/parameters.ts';

export const EXAMPLE_END_MS = Date.parse('2026-11-22T14:00:00Z');

export const exampleEvent = (attendance: number, endSpreadMinutes: number): EventPlan =>
  eventPlanSchema.parse({
    id: 'example',
    name: 'Example',
    venue: 'venue',
    attendance,
    startMs: EXAMPLE_END_MS - 9_000_000,
    endMs: EXAMPLE_END_MS,
    endSpreadMinutes,
    modeShares: DEFAULT_MODE_SHARES,
  });

export function exampleInput(options: {
  readonly startMs: number;
  readonly events: readonly EventPlan[];
  readonly seed?: number;
  readonly measures?: readonly Measure[];
  readonly parameters?: Partial<SimulationParameters>;
}): RunInput {
  return {
    startMs: options.startMs,
    timeZone: 'Asia/Shanghai',
    seed: options.seed ?? 1,
    weather: { rainMillimetresPerHour: 0, temperatureCelsius: 20, windMetresPerSecond: 2 },
    events: options.events,
    measures: options.measures ?? [],
    demandFactors: { walk: 1, street: 1 },
    parameters: { ...DEFAULT_PARAMETERS, ...options.parameters },
  };
}
