/** three adapter: one building taken apart, one place person by person. The only folder that knows three. */

export { BODY_SHAPES } from './body-shapes.ts';
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
export { type BodyFrame, MOST_BODIES } from './close-up-bodies.ts';
export type { VehicleFrame } from './close-up-vehicles.ts';
export { createBuildingView } from './create-building-view.ts';
export {
  type CloseUpMoment,
  type CloseUpView as CloseUpPicture,
  createCloseUpView,
} from './create-close-up-view.ts';
