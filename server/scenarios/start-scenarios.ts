/**
 * Planners' what-if runs: queued one after another on their own thread, with progress and cancel.
 * A run that was under way when the server stopped is marked failed with that reason, never lost.
 */
import {
  FORECAST_FRAME_COUNT,
  RUN_STOPPED_REASON,
  type RunMember,
  type RunStatus,
  type Scenario,
  type ScenarioRun,
} from '#contracts';
import {
  DEFAULT_PARAMETERS,
  ENSEMBLE_DEFAULTS,
  type EnsembleRequest,
  type MemberOutcomes,
} from '#simulations';
import type { ForecastHost } from '../forecast/forecast-host.ts';
import type { SimulationPool } from '../forecast/simulation-pool.ts';
import { hasWays } from '../forecast/start-forecasting.ts';
import { faultOfEvent, faultOfMeasure, faultOfTrains } from '../plans/plan-book.ts';

export interface Scenarios {
  list(): readonly ScenarioRun[];
  get(id: string): ScenarioRun | null;
  /** Encoded `Frames` of a run that is done. */
  framesOf(id: string): Uint8Array | null;
  /** Encoded `TransitFrames`; null also where the city has no lines. */
  transitFramesOf(id: string): Uint8Array | null;
  start(scenario: Scenario, by: string): StartResult;
  cancel(id: string): ScenarioRun | null;
  stop(): Promise<void>;
}

export type StartResult =
  | { readonly ok: true; readonly run: ScenarioRun }
  | { readonly ok: false; readonly reason: string };

const KEPT = 100;
const QUEUE_LIMIT = 20;

export function startScenarios(host: ForecastHost, pool: SimulationPool): Scenarios {
  const { runs: records, frames } = host.records;
  const underWay = new Map<string, AbortController>();
  let queue: Promise<void> = Promise.resolve();

  for (const run of records.list(KEPT)) {
    if (run.status.state === 'queued' || run.status.state === 'running') {
      save({
        ...run,
        status: { state: 'failed', reason: RUN_STOPPED_REASON },
      });
    }
  }

  function save(run: ScenarioRun): ScenarioRun {
    records.put(run.scenario.id, run.createdMs, run);
    host.publish.runs([run]);
    return run;
  }

  function update(id: string, status: RunStatus): void {
    const run = records.get(id);
    if (run) save({ ...run, status });
  }

  async function perform(scenario: Scenario, abort: AbortController): Promise<void> {
    if (abort.signal.aborted) return;
    update(scenario.id, { state: 'running', progress: 0 });
    try {
      const result = await pool.run(requestOf(scenario, host.timeZone), {
        signal: abort.signal,
        onProgress: (progress) => {
          if (!abort.signal.aborted) update(scenario.id, { state: 'running', progress });
        },
      });
      if (result.state === 'cancelled') return;
      frames.put('run', scenario.id, host.nowMs(), result.frames);
      if (result.transitFrames)
        frames.put('run-transit', scenario.id, host.nowMs(), result.transitFrames);
      update(scenario.id, {
        state: 'done',
        outcomes: result.outcomes,
        cpuSeconds: result.cpuSeconds,
        memberOutcomes: result.memberOutcomes.map(runMemberOf),
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      host.log.error(`scenario ${scenario.id} failed: ${reason}`);
      update(scenario.id, { state: 'failed', reason });
    } finally {
      underWay.delete(scenario.id);
    }
  }

  return {
    list: () => records.list(KEPT),
    get: (id) => records.get(id),
    framesOf: (id) => frames.get('run', id)?.bytes ?? null,
    transitFramesOf: (id) => frames.get('run-transit', id)?.bytes ?? null,
    start: (scenario, by) => {
      const problem = findProblem(host, scenario);
      if (problem) return { ok: false, reason: problem };
      if (records.get(scenario.id))
        return { ok: false, reason: `a run with id ${scenario.id} exists already` };
      if (underWay.size >= QUEUE_LIMIT) {
        return { ok: false, reason: `${QUEUE_LIMIT} runs are waiting already; cancel one or wait` };
      }
      const abort = new AbortController();
      underWay.set(scenario.id, abort);
      const run = save({
        scenario,
        createdMs: host.nowMs(),
        createdBy: by,
        status: { state: 'queued' },
      });
      records.prune(KEPT);
      queue = queue.then(() => perform(scenario, abort));
      return { ok: true, run };
    },
    cancel: (id) => {
      const abort = underWay.get(id);
      if (abort) {
        abort.abort();
        underWay.delete(id);
        update(id, { state: 'cancelled' });
      }
      return records.get(id);
    },
    stop: async () => {
      for (const [id, abort] of underWay) {
        abort.abort();
        update(id, { state: 'cancelled' });
      }
      await queue;
    },
  };
}

/** What a scenario asks of the ensemble; the same again gives the same run. */
export const requestOf = (scenario: Scenario, timeZone: string): EnsembleRequest => ({
  input: {
    startMs: scenario.startMs,
    timeZone,
    seed: scenario.seed,
    weather: scenario.weather,
    events: scenario.events,
    measures: scenario.measures,
    demandFactors: { walk: 1, street: 1 },
    parameters: DEFAULT_PARAMETERS,
  },
  members: scenario.members,
  warmupSeconds: ENSEMBLE_DEFAULTS.warmupSeconds,
  frameCount: FORECAST_FRAME_COUNT,
});

/** Network positions stay inside: a record outlives a build of the city. */
const runMemberOf = (member: MemberOutcomes): RunMember => ({
  peakDensityPersonsPerSquareMetre: member.peakDensityPersonsPerSquareMetre,
  minutesAboveFour: member.minutesAboveFour,
  clearingMinutes: member.clearingMinutes,
  peakStationQueuePersons: member.peakStationQueuePersons,
  vehicleDelayHours: member.vehicleDelayHours,
  ...(member.leftBehind === undefined ? {} : { leftBehind: member.leftBehind }),
  ...(member.withoutTrain === undefined ? {} : { withoutTrain: member.withoutTrain }),
  ...(member.busLeftBehind === undefined ? {} : { busLeftBehind: member.busLeftBehind }),
  ...(member.slowestEmergencySeconds === undefined
    ? {}
    : { slowestEmergencySeconds: member.slowestEmergencySeconds }),
});

/** What the scenario names must exist in this city. One line, or null. */
function findProblem(
  { networks, transit }: Pick<ForecastHost, 'networks' | 'transit'>,
  scenario: Scenario,
): string | null {
  if (!hasWays(networks)) return 'the city has no streets and no footways to simulate';
  for (const event of scenario.events) {
    const fault = faultOfEvent(event, networks);
    if (fault) return `event ${event.id}: ${fault}`;
  }
  for (const measure of scenario.measures) {
    const fault = faultOfMeasure(measure, networks, transit);
    if (fault) return `measure ${measure.id}: ${fault}`;
  }
  return faultOfTrains(scenario.measures);
}
