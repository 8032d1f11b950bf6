/**
 * The scenario being planned: events, measures, weather. Kept in the browser between visits, and
 * every change can be undone.
 */
import { createStore } from 'zustand/vanilla';
import {
  type EventPlan,
  type Measure,
  type Scenario,
  type ScenarioId,
  scenarioIdSchema,
  scenarioSchema,
} from '#contracts';
import { newId } from './new-id.ts';

export type Draft = Omit<Scenario, 'id'>;

interface DraftState {
  readonly draft: Draft | null;
  /** Drafts before each change, oldest first. */
  readonly undo: readonly Draft[];
}

const STORAGE_KEY = 'gezi.planner.draft';
const UNDO_STEPS = 50;
/** A plan's run covers two hours; it starts this long before the event's end. */
const LEAD_MS = 30 * 60_000;
const DEFAULT_MEMBERS = 20;
const DEFAULT_SEED = 1;

const draftSchema = scenarioSchema.omit({ id: true });

export function createDraftStore(storage: Pick<Storage, 'getItem' | 'setItem'> | null) {
  const read = (): Draft | null => {
    try {
      const parsed = draftSchema.safeParse(JSON.parse(storage?.getItem(STORAGE_KEY) ?? 'null'));
      return parsed.success ? parsed.data : null;
    } catch {
      return null; // Not ours or not readable: start afresh.
    }
  };
  const store = createStore<DraftState>()(() => ({ draft: read(), undo: [] }));
  store.subscribe(({ draft }) => {
    try {
      storage?.setItem(STORAGE_KEY, JSON.stringify(draft));
    } catch {
      // A full or forbidden storage loses the draft with the page, nothing else.
    }
  });
  return store;
}
export type DraftStore = ReturnType<typeof createDraftStore>;

export function changeDraft(store: DraftStore, change: (draft: Draft) => Draft): void {
  const { draft, undo } = store.getState();
  if (draft === null) return;
  store.setState({ draft: change(draft), undo: [...undo, draft].slice(-UNDO_STEPS) });
}

export function undoDraft(store: DraftStore): void {
  const { undo } = store.getState();
  const last = undo.at(-1);
  if (last) store.setState({ draft: last, undo: undo.slice(0, -1) });
}

export function newDraft(
  name: string,
  events: readonly EventPlan[],
  measures: readonly Measure[],
  weather: Scenario['weather'],
  nowMs: number,
): Draft {
  const draft: Draft = {
    name,
    events: [...events],
    measures: [...measures],
    weather,
    startMs: nowMs,
    seed: DEFAULT_SEED,
    members: DEFAULT_MEMBERS,
  };
  return { ...draft, startMs: suggestedStartMs(draft, nowMs) };
}

/** On the minute, half an hour before the first event ends; now without an event. */
export function suggestedStartMs(draft: Pick<Draft, 'events'>, nowMs: number): number {
  const ends = draft.events.map((event) => event.endMs);
  const start = ends.length > 0 ? Math.min(...ends) - LEAD_MS : nowMs;
  return Math.floor(start / 60_000) * 60_000;
}

export function putEvent(draft: Draft, event: EventPlan, nowMs: number): Draft {
  const known = draft.events.some((old) => old.id === event.id);
  const events = known
    ? draft.events.map((old) => (old.id === event.id ? event : old))
    : [...draft.events, event];
  return { ...draft, events, startMs: suggestedStartMs({ events }, nowMs) };
}

export function putMeasure(draft: Draft, measure: Measure): Draft {
  const known = draft.measures.some((old) => old.id === measure.id);
  return {
    ...draft,
    measures: known
      ? draft.measures.map((old) => (old.id === measure.id ? measure : old))
      : [...draft.measures, measure],
  };
}

export const newScenarioId = (): ScenarioId => scenarioIdSchema.parse(newId('scenario'));

/** `Plan`, `Plan (2)`, …: two runs of one plan must be told apart in lists and pictures. */
export function unusedName(name: string, used: readonly string[]): string {
  if (!used.includes(name)) return name;
  let number = 2;
  while (used.includes(`${name} (${number})`)) number += 1;
  return `${name} (${number})`.slice(0, 200);
}
