/** three adapter: one building taken apart. The only folder that knows three. */
export type {
  BuildingDraw,
  PieceColour,
  PieceDraw,
  StoreyDraw,
  StoreysAbove,
  TakenApart,
  TakenApartMode,
} from './building-draw.ts';
export type { BuildingView, BuildingViewOptions } from './building-view.ts';
export { createBuildingView } from './create-building-view.ts';
