/** The Cesium adapter: the only folder of the client that knows Cesium. */

export {
  type CityScene,
  type CitySceneOptions,
  createCityScene,
  type LinkLayerName,
  type ScenePick,
  type SceneProbe,
  type SceneStatus,
} from './create-city-scene.ts';
export { CESIUM_CREDIT } from './create-widget.ts';
export type { MarkerRecord } from './markers.ts';
export type { CameraPreset, OrbitView } from './orbit-camera.ts';
export type { PrismOutline } from './outline-layer.ts';
export type { RibbonLink } from './ribbon-mesh.ts';
