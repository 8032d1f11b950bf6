/** Stations with their queues, gates, places above the critical limit, and a selected point. */
import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer, TextLayer } from '@deck.gl/layers';
import type { MapColours } from './map-colours.ts';
import { type IndexedWay, middle, type WayGeometry, worstByArea } from './map-ways.ts';
import type { PaneScene } from './pane-records.ts';

/** A filled square: stations are round. */
export const BUS_STOP_SIGN = '▪';

export const placeLayers = (
  id: string,
  geometry: WayGeometry,
  scene: PaneScene,
  c: MapColours,
): Layer[] => [
  new ScatterplotLayer<PaneScene['stations'][number]>({
    id: `${id}-stations`,
    data: scene.stations,
    getPosition: (station) => [station.point[0], station.point[1]],
    getRadius: (station) => station.radiusMetres,
    radiusUnits: 'common',
    radiusMinPixels: 5,
    getFillColor: c.stationFill,
    getLineColor: c.stationLine,
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: 1.5,
    pickable: true,
    updateTriggers: { getRadius: scene.version },
  }),
  new TextLayer<PaneScene['busStops'][number]>({
    id: `${id}-bus-stops`,
    data: scene.busStops,
    getPosition: (stop) => [stop.point[0], stop.point[1]],
    getText: () => BUS_STOP_SIGN,
    getColor: c.secondary,
    getSize: 16,
    sizeUnits: 'common',
    sizeMinPixels: 7,
    sizeMaxPixels: 16,
    characterSet: [BUS_STOP_SIGN],
    fontFamily: 'sans-serif',
    fontSettings: { sdf: true },
    pickable: true,
  }),
  new ScatterplotLayer<PaneScene['gates'][number]>({
    id: `${id}-gates`,
    data: scene.gates,
    getPosition: (gate) => [gate.point[0], gate.point[1]],
    // At the district's scale a ring of full-size gates would be louder than its venue.
    getRadius: 6,
    radiusUnits: 'common',
    radiusMinPixels: 2.5,
    radiusMaxPixels: 6,
    getFillColor: (gate) => (gate.closed ? c.accent : c.page),
    getLineColor: c.text,
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: 1.25,
    pickable: true,
  }),
  new TextLayer<IndexedWay>({
    id: `${id}-critical`,
    data: worstByArea(geometry.walks, scene.walks),
    getPosition: middle,
    getText: () => '▲',
    getColor: c.critical,
    getSize: 18,
    characterSet: ['▲'],
    fontFamily: 'sans-serif',
    outlineWidth: 3,
    outlineColor: c.page,
    fontSettings: { sdf: true },
  }),
  ...(scene.selection?.type === 'point'
    ? [
        new ScatterplotLayer({
          id: `${id}-selected-point`,
          data: [scene.selection],
          getPosition: (s) => [s.point[0], s.point[1]],
          getRadius: (s) => s.radiusMetres,
          radiusUnits: 'common',
          radiusMinPixels: 10,
          filled: false,
          stroked: true,
          getLineColor: c.selection,
          lineWidthUnits: 'pixels',
          getLineWidth: 2.5,
        }),
      ]
    : []),
];
