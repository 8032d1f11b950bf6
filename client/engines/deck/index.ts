/** deck.gl adapter: the planner's map. The only folder that knows deck.gl. */
export {
  createDistrictMap,
  type DistrictMap,
  type DistrictMapOptions,
  type Extent,
} from './create-district-map.ts';
export type { MapTheme } from './map-colours.ts';
export type { Footprints, MovingOfPane, PaneScene, PickTarget } from './pane-records.ts';
