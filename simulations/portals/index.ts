/** Microscopic regions in a district run. */
export { compileRegion } from './compile-region.ts';
export { joinRegion } from './join-region.ts';
export * from './region-types.ts';
