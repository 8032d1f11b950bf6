/**
 * Vehicles that stand at the end of a street as a stretch of it, from the stop line backwards:
 * queue · spacing / lanes, at most the street. Pure; engines draw the stretch.
 */
import {
  type Frames,
  isStudied,
  type Line,
  type StreetLink,
  VEHICLE_JAM_SPACING_METRES,
} from '#contracts';
import { type Hatch, type Rgb, rgbFromHex, SPEED_STEPS } from './scales.ts';

type Street = Pick<StreetLink, 'lengthMetres' | 'lanes'>;

export const queueMetres = (vehicles: number, street: Street): number =>
  Math.min(street.lengthMetres, (vehicles * VEHICLE_JAM_SPACING_METRES) / street.lanes);

/** Standing is the slowest step of the speed scale: what stops is not yet an alarm. */
export const QUEUE_RGB: Rgb = rgbFromHex(SPEED_STEPS.at(-1)?.hex ?? '#ffffff');

/** A share of this reaches the street's beginning: the queue spills over to the streets before it. */
export const WHOLE_STREET = 255;

/** Hatched once; twice where it spills over. */
export const queueHatch = (share: number): Hatch =>
  share === 0 ? 0 : share === WHOLE_STREET ? 2 : 1;

/** Fills `out`, one byte a street: the queue's part of its length, 0 … WHOLE_STREET; 0 where unknown. */
export function drawQueues(
  streets: readonly Street[],
  frames: Frames,
  frame: number,
  out: Uint8Array,
): void {
  const offset = frame * frames.streetLinkCount;
  streets.forEach((street, i) => {
    const vehicles = frames.streetQueueVehicles[offset + i] ?? 0;
    const known = isStudied(frames.study, 'streetLinks', i);
    const share = queueMetres(vehicles, street) / street.lengthMetres;
    // Only a whole street may say that it is whole; and a single vehicle stays visible.
    const part =
      share >= 1 ? WHOLE_STREET : Math.min(WHOLE_STREET - 1, Math.ceil(share * WHOLE_STREET));
    out[i] = known ? part : 0;
  });
}

/** The last `share` (0 … 1) of a line's length, in its direction. */
export function lastPart(line: Line, share: number): Line {
  const lengths = line.slice(1).map((point, i) => {
    const before = line[i] ?? point;
    return Math.hypot(point[0] - before[0], point[1] - before[1]);
  });
  let rest = lengths.reduce((sum, length) => sum + length, 0) * share;
  const part: (typeof line)[number][] = [];
  for (let i = line.length - 1; i > 0; i -= 1) {
    const end = line[i];
    const start = line[i - 1];
    const length = lengths[i - 1] ?? 0;
    if (!end || !start) break;
    part.unshift(end);
    if (rest > length && i > 1) {
      rest -= length;
      continue;
    }
    const back = Math.min(1, rest / length);
    part.unshift([end[0] + (start[0] - end[0]) * back, end[1] + (start[1] - end[1]) * back]);
    break;
  }
  return part;
}
