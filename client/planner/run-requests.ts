/** Starting and cancelling runs, publishing events, and the frames of finished runs. */
import { createStore } from 'zustand/vanilla';
import {
  type EventPlan,
  eventPlanSchema,
  type Frames,
  type Scenario,
  type ScenarioId,
  type ScenarioRun,
  scenarioRunSchema,
  type TransitFrames,
} from '#contracts';
import { fetchFrames, fetchTransitFrames } from '../app/index.ts';
import { fetchJson, type RequestResult, send } from '../connection/index.ts';
import type { Loadable } from '../store/index.ts';

export const startRun = (scenario: Scenario): Promise<RequestResult<ScenarioRun>> =>
  fetchJson('/api/scenarios', scenarioRunSchema, { method: 'POST', body: scenario });

export const cancelRun = (id: ScenarioId): Promise<RequestResult<null>> =>
  send(`/api/scenarios/${encodeURIComponent(id)}`, { method: 'DELETE' });

export const publishEvent = (event: EventPlan): Promise<RequestResult<null>> =>
  send(`/api/events/${encodeURIComponent(event.id)}`, {
    method: 'PUT',
    body: eventPlanSchema.parse(event),
  });

interface RunFramesState {
  readonly frames: ReadonlyMap<ScenarioId, Loadable<Frames>>;
  /** Trains of runs; none where the city has no lines. */
  readonly transit: ReadonlyMap<ScenarioId, TransitFrames>;
}
export const runFramesStore = createStore<RunFramesState>()(() => ({
  frames: new Map(),
  transit: new Map(),
}));

/** Two on screen, two to go back to; a run's frames are some megabytes. */
const KEPT_RUNS = 4;

/** Fetches once; a failed fetch may be asked for again. */
export async function loadRunFrames(id: ScenarioId): Promise<void> {
  const known = runFramesStore.getState().frames.get(id);
  if (known && known.state !== 'failed') return;
  put(id, { state: 'loading' });
  const result = await fetchFrames(`/api/scenarios/${encodeURIComponent(id)}/frames`);
  put(
    id,
    result.ok
      ? { state: 'ready', value: result.value }
      : { state: 'failed', failure: result.failure },
  );
  if (!result.ok) return;
  const trains = await fetchTransitFrames(
    `/api/scenarios/${encodeURIComponent(id)}/transit-frames`,
  );
  if (!trains.ok) return; // No lines, or a run of before: the panels say that no trains are known.
  runFramesStore.setState(({ transit, frames }) => {
    const kept = [...transit].filter(([other]) => frames.has(other));
    return { transit: new Map([...kept, [id, trains.value]]) };
  });
}

function put(id: ScenarioId, value: Loadable<Frames>): void {
  runFramesStore.setState(({ frames }) => {
    const next = new Map(frames);
    next.delete(id);
    next.set(id, value);
    for (const oldest of next.keys()) {
      if (next.size <= KEPT_RUNS) break;
      next.delete(oldest);
    }
    return { frames: next };
  });
}
