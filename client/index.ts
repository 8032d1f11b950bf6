/** What benchmarks and checks outside may use of the client: the Cesium adapter and its palettes. */
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
export { cellPalette } from './layers/index.ts';
