/**
 * Where the selected cell lies, from the district down to it, and the names by which links call
 * cells: cell ids belong to one build of the city, a unit's code and a building's id outlive it.
 */
import { createStore } from 'zustand/vanilla';
import type { CellId, CellPlace } from '#contracts';

export interface PlaceState {
  /** Of the selected cell; null while unknown, or when nothing of that kind is selected. */
  readonly place: CellPlace | null;
  /** `unit:…`, `building:…`, `storey:…`, as in a link's `sel`. */
  readonly linkNames: ReadonlyMap<CellId, string>;
  /** A link's `sel` that is being looked up, and one that names nothing here. */
  readonly pendingLink: string | null;
  readonly brokenLink: string | null;
}

export const createPlaceStore = () =>
  createStore<PlaceState>()(() => ({
    place: null,
    linkNames: new Map(),
    pendingLink: null,
    brokenLink: null,
  }));
export type PlaceStore = ReturnType<typeof createPlaceStore>;
