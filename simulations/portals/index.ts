/** Microscopic regions in a district run. */
export { compileRegion } from './compile-region.ts';
export { type JoinOptions, joinRegion, type RegionView } from './join-region.ts';
export {
  REGION_RADIUS_METRES,
  type RegionAroundOptions,
  type RegionPlace,
  regionAround,
} from './region-around.ts';
export * from './region-types.ts';
