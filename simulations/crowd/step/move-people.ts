/**
 * One step of everybody in a range of entries: from the old positions to the next ones, so that the
 * order of the persons cannot matter and ranges can be given to different threads.
 *
 * The direction is the route's, turned away from neighbours, walls and oncoming streams; the speed
 * follows the spacing in that direction (collision-free speed model, Tordeux, Chraibi and Seyfried
 * 2016, doi:10.1007/978-3-319-33482-0_29). The displacement is then kept inside the half-planes that
 * lie midway between the body and each neighbour and before each wall (buffered Voronoi cells, Zhou
 * et al. 2017, doi:10.1109/LRA.2017.2656241): no two bodies can meet and none can touch a wall at any
 * time step. Equations: docs/models/crowd-microscopic.md.
 */
import { type CrowdParameters, PERSON_STATE } from '../crowd-types.ts';
import type { GoalField } from '../navigation/solve-field.ts';
import { BUCKET_METRES, cellUnder, type Space } from '../space/space-types.ts';
import type { CrowdState } from './crowd-state.ts';
import type { SortedPeople } from './sort-people.ts';

/** More neighbours than this within reach do not occur at 9 persons/m². */
const MOST_NEIGHBOURS = 128;
const LARGEST_RADIUS_METRES = 0.4;
/** Rounds of projection onto the half-planes; what is left is scaled back. */
const PROJECTIONS = 3;

export interface MoveContext {
  readonly space: Space;
  readonly state: CrowdState;
  readonly sorted: SortedPeople;
  readonly parameters: CrowdParameters;
  readonly timeStep: number;
  /** The field of each person's present goal; −1: none. */
  readonly goal: Int32Array;
  readonly fields: readonly GoalField[];
  /** Multiplied with the free speed: companies wait for each other. */
  readonly patience: Float64Array;
  readonly nextX: Float64Array;
  readonly nextY: Float64Array;
}

export type MoveRange = (fromEntry: number, toEntry: number) => void;

export function createMover(context: MoveContext): MoveRange {
  const { space, state, sorted, parameters, timeStep, goal, fields, patience } = context;
  const { nextX, nextY } = context;
  const { planes, walls, wallStart, wallList, cellNext, cellMetres } = space;
  const { velocityX, velocityY, radius, freeSpeed, headingX, headingY } = state;
  const { start, entryX, entryY, entryRadius, entryHeadingX, entryHeadingY } = sorted;
  const { entryPerson, entryPlane, streamX, streamY } = sorted;
  const { barrierClosed, barrierHolder, clock } = state;
  const p = parameters;
  const gapTime = Math.max(p.timeGapSeconds, 2 * timeStep);
  const gain = p.accelerationMetresPerSecondSquared * timeStep;
  const range = p.neighbourRangeMetres;

  /** Half-planes of the person at work: unit normal towards the obstacle, free distance along it. */
  const normalX = new Float64Array(MOST_NEIGHBOURS);
  const normalY = new Float64Array(MOST_NEIGHBOURS);
  const limit = new Float64Array(MOST_NEIGHBOURS);
  const distance = new Float64Array(MOST_NEIGHBOURS);
  const contact = new Float64Array(MOST_NEIGHBOURS);

  return (fromEntry, toEntry) => {
    for (let entry = fromEntry; entry < toEntry; entry += 1) {
      const person = entryPerson[entry] as number;
      if (person < 0) continue;
      const px = entryX[entry] as number;
      const py = entryY[entry] as number;
      nextX[person] = px;
      nextY[person] = py;
      const life = state.state[person];
      if (life === PERSON_STATE.leaving) {
        const speed = freeSpeed[person] as number;
        const before = Math.hypot(velocityX[person] as number, velocityY[person] as number);
        const now = Math.min(speed, before + gain);
        nextX[person] = px + (headingX[person] as number) * now * timeStep;
        nextY[person] = py + (headingY[person] as number) * now * timeStep;
        continue;
      }
      if (life !== PERSON_STATE.walking) continue;
      const field = fields[goal[person] as number];
      if (field === undefined) continue;

      // Route direction: bilinear over the cells that can be reached from the one underfoot.
      const planeIndex = entryPlane[entry] as number;
      const plane = planes[planeIndex];
      const cell = cellUnder(space, planeIndex, px, py);
      let wishX = headingX[person] as number;
      let wishY = headingY[person] as number;
      if (cell >= 0) {
        const shareX = px / cellMetres - Math.floor(px / cellMetres) - 0.5;
        const shareY = py / cellMetres - Math.floor(py / cellMetres) - 0.5;
        const sideX = cellNext[cell * 4 + (shareX < 0 ? 2 : 0)] as number;
        const sideY = cellNext[cell * 4 + (shareY < 0 ? 3 : 1)] as number;
        const corner = sideX < 0 ? -1 : (cellNext[sideX * 4 + (shareY < 0 ? 3 : 1)] as number);
        const wx = shareX < 0 ? -shareX : shareX;
        const wy = shareY < 0 ? -shareY : shareY;
        const { towardsX, towardsY } = field;
        let sumX = (1 - wx) * (1 - wy) * (towardsX[cell] as number);
        let sumY = (1 - wx) * (1 - wy) * (towardsY[cell] as number);
        if (sideX >= 0) {
          sumX += wx * (1 - wy) * (towardsX[sideX] as number);
          sumY += wx * (1 - wy) * (towardsY[sideX] as number);
        }
        if (sideY >= 0) {
          sumX += (1 - wx) * wy * (towardsX[sideY] as number);
          sumY += (1 - wx) * wy * (towardsY[sideY] as number);
        }
        if (corner >= 0) {
          sumX += wx * wy * (towardsX[corner] as number);
          sumY += wx * wy * (towardsY[corner] as number);
        }
        const length = Math.sqrt(sumX * sumX + sumY * sumY);
        if (length > 1e-9) {
          wishX = sumX / length;
          wishY = sumY / length;
        }
      }
      const oldX = velocityX[person] as number;
      const oldY = velocityY[person] as number;
      const oldSpeed = Math.sqrt(oldX * oldX + oldY * oldY);
      let free = (freeSpeed[person] as number) * (patience[person] as number);
      if (plane !== undefined && plane.kind !== 'level') {
        const climb = wishX * plane.upX + wishY * plane.upY;
        if (plane.beltSpeed > 0) free = plane.beltSpeed;
        else free *= climb >= 0 ? plane.factorUp : plane.factorDown;
      }
      const most = Math.min(free, oldSpeed + gain);

      // Neighbours within the distance at which they can slow or turn the person.
      const own = radius[person] as number;
      const seen = own + LARGEST_RADIUS_METRES + p.bufferMetres + most * gapTime;
      const reach = Math.max(seen, own + LARGEST_RADIUS_METRES + range);
      let count = 0;
      let lateral = 0;
      if (plane !== undefined) {
        const { minX, minY, bucketColumns, bucketRows, firstBucket } = plane;
        const west = Math.max(0, Math.floor((px - reach - minX) / BUCKET_METRES));
        const east = Math.min(bucketColumns - 1, Math.floor((px + reach - minX) / BUCKET_METRES));
        const south = Math.max(0, Math.floor((py - reach - minY) / BUCKET_METRES));
        const north = Math.min(bucketRows - 1, Math.floor((py + reach - minY) / BUCKET_METRES));
        for (let row = south; row <= north; row += 1) {
          const first = firstBucket + row * bucketColumns;
          const end = start[first + east + 1] as number;
          for (let k = start[first + west] as number; k < end; k += 1) {
            const dx = (entryX[k] as number) - px;
            const dy = (entryY[k] as number) - py;
            const square = dx * dx + dy * dy;
            if (square > reach * reach || k === entry || count >= MOST_NEIGHBOURS) continue;
            const d = Math.sqrt(square);
            if (d < 1e-9) continue;
            const ux = dx / d;
            const uy = dy / d;
            const both = own + (entryRadius[k] as number);
            const gap = d - both;
            normalX[count] = ux;
            normalY[count] = uy;
            limit[count] = gap > 0 ? gap / 2 : 0;
            distance[count] = d;
            contact[count] = both;
            count += 1;
            const ahead = ux * wishX + uy * wishY;
            const left = wishX * uy - wishY * ux;
            if (gap < range) {
              const near = 1 - (gap > 0 ? gap : 0) / range;
              lateral -= p.neighbourStrength * near * near * left * (ahead > 0 ? 1 : 0.3);
            }
            if (ahead > 0.3) {
              const facing = -(
                (entryHeadingX[k] as number) * wishX +
                (entryHeadingY[k] as number) * wishY
              );
              if (facing > 0.3 && Math.abs(left) * d < both + 0.15) {
                lateral -= p.keepRightStrength * facing * (1 - d / reach);
              }
            }
          }
        }
        lateral += evadeStream(plane, px, py, wishX, wishY);
      }

      // Walls: half-planes before the nearest point of each.
      const bucket = plane === undefined ? 0 : bucketIndex(plane, px, py);
      const wallEnd = wallStart[bucket + 1] as number;
      for (let k = wallStart[bucket] as number; k < wallEnd; k += 1) {
        const wall = wallList[k] as number;
        const barrier = walls.barrier[wall] as number;
        if (barrier >= 0 && (barrierClosed[barrier] === 0 || barrierHolder[barrier] === person)) {
          continue;
        }
        const ax = walls.ax[wall] as number;
        const ay = walls.ay[wall] as number;
        const wx = (walls.bx[wall] as number) - ax;
        const wy = (walls.by[wall] as number) - ay;
        const along = ((px - ax) * wx + (py - ay) * wy) / (wx * wx + wy * wy);
        const share = along < 0 ? 0 : along > 1 ? 1 : along;
        const dx = ax + share * wx - px;
        const dy = ay + share * wy - py;
        const d = Math.sqrt(dx * dx + dy * dy);
        if (d > own + p.wallRangeMetres + most * timeStep || d < 1e-9) continue;
        if (count >= MOST_NEIGHBOURS) continue;
        const ux = dx / d;
        const uy = dy / d;
        const gap = d - own;
        normalX[count] = ux;
        normalY[count] = uy;
        limit[count] = gap > 0 ? gap : 0;
        distance[count] = -1;
        count += 1;
        if (gap < p.wallRangeMetres && barrier < 0) {
          const near = 1 - (gap > 0 ? gap : 0) / p.wallRangeMetres;
          lateral -= p.wallStrength * near * near * (wishX * uy - wishY * ux);
        }
      }

      // Who cannot get on tries other directions, so that arches before doors break up.
      if (oldSpeed < 0.1 && life === PERSON_STATE.walking) {
        lateral += 2 * scatter(person, clock[0] as number);
      }
      let dirX = wishX - lateral * wishY;
      let dirY = wishY + lateral * wishX;
      const length = Math.sqrt(dirX * dirX + dirY * dirY);
      dirX /= length;
      dirY /= length;

      let speed = most;
      for (let k = 0; k < count; k += 1) {
        const d = distance[k] as number;
        if (d < 0) continue;
        const ahead = (normalX[k] as number) * dirX + (normalY[k] as number) * dirY;
        if (ahead <= 0) continue;
        const both = contact[k] as number;
        const aside = d * (1 - ahead * ahead);
        if (aside * d > both * both) continue;
        const allowed = (d - both - p.bufferMetres) / gapTime;
        if (allowed < speed) speed = allowed > 0 ? allowed : 0;
      }

      let moveX = dirX * speed * timeStep;
      let moveY = dirY * speed * timeStep;
      for (let round = 0; round < PROJECTIONS; round += 1) {
        for (let k = 0; k < count; k += 1) {
          const nx = normalX[k] as number;
          const ny = normalY[k] as number;
          const excess = moveX * nx + moveY * ny - (limit[k] as number);
          if (excess <= 0) continue;
          moveX -= excess * nx;
          moveY -= excess * ny;
        }
      }
      let scale = 1;
      for (let k = 0; k < count; k += 1) {
        const towards = moveX * (normalX[k] as number) + moveY * (normalY[k] as number);
        const room = limit[k] as number;
        if (towards > room && towards * scale > room) scale = room / towards;
      }
      nextX[person] = px + moveX * scale;
      nextY[person] = py + moveY * scale;
      headingX[person] = wishX;
      headingY[person] = wishY;
    }
  };

  function bucketIndex(plane: Space['planes'][number], px: number, py: number): number {
    const column = Math.floor((px - plane.minX) / BUCKET_METRES);
    const row = Math.floor((py - plane.minY) / BUCKET_METRES);
    return plane.firstBucket + row * plane.bucketColumns + column;
  }

  /** To the side where fewer people come from the front; to the right when it makes no difference. */
  function evadeStream(
    plane: Space['planes'][number],
    px: number,
    py: number,
    wishX: number,
    wishY: number,
  ): number {
    const far = p.lookAheadMetres;
    const front = opposing(plane, px + far * wishX, py + far * wishY, wishX, wishY);
    if (front <= 0) return 0;
    const aheadX = px + far * wishX;
    const aheadY = py + far * wishY;
    const side = BUCKET_METRES;
    const left = opposing(plane, aheadX - side * wishY, aheadY + side * wishX, wishX, wishY);
    const right = opposing(plane, aheadX + side * wishY, aheadY - side * wishX, wishX, wishY);
    const strength = p.keepRightStrength * Math.min(1, front);
    return left < right - 0.5 ? strength : -strength;
  }

  function opposing(
    plane: Space['planes'][number],
    px: number,
    py: number,
    wishX: number,
    wishY: number,
  ): number {
    const column = Math.floor((px - plane.minX) / BUCKET_METRES);
    const row = Math.floor((py - plane.minY) / BUCKET_METRES);
    if (column < 0 || row < 0 || column >= plane.bucketColumns || row >= plane.bucketRows) return 0;
    const bucket = plane.firstBucket + row * plane.bucketColumns + column;
    return -((streamX[bucket] as number) * wishX + (streamY[bucket] as number) * wishY);
  }
}

/** Uniform in [−1, 1), fixed for person and half-second: an integer hash (Steele et al. 2014 mixing). */
function scatter(person: number, step: number): number {
  let h = Math.imul(person + 1, 0x9e3779b1) ^ Math.imul((step >> 2) + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return ((h ^ (h >>> 15)) >>> 0) / 2147483648 - 1;
}
