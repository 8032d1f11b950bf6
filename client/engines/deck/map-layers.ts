/** deck.gl layers of one pane of the planner's map, from plain draw records. */
import type { Layer } from '@deck.gl/core';
import {
  LineLayer,
  PathLayer,
  ScatterplotLayer,
  SolidPolygonLayer,
  TextLayer,
} from '@deck.gl/layers';
import type { Point } from '#contracts';
import { hatchStrokes, type LinkDraw, rgbFromHex, SINGLE_HUE } from '../../layers/index.ts';
import type { MapGeometry } from './network-geometry.ts';

export type Rgba = [number, number, number, number];

/** One pane: what is drawn, as plain records. `version` changes whenever the draws' content does. */
export interface PaneScene {
  readonly version: number;
  readonly walks: LinkDraw | null;
  readonly streets: LinkDraw | null;
  readonly stations: readonly {
    readonly point: Point;
    readonly radiusMetres: number;
    readonly label: string;
  }[];
  readonly venues: readonly { readonly outline: readonly Point[]; readonly label: string }[];
  readonly gates: readonly {
    readonly point: Point;
    readonly label: string;
    readonly closed: boolean;
  }[];
  /** Lines and points that measures touch. */
  readonly marks: readonly { readonly point: Point; readonly text: string }[];
  readonly closedStreets: readonly number[];
  readonly closedWalks: readonly number[];
  readonly selection:
    | { readonly type: 'walk' | 'street'; readonly index: number }
    | { readonly type: 'point'; readonly point: Point; readonly radiusMetres: number }
    | null;
}

export interface MapColours {
  readonly line: Rgba;
  readonly raised: Rgba;
  readonly text: Rgba;
  readonly secondary: Rgba;
  readonly page: Rgba;
  readonly selection: Rgba;
  readonly critical: Rgba;
  readonly accent: Rgba;
}

const opaque = (hex: string, alpha = 255): Rgba => [...rgbFromHex(hex), alpha];
/** The dark theme's roles (client/ui/tokens.css) for a canvas, which knows no CSS variables. */
export const MAP_COLOURS: MapColours = {
  line: opaque('#2b3440'),
  raised: opaque('#1c232c'),
  text: opaque('#e6eaf0'),
  secondary: opaque('#a9b4c2'),
  page: opaque('#0e1116'),
  selection: opaque('#ffffff'),
  critical: opaque('#ff4d4f'),
  accent: opaque('#9cc4ff'),
};
const HUE_LINE = opaque(SINGLE_HUE.to);
const HUE_FILL = opaque(SINGLE_HUE.to, 70);
const NEUTRAL: Rgba = opaque('#2b3440');
const LABEL_GROUND: Rgba = opaque('#0e1116', 190);
const HATCH: Rgba = opaque('#0e1116', 200);
const FONT =
  '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC Variable",sans-serif';

type Way = MapGeometry['walks'][number];
interface IndexedWay extends Way {
  readonly index: number;
}

/** What a picked object stands for. */
export type PickTarget =
  | { readonly type: 'walk' | 'street'; readonly index: number }
  | { readonly type: 'station' | 'gate' | 'venue'; readonly index: number };

export const indexed = (ways: readonly Way[]): readonly IndexedWay[] =>
  ways.map((way, index) => ({ ...way, index }));

export interface PaneGeometry {
  readonly streets: readonly IndexedWay[];
  readonly walks: readonly IndexedWay[];
}

const colourOf = (draw: LinkDraw | null, index: number): Rgba => {
  if (!draw) return NEUTRAL;
  const at = index * 4;
  return [draw.colours[at] ?? 0, draw.colours[at + 1] ?? 0, draw.colours[at + 2] ?? 0, 255];
};

const path = (way: Way): [number, number][] => way.line.map(([x, y]) => [x, y]);

export function paneLayers(id: string, geometry: PaneGeometry, scene: PaneScene): Layer[] {
  const c = MAP_COLOURS;
  const selectedWay =
    scene.selection && scene.selection.type !== 'point'
      ? (scene.selection.type === 'walk' ? geometry.walks : geometry.streets)[scene.selection.index]
      : undefined;
  const { walks } = scene;
  const crowded = walks ? geometry.walks.filter((way) => (walks.hatches[way.index] ?? 0) > 0) : [];
  const critical = walks ? worstByArea(geometry.walks, walks) : [];
  return [
    new SolidPolygonLayer<PaneScene['venues'][number]>({
      id: `${id}-venues`,
      data: scene.venues,
      getPolygon: (venue) => venue.outline.map(([x, y]): [number, number] => [x, y]),
      getFillColor: c.raised,
      pickable: true,
    }),
    new PathLayer<PaneScene['venues'][number]>({
      id: `${id}-venue-lines`,
      data: scene.venues,
      getPath: (venue) => closedRing(venue.outline),
      getColor: c.secondary,
      widthUnits: 'pixels',
      getWidth: 1.5,
    }),
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
      getColor: (way) => colourOf(scene.streets, way.index),
      widthUnits: 'common',
      getWidth: (way) => way.widthMetres * 0.8,
      widthMinPixels: 1,
      pickable: true,
      capRounded: true,
      updateTriggers: { getColor: [scene.version, scene.streets === null] },
    }),
    ...(selectedWay
      ? [
          new PathLayer<IndexedWay>({
            id: `${id}-selection`,
            data: [selectedWay],
            getPath: path,
            getColor: c.selection,
            widthUnits: 'common',
            getWidth: (way) => way.widthMetres + 5,
            widthMinPixels: 7,
            capRounded: true,
          }),
          new PathLayer<IndexedWay>({
            id: `${id}-selection-inner`,
            data: [selectedWay],
            getPath: path,
            getColor: c.page,
            widthUnits: 'common',
            getWidth: (way) => way.widthMetres + 2,
            widthMinPixels: 4,
            capRounded: true,
          }),
          ...(scene.selection?.type === 'street'
            ? [
                new PathLayer<IndexedWay>({
                  id: `${id}-selection-street`,
                  data: [selectedWay],
                  getPath: path,
                  getColor: (way) => colourOf(scene.streets, way.index),
                  widthUnits: 'common',
                  getWidth: (way) => way.widthMetres,
                  widthMinPixels: 2,
                  updateTriggers: { getColor: [scene.version] },
                }),
              ]
            : []),
        ]
      : []),
    new PathLayer<IndexedWay>({
      id: `${id}-walks`,
      data: geometry.walks,
      getPath: path,
      getColor: (way) => colourOf(scene.walks, way.index),
      widthUnits: 'common',
      getWidth: (way) => Math.max(3, way.widthMetres),
      widthMinPixels: 1.5,
      pickable: true,
      capRounded: true,
      updateTriggers: { getColor: [scene.version, scene.walks === null] },
    }),
    new LineLayer<readonly number[]>({
      id: `${id}-hatch`,
      data: hatchStrokes(
        crowded.map((way) => ({
          line: way.line,
          widthMetres: Math.max(3, way.widthMetres),
          hatch: walks?.hatches[way.index] === 2 ? 2 : 1,
        })),
      ),
      getSourcePosition: (s) => [s[0] ?? 0, s[1] ?? 0],
      getTargetPosition: (s) => [s[2] ?? 0, s[3] ?? 0],
      getColor: HATCH,
      widthUnits: 'common',
      getWidth: 0.8,
    }),
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
    new ScatterplotLayer<PaneScene['stations'][number]>({
      id: `${id}-stations`,
      data: scene.stations,
      getPosition: (station) => [station.point[0], station.point[1]],
      getRadius: (station) => station.radiusMetres,
      radiusUnits: 'common',
      radiusMinPixels: 5,
      getFillColor: HUE_FILL,
      getLineColor: HUE_LINE,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.5,
      pickable: true,
      updateTriggers: { getRadius: scene.version },
    }),
    new ScatterplotLayer<PaneScene['gates'][number]>({
      id: `${id}-gates`,
      data: scene.gates,
      getPosition: (gate) => [gate.point[0], gate.point[1]],
      getRadius: 5,
      radiusUnits: 'pixels',
      getFillColor: (gate) => (gate.closed ? c.accent : c.page),
      getLineColor: c.text,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.5,
      pickable: true,
    }),
    new TextLayer<IndexedWay>({
      id: `${id}-critical`,
      data: critical,
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
    labels(`${id}-labels`, [
      ...scene.venues.map((venue) => ({
        point: centre(venue.outline),
        text: venue.label,
        size: 15,
        below: 0,
      })),
      ...scene.stations.map(({ point, label }) => ({ point, text: label, size: 13, below: 16 })),
    ]),
    labels(
      `${id}-marks`,
      scene.marks.map(({ point, text }) => ({ point, text, size: 18, below: 0 })),
      c.accent,
    ),
  ];
}

interface Label {
  readonly point: Point;
  readonly text: string;
  readonly size: number;
  /** Pixels below the point, so that a circle stays visible. */
  readonly below: number;
}

function labels(id: string, data: readonly Label[], colour: Rgba = MAP_COLOURS.text): Layer {
  return new TextLayer<Label>({
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
    getBackgroundColor: LABEL_GROUND,
    backgroundPadding: [4, 1],
  });
}

const closedRing = (ring: readonly Point[]): [number, number][] => {
  const first = ring[0];
  return [...ring, ...(first ? [first] : [])].map(([x, y]) => [x, y]);
};

function centre(ring: readonly Point[]): Point {
  const sum = ring.reduce<[number, number]>(([x, y], p) => [x + p[0], y + p[1]], [0, 0]);
  return [sum[0] / ring.length, sum[1] / ring.length];
}

function middle(way: Way): [number, number] {
  const half = Math.floor((way.line.length - 1) / 2);
  const a = way.line[half];
  const b = way.line[half + 1] ?? a;
  return a && b ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : [0, 0];
}

/** Side of the squares in which alarms are grouped, metres: a flood of marks would say nothing. */
const ALARM_AREA_METRES = 120;

/** The densest way above the critical limit in each square. */
function worstByArea(ways: readonly IndexedWay[], draw: LinkDraw): readonly IndexedWay[] {
  const worst = new Map<string, IndexedWay>();
  for (const way of ways) {
    if (draw.critical[way.index] !== 1) continue;
    const [east, north] = middle(way);
    const key = `${Math.floor(east / ALARM_AREA_METRES)}|${Math.floor(north / ALARM_AREA_METRES)}`;
    const known = worst.get(key);
    const value = draw.values[way.index] ?? 0;
    if (!known || value > (draw.values[known.index] ?? 0)) worst.set(key, way);
  }
  return [...worst.values()];
}
