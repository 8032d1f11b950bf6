/** Lines of the metro along their stations, and their trains with their load. */
import type { Layer } from '@deck.gl/core';
import { PathLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers';
import type { MapColours } from './map-colours.ts';
import type { PaneScene } from './pane-records.ts';

const TRAIN_PIXELS = 9;

export const lineLayers = (id: string, scene: PaneScene, c: MapColours): Layer[] => [
  new PathLayer<PaneScene['lines'][number]>({
    id: `${id}-lines`,
    data: scene.lines,
    getPath: ({ from, to }) => [
      [from[0], from[1]],
      [to[0], to[1]],
    ],
    getColor: [...c.stationLine.slice(0, 3), 110] as [number, number, number, number],
    getWidth: 3,
    widthUnits: 'pixels',
    capRounded: true,
  }),
  new ScatterplotLayer<PaneScene['trains'][number]>({
    id: `${id}-trains`,
    data: scene.trains,
    getPosition: (train) => [train.point[0], train.point[1]],
    getRadius: TRAIN_PIXELS,
    radiusUnits: 'pixels',
    getFillColor: (train) => [train.rgb[0], train.rgb[1], train.rgb[2], 255],
    getLineColor: (train) => (train.left ? c.critical : c.text),
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: (train) => (train.left ? 3 : 1),
  }),
  new TextLayer<PaneScene['trains'][number]>({
    id: `${id}-train-loads`,
    data: scene.trains,
    getPosition: (train) => [train.point[0], train.point[1]],
    getText: (train) => train.text,
    getSize: 11,
    getPixelOffset: [0, 17],
    getColor: c.text,
    fontFamily: 'sans-serif',
    characterSet: '0123456789 %▲',
    background: true,
    getBackgroundColor: c.labelGround,
    backgroundPadding: [2, 1],
  }),
];
