/** Streets and footways in their colours, hatched where crowded, with closures and the selection. */
import type { Layer } from '@deck.gl/core';
import { LineLayer, PathLayer } from '@deck.gl/layers';
import {
  type HatchedWay,
  hatchStrokes,
  type LinkDraw,
  lastPart,
  QUEUE_RGB,
  queueHatch,
  WHOLE_STREET,
} from '../../layers/index.ts';
import type { MapColours, Rgba } from './map-colours.ts';
import { colourOf, type IndexedWay, path, type WayGeometry, walkWidthMetres } from './map-ways.ts';
import type { PaneScene } from './pane-records.ts';

export const wayLayers = (
  id: string,
  geometry: WayGeometry,
  scene: PaneScene,
  c: MapColours,
): Layer[] => [
  new PathLayer<IndexedWay>({
    id: `${id}-street-casing`,
    data: geometry.streets,
    getPath: path,
    getColor: c.line,
    widthUnits: 'common',
    getWidth: (way) => way.widthMetres + 1,
    widthMinPixels: 2,
    capRounded: true,
  }),
  new PathLayer<IndexedWay>({
    id: `${id}-streets`,
    data: geometry.streets,
    getPath: path,
    getColor: (way) => colourOf(scene.streets, way.index, c.neutral),
    widthUnits: 'common',
    getWidth: (way) => way.widthMetres * 0.8,
    widthMinPixels: 1,
    pickable: true,
    capRounded: true,
    updateTriggers: { getColor: [scene.version, scene.streets === null] },
  }),
  ...queueLayers(id, geometry, scene, c),
  ...selectedWayLayers(id, geometry, scene, c),
  new PathLayer<IndexedWay>({
    id: `${id}-walks`,
    data: geometry.walks,
    getPath: path,
    getColor: (way) => colourOf(scene.walks, way.index, c.neutral),
    widthUnits: 'common',
    getWidth: (way) => walkWidthMetres(way),
    widthMinPixels: 1.5,
    pickable: true,
    capRounded: true,
    updateTriggers: { getColor: [scene.version, scene.walks === null] },
  }),
  hatchLayer(id, geometry, scene.walks, c),
  new PathLayer<IndexedWay>({
    id: `${id}-closed`,
    data: [
      ...scene.closedStreets.map((i) => geometry.streets[i]),
      ...scene.closedWalks.map((i) => geometry.walks[i]),
    ].filter((way) => way !== undefined),
    getPath: path,
    getColor: c.accent,
    widthUnits: 'pixels',
    getWidth: 3,
  }),
];

/** Where vehicles stand: the end of the street in the colour of the slowest, hatched. */
function queueLayers(
  id: string,
  geometry: WayGeometry,
  scene: PaneScene,
  c: MapColours,
): readonly Layer[] {
  const stretches = geometry.streets.flatMap((way) => {
    const share = scene.queues?.[way.index] ?? 0;
    if (share === 0) return [];
    const line = lastPart(way.line, share / WHOLE_STREET);
    return [{ ...way, line, hatch: queueHatch(share), widthMetres: way.widthMetres * 0.8 }];
  });
  return [
    new PathLayer<IndexedWay>({
      id: `${id}-queues`,
      data: stretches,
      getPath: path,
      getColor: [...QUEUE_RGB, 255],
      widthUnits: 'common',
      getWidth: (way) => way.widthMetres,
      widthMinPixels: 2,
    }),
    strokesLayer(`${id}-queue-hatch`, stretches, c),
  ];
}

const strokesLayer = (id: string, ways: readonly HatchedWay[], c: MapColours): Layer =>
  new LineLayer<readonly number[]>({
    id,
    data: hatchStrokes(ways),
    getSourcePosition: (s) => [s[0] ?? 0, s[1] ?? 0],
    getTargetPosition: (s) => [s[2] ?? 0, s[3] ?? 0],
    getColor: c.hatch,
    widthUnits: 'common',
    getWidth: 0.8,
  });

function hatchLayer(
  id: string,
  geometry: WayGeometry,
  walks: LinkDraw | null,
  c: MapColours,
): Layer {
  const crowded = walks ? geometry.walks.filter((way) => (walks.hatches[way.index] ?? 0) > 0) : [];
  return strokesLayer(
    `${id}-hatch`,
    crowded.map((way) => ({
      line: way.line,
      widthMetres: walkWidthMetres(way),
      hatch: walks?.hatches[way.index] === 2 ? 2 : 1,
    })),
    c,
  );
}

/** A white outline around the selected way, never a fill: its colour is its value. */
function selectedWayLayers(
  id: string,
  geometry: WayGeometry,
  scene: PaneScene,
  c: MapColours,
): Layer[] {
  const { selection } = scene;
  if (selection === null || selection.type === 'point') return [];
  const way = (selection.type === 'walk' ? geometry.walks : geometry.streets)[selection.index];
  if (!way) return [];
  const band = (name: string, colour: Rgba, extraMetres: number, minPixels: number): Layer =>
    new PathLayer<IndexedWay>({
      id: `${id}-${name}`,
      data: [way],
      getPath: path,
      getColor: colour,
      widthUnits: 'common',
      getWidth: way.widthMetres + extraMetres,
      widthMinPixels: minPixels,
      capRounded: true,
    });
  return [
    band('selection', c.selection, 5, 7),
    band('selection-inner', c.page, 2, 4),
    ...(selection.type === 'street'
      ? [band('selection-street', colourOf(scene.streets, way.index, c.neutral), 0, 2)]
      : []),
  ];
}
