/**
 * Plain draw records of one frame: per link its colour, hatch and value, per station its queue.
 * Any engine may draw them; none is known here. Link order is that of the networks.
 */
import { type Frames, isStudied, type StreetLink, type WalkLink } from '#contracts';
import {
  CRITICAL_PERSONS_PER_SQUARE_METRE,
  DIFFERENCE_FULL_PERSONS_PER_SQUARE_METRE,
  DIFFERENCE_NOISE_PERSONS_PER_SQUARE_METRE,
  densityHatch,
  densityRgb,
  differenceRgb,
  type Rgb,
  speedRgb,
} from './scales.ts';

export interface LinkDraw {
  /** [r, g, b, a] per link, 0…255. */
  readonly colours: Uint8Array;
  /** `Hatch` per link. */
  readonly hatches: Uint8Array;
  /** persons/m² or speed ratio per link; NaN = no value. */
  readonly values: Float32Array;
  /** 1 where the value passes the critical limit. */
  readonly critical: Uint8Array;
}

export function createLinkDraw(count: number): LinkDraw {
  return {
    colours: new Uint8Array(count * 4),
    hatches: new Uint8Array(count),
    values: new Float32Array(count),
    critical: new Uint8Array(count),
  };
}

/** Outside the study area: there is a way, and nobody says what is on it. */
const UNKNOWN_RGBA = [72, 78, 88, 70] as const;

function drawUnknown(out: LinkDraw, index: number): void {
  out.values[index] = Number.NaN;
  out.hatches[index] = 0;
  out.critical[index] = 0;
  out.colours.set(UNKNOWN_RGBA, index * 4);
}

type WalkSize = Pick<WalkLink, 'lengthMetres' | 'widthMetres'>;

export const densityOf = (persons: number, link: WalkSize): number =>
  persons / (link.lengthMetres * link.widthMetres);

/** Fills `out` (made by `createLinkDraw(links.length)`) with one frame's densities. */
export function drawWalkLinks(
  links: readonly WalkSize[],
  frames: Frames,
  frame: number,
  out: LinkDraw,
): void {
  const offset = frame * frames.walkLinkCount;
  for (let i = 0; i < links.length; i += 1) {
    const link = links[i];
    if (!link) continue;
    if (!isStudied(frames.study, 'walkLinks', i)) {
      drawUnknown(out, i);
      continue;
    }
    const density = densityOf(frames.walkPersons[offset + i] ?? 0, link);
    out.values[i] = density;
    out.hatches[i] = densityHatch(density);
    out.critical[i] = density > CRITICAL_PERSONS_PER_SQUARE_METRE ? 1 : 0;
    setColour(out.colours, i, densityRgb(density));
  }
}

/** Speed over free speed; a link that no vehicle uses has its free speed. */
export function drawStreetLinks(
  links: readonly Pick<StreetLink, 'freeSpeedMetresPerSecond'>[],
  frames: Frames,
  frame: number,
  out: LinkDraw,
): void {
  const offset = frame * frames.streetLinkCount;
  for (let i = 0; i < links.length; i += 1) {
    const link = links[i];
    if (!link) continue;
    if (!isStudied(frames.study, 'streetLinks', i)) {
      drawUnknown(out, i);
      continue;
    }
    const speed = (frames.streetSpeedCentimetresPerSecond[offset + i] ?? 0) / 100;
    const ratio = speed / link.freeSpeedMetresPerSecond;
    out.values[i] = ratio;
    setColour(out.colours, i, speedRgb(ratio));
  }
}

/** `run` minus `base` in persons/m², each at its own frame; the diverging pair. */
export function drawWalkDifference(
  links: readonly WalkSize[],
  base: { readonly frames: Frames; readonly index: number },
  run: { readonly frames: Frames; readonly index: number },
  out: LinkDraw,
): void {
  const baseOffset = base.index * base.frames.walkLinkCount;
  const runOffset = run.index * run.frames.walkLinkCount;
  for (let i = 0; i < links.length; i += 1) {
    const link = links[i];
    if (!link) continue;
    const known = [base, run].every((one) => isStudied(one.frames.study, 'walkLinks', i));
    if (!known) {
      drawUnknown(out, i);
      continue;
    }
    const persons =
      (run.frames.walkPersons[runOffset + i] ?? 0) - (base.frames.walkPersons[baseOffset + i] ?? 0);
    const difference = densityOf(persons, link);
    out.values[i] = difference;
    const loud = Math.abs(difference) >= DIFFERENCE_NOISE_PERSONS_PER_SQUARE_METRE;
    const share = difference / DIFFERENCE_FULL_PERSONS_PER_SQUARE_METRE;
    // A just visible difference starts at a third of the colour, or it would drown in the grey.
    setColour(
      out.colours,
      i,
      differenceRgb(loud ? Math.sign(share) * Math.max(0.33, Math.abs(share)) : 0),
    );
  }
}

export interface StationDraw {
  /** False outside the study area: the numbers mean nothing. */
  readonly known: boolean;
  readonly waiting: number;
  readonly low: number;
  readonly high: number;
  /** Circle area grows with the people waiting, so the radius with the root. */
  readonly radiusMetres: number;
}

/** Radius of a station without a queue, and of one with 10,000 people waiting. */
const STATION_RADIUS_METRES = { empty: 14, tenThousand: 120 } as const;

export function stationRadiusMetres(waiting: number): number {
  const { empty, tenThousand } = STATION_RADIUS_METRES;
  return Math.sqrt(empty ** 2 + (tenThousand ** 2 - empty ** 2) * (waiting / 10_000));
}

export function drawStations(frames: Frames, frame: number): readonly StationDraw[] {
  const offset = frame * frames.stationCount;
  return Array.from({ length: frames.stationCount }, (_, i) => {
    const waiting = frames.stationWaiting[offset + i] ?? 0;
    return {
      known: isStudied(frames.study, 'stations', i),
      waiting,
      low: frames.stationWaitingLow[offset + i] ?? 0,
      high: frames.stationWaitingHigh[offset + i] ?? 0,
      radiusMetres: stationRadiusMetres(waiting),
    };
  });
}

function setColour(colours: Uint8Array, index: number, rgb: Rgb): void {
  const at = index * 4;
  colours[at] = rgb[0];
  colours[at + 1] = rgb[1];
  colours[at + 2] = rgb[2];
  colours[at + 3] = 255;
}
