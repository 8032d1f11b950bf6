/** Stores: the public surface for views, layers and engines. */
export * from './app-stores.ts';
export type { CellBytes, CellBytesChange } from './cell-bytes.ts';
export type { CityState, Loadable } from './city-store.ts';
export { clockNowMs, phaseOf, SCRUB_REACH_MS, shownTimeMs, type TimePhase } from './clock-store.ts';
export { sessionMay } from './connection-store.ts';
export {
  type FrameChoice,
  frameAt,
  frameIndexAt,
  type TransitChoice,
  transitAt,
} from './frames-store.ts';
export { sensorKey } from './live-store.ts';
export type { PlaceState } from './place-store.ts';
export { type Selection, selectionFromText, textFromSelection } from './selection.ts';
export {
  DRAWINGS,
  type Drawing,
  isCellQuantity,
  isDrawing,
  isView,
  VIEWS,
  type View,
  type ViewState,
} from './view-store.ts';
