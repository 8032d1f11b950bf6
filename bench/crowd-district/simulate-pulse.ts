/** The evening in the model: entries at the station per 10 s, from the mean time of leaving on. */
import { DEFAULT_MODE_SHARES, eventPlanSchema } from '#contracts';
import { createDistrictRun, DEFAULT_PARAMETERS, type DistrictModel } from '#simulations';
import { INDOOR_STADIUM } from './indoor-stadium.ts';

export const STEP_SECONDS = 10;
const STATION = 'ref/station-shanghai-indoor-stadium';
const END_MS = Date.parse('2015-04-01T14:00:00Z');
const BEFORE_MS = 30 * 60_000;
const AFTER_MS = 60 * 60_000;

export interface PulseParameters {
  readonly walkingMetresPerSecond: number;
  readonly gatePersonsPerMetreSecond: number;
  /** Deviation of the time at which people leave their seats, min. */
  readonly spreadMinutes: number;
}

/** Entry k: people who came in within step k; the mean time of leaving is at step BEFORE/STEP. */
export function simulatePulse(
  model: DistrictModel,
  at: PulseParameters,
  attendance: number,
  seed: number,
): Float64Array {
  const station = model.networks.stations.findIndex((candidate) => candidate.id === STATION);
  if (station < 0) throw new Error(`pulse: the reference district has no ${STATION}`);
  const { walkingSpeed, specificFlowPersonsPerMetreSecond } = DEFAULT_PARAMETERS;
  const startMs = END_MS - BEFORE_MS;
  const run = createDistrictRun(model, {
    startMs,
    timeZone: 'Asia/Shanghai',
    seed,
    weather: { rainMillimetresPerHour: 0, temperatureCelsius: 15, windMetresPerSecond: 2 },
    events: [
      eventPlanSchema.parse({
        id: 'pulse',
        name: '2015-04-01',
        venue: INDOOR_STADIUM,
        attendance,
        startMs: END_MS - 9_000_000,
        endMs: END_MS,
        endSpreadMinutes: at.spreadMinutes,
        modeShares: DEFAULT_MODE_SHARES,
      }),
    ],
    measures: [],
    // The base is taken off the data; the streets stay empty of others.
    demandFactors: { walk: 0, street: 0 },
    parameters: {
      ...DEFAULT_PARAMETERS,
      walkingSpeed: { ...walkingSpeed, mean: at.walkingMetresPerSecond },
      specificFlowPersonsPerMetreSecond: {
        ...specificFlowPersonsPerMetreSecond,
        gate: at.gatePersonsPerMetreSecond,
      },
    },
  });
  const steps = (BEFORE_MS + AFTER_MS) / (1000 * STEP_SECONDS);
  let last = 0;
  return Float64Array.from({ length: steps }, (_, step) => {
    run.advanceTo(startMs + (step + 1) * STEP_SECONDS * 1000);
    const total = run.counts.stationEntriesTotal[station] as number;
    const entered = total - last;
    last = total;
    return entered;
  });
}

/** Shares of five 5-minute bins, the first of which begins at `firstStep`; all other entries are lost. */
export function binEntries(entries: Float64Array, firstStep: number): readonly number[] {
  const all = entries.reduce((sum, n) => sum + n, 0);
  const perBin = 300 / STEP_SECONDS;
  return Array.from({ length: 5 }, (_, bin) => {
    let sum = 0;
    for (let step = 0; step < perBin; step += 1) {
      sum += entries[firstStep + bin * perBin + step] ?? 0;
    }
    return sum / Math.max(1, all);
  });
}

/** Minutes from the first bin's begin to the mean time of leaving. */
export const leavingMinutes = (firstStep: number): number =>
  (BEFORE_MS / 1000 - firstStep * STEP_SECONDS) / 60;
