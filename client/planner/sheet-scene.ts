/** The map of the plan on paper: dark on white, numbered posts, crowded footways hatched. */
import type { DistrictNetworks, Point } from '#contracts';
import type { Extent, PaneScene } from '../engines/deck/index.ts';
import type { Language } from '../i18n/index.ts';
import { DENSITY_BANDS, densityBandIndex, type LinkDraw, rgbFromHex } from '../layers/index.ts';
import { createPaneBuffers, type FramePosition, paneScene } from './pane-scene.ts';
import type { PlaceOptions } from './place-options.ts';
import type { PlanPost } from './plan-posts.ts';

export interface SheetSceneInput {
  readonly networks: DistrictNetworks;
  readonly options: PlaceOptions;
  readonly language: Language;
  readonly position: FramePosition | null;
  readonly timeMs: number;
  readonly posts: readonly PlanPost[];
  /** Venues of the plan's events. */
  readonly venues: readonly string[];
}

/** On paper crowded is dark: the same six steps the other way round. */
export const PAPER_DENSITY_HEX: readonly string[] = DENSITY_BANDS.map((band) => band.hex).reverse();
const PAPER_RGB = PAPER_DENSITY_HEX.map(rgbFromHex);

/** Ground around the posts, and the least extent: less shows no way there. */
const MARGIN_METRES = 120;
const LEAST_METRES = 700;

export function sheetScene(input: SheetSceneInput): {
  readonly scene: PaneScene;
  readonly extent: Extent;
} {
  const scene = paneScene({
    ...input,
    base: null,
    layout: null,
    measures: [],
    selection: null,
    buffers: createPaneBuffers(input.networks),
    // Never that of a pane on screen, so that colours are taken anew here and after.
    version: -1,
  });
  return {
    scene: {
      ...scene,
      theme: 'paper',
      walks: scene.walks && onPaper(scene.walks),
      streets: null,
      marks: input.posts.map((post) => ({ point: post.point, text: String(post.number) })),
    },
    extent: extentOf(input),
  };
}

function onPaper(draw: LinkDraw): LinkDraw {
  const colours = new Uint8Array(draw.colours.length);
  draw.values.forEach((density, i) => {
    // No value: outside the study area; the paper stays white there.
    if (Number.isNaN(density)) return;
    const rgb = PAPER_RGB[densityBandIndex(density)];
    if (rgb) colours.set([...rgb, 255], i * 4);
  });
  return { ...draw, colours };
}

/** Posts and the event's venues with their surroundings; without either, all stations and venues. */
export function extentOf({
  networks,
  posts,
  venues,
}: Pick<SheetSceneInput, 'networks' | 'posts' | 'venues'>): Extent {
  const outlines = networks.venues.filter((venue) => venues.includes(venue.id));
  const points: Point[] = [
    ...posts.map((post) => post.point),
    ...outlines.flatMap((venue) => venue.outline.flat()),
  ];
  if (points.length === 0) {
    points.push(
      ...networks.stations.map((station) => station.point),
      ...networks.walk.nodes.map((node) => node.point),
    );
  }
  const [west, east] = spanOf(points.map(([x]) => x));
  const [south, north] = spanOf(points.map(([, y]) => y));
  return [west, south, east, north];
}

function spanOf(values: readonly number[]): readonly [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) - MARGIN_METRES;
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) + MARGIN_METRES;
  if (low > high) return [-LEAST_METRES / 2, LEAST_METRES / 2];
  const missing = Math.max(0, LEAST_METRES - (high - low)) / 2;
  return [low - missing, high + missing];
}
