/** deck.gl adapter: the planner's map. The only folder that knows deck.gl. */
export {
  createDistrictMap,
  type DistrictMap,
  type DistrictMapOptions,
} from './create-district-map.ts';
export type { PaneScene, PickTarget } from './map-layers.ts';
