/** What benchmarks and checks outside may use of the client: its adapters and palettes. */
export {
  type CellLayer,
  type CityScene,
  createCellLayer,
  createCityScene,
  createWidget,
  loadCityTileset,
  type OrbitView,
  type UnitVolume,
} from './engines/cesium/index.ts';
export { type Bodies, type BodyFrame, createBodies } from './engines/three/close-up-bodies.ts';
export { cellPalette } from './layers/index.ts';
