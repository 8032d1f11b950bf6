/** The Cesium adapter: the only folder of the client that knows Cesium. */
export { type CellLayer, createCellLayer } from './cell-layer.ts';
export { createCityScene } from './create-city-scene.ts';
export { CESIUM_CREDIT, createWidget } from './create-widget.ts';
export { loadCityTileset } from './load-tilesets.ts';
export type { MarkerRecord } from './markers.ts';
export type { CameraPreset, OrbitView } from './orbit-camera.ts';
export type { PrismOutline } from './outline-layer.ts';
export type { RibbonLink } from './ribbon-mesh.ts';
export type {
  CityScene,
  CitySceneOptions,
  LinkLayerName,
  ScenePick,
  SceneProbe,
  SceneStatus,
} from './scene-types.ts';
export type { UnitVolume } from './unit-volumes.ts';
