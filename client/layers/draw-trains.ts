/** Trains and platforms of a moment, from TransitFrames: plain records, no engine. */
import { FRAME_SECONDS, POSITION_PARTS, type Point, type TransitFrames } from '#contracts';
import type { LinesLayout } from './lay-lines.ts';

const FRAME_MS = FRAME_SECONDS * 1000;
/** Beside the middle of the line, on the right of the direction: the two directions stay apart. */
const BESIDE_METRES = 22;
/** Who is left behind soon: so far ahead. */
const SOON_MINUTES = 10;
const LOOK_AHEAD_MINUTES = 40;

export interface TrainDraw {
  readonly number: number;
  /** Position in the network's patterns. */
  readonly pattern: number;
  /** Stop of the pattern that it stands at or left last, and part of the way to the next. */
  readonly stop: number;
  readonly part: number;
  readonly aboard: number;
  readonly capacity: number;
  /** People aboard over capacity, 0 … 1. */
  readonly load: number;
  /** At the stop that it left last. */
  readonly leftBehind: number;
  /** null where a station's place is not known. */
  readonly point: Point | null;
  /** Between two stops of which one at least is the district's. */
  readonly near: boolean;
}

export interface FramePart {
  readonly frame: number;
  readonly part: number;
}

/** Frame at or before a time, and how far on to the next; null beyond the frames. */
export function framePartAt(frames: TransitFrames, timeMs: number): FramePart | null {
  const exact = (timeMs - frames.startMs) / FRAME_MS;
  // The live clock may run a little behind the newest forecast's first minute.
  if (exact < -1 || exact > frames.frameCount - 1) return null;
  const frame = Math.floor(Math.max(0, exact));
  return { frame, part: Math.max(0, exact) - frame };
}

export function drawTrains(
  layout: LinesLayout,
  frames: TransitFrames,
  timeMs: number,
): readonly TrainDraw[] {
  const at = framePartAt(frames, timeMs);
  if (!at) return [];
  const patterns = patternsOf(layout, frames);
  const next = new Map<number, number>();
  for (const row of rowsOf(frames, at.frame + 1)) next.set(frames.trainNumber[row] ?? -1, row);
  return rowsOf(frames, at.frame).flatMap((row): readonly TrainDraw[] => {
    const pattern = patterns[frames.trainPattern[row] ?? -1] ?? -1;
    const given = layout.network.patterns[pattern];
    if (!given) return [];
    const stops = given.stops.length;
    const from = positionOf(frames, row);
    const after = next.get(frames.trainNumber[row] ?? -1);
    const to = after === undefined ? from : positionOf(frames, after);
    // Round the seam of a loop a later position is a smaller number.
    const ahead = given.loop && to < from ? to + stops : Math.max(from, to);
    const position = (from + (ahead - from) * at.part) % stops;
    const capacity = layout.network.lines[given.line]?.vehicle.capacityPersons ?? 1;
    const aboard = frames.trainAboard[row] ?? 0;
    const stop = Math.floor(position);
    return [
      {
        ...{ number: frames.trainNumber[row] ?? 0, pattern, stop, part: position - stop },
        ...{ aboard, capacity, load: aboard / capacity },
        leftBehind: frames.trainLeftBehind[row] ?? 0,
        ...placeOf(layout, pattern, position),
      },
    ];
  });
}

function placeOf(
  { network, points, stationOf }: LinesLayout,
  pattern: number,
  position: number,
): Pick<TrainDraw, 'point' | 'near'> {
  const given = network.patterns[pattern];
  const stop = Math.floor(position);
  const stationAt = (index: number): number =>
    network.stops[given?.stops[given.loop ? index % given.stops.length : index] ?? -1]?.station ??
    -1;
  const [from, to] = [stationAt(stop), stationAt(stop + 1)];
  const a = points[from] ?? null;
  const b = points[to] ?? a;
  const near = (stationOf[from] ?? -1) >= 0 || (position > stop && (stationOf[to] ?? -1) >= 0);
  if (!a || !b) return { point: null, near };
  const [east, north] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(east, north) || 1;
  const part = position - stop;
  return {
    point: [
      a[0] + east * part + (north / length) * BESIDE_METRES,
      a[1] + north * part - (east / length) * BESIDE_METRES,
    ],
    near,
  };
}

export interface PlatformDraw {
  /** Position in `networks.stations`. */
  readonly station: number;
  /** Positions in the network's lines. */
  readonly lines: readonly number[];
  readonly persons: number;
  readonly high: number;
  /** null: the platform's area is not known. */
  readonly personsPerSquareMetre: number | null;
}

export function drawPlatforms(
  { network, stationOf }: LinesLayout,
  frames: TransitFrames,
  timeMs: number,
): readonly PlatformDraw[] {
  const at = framePartAt(frames, timeMs);
  if (!at) return [];
  return frames.platforms.flatMap((id, place): readonly PlatformDraw[] => {
    const index = network.platforms.findIndex((platform) => platform.id === id);
    const platform = network.platforms[index];
    const station = stationOf[platform?.station ?? -1] ?? -1;
    if (!platform || station < 0) return [];
    const lines = new Set(
      network.patterns.flatMap(({ line, stops }) =>
        stops.some((stop) => network.stops[stop]?.platform === index) ? [line] : [],
      ),
    );
    const offset = at.frame * frames.platforms.length + place;
    const persons = frames.platformPersons[offset] ?? 0;
    const area = platform.areaSquareMetres;
    return [
      {
        station,
        lines: [...lines],
        persons,
        high: frames.platformPersonsHigh[offset] ?? persons,
        personsPerSquareMetre: area === null ? null : persons / area,
      },
    ];
  });
}

export interface StopDraw {
  readonly pattern: number;
  /** Position in the pattern's stops. */
  readonly stop: number;
  readonly station: number;
  /** Left behind in the next SOON_MINUTES, and in the whole time ahead. */
  readonly soon: number;
  readonly ahead: number;
}

export function drawStops(
  layout: LinesLayout,
  frames: TransitFrames,
  timeMs: number,
): readonly StopDraw[] {
  const { network, stationOf } = layout;
  const at = framePartAt(frames, timeMs);
  if (!at) return [];
  const count = frames.stops.length;
  const left = (frame: number, place: number): number =>
    frames.stopLeftBehind[Math.min(frames.frameCount - 1, frame) * count + place] ?? 0;
  return frames.stops.flatMap((id, place): readonly StopDraw[] => {
    const index = network.stops.findIndex((stop) => stop.id === id);
    const station = stationOf[network.stops[index]?.station ?? -1] ?? -1;
    const pattern = network.patterns.findIndex(({ stops }) => stops.includes(index));
    if (station < 0 || pattern < 0) return [];
    const now = left(at.frame, place);
    return [
      {
        pattern,
        stop: network.patterns[pattern]?.stops.indexOf(index) ?? 0,
        station,
        soon: left(at.frame + SOON_MINUTES, place) - now,
        ahead: left(frames.frameCount - 1, place) - now,
      },
    ];
  });
}

export interface ComingTrain {
  readonly pattern: number;
  readonly number: number;
  readonly minutes: number;
  /** When it comes. */
  readonly aboard: number;
  readonly capacity: number;
  /** Whom it will leave behind there; null beyond the frames. */
  readonly leavesBehind: number | null;
}

/** Trains that will reach a station of the district, the first `most` of each direction, soonest first. */
export function comingTrains(
  layout: LinesLayout,
  frames: TransitFrames,
  timeMs: number,
  station: number,
  most = 1,
): readonly ComingTrain[] {
  const at = framePartAt(frames, timeMs);
  if (!at) return [];
  const { network, stationOf } = layout;
  const patterns = patternsOf(layout, frames);
  const stopIn = network.patterns.map(({ stops }) =>
    stops.findIndex((stop) => stationOf[network.stops[stop]?.station ?? -1] === station),
  );
  const found = new Map<number, ComingTrain[]>();
  const before = new Map<number, number>();
  const last = Math.min(frames.frameCount - 1, at.frame + LOOK_AHEAD_MINUTES);
  for (let frame = at.frame; frame <= last; frame += 1) {
    for (const row of rowsOf(frames, frame)) {
      const pattern = patterns[frames.trainPattern[row] ?? -1] ?? -1;
      const stop = stopIn[pattern] ?? -1;
      const number = frames.trainNumber[row] ?? -1;
      const position = positionOf(frames, row);
      const earlier = before.get(number);
      before.set(number, position);
      const list = found.get(pattern) ?? [];
      const isNew = !list.some((train) => train.number === number);
      const comes = earlier !== undefined && earlier < stop && position >= stop;
      if (stop < 0 || !comes || !isNew || list.length >= most) continue;
      const line = network.patterns[pattern]?.line ?? -1;
      list.push({
        ...{ pattern, number },
        minutes: Math.max(0, frame - at.frame - at.part),
        aboard: frames.trainAboard[row] ?? 0,
        capacity: network.lines[line]?.vehicle.capacityPersons ?? 1,
        leavesBehind: leftAt(frames, number, frame, stop),
      });
      found.set(pattern, list);
    }
  }
  return [...found.values()].flat().sort((a, b) => a.minutes - b.minutes);
}

/** What a train says it left behind in the first minute after it has left a stop. */
function leftAt(frames: TransitFrames, number: number, from: number, stop: number): number | null {
  for (let frame = from; frame < Math.min(frames.frameCount, from + 5); frame += 1) {
    const row = rowsOf(frames, frame).find((each) => frames.trainNumber[each] === number);
    if (row === undefined) continue;
    if (positionOf(frames, row) > stop) return frames.trainLeftBehind[row] ?? 0;
  }
  return null;
}

/** By place in the frames' list of directions: position in the network's. */
const patternsOf = ({ network }: LinesLayout, frames: TransitFrames): readonly number[] =>
  frames.patterns.map((id) => network.patterns.findIndex((pattern) => pattern.id === id));

const positionOf = (frames: TransitFrames, row: number): number =>
  (frames.trainPosition[row] ?? 0) / POSITION_PARTS;

function rowsOf(frames: TransitFrames, frame: number): readonly number[] {
  if (frame >= frames.frameCount) return [];
  const first = frames.trainStart[frame] ?? 0;
  return Array.from(
    { length: (frames.trainStart[frame + 1] ?? first) - first },
    (_, k) => first + k,
  );
}
