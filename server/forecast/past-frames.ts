/**
 * What was shown for each past minute: frame 0 of every forecast, joined into one `Frames`. A
 * missing minute repeats the one before; a gap longer than `LONGEST_GAP` minutes ends the series,
 * so that the past on screen never spans a time of which nothing was known.
 */
import { createFrames, decodeFrames, FRAME_SECONDS, type Frames } from '#contracts';

export const LONGEST_GAP_MINUTES = 5;
const FRAME_MS = FRAME_SECONDS * 1000;
const FIELDS = [
  'walkPersons',
  'walkPersonsHigh',
  'streetFlowVehiclesPerHour',
  'streetQueueVehicles',
  'streetSpeedCentimetresPerSecond',
  'stationWaiting',
  'stationWaitingLow',
  'stationWaitingHigh',
] as const;

/** A one-frame copy of frame `index`. */
export function takeFrame(frames: Frames, index: number): Frames {
  const one = createFrames({
    startMs: frames.startMs + index * FRAME_MS,
    frameCount: 1,
    walkLinkCount: frames.walkLinkCount,
    streetLinkCount: frames.streetLinkCount,
    stationCount: frames.stationCount,
    study: frames.study,
  });
  for (const field of FIELDS) {
    const width = one[field].length;
    one[field].set(frames[field].subarray(index * width, (index + 1) * width));
  }
  return one;
}

/** `stored`: encoded one-frame `Frames`, oldest first. null when nothing is known. */
export function joinPastFrames(stored: readonly Uint8Array[]): Frames | null {
  const series: Frames[] = [];
  for (const bytes of stored) {
    const copy = bytes.slice();
    const frame = decodeFrames(copy.buffer);
    const last = series.at(-1);
    const minutes = last ? Math.round((frame.startMs - last.startMs) / FRAME_MS) : 0;
    if (last && (minutes > LONGEST_GAP_MINUTES || !isSameSize(last, frame))) series.length = 0;
    // Two forecasts in one minute: the later one holds.
    if (last && minutes === 0) series.pop();
    series.push(frame);
  }
  const first = series[0];
  const newest = series.at(-1);
  if (!first || !newest) return null;
  const frameCount = Math.round((newest.startMs - first.startMs) / FRAME_MS) + 1;
  const joined = createFrames({
    startMs: first.startMs,
    frameCount,
    walkLinkCount: first.walkLinkCount,
    streetLinkCount: first.streetLinkCount,
    stationCount: first.stationCount,
    study: newest.study,
  });
  let next = 0;
  for (let minute = 0; minute < frameCount; minute += 1) {
    while (minuteOf(series[next + 1], first) <= minute) next += 1;
    const source = series[next];
    if (!source) continue;
    for (const field of FIELDS) joined[field].set(source[field], minute * source[field].length);
  }
  return joined;
}

const minuteOf = (frame: Frames | undefined, first: Frames): number =>
  frame ? Math.round((frame.startMs - first.startMs) / FRAME_MS) : Number.POSITIVE_INFINITY;

const isSameSize = (a: Frames, b: Frames): boolean =>
  a.walkLinkCount === b.walkLinkCount &&
  a.streetLinkCount === b.streetLinkCount &&
  a.stationCount === b.stationCount &&
  isSameStudy(a.study, b.study);

const isSameStudy = (a: Frames['study'], b: Frames['study']): boolean =>
  a === null || b === null
    ? a === b
    : a.walkLinks.join() === b.walkLinks.join() &&
      a.streetLinks.join() === b.streetLinks.join() &&
      a.stations.join() === b.stations.join();
