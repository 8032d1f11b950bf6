/**
 * A Cesium scene with nothing in it that we did not ask for: no globe, sky, imagery, terrain,
 * geocoder or ion, so no request leaves our origin; drawn only when something changed.
 *
 * Credit: CesiumJS is Apache-2.0, which asks that its licence and notices travel with the software,
 * not that a logo be on screen (the ion logo is a condition of ion's data, of which we use none).
 * The view names CesiumJS and its licence next to the data's attribution (CESIUM_CREDIT).
 */
import { CesiumWidget, Color } from 'cesium';

export const CESIUM_CREDIT = 'CesiumJS © Cesium GS, Inc. (Apache-2.0)';

export function createWidget(container: HTMLElement, background: string): CesiumWidget {
  const widget = new CesiumWidget(container, {
    baseLayer: false,
    globe: false,
    skyBox: false,
    skyAtmosphere: false,
    scene3DOnly: true,
    orderIndependentTranslucency: false,
    requestRenderMode: true,
    maximumRenderTimeChange: Number.POSITIVE_INFINITY,
    msaaSamples: 1,
    showRenderLoopErrors: false,
    automaticallyTrackDataSourceClocks: false,
    blurActiveElementOnCanvasFocus: false,
    creditContainer: document.createElement('div'),
    creditViewport: document.createElement('div'),
    contextOptions: { webgl: { alpha: false, powerPreference: 'high-performance' } },
  });
  const { scene } = widget;
  scene.backgroundColor = Color.fromCssColorString(background);
  scene.fog.enabled = false;
  scene.highDynamicRange = false;
  scene.postProcessStages.fxaa.enabled = false;
  // Our own camera (orbit-camera.ts) replaces the globe's.
  scene.screenSpaceCameraController.enableInputs = false;
  scene.screenSpaceCameraController.enableCollisionDetection = false;
  widget.canvas.style.cssText = 'display:block;width:100%;height:100%;image-rendering:auto';
  const element = widget.canvas.parentElement;
  if (element) element.style.cssText = 'position:absolute;inset:0';
  return widget;
}
