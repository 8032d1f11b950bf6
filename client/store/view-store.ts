/** Which view is shown and what is chosen in it: the part of the state that a deep link carries. */
import { createStore } from 'zustand/vanilla';
import {
  CELL_QUANTITY_IDS,
  type CellQuantityId,
  type CloseUpPlace,
  type ScenarioId,
} from '#contracts';
import type { Selection } from './selection.ts';

export const VIEWS = ['wall', 'planner', 'units', 'audit'] as const;
export type View = (typeof VIEWS)[number];

/** How the units view draws the building that is taken apart. */
export const DRAWINGS = ['axonometric', 'section', 'plan'] as const;
export type Drawing = (typeof DRAWINGS)[number];

export interface ViewState {
  readonly view: View;
  readonly selection: Selection | null;
  /** By which the cells of the city are coloured. */
  readonly quantity: CellQuantityId;
  /** Run shown in the planner, and the one it is compared with. */
  readonly scenario: ScenarioId | null;
  readonly compare: ScenarioId | null;
  readonly drawing: Drawing;
  /** Storeys of the axonometric drawing spread apart. */
  readonly spread: boolean;
  /** The place that is shown person by person, over the view; null: none. */
  readonly closeUp: CloseUpPlace | null;
  /** Which units the finder lists: the query form of a `UnitFilter` (contracts/wire/registry-api.ts). */
  readonly filter: string;
}

export const DEFAULT_VIEW_STATE: ViewState = {
  view: 'wall',
  selection: null,
  quantity: 'alarm',
  scenario: null,
  compare: null,
  drawing: 'axonometric',
  spread: false,
  closeUp: null,
  filter: '',
};

export const createViewStore = () => createStore<ViewState>()(() => DEFAULT_VIEW_STATE);
export type ViewStore = ReturnType<typeof createViewStore>;

export const isView = (text: unknown): text is View => VIEWS.some((view) => view === text);
export const isDrawing = (text: unknown): text is Drawing =>
  DRAWINGS.some((drawing) => drawing === text);
export const isCellQuantity = (text: unknown): text is CellQuantityId =>
  CELL_QUANTITY_IDS.some((id) => id === text);
