/** From frames and plan to what one pane of the map shows: pure, no engine. */
import type { DistrictNetworks, Frames, Measure, Point } from '#contracts';
import type { PaneScene } from '../engines/deck/index.ts';
import { formatPeople, type Language, localized } from '../i18n/index.ts';
import {
  createLinkDraw,
  DIFFERENCE_NOISE_PERSONS_PER_SQUARE_METRE,
  drawQueues,
  drawStations,
  drawStreetLinks,
  drawWalkDifference,
  drawWalkLinks,
  type LinesLayout,
  type LinkDraw,
  stationRadiusMetres,
} from '../layers/index.ts';
import type { Selection } from '../store/index.ts';
import { placeIdOf, placesFor } from './measure-places.ts';
import type { PlaceOptions } from './place-options.ts';

export interface FramePosition {
  readonly frames: Frames;
  readonly index: number;
}

/** Buffers reused from frame to frame; one set per pane. */
export interface PaneBuffers {
  readonly walks: LinkDraw;
  readonly streets: LinkDraw;
  readonly queues: Uint8Array;
}
export const createPaneBuffers = (networks: DistrictNetworks): PaneBuffers => ({
  walks: createLinkDraw(networks.walk.links.length),
  streets: createLinkDraw(networks.street.links.length),
  queues: new Uint8Array(networks.street.links.length),
});

export interface PaneInput {
  readonly networks: DistrictNetworks;
  readonly options: PlaceOptions;
  readonly language: Language;
  readonly position: FramePosition | null;
  /** With it the pane shows `position − base`. */
  readonly base: FramePosition | null;
  /** null in a city without lines. */
  readonly layout: LinesLayout | null;
  readonly measures: readonly Measure[];
  /** Measures in force at this time are marked. */
  readonly timeMs: number;
  readonly selection: Selection | null;
  readonly buffers: PaneBuffers;
  readonly version: number;
}

const ORIGIN: Point = [0, 0];

export function paneScene(input: PaneInput): PaneScene {
  const { networks, position, base, buffers, options, language } = input;
  if (position) {
    if (base) drawWalkDifference(networks.walk.links, base, position, buffers.walks);
    else drawWalkLinks(networks.walk.links, position.frames, position.index, buffers.walks);
    if (base) {
      // More is hatched as well as warm: in greyscale the two ends of the pair are one grey.
      buffers.walks.values.forEach((difference, i) => {
        const isMore = difference >= DIFFERENCE_NOISE_PERSONS_PER_SQUARE_METRE;
        buffers.walks.hatches[i] = isMore ? 1 : 0;
      });
      buffers.walks.critical.fill(0);
    }
    drawStreetLinks(networks.street.links, position.frames, position.index, buffers.streets);
    drawQueues(networks.street.links, position.frames, position.index, buffers.queues);
  }
  const queues = position ? drawStations(position.frames, position.index) : [];
  const inForce = input.measures.filter(
    (measure) => measure.fromMs <= input.timeMs && input.timeMs < measure.untilMs,
  );
  const touched = (types: readonly Measure['type'][]): ReadonlySet<string> =>
    new Set(inForce.filter((measure) => types.includes(measure.type)).map(placeIdOf));
  const closedGates = touched(['close-gate', 'meter-gate']);
  const closedStreets = touched(['close-street', 'give-street-to-walkers']);
  const closedWalks = touched(['close-walk-link']);
  return {
    version: input.version,
    theme: 'dark',
    walks: position ? buffers.walks : null,
    // With differences on screen the streets stay neutral: one quantity, one scale.
    streets: position && !base ? buffers.streets : null,
    queues: position && !base ? buffers.queues : null,
    stations: networks.stations.map((station, i) => {
      const waiting = queues[i]?.waiting ?? 0;
      const name = localized(station.name, language);
      return {
        point: station.point,
        radiusMetres: queues[i]?.radiusMetres ?? stationRadiusMetres(0),
        waiting,
        label: waiting > 0 ? `${name} ${formatPeople(waiting, language)}` : name,
      };
    }),
    venues: networks.venues.map((venue) => ({
      outline: venue.outline[0] ?? [],
      label: localized(venue.name, language),
    })),
    gates: networks.venues
      .flatMap((venue) => venue.gates)
      .map((gate) => ({
        point: networks.walk.nodes[gate.node]?.point ?? ORIGIN,
        label: localized(gate.name, language),
        closed: closedGates.has(gate.id),
      })),
    busStops: networks.buses.stops.map(({ point }) => ({ point })),
    marks: inForce.map((measure) => {
      const id = placeIdOf(measure);
      const place = placesFor(measure.type, options).find((option) => option.id === id);
      return { point: place?.point ?? ORIGIN, text: MARKS[measure.type] };
    }),
    lines: input.layout?.sections ?? [],
    closedStreets: indicesOf(networks.street.links, closedStreets),
    closedWalks: indicesOf(networks.walk.links, closedWalks),
    selection: sceneSelection(input.selection, networks),
  };
}

/** Marks of measures on the map, by shape; the list beside the map has the words. */
export const MARKS: Readonly<Record<Measure['type'], string>> = {
  'close-gate': '⊗',
  'meter-gate': '⊖',
  'close-walk-link': '⊗',
  'close-street': '⊗',
  'give-street-to-walkers': '⇄',
  'close-entrance': '⊗',
  'shift-green': '◷',
  'set-signal-plan': '◷',
  'ban-turn': '⊘',
  contraflow: '⇅',
  'limit-kerb': '⊖',
  'car-park-gate': '⊖',
  'emergency-run': '✚',
  'extra-trains': '⊕',
  'post-staff': '◉',
  'release-waves': '≋',
  'crossing-waves': '≋',
  'one-way-walk-link': '→',
  'place-barrier': '⊢',
  'part-directions': '∥',
  'recommend-station': '✉',
  'warn-of-link': '✉',
  'hold-station': '⊖',
  'add-trains': '⊕',
  'set-headway': '◷',
  'skip-station': '⇥',
  'meter-entrance': '⊖',
};

function indicesOf(
  links: readonly { readonly id: string }[],
  ids: ReadonlySet<string>,
): readonly number[] {
  if (ids.size === 0) return [];
  return links.flatMap((link, i) => (ids.has(link.id) ? [i] : []));
}

function sceneSelection(
  selection: Selection | null,
  networks: DistrictNetworks,
): PaneScene['selection'] {
  if (selection === null) return null;
  if (selection.type === 'walk-link') {
    const index = networks.walk.links.findIndex((link) => link.id === selection.id);
    return index < 0 ? null : { type: 'walk', index };
  }
  if (selection.type === 'street-link') {
    const index = networks.street.links.findIndex((link) => link.id === selection.id);
    return index < 0 ? null : { type: 'street', index };
  }
  if (selection.type === 'station') {
    const station = networks.stations.find((candidate) => candidate.id === selection.id);
    return station ? { type: 'point', point: station.point, radiusMetres: 30 } : null;
  }
  if (selection.type === 'gate') {
    const gate = networks.venues
      .flatMap((venue) => venue.gates)
      .find((candidate) => candidate.id === selection.id);
    const point = gate ? networks.walk.nodes[gate.node]?.point : undefined;
    return point ? { type: 'point', point, radiusMetres: 12 } : null;
  }
  return null;
}
