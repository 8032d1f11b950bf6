/**
 * One step of everybody in a range of entries: from the old positions to the next ones, so that the
 * order of the persons cannot matter and ranges can be given to different threads.
 *
 * The direction is the route's, turned away from neighbours, walls and oncoming streams, or past
 * somebody slower (pass-leaders.ts); the speed follows the spacing in that direction (collision-free speed model, Tordeux, Chraibi and Seyfried
 * 2016, doi:10.1007/978-3-319-33482-0_29). The displacement is then kept inside the half-planes that
 * lie midway between the body and each neighbour and before each wall (buffered Voronoi cells, Zhou
 * et al. 2017, doi:10.1109/LRA.2017.2656241): no two bodies can meet and none can touch a wall at any
 * time step. Equations and what was rejected: docs/models/crowd-microscopic.md.
 */
import type { CrowdParameters } from '../crowd-types.ts';
import { BUCKETS_PER_METRE, type Space } from '../space/space-types.ts';
import type { CrowdState } from './crowd-state.ts';
import { decisionStepsOf, HELD_BACK_SQUARE, TASK } from './decision-turns.ts';
import { createStreamView } from './evade-streams.ts';
import { type Aim, createPassing } from './pass-leaders.ts';
import { createNeighbourView } from './see-neighbours.ts';
import { createTouchView } from './see-touching.ts';
import { createWallView } from './see-walls.ts';
import { ENTRY, type SortedPeople } from './sort-people.ts';
import { createSurroundings, ROUNDING_METRES, type Surroundings } from './surroundings.ts';

/** Rounds of projection onto the half-planes; what is left is scaled back. */
const PROJECTIONS = 3;
/** Who gets on slower than this share of what would be possible looks for a way past. */
const HELD_UP = 0.9;
/** Below this speed a person tries directions at random, m/s. */
const STANDING_SPEED = 0.1;
const STANDING_TURN = 2;
/** Nobody is pushed faster than this, m/s. */
const LARGEST_PUSH = 1;

export interface MoveContext {
  readonly space: Space;
  readonly state: CrowdState;
  readonly sorted: SortedPeople;
  readonly parameters: CrowdParameters;
  readonly timeStep: number;
  /** Multiplied with the free speed: companies wait for each other. */
  readonly patience: Float64Array;
  readonly nextX: Float64Array;
  readonly nextY: Float64Array;
}

export type MoveRange = (fromEntry: number, toEntry: number) => void;

export function createMover(context: MoveContext): MoveRange {
  const { space, state, sorted, parameters, timeStep, patience } = context;
  const { nextX, nextY } = context;
  const { planes } = space;
  const { x, y, plane: planeOf, radius, velocityX, velocityY, freeSpeed } = state;
  const { headingX, headingY, intentX, intentY, heldBack } = state;
  const { entryIntegers } = sorted;
  const { bufferMetres, neighbourRangeMetres, oncomingRangeMetres } = parameters;
  // Below two steps, the half-planes and not the spacing would limit the speed.
  const gapTime = Math.max(parameters.timeGapSeconds, 2 * timeStep);
  const gain = parameters.accelerationMetresPerSecondSquared * timeStep;
  const decisionSteps = decisionStepsOf(timeStep);
  const turnRange = Math.max(neighbourRangeMetres, oncomingRangeMetres);
  const largest = state.radius.reduce((most, radius) => Math.max(most, radius), 0);
  const around = createSurroundings();
  const seeNeighbours = createNeighbourView(sorted, parameters, around);
  const seeTouching = createTouchView(sorted, around);
  const seeWalls = createWallView(space, state, parameters, around);
  const evadeStreams = createStreamView(sorted, parameters);
  const { seeAhead, passLeader } = createPassing(around, parameters, gapTime);
  const aim: Aim = { x: 0, y: 0, speed: 0 };

  return (fromEntry, toEntry) => {
    for (let entry = fromEntry; entry < toEntry; entry += 1) {
      const person = entryIntegers[entry * ENTRY.stride + ENTRY.person] as number;
      if (person < 0) continue;
      const px = x[person] as number;
      const py = y[person] as number;
      const task = entryIntegers[entry * ENTRY.stride + ENTRY.task];
      const plane = planes[planeOf[person] as number];
      if (task === TASK.stands || task === TASK.leaves || plane === undefined) {
        nextX[person] = px;
        nextY[person] = py;
        intentX[person] = 0;
        intentY[person] = 0;
        if (task === TASK.leaves) clearDoor(person, px, py);
        continue;
      }
      const own = radius[person] as number;
      const column = Math.floor((px - plane.minX) * BUCKETS_PER_METRE);
      const row = Math.floor((py - plane.minY) * BUCKETS_PER_METRE);
      const bucket = plane.firstBucket + row * plane.bucketColumns + column;
      if (task === TASK.goesOn) {
        const moveX = (intentX[person] as number) * timeStep;
        const moveY = (intentY[person] as number) * timeStep;
        const length = Math.sqrt(moveX * moveX + moveY * moveY);
        seeTouching(entry, plane, px, py, own + largest + 2 * length, length);
        seeWalls(person, bucket, px, py, 0, 0, own + length);
        moveInside(person, px, py, moveX, moveY);
        continue;
      }
      const wishX = headingX[person] as number;
      const wishY = headingY[person] as number;

      const oldX = velocityX[person] as number;
      const oldY = velocityY[person] as number;
      const oldSpeed = Math.sqrt(oldX * oldX + oldY * oldY);
      let free = (freeSpeed[person] as number) * (patience[person] as number);
      if (plane.kind !== 'level') {
        const climb = wishX * plane.upX + wishY * plane.upY;
        if (plane.beltSpeed > 0) free = plane.beltSpeed;
        else free *= climb >= 0 ? plane.factorUp : plane.factorDown;
      }
      const faster = oldSpeed + gain * decisionSteps;
      const most = free < faster ? free : faster;

      // Whoever can be touched in this step, and whoever turns or slows.
      const touching = 2 * (most + LARGEST_PUSH) * timeStep;
      const near = touching > turnRange ? touching : turnRange;
      const slowing = bufferMetres + most * gapTime;
      const far = slowing > near ? slowing : near;
      const bodies = own + largest;
      seeNeighbours(entry, plane, px, py, wishX, wishY, bodies + far, bodies + near);
      around.lateral += evadeStreams(plane, px, py, wishX, wishY);
      const wallReach = own + parameters.wallRangeMetres + (most + LARGEST_PUSH) * timeStep;
      seeWalls(person, bucket, px, py, wishX, wishY, wallReach);

      let lateral = around.lateral;
      // Who cannot get on tries other directions, so that arches before doors break up.
      if (oldSpeed < STANDING_SPEED) {
        lateral += STANDING_TURN * scatter(person, state.clock[0] as number);
      }
      const stretch = 1 / Math.sqrt(1 + lateral * lateral);
      aim.x = (wishX - lateral * wishY) * stretch;
      aim.y = (wishY + lateral * wishX) * stretch;
      aim.speed = seeAhead(aim.x, aim.y, most);
      if (aim.speed < HELD_UP * most) passLeader(aim, wishX, wishY, most);
      const { x: dirX, y: dirY, speed } = aim;
      // Pushes of several people add up; a step stays one that was looked ahead for.
      const push = Math.sqrt(around.pushX * around.pushX + around.pushY * around.pushY);
      const calm = push > LARGEST_PUSH ? LARGEST_PUSH / push : 1;
      const chosenX = dirX * speed + around.pushX * calm;
      const chosenY = dirY * speed + around.pushY * calm;
      intentX[person] = chosenX;
      intentY[person] = chosenY;
      moveInside(person, px, py, chosenX * timeStep, chosenY * timeStep);
    }
  };

  function moveInside(person: number, px: number, py: number, moveX: number, moveY: number): void {
    keepInside(around, moveX, moveY);
    const { pushX, pushY } = around;
    const least = HELD_BACK_SQUARE * (moveX * moveX + moveY * moveY);
    heldBack[person] = pushX * pushX + pushY * pushY < least ? 1 : 0;
    nextX[person] = px + pushX;
    nextY[person] = py + pushY;
  }

  /** Behind the door nobody is in the way any more. */
  function clearDoor(person: number, px: number, py: number): void {
    const oldX = velocityX[person] as number;
    const oldY = velocityY[person] as number;
    const faster = Math.sqrt(oldX * oldX + oldY * oldY) + gain;
    const free = freeSpeed[person] as number;
    const now = free < faster ? free : faster;
    nextX[person] = px + (headingX[person] as number) * now * timeStep;
    nextY[person] = py + (headingY[person] as number) * now * timeStep;
  }
}

/** The displacement as near to the wish as the half-planes allow; the answer replaces the push. */
function keepInside(around: Surroundings, wishX: number, wishY: number): void {
  const { count, normalX, normalY, limit } = around;
  let x = wishX;
  let y = wishY;
  for (let round = 0; round < PROJECTIONS; round += 1) {
    let isInside = true;
    for (let k = 0; k < count; k += 1) {
      const nx = normalX[k] as number;
      const ny = normalY[k] as number;
      const excess = x * nx + y * ny - (limit[k] as number);
      if (excess <= ROUNDING_METRES) continue;
      x -= excess * nx;
      y -= excess * ny;
      isInside = false;
    }
    if (isInside) {
      around.pushX = x;
      around.pushY = y;
      return;
    }
  }
  // The origin is inside all of them, so shortening always ends inside.
  let scale = 1;
  for (let k = 0; k < count; k += 1) {
    const towards = x * (normalX[k] as number) + y * (normalY[k] as number);
    const room = (limit[k] as number) + ROUNDING_METRES;
    if (towards * scale > room) scale = room / towards;
  }
  around.pushX = x * scale;
  around.pushY = y * scale;
}

/** Uniform in [−1, 1), the same for four steps: an integer hash of person and step. */
function scatter(person: number, step: number): number {
  let h = Math.imul(person + 1, 0x9e3779b1) ^ Math.imul((step >> 2) + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return ((h ^ (h >>> 15)) >>> 0) / 2147483648 - 1;
}
