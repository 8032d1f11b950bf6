/**
 * How fast one can go in a direction, and past which side of the person ahead one gets on faster.
 *
 * The speed keeps the time gap to everybody in the way (collision-free speed model). Who is held up
 * by somebody on the same way tries the two directions that lead just past that person, and takes
 * the better one. Without it the slow ones hold up all: at 0.5 persons/m² a corridor walked at
 * 0.7 m/s instead of 1.2. Nobody passes while others come from the front: they would fill the lane
 * of those. With `keepsOrder` nobody passes either where people converge on a door, which is what
 * keeps its flow at the one that norms count on.
 */
import type { CrowdParameters } from '../crowd-types.ts';
import { CONVERGING, FOLLOWER, LEADER, ONCOMING, type Surroundings, WALL } from './surroundings.ts';

/** Neighbours are reckoned with in 32 bits, which the kernel does four at a time. */
const f = Math.fround;

/**
 * The strip in which people on the same way slow one is narrower by this: who walks just past somebody
 * touches its edge, and must not be held up or not by a rounding.
 */
export const GRAZING = 0.999;
/** The direction past somebody is at most this far off his or hers, as sine. */
const WIDEST_SINE = 0.8;
/** A direction that leads less than this way on is none, as cosine. */
const LEAST_PROGRESS = 0.5;
/** Room before a wall, in seconds of the walk towards it. */
const WALL_SECONDS = 0.5;

export interface Aim {
  x: number;
  y: number;
  /** Metres per second. */
  speed: number;
}

export interface Passing {
  /** The speed that keeps the time gap to everybody in the way. */
  seeAhead(dirX: number, dirY: number, most: number): number;
  /** Turns the aim past the one who held up the last `seeAhead`, if that leads on faster. */
  passLeader(aim: Aim, wishX: number, wishY: number, most: number): void;
}

export function createPassing(
  around: Surroundings,
  parameters: CrowdParameters,
  gapTime: number,
): Passing {
  const { kind, normalX, normalY, limit, distance, contact } = around;
  const { keepsOrder, passingGain } = parameters;
  const buffer = f(parameters.bufferMetres);
  const sameWay = f(parameters.leaderCone * GRAZING);
  const otherWay = f(parameters.oncomingCone);
  /** Who is in the way; −1: nobody. */
  let ahead = -1;

  const seeAhead: Passing['seeAhead'] = (dirX, dirY, most) => {
    const x = f(dirX);
    const y = f(dirY);
    let room = Infinity;
    ahead = -1;
    for (let k = 0; k < around.count; k += 1) {
      const what = kind[k] as number;
      if (what === FOLLOWER || what === WALL) continue;
      const along = f(f((normalX[k] as number) * x) + f((normalY[k] as number) * y));
      if (along <= 0) continue;
      const d = distance[k] as number;
      const both = contact[k] as number;
      const width = f(both * (what === LEADER ? sameWay : otherWay));
      if (f(f(d * d) * f(1 - f(along * along))) > f(width * width)) continue;
      const clear = f(f(d - both) - buffer);
      if (clear >= room) continue;
      room = clear;
      ahead = k;
    }
    const allowed = room > 0 ? room / gapTime : 0;
    return allowed < most ? allowed : most;
  };

  const passLeader: Passing['passLeader'] = (aim, wishX, wishY, most) => {
    const leader = ahead;
    if (leader < 0 || kind[leader] !== LEADER || isSomebodyAgainst()) return;
    const touching = (contact[leader] as number) / (distance[leader] as number);
    const sine = touching < WIDEST_SINE ? touching : WIDEST_SINE;
    const cosine = Math.sqrt(1 - sine * sine);
    const nx = normalX[leader] as number;
    const ny = normalY[leader] as number;
    let best = aim.speed * (aim.x * wishX + aim.y * wishY) + passingGain * most;
    for (let side = -1; side <= 1; side += 2) {
      const x = nx * cosine - side * ny * sine;
      const y = ny * cosine + side * nx * sine;
      const progress = x * wishX + y * wishY;
      if (progress <= LEAST_PROGRESS) continue;
      const speed = beforeWalls(x, y, seeAhead(x, y, most));
      if (speed * progress <= best) continue;
      best = speed * progress;
      aim.x = x;
      aim.y = y;
      aim.speed = speed;
    }
  };

  const isSomebodyAgainst = (): boolean => {
    for (let k = 0; k < around.count; k += 1) {
      const what = kind[k];
      if (what === ONCOMING || (keepsOrder && what === CONVERGING)) return true;
    }
    return false;
  };

  /** Walls lie behind the neighbours in the list. */
  const beforeWalls = (dirX: number, dirY: number, most: number): number => {
    let speed = most;
    for (let k = around.count - 1; k >= 0 && kind[k] === WALL; k -= 1) {
      const along = (normalX[k] as number) * dirX + (normalY[k] as number) * dirY;
      if (along <= 0) continue;
      const room = limit[k] as number;
      const allowed = room > 0 ? room / (along * WALL_SECONDS) : 0;
      if (allowed < speed) speed = allowed;
    }
    return speed;
  };
  return { seeAhead, passLeader };
}
