/** Lines of the metro along their stations. */
import type { Layer } from '@deck.gl/core';
import { PathLayer } from '@deck.gl/layers';
import type { MapColours } from './map-colours.ts';
import type { PaneScene } from './pane-records.ts';

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
];
