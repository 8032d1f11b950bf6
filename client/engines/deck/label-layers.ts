/** Names of venues and stations without overlap, and the signs of measures. */
import type { Layer } from '@deck.gl/core';
import { TextLayer } from '@deck.gl/layers';
import type { Point, Ring } from '#contracts';
import { chooseLabels, groupSigns, LABEL_PADDING, type Label } from './choose-labels.ts';
import { MAP_COLOURS, type MapTheme, type Rgba } from './map-colours.ts';
import type { PaneScene } from './pane-records.ts';

export const FONT =
  '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC Variable",sans-serif';
const VENUE_SIZE = 15;
const STATION_SIZE = 13;
const MARK_SIZE = 15;
/** A map on paper is shown at about half its pixels' size on screen. */
const TEXT_SCALE: Readonly<Record<MapTheme, number>> = { dark: 1, paper: 1.6 };
/** Above any number of people waiting. */
const VENUE_IMPORTANCE = Number.MAX_SAFE_INTEGER;

export const labelsOf = (scene: PaneScene): readonly Label[] => [
  ...scene.venues.map(({ outline, label }) => ({
    point: centre(outline),
    text: label,
    size: VENUE_SIZE * TEXT_SCALE[scene.theme],
    below: 0,
    elseBelow: [-24, 24, -40, 40],
    importance: VENUE_IMPORTANCE,
  })),
  ...scene.stations.map(({ point, label, waiting }) => ({
    point,
    text: label,
    size: STATION_SIZE * TEXT_SCALE[scene.theme],
    below: 16,
    elseBelow: [-16],
    importance: waiting,
  })),
];

export function labelLayers(id: string, scene: PaneScene, pixelsPerMetre: number): Layer[] {
  const c = MAP_COLOURS[scene.theme];
  const signs = groupSigns(scene.marks, pixelsPerMetre, MARK_SIZE * TEXT_SCALE[scene.theme]);
  const names = chooseLabels(labelsOf(scene), pixelsPerMetre, signs);
  return [
    texts(`${id}-labels`, names, c.text, c.labelGround),
    texts(`${id}-marks`, signs, c.onAccent, c.accent),
  ];
}

const texts = (id: string, data: readonly Label[], colour: Rgba, ground: Rgba): Layer =>
  new TextLayer<Label>({
    id,
    data,
    getPosition: (label) => [label.point[0], label.point[1]],
    getText: (label) => label.text,
    getSize: (label) => label.size,
    getPixelOffset: (label) => [0, label.below],
    getColor: colour,
    fontFamily: FONT,
    characterSet: 'auto',
    fontSettings: { fontSize: 48, buffer: 6 },
    background: true,
    getBackgroundColor: ground,
    backgroundPadding: [LABEL_PADDING.x, LABEL_PADDING.y],
  });

function centre(ring: Ring): Point {
  const sum = ring.reduce<[number, number]>(([x, y], p) => [x + p[0], y + p[1]], [0, 0]);
  return [sum[0] / ring.length, sum[1] / ring.length];
}
