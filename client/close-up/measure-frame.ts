/** The figures beside the picture, straight from the frames. */
import {
  CLOSE_UP_DENSITY_STEPS,
  type CloseUpFrame,
  type CloseUpScene,
  type Point,
} from '#contracts';

export interface WorstPlace {
  readonly personsPerSquareMetre: number;
  readonly point: Point;
  /** The nearest opening, and how far it is. */
  readonly portal: number;
  readonly metres: number;
}

/** null when nobody is on the floor. */
export function worstPlaceOf(frame: CloseUpFrame, scene: CloseUpScene): WorstPlace | null {
  let person = -1;
  for (let i = 0; i < frame.density.length; i += 1) {
    if (person < 0 || (frame.density[i] as number) > (frame.density[person] as number)) person = i;
  }
  if (person < 0) return null;
  const point: Point = [
    (frame.xCentimetres[person] as number) / 100,
    (frame.yCentimetres[person] as number) / 100,
  ];
  const away = scene.portals.map(({ from, to }) =>
    Math.hypot((from[0] + to[0]) / 2 - point[0], (from[1] + to[1]) / 2 - point[1]),
  );
  const metres = Math.min(...away);
  return {
    personsPerSquareMetre: (frame.density[person] as number) / CLOSE_UP_DENSITY_STEPS,
    point,
    portal: away.indexOf(metres),
    metres,
  };
}

/** The second of the window with the highest density. */
export function worstSecondOf(frames: readonly CloseUpFrame[]): number {
  let second = 0;
  let highest = -1;
  frames.forEach((frame, index) => {
    const most = frame.density.reduce((a, b) => Math.max(a, b), 0);
    if (most > highest) {
      highest = most;
      second = index;
    }
  });
  return second;
}

/** Destinations by the people who are on their way there in the window, the most first. */
export function orderDestinations(frames: readonly CloseUpFrame[]): readonly number[] {
  const people = new Map<number, number>();
  for (const frame of frames) {
    for (const destination of frame.destination) {
      people.set(destination, (people.get(destination) ?? 0) + 1);
    }
  }
  return [...people].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([destination]) => destination);
}

export interface PortalFlow {
  /** People in the minute before the frame; null while the window is younger than a minute. */
  readonly inPerMinute: number | null;
  readonly outPerMinute: number | null;
}

export function flowsOf(frames: readonly CloseUpFrame[], second: number): readonly PortalFlow[] {
  const now = frames[second];
  const before = frames[second - 60];
  return Array.from(now?.inTotal ?? [], (inTotal, portal) => ({
    inPerMinute: before ? inTotal - (before.inTotal[portal] ?? 0) : null,
    outPerMinute: before ? (now?.outTotal[portal] ?? 0) - (before.outTotal[portal] ?? 0) : null,
  }));
}
