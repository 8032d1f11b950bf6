/** deck.gl layers of one pane of the planner's map, lowest first, from plain draw records. */
import type { Layer } from '@deck.gl/core';
import { groundLayers } from './ground-layers.ts';
import { lineLayers } from './line-layers.ts';
import { MAP_COLOURS } from './map-colours.ts';
import type { WayGeometry } from './map-ways.ts';
import type { Footprints, PaneScene } from './pane-records.ts';
import { placeLayers } from './place-layers.ts';
import { wayLayers } from './way-layers.ts';

/** Everything but the labels, which depend on the zoom (`labelLayers`). */
export function paneLayers(
  id: string,
  geometry: WayGeometry,
  footprints: Footprints,
  scene: PaneScene,
): Layer[] {
  const c = MAP_COLOURS[scene.theme];
  return [
    ...groundLayers(id, footprints, scene.venues, c),
    ...wayLayers(id, geometry, scene, c),
    ...lineLayers(id, scene, c),
    ...placeLayers(id, geometry, scene, c),
  ];
}
