/** The planner's own stores and small shared state: the draft, and a pick that a form waits for. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Measure } from '#contracts';
import { createDraftStore } from './draft-store.ts';

function localStorageOrNull(): Storage | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage;
  } catch {
    return null;
  }
}

export const draftStore = createDraftStore(localStorageOrNull());
export const useDraft = () => useStore(draftStore, (state) => state.draft);
export const useUndoDepth = () => useStore(draftStore, (state) => state.undo.length);

/** A form that waits for a click on the map. */
export interface PickRequest {
  readonly type: Measure['type'];
  readonly onPick: (id: string) => void;
  /** Several places are there: those with this street or station, of which the list says which. */
  readonly onNear: (id: string) => void;
}
interface PickState {
  readonly request: PickRequest | null;
}
export const pickStore = createStore<PickState>()(() => ({ request: null }));
export const usePickRequest = () => useStore(pickStore, (state) => state.request);
