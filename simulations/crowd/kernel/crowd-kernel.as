/**
 * AssemblyScript: find-goals, sort-people, move-people and advance-people of step/ with what they call
 * (see-neighbours, see-touching, evade-streams, see-walls, pass-leaders) and navigation/solve-field,
 * operation by operation in the same order, four neighbours at a time, so that the results
 * are the same to the last bit; crowd-kernel.test.ts compares them. A change there is made here too,
 * then `node bench/crowd/build-kernel.ts` writes the binary into crowd-kernel-bytes.ts.
 *
 * Nothing is allocated; all arrays lie in the imported memory, where kernel-tables.ts says.
 */

// Of kernel-tables.ts, in its order.
let start: usize;
let nearX: usize;
let nearY: usize;
let entries: usize;
let owns: usize;
let streamX: usize;
let streamY: usize;
let positionX: usize;
let positionY: usize;
let headingX: usize;
let headingY: usize;
let radius: usize;
let planeOf: usize;
let velocityX: usize;
let velocityY: usize;
let freeSpeed: usize;
let patience: usize;
let state: usize;
let nextX: usize;
let nextY: usize;
let barrierClosed: usize;
let barrierHolder: usize;
let clock: usize;
let planes: usize;
let wallAx: usize;
let wallAy: usize;
let wallBx: usize;
let wallBy: usize;
let wallBarrier: usize;
let wallStart: usize;
let wallList: usize;
let numbers: usize;
let fields: usize;
let leftovers: usize;
let goals: usize;
let ways: usize;
let stageGoals: usize;
let firstStage: usize;
let peopleOf: usize;
let stageOf: usize;
let bucketOf: usize;
let leftMetres: usize;
let anchorX: usize;
let anchorY: usize;
let anchorSeconds: usize;
let marks: usize;
let tasks: usize;
let intentX: usize;
let intentY: usize;
let nearRadius: usize;
let heldBack: usize;
let costs: usize;
let near: usize;
let far: usize;
let cellMarks: usize;
let slowness: usize;
let cellGrid: usize;
let specialOf: usize;
let specialNext: usize;
let specialBarrier: usize;
let beforeStart: usize;
let beforeFrom: usize;
let beforeBarrier: usize;
let closed: usize;

let timeStep: f64;
let gapTime: f64;
let gain: f64;
let turnRange: f64;
let largest: f64;
let bufferMetres: f64;
let leaderCone: f64;
let oncomingCone: f64;
let giveWay: f64;
let oncomingPush: f64;
let oncomingBack: f64;
let oncomingRange: f64;
let neighbourStrength: f64;
let neighbourRange: f64;
let wallStrength: f64;
let wallRange: f64;
let keepRight: f64;
let lookAhead: f64;
let passingGain: f64;
let keepsOrder: f64;
let cellMetres: f64;
let perCell: f64;
let gridColumns: i32;
let bucketCount: i32;
let decisionSteps: i32;
let cellCount: i32;
let gridCells: i32;

const OUTSIDE: u8 = 0;
const WALKING: u8 = 2;
const LEAVING: u8 = 4;
const ARRIVED: u8 = 5;
const STRANDED: u8 = 6;
const STANDS: u8 = 0;
const DECIDES: u8 = 1;
const GOES_ON: u8 = 2;
const LEAVES: u8 = 3;
const MOST_NEIGHBOURS: i32 = 256;
const MOST_SURROUNDINGS: i32 = 320;
const METRES_PER_NEAR: f32 = 1.0 / 524288.0;
const NEAR_PER_METRE: f64 = 524288;
/** Powers of two change no comparison. */
const NEAR_SQUARE: f32 = 524288.0 * 524288.0;
const ASIDE_WEIGHT: f32 = 0.3;
const FACING: f32 = 0.2;
const IN_FRONT: f32 = 0.3;
const IN_WAY_METRES: f32 = 0.15;
const TINY: f32 = 1e-12;
const ALONG_WEIGHT: f64 = 0.3;
const BUCKET_METRES: f64 = 0.8;
const BUCKETS_PER_METRE: f64 = 1.25;
const PROJECTIONS: i32 = 3;
const ROUNDING_METRES: f64 = 1.0 / 1048576.0;
const STANDING_SPEED: f64 = 0.1;
const STANDING_TURN: f64 = 2;
const LARGEST_PUSH: f64 = 1;
const HELD_UP: f64 = 0.9;
const HELD_BACK_SQUARE: f64 = 0.95 * 0.95;
const CLEARED_METRES: f64 = 1.2;
const STILL_METRES: f64 = 0.1;
const WIDEST_SINE: f64 = 0.8;
const LEAST_PROGRESS: f64 = 0.5;
const WALL_SECONDS: f64 = 0.5;

// Of an entry's record, bytes: radius, heading x and y and metres to the goal come first.
const WAY: usize = 12;
const GOAL: usize = 16;
const PERSON: usize = 20;
const PLANE: usize = 24;
const TASK: usize = 28;

// Of a plane in the table, bytes.
const PLANE_BYTES: usize = 128;
const MIN_X: usize = 0;
const MIN_Y: usize = 8;
const COLUMNS: usize = 16;
const ROWS: usize = 24;
const FIRST_BUCKET: usize = 32;
const IS_LEVEL: usize = 40;
const UP_X: usize = 48;
const UP_Y: usize = 56;
const BELT_SPEED: usize = 64;
const FACTOR_UP: usize = 72;
const FACTOR_DOWN: usize = 80;
const FIRST_COLUMN: usize = 88;
const FIRST_ROW: usize = 96;
const CELL_COLUMNS: usize = 104;
const CELL_ROWS: usize = 112;
const FIRST_GRID_ROW: usize = 120;

// Of this thread: who is around the people at work, one person after another, in columns, bytes from
// `scratchAt`, which is moved along. A batch of people ends once that many lanes are taken; one person
// more takes MOST_SURROUNDINGS at most. Columns are not a multiple of 4 KiB apart.
const BATCH_LANES: usize = 640;
const COLUMN: usize = (BATCH_LANES + <usize>MOST_SURROUNDINGS) * 4 + 320;
const NORMAL_X: usize = 0;
const NORMAL_Y: usize = COLUMN;
const LIMITS: usize = 2 * COLUMN;
const DISTANCES: usize = 3 * COLUMN;
const CONTACTS: usize = 4 * COLUMN;
/** All bits set for who comes from the front. */
const ONCOMINGS: usize = 5 * COLUMN;
/** What is clear before the follower stands; Infinity for people who do not slow us. */
const ROOMS: usize = 6 * COLUMN;
/** Square of half the width of the strip in which the neighbour slows us. */
const WIDTHS: usize = 7 * COLUMN;
/** From the person to the neighbours of the list, whose entries these are. */
const AHEAD_X: usize = 8 * COLUMN;
const AHEAD_Y: usize = 9 * COLUMN;
const LIST: usize = 10 * COLUMN;
let scratch: usize;
let scratchAt: usize;
/** What `lookOut` has found for the block of people at work. */
let fronts: usize;
let deciders: usize;
let goers: usize;

let neighbours: i32;
/** Of those who come from the front: whether one forbids to pass others. */
let isAgainst: bool;
/** Who held up the last `seeAhead`; −1: nobody. */
let heldUpBy: i32;
let around: i32;
let lateral: f64;
let pushX: f64;
let pushY: f64;
let aimX: f64;
let aimY: f64;
let aimSpeed: f64;

// Numbers four times over, bytes from `splats`: a constant vector would be put together at each use.
const SCALE: usize = 0;
const LEAST: usize = 16;
const HALF: usize = 32;
const ONE: usize = 48;
const TINIEST: usize = 64;
const BUFFER: usize = 80;
const RANGE: usize = 96;
const SAME_WAY: usize = 112;
const OTHER_WAY: usize = 128;
const FACES: usize = 144;
const NOBODY: usize = 160;
const PER_RANGE: usize = 176;
const ASIDE: usize = 192;
const STRENGTH: usize = 208;
const GIVE_WAY: usize = 224;
const PER_BUFFER: usize = 240;
let splats: usize;

/** In memory for the same reason. */
const FIRST_LANES: usize = memory.data<i32>([0, 1, 2, 3], 16);

/** For each set of four lanes, where the bytes of those in it come from. */
const PACKED: usize = memory.data<u8>([
  16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
  0, 1, 2, 3, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
  4, 5, 6, 7, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
  0, 1, 2, 3, 4, 5, 6, 7, 16, 16, 16, 16, 16, 16, 16, 16,
  8, 9, 10, 11, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
  0, 1, 2, 3, 8, 9, 10, 11, 16, 16, 16, 16, 16, 16, 16, 16,
  4, 5, 6, 7, 8, 9, 10, 11, 16, 16, 16, 16, 16, 16, 16, 16,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 16, 16, 16,
  12, 13, 14, 15, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
  0, 1, 2, 3, 12, 13, 14, 15, 16, 16, 16, 16, 16, 16, 16, 16,
  4, 5, 6, 7, 12, 13, 14, 15, 16, 16, 16, 16, 16, 16, 16, 16,
  0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 16, 16, 16, 16,
  8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 16, 16, 16, 16, 16, 16,
  0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 16, 16,
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 16, 16,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
], 16);

/** Once per thread, before the first range. `scratch`: KERNEL_SCRATCH_BYTES of this thread alone. */
export function bind(tables: usize, own: usize): void {
  start = load<u32>(tables, 0);
  nearX = load<u32>(tables, 4);
  nearY = load<u32>(tables, 8);
  entries = load<u32>(tables, 12);
  owns = load<u32>(tables, 16);
  streamX = load<u32>(tables, 20);
  streamY = load<u32>(tables, 24);
  positionX = load<u32>(tables, 28);
  positionY = load<u32>(tables, 32);
  headingX = load<u32>(tables, 36);
  headingY = load<u32>(tables, 40);
  radius = load<u32>(tables, 44);
  planeOf = load<u32>(tables, 48);
  velocityX = load<u32>(tables, 52);
  velocityY = load<u32>(tables, 56);
  freeSpeed = load<u32>(tables, 60);
  patience = load<u32>(tables, 64);
  state = load<u32>(tables, 68);
  nextX = load<u32>(tables, 72);
  nextY = load<u32>(tables, 76);
  barrierClosed = load<u32>(tables, 80);
  barrierHolder = load<u32>(tables, 84);
  clock = load<u32>(tables, 88);
  planes = load<u32>(tables, 92);
  wallAx = load<u32>(tables, 96);
  wallAy = load<u32>(tables, 100);
  wallBx = load<u32>(tables, 104);
  wallBy = load<u32>(tables, 108);
  wallBarrier = load<u32>(tables, 112);
  wallStart = load<u32>(tables, 116);
  wallList = load<u32>(tables, 120);
  numbers = load<u32>(tables, 124);
  fields = load<u32>(tables, 128);
  leftovers = load<u32>(tables, 132);
  goals = load<u32>(tables, 136);
  ways = load<u32>(tables, 140);
  stageGoals = load<u32>(tables, 144);
  firstStage = load<u32>(tables, 148);
  peopleOf = load<u32>(tables, 152);
  stageOf = load<u32>(tables, 156);
  bucketOf = load<u32>(tables, 160);
  leftMetres = load<u32>(tables, 164);
  anchorX = load<u32>(tables, 168);
  anchorY = load<u32>(tables, 172);
  anchorSeconds = load<u32>(tables, 176);
  marks = load<u32>(tables, 180);
  tasks = load<u32>(tables, 184);
  intentX = load<u32>(tables, 188);
  intentY = load<u32>(tables, 192);
  nearRadius = load<u32>(tables, 196);
  heldBack = load<u32>(tables, 200);
  costs = load<u32>(tables, 204);
  near = load<u32>(tables, 208);
  far = load<u32>(tables, 212);
  cellMarks = load<u32>(tables, 216);
  slowness = load<u32>(tables, 220);
  cellGrid = load<u32>(tables, 224);
  specialOf = load<u32>(tables, 228);
  specialNext = load<u32>(tables, 232);
  specialBarrier = load<u32>(tables, 236);
  beforeStart = load<u32>(tables, 240);
  beforeFrom = load<u32>(tables, 244);
  beforeBarrier = load<u32>(tables, 248);
  closed = load<u32>(tables, 252);

  timeStep = load<f64>(numbers, 0);
  gapTime = load<f64>(numbers, 8);
  gain = load<f64>(numbers, 16);
  turnRange = load<f64>(numbers, 24);
  largest = load<f64>(numbers, 32);
  bufferMetres = load<f64>(numbers, 40);
  leaderCone = load<f64>(numbers, 48);
  oncomingCone = load<f64>(numbers, 56);
  giveWay = load<f64>(numbers, 64);
  oncomingPush = load<f64>(numbers, 72);
  oncomingBack = load<f64>(numbers, 80);
  oncomingRange = load<f64>(numbers, 88);
  neighbourStrength = load<f64>(numbers, 96);
  neighbourRange = load<f64>(numbers, 104);
  wallStrength = load<f64>(numbers, 112);
  wallRange = load<f64>(numbers, 120);
  keepRight = load<f64>(numbers, 128);
  lookAhead = load<f64>(numbers, 136);
  passingGain = load<f64>(numbers, 144);
  keepsOrder = load<f64>(numbers, 152);
  cellMetres = load<f64>(numbers, 160);
  perCell = 1 / cellMetres;
  gridColumns = <i32>load<f64>(numbers, 168);
  bucketCount = <i32>load<f64>(numbers, 176);
  decisionSteps = <i32>load<f64>(numbers, 184);
  cellCount = <i32>load<f64>(numbers, 192);
  gridCells = <i32>load<f64>(numbers, 200);

  scratch = own;
  fronts = scratch + LIST + COLUMN;
  deciders = fronts + FRONT_BYTES * <usize>BLOCK;
  goers = deciders + (<usize>BLOCK << 2);
  splats = goers + (<usize>BLOCK << 2);
  v128.store(splats, f32x4.splat(METRES_PER_NEAR), SCALE);
  v128.store(splats, f32x4.splat(<f32>-ROUNDING_METRES), LEAST);
  v128.store(splats, f32x4.splat(0.5), HALF);
  v128.store(splats, f32x4.splat(1), ONE);
  v128.store(splats, f32x4.splat(TINY), TINIEST);
  v128.store(splats, f32x4.splat(<f32>bufferMetres), BUFFER);
  v128.store(splats, f32x4.splat(<f32>neighbourRange), RANGE);
  v128.store(splats, f32x4.splat(<f32>leaderCone), SAME_WAY);
  v128.store(splats, f32x4.splat(<f32>oncomingCone), OTHER_WAY);
  v128.store(splats, f32x4.splat(FACING), FACES);
  v128.store(splats, f32x4.splat(Infinity), NOBODY);
  v128.store(splats, f32x4.splat(<f32>1 / <f32>neighbourRange), PER_RANGE);
  v128.store(splats, f32x4.splat(ASIDE_WEIGHT), ASIDE);
  v128.store(splats, f32x4.splat(<f32>neighbourStrength), STRENGTH);
  v128.store(splats, f32x4.splat(<f32>giveWay), GIVE_WAY);
  v128.store(splats, f32x4.splat(<f32>1 / <f32>bufferMetres), PER_BUFFER);
}

/** So many people's cells are fetched before the first is used: most of the time is waiting for them. */
const BLOCK: i32 = 64;

/** step/find-goals.ts: answers with the number of people in `leftovers`. */
export function findAims(people: i32): i32 {
  let left: i32 = 0;
  let phase = load<i32>(clock) % decisionSteps;
  for (let first: i32 = 0; first < people; first += BLOCK) {
    const end = min<i32>(people, first + BLOCK);
    let touched: i32 = 0;
    let due: i32 = 0;
    for (let person = first; person < end; person += 1) {
      const isTurn = phase == 0;
      phase = phase + 1 == decisionSteps ? 0 : phase + 1;
      const own4 = <usize>person << 2;
      const own8 = <usize>person << 3;
      const life = load<u8>(state + person);
      if (life != WALKING && life != STRANDED) {
        store<i32>(goals + own4, -1);
        store<u8>(tasks + person, life == LEAVING ? LEAVES : STANDS);
        continue;
      }
      if (!isTurn && load<i32>(goals + own4) >= 0 && load<u8>(heldBack + person) == 0) {
        store<u8>(tasks + person, life == WALKING ? GOES_ON : STANDS);
        continue;
      }
      const group = <usize>load<i32>(peopleOf + own4) << 2;
      const stage = <usize>(load<i32>(firstStage + group) + load<i32>(stageOf + own4)) << 2;
      const goal = load<i32>(stageGoals + stage);
      const field = <usize>load<u32>(fields + (<usize>goal << 2));
      const plane = planes + <usize>load<i32>(planeOf + own4) * PLANE_BYTES;
      const cellY = load<f64>(positionY + own8) * perCell;
      const at = gridAt(plane, load<f64>(positionX + own8) * perCell, cellY);
      store<i32>(goals + own4, goal);
      const place = <usize>due << 2;
      due += 1;
      store<i32>(scratch + place, person);
      store<i32>(scratch + place, at, COLUMN);
      if (at < 0) continue;
      const side = cellY - floor<f64>(cellY) < 0.5 ? at - gridColumns : at + gridColumns;
      touched += wayAt(field, at) ^ wayAt(field, side);
    }
    // Stored so that the compiler cannot leave the fetching out.
    store<i32>(scratch, touched, 2 * COLUMN);
    for (let k: i32 = 0; k < due; k += 1) {
      const person = load<i32>(scratch + (<usize>k << 2));
      const own4 = <usize>person << 2;
      const own8 = <usize>person << 3;
      const goal = load<i32>(goals + own4);
      const field = <usize>load<u32>(fields + (<usize>goal << 2));
      const px = load<f64>(positionX + own8);
      const py = load<f64>(positionY + own8);
      let at = load<i32>(scratch + (<usize>k << 2), COLUMN);
      if (at < 0 || load<f32>(field + (<usize>at << 3)) == -1) {
        const plane = planes + <usize>load<i32>(planeOf + own4) * PLANE_BYTES;
        at = positionNear(field, plane, px, py);
      }
      const way: f64 = at < 0 ? 0 : <f64>load<f32>(field + (<usize>at << 3));
      store<f64>(ways + own8, way);
      const canGo = way < Infinity;
      store<u8>(state + person, canGo ? WALKING : STRANDED);
      store<u8>(tasks + person, canGo ? DECIDES : STANDS);
      if (at < 0 || !canGo) continue;
      if (head(own8, field, at, px * perCell, py * perCell)) continue;
      store<i32>(leftovers + (<usize>left << 2), person);
      left += 1;
    }
  }
  return left;
}

function positionNear(field: usize, plane: usize, px: f64, py: f64): i32 {
  const at = positionOf(field, plane, px, py);
  if (at >= 0) return at;
  const step = cellMetres / 2;
  const east = positionOf(field, plane, px + step, py);
  if (east >= 0) return east;
  const north = positionOf(field, plane, px, py + step);
  if (north >= 0) return north;
  const west = positionOf(field, plane, px - step, py);
  return west >= 0 ? west : positionOf(field, plane, px, py - step);
}

function positionOf(field: usize, plane: usize, px: f64, py: f64): i32 {
  const at = gridAt(plane, px * perCell, py * perCell);
  return at < 0 || load<f32>(field + (<usize>at << 3)) == -1 ? -1 : at;
}

// @ts-ignore: decorator
@inline
function gridAt(plane: usize, cellX: f64, cellY: f64): i32 {
  const column = <i32>floor<f64>(cellX) - <i32>load<f64>(plane, FIRST_COLUMN);
  const row = <i32>floor<f64>(cellY) - <i32>load<f64>(plane, FIRST_ROW);
  const isInside =
    i32(<u32>column < <u32>load<f64>(plane, CELL_COLUMNS)) &
    i32(<u32>row < <u32>load<f64>(plane, CELL_ROWS));
  const at = (<i32>load<f64>(plane, FIRST_GRID_ROW) + row) * gridColumns + column;
  return isInside != 0 ? at : -1;
}

/** Whether there is a heading. */
// @ts-ignore: decorator
@inline
function head(own8: usize, field: usize, at: i32, px: f64, py: f64): bool {
  const shareX = px - floor<f64>(px) - 0.5;
  const shareY = py - floor<f64>(py) - 0.5;
  const isWest = shareX < 0;
  const isSouth = shareY < 0;
  const bitX = isWest ? 4 : 1;
  const bitY = isSouth ? 8 : 2;
  const offsetX = isWest ? -1 : 1;
  const offsetY = isSouth ? -gridColumns : gridColumns;
  const wx = isWest ? -shareX : shareX;
  const wy = isSouth ? -shareY : shareY;
  const here = (1 - wx) * (1 - wy);
  const way = wayAt(field, at);
  let sumX = here * <f64>(way >> 18);
  let sumY = here * <f64>((way << 14) >> 18);
  if ((way & bitX) != 0) {
    const side = wayAt(field, at + offsetX);
    sumX += wx * (1 - wy) * <f64>(side >> 18);
    sumY += wx * (1 - wy) * <f64>((side << 14) >> 18);
    if ((side & bitY) != 0) {
      const corner = wayAt(field, at + offsetX + offsetY);
      sumX += wx * wy * <f64>(corner >> 18);
      sumY += wx * wy * <f64>((corner << 14) >> 18);
    }
  }
  if ((way & bitY) != 0) {
    const side = wayAt(field, at + offsetY);
    sumX += (1 - wx) * wy * <f64>(side >> 18);
    sumY += (1 - wx) * wy * <f64>((side << 14) >> 18);
  }
  const length = sqrt<f64>(sumX * sumX + sumY * sumY);
  if (length == 0) return false;
  const scale = 1 / length;
  store<f64>(headingX + own8, sumX * scale);
  store<f64>(headingY + own8, sumY * scale);
  return true;
}

// @ts-ignore: decorator
@inline
function wayAt(field: usize, at: i32): i32 {
  return load<i32>(field + (<usize>at << 3), 4);
}

const LISTED_NEAR: u8 = 1;
const LISTED_FAR: u8 = 2;
const LISTED: u8 = 3;
const SPECIAL: u8 = 4;
let bandLimit: f64;
let firstNear: i32;
let nearLeft: i32;
let farCount: i32;

/** navigation/solve-field.ts; `far` begins with the goal's cells. */
export function solveField(field: usize, goalCells: i32): void {
  for (let at: usize = 0; at < <usize>gridCells << 2; at += 4) store<f32>(costs + at, Infinity);
  const band = cellMetres;
  bandLimit = band;
  firstNear = 0;
  nearLeft = 0;
  farCount = 0;
  for (let k: i32 = 0; k < goalCells; k += 1) {
    enlist(load<i32>(cellGrid + (<usize>load<i32>(far + (<usize>k << 2)) << 2)), 0);
  }
  const south = <usize>gridColumns << 2;
  for (;;) {
    while (nearLeft > 0) {
      const cell = load<i32>(near + (<usize>firstNear << 2));
      firstNear = firstNear + 1 == cellCount ? 0 : firstNear + 1;
      nearLeft -= 1;
      const mark = load<u8>(cellMarks + cell) & SPECIAL;
      store<u8>(cellMarks + cell, mark);
      const at = costs + (<usize>cell << 2);
      const here = load<f32>(at);
      if (mark == 0) {
        if (load<f32>(at, 4) > here) relax(cell + 1);
        if (load<f32>(at + south) > here) relax(cell + gridColumns);
        if (load<f32>(at - 4) > here) relax(cell - 1);
        if (load<f32>(at - south) > here) relax(cell - gridColumns);
        continue;
      }
      const start = beforeStart + (<usize>load<i32>(specialOf + (<usize>cell << 2)) << 2);
      for (let k = load<i32>(start); k < load<i32>(start, 4); k += 1) {
        const barrier = load<i32>(beforeBarrier + (<usize>k << 2));
        if (barrier >= 0 && load<u8>(closed + barrier) == 1) continue;
        const from = load<i32>(beforeFrom + (<usize>k << 2));
        if (load<f32>(costs + (<usize>from << 2)) > here) relax(from);
      }
    }
    if (farCount == 0) break;
    bandLimit += band;
    let kept: i32 = 0;
    let least: f32 = Infinity;
    let count: i32 = 0;
    for (let k: i32 = 0; k < farCount; k += 1) {
      const cell = load<i32>(far + (<usize>k << 2));
      const mark = load<u8>(cellMarks + cell);
      if ((mark & LISTED) != LISTED_FAR) continue;
      const value = load<f32>(costs + (<usize>cell << 2));
      if (<f64>value < bandLimit) {
        store<u8>(cellMarks + cell, (mark & SPECIAL) | LISTED_NEAR);
        store<i32>(near + (<usize>count << 2), cell);
        count += 1;
      } else {
        store<i32>(far + (<usize>kept << 2), cell);
        kept += 1;
        if (value < least) least = value;
      }
    }
    farCount = kept;
    firstNear = 0;
    nearLeft = count;
    if (count == 0) bandLimit = floor<f64>(<f64>least / band) * band;
  }
  writeField(field);
}

// @ts-ignore: decorator
@inline
function enlist(cell: i32, value: f32): void {
  store<f32>(costs + (<usize>cell << 2), value);
  const mark = load<u8>(cellMarks + cell);
  if (<f64>value < bandLimit) {
    if ((mark & LISTED) == LISTED_NEAR) return;
    store<u8>(cellMarks + cell, (mark & SPECIAL) | LISTED_NEAR);
    const end = firstNear + nearLeft;
    store<i32>(near + (<usize>(end < cellCount ? end : end - cellCount) << 2), cell);
    nearLeft += 1;
  } else if ((mark & LISTED) == 0) {
    store<u8>(cellMarks + cell, mark | LISTED_FAR);
    store<i32>(far + (<usize>farCount << 2), cell);
    farCount += 1;
  }
}

function relax(cell: i32): void {
  const at = costs + (<usize>cell << 2);
  let a: f32;
  let b: f32;
  if (load<u8>(cellMarks + cell) < SPECIAL) {
    // As vectors, because the least of two scalars is a branch.
    const south = <usize>gridColumns << 2;
    const one = v128.load_lane<f32>(at + south, v128.load_zero<f32>(at, 4), 1);
    const other = v128.load_lane<f32>(at - south, v128.load_zero<f32>(at - 4), 1);
    const least = f32x4.pmin(one, other);
    a = f32x4.extract_lane(least, 0);
    b = f32x4.extract_lane(least, 1);
  } else {
    const links = <usize>load<i32>(specialOf + (<usize>cell << 2)) << 4;
    a = min<f32>(costBehind(links), costBehind(links + 8));
    b = min<f32>(costBehind(links + 4), costBehind(links + 12));
  }
  const pace = <f64>load<f32>(slowness + (<usize>cell << 2)) * cellMetres;
  const apart = abs<f64>(<f64>a - <f64>b);
  const value = <f32>(apart < pace
    ? (<f64>a + <f64>b + sqrt<f64>(2 * pace * pace - apart * apart)) / 2
    : <f64>(a < b ? a : b) + pace);
  if (value < load<f32>(at)) enlist(cell, value);
}

/** `link`: of four per cell with special links, bytes. */
function costBehind(link: usize): f32 {
  const next = load<i32>(specialNext + link);
  const barrier = load<i32>(specialBarrier + link);
  if (next < 0 || (barrier >= 0 && load<u8>(closed + barrier) == 1)) return Infinity;
  return load<f32>(costs + (<usize>next << 2));
}

function writeField(field: usize): void {
  if (load<f32>(field) != -1) {
    for (let k: usize = 0; k < <usize>gridCells << 3; k += 4) store<f32>(field + k, -1);
  }
  const south = <usize>gridColumns << 2;
  for (let k: i32 = 0; k < cellCount; k += 1) {
    const cell = load<i32>(cellGrid + (<usize>k << 2));
    const at = costs + (<usize>cell << 2);
    const here = load<f32>(at);
    const place = field + (<usize>cell << 3);
    store<f32>(place, here);
    if (here == Infinity) {
      store<i32>(place, 0, 4);
      continue;
    }
    let east: f32;
    let north: f32;
    let west: f32;
    let southern: f32;
    let open: i32;
    if (load<u8>(cellMarks + cell) < SPECIAL) {
      east = load<f32>(at, 4);
      north = load<f32>(at + south);
      west = load<f32>(at - 4);
      southern = load<f32>(at - south);
      open = isOpen(east) | (isOpen(north) << 1) | (isOpen(west) << 2) | (isOpen(southern) << 3);
    } else {
      const links = <usize>load<i32>(specialOf + (<usize>cell << 2)) << 4;
      east = costBehind(links);
      north = costBehind(links + 4);
      west = costBehind(links + 8);
      southern = costBehind(links + 12);
      // Landings lead to cells elsewhere in the grid.
      const next = specialNext + links;
      open =
        (isOpen(east) & i32(load<i32>(next) == cell + 1)) |
        ((isOpen(north) & i32(load<i32>(next, 4) == cell + gridColumns)) << 1) |
        ((isOpen(west) & i32(load<i32>(next, 8) == cell - 1)) << 2) |
        ((isOpen(southern) & i32(load<i32>(next, 12) == cell - gridColumns)) << 3);
    }
    store<i32>(place, wayDown(<f64>here, <f64>east, <f64>north, <f64>west, <f64>southern, open), 4);
  }
}

// @ts-ignore: decorator
@inline
function isOpen(cost: f32): i32 {
  return i32(cost < Infinity);
}

// @ts-ignore: decorator
@inline
function wayDown(here: f64, east: f64, north: f64, west: f64, southern: f64, open: i32): i32 {
  const x: f64 = east < west ? (east < here ? here - east : 0) : west < here ? west - here : 0;
  const y: f64 = north < southern ? (north < here ? here - north : 0) : southern < here ? southern - here : 0;
  const square = x * x + y * y;
  if (square == 0) return open;
  const scale = 1 / sqrt<f64>(square);
  return (roundParts(x * scale) << 18) | ((roundParts(y * scale) & 0x3fff) << 4) | open;
}

// @ts-ignore: decorator
@inline
function roundParts(share: f64): i32 {
  return <i32>(share * 8191 + 8192.5) - 8192;
}

/** step/sort-people.ts without ghosts: answers with the number of entries. */
export function sortPeople(people: i32): i32 {
  memory.fill(start, 0, <usize>(bucketCount + 1) << 2);
  memory.fill(streamX, 0, <usize>bucketCount << 2);
  memory.fill(streamY, 0, <usize>bucketCount << 2);
  let count: i32 = 0;
  for (let person: i32 = 0; person < people; person += 1) {
    const own4 = <usize>person << 2;
    const own8 = <usize>person << 3;
    const life = load<u8>(state + person);
    if (life == OUTSIDE || life == ARRIVED) {
      store<i32>(bucketOf + own4, -1);
      continue;
    }
    const plane = planes + <usize>load<i32>(planeOf + own4) * PLANE_BYTES;
    const px = load<f64>(positionX + own8);
    const bucket = bucketWithin(plane, px, load<f64>(positionY + own8));
    const at = <usize>bucket << 2;
    store<i32>(bucketOf + own4, bucket);
    store<i32>(start + at, load<i32>(start + at, 4) + 1, 4);
    count += 1;
    if (life != WALKING) continue;
    const x = <f64>load<f32>(streamX + at) + load<f64>(headingX + own8);
    const y = <f64>load<f32>(streamY + at) + load<f64>(headingY + own8);
    store<f32>(streamX + at, <f32>x);
    store<f32>(streamY + at, <f32>y);
  }
  // Each bucket's end …
  let sum: i32 = 0;
  const last = start + (<usize>bucketCount << 2);
  for (let at = start + 4; at <= last; at += 4) {
    sum += load<i32>(at);
    store<i32>(at, sum);
  }
  // … filled from the back, becomes its start.
  for (let person = people - 1; person >= 0; person -= 1) {
    const own4 = <usize>person << 2;
    const bucket = load<i32>(bucketOf + own4);
    if (bucket < 0) continue;
    const own8 = <usize>person << 3;
    const at = start + (<usize>bucket << 2);
    const entry = load<i32>(at, 4) - 1;
    store<i32>(at, entry, 4);
    const slot = <usize>entry << 2;
    const plane = planes + <usize>load<i32>(planeOf + own4) * PLANE_BYTES;
    const x = (load<f64>(positionX + own8) - load<f64>(plane, MIN_X)) * NEAR_PER_METRE;
    const y = (load<f64>(positionY + own8) - load<f64>(plane, MIN_Y)) * NEAR_PER_METRE;
    store<i32>(nearX + slot, <i32>floor<f64>(x));
    store<i32>(nearY + slot, <i32>floor<f64>(y));
    const free = load<f64>(freeSpeed + own8) * load<f64>(patience + own8);
    const wishX = load<f64>(headingX + own8);
    const wishY = load<f64>(headingY + own8);
    const record = entries + (<usize>entry << 5);
    store<f32>(record, <f32>load<f64>(radius + own8));
    store<f32>(record, <f32>wishX, 4);
    store<f32>(record, <f32>wishY, 8);
    store<f32>(record, <f32>load<f64>(ways + own8), WAY);
    store<i32>(record, load<i32>(goals + own4), GOAL);
    store<i32>(record, person, PERSON);
    store<i32>(record, load<i32>(planeOf + own4), PLANE);
    const task = load<u8>(tasks + person);
    store<i32>(record, task, TASK);
    store<f32>(nearRadius + slot, <f32>load<f64>(radius + own8));
    const self = owns + (<usize>entry << 6);
    store<f64>(self, load<f64>(positionX + own8));
    store<f64>(self, load<f64>(positionY + own8), 8);
    store<f64>(self, task == GOES_ON ? load<f64>(intentX + own8) : wishX, 16);
    store<f64>(self, task == GOES_ON ? load<f64>(intentY + own8) : wishY, 24);
    store<f64>(self, load<f64>(velocityX + own8), 32);
    store<f64>(self, load<f64>(velocityY + own8), 40);
    store<f64>(self, free, 48);
    store<f64>(self, load<f64>(radius + own8), 56);
  }
  memory.copy(start, start + 4, <usize>bucketCount << 2);
  store<i32>(start + (<usize>bucketCount << 2), count);
  return count;
}

// @ts-ignore: decorator
@inline
function columnOf(metres: f64): i32 {
  return <i32>floor<f64>(metres * BUCKETS_PER_METRE);
}

/** step/advance-people.ts: answers with the number of people in `leftovers`. */
export function advancePeople(people: i32, seconds: f64): i32 {
  let count: i32 = 0;
  for (let person: i32 = 0; person < people; person += 1) {
    const life = load<u8>(state + person);
    if (life == OUTSIDE || life == ARRIVED) continue;
    const own8 = <usize>person << 3;
    const toX = load<f64>(nextX + own8);
    const toY = load<f64>(nextY + own8);
    const dx = toX - load<f64>(positionX + own8);
    const dy = toY - load<f64>(positionY + own8);
    store<f64>(positionX + own8, toX);
    store<f64>(positionY + own8, toY);
    store<f64>(velocityX + own8, dx / timeStep);
    store<f64>(velocityY + own8, dy / timeStep);
    if (life == LEAVING) {
      const left = load<f64>(leftMetres + own8) + sqrt<f64>(dx * dx + dy * dy);
      store<f64>(leftMetres + own8, left);
      if (left >= CLEARED_METRES) store<u8>(state + person, ARRIVED);
    }
    const ax = toX - load<f64>(anchorX + own8);
    const ay = toY - load<f64>(anchorY + own8);
    if (ax * ax + ay * ay > STILL_METRES * STILL_METRES) {
      store<f64>(anchorX + own8, toX);
      store<f64>(anchorY + own8, toY);
      store<f64>(anchorSeconds + own8, seconds);
    }
    const plane = planes + <usize>load<i32>(planeOf + (<usize>person << 2)) * PLANE_BYTES;
    if (load<u8>(marks + bucketWithin(plane, toX, toY)) == 0) continue;
    store<i32>(leftovers + (<usize>count << 2), person);
    count += 1;
  }
  return count;
}

/** The bucket of the point; beyond the plane, of its border. */
// @ts-ignore: decorator
@inline
function bucketWithin(plane: usize, px: f64, py: f64): i32 {
  const columns = <i32>load<f64>(plane, COLUMNS);
  const column = columnOf(px - load<f64>(plane, MIN_X));
  const row = columnOf(py - load<f64>(plane, MIN_Y));
  const inColumn = max<i32>(0, min<i32>(column, columns - 1));
  const inRow = max<i32>(0, min<i32>(row, <i32>load<f64>(plane, ROWS) - 1));
  return <i32>load<f64>(plane, FIRST_BUCKET) + inRow * columns + inColumn;
}

export function moveRange(from: i32, to: i32): void {
  for (let first = from; first < to; first += BLOCK) {
    const end = min<i32>(to, first + BLOCK);
    let deciding: i32 = 0;
    let going: i32 = 0;
    for (let entry = first; entry < end; entry += 1) {
      const record = entries + (<usize>entry << 5);
      const task = load<i32>(record, TASK);
      const person = load<i32>(record, PERSON);
      store<i32>(deciders + (<usize>deciding << 2), entry);
      store<i32>(goers + (<usize>going << 2), entry);
      const isReal = person >= 0;
      deciding += i32(isReal && task == DECIDES);
      going += i32(isReal && task == GOES_ON);
      if (!isReal || (task != STANDS && task != LEAVES)) continue;
      const own8 = <usize>person << 3;
      store<f64>(intentX + own8, 0);
      store<f64>(intentY + own8, 0);
      const self = owns + (<usize>entry << 6);
      const px = load<f64>(self, 0);
      const py = load<f64>(self, 8);
      if (task == LEAVES) {
        clearDoor(own8, px, py, load<f64>(self, 16), load<f64>(self, 24), load<f64>(self, 32), load<f64>(self, 40));
      } else {
        store<f64>(nextX + own8, px);
        store<f64>(nextY + own8, py);
      }
    }
    // What does not depend on the neighbours, for a block: short enough that the processor works on
    // several people at a time.
    let touched: i32 = 0;
    for (let k: i32 = 0; k < deciding; k += 1) {
      const entry = load<i32>(deciders + (<usize>k << 2));
      touched += lookOut(entry, fronts + <usize>k * FRONT_BYTES);
    }
    store<i32>(scratch, touched);
    const lastFront = fronts + <usize>deciding * FRONT_BYTES;
    for (let front = fronts; front < lastFront; ) front = decide(front, lastFront);
    scratchAt = scratch;
    for (let k: i32 = 0; k < going; k += 1) goOn(load<i32>(goers + (<usize>k << 2)));
  }
}

/**
 * A batch of people, one stage after another, so that the processor works on several people at a time;
 * answers with the first who is left over.
 */
// @ts-ignore: decorator
@inline
function decide(first: usize, last: usize): usize {
  let end = first;
  let lanes: usize = 0;
  do {
    store<u32>(end, <u32>(scratch + (lanes << 2)), PLACE);
    scratchAt = scratch + (lanes << 2);
    findNeighbours(end);
    lanes += <usize>load<i32>(end, LANES);
    end += FRONT_BYTES;
  } while (end < last && lanes < BATCH_LANES);
  for (let front = first; front < end; front += FRONT_BYTES) {
    scratchAt = load<u32>(front, PLACE);
    neighbours = load<i32>(front, COUNT);
    seeNeighbours(front);
    around = neighbours;
    const bucket = load<i32>(front, BUCKET);
    const walls = wallStart + (<usize>bucket << 2);
    if (load<i32>(walls) < load<i32>(walls, 4)) {
      const wallReach = load<f64>(front, RADIUS) + wallRange + (load<f64>(front, MOST) + LARGEST_PUSH) * timeStep;
      seeWalls(load<i32>(front, WHO), bucket, load<f64>(front, X), load<f64>(front, Y), load<f64>(front, RADIUS), load<f64>(front, WISH_X), load<f64>(front, WISH_Y), wallReach);
    }
    store<i32>(front, around, AROUND);
    store<i32>(front, i32(isAgainst), AGAINST);
    store<f64>(front, lateral, LATERAL);
    store<f64>(front, pushX, PUSH_X);
    store<f64>(front, pushY, PUSH_Y);
  }
  for (let front = first; front < end; front += FRONT_BYTES) {
    let turn = load<f64>(front, LATERAL);
    if (load<f64>(front, OLD_SPEED) < STANDING_SPEED) {
      turn += STANDING_TURN * scatter(load<i32>(front, WHO), load<i32>(clock));
    }
    const wishX = load<f64>(front, WISH_X);
    const wishY = load<f64>(front, WISH_Y);
    const stretch = 1 / sqrt<f64>(1 + turn * turn);
    store<f64>(front, (wishX - turn * wishY) * stretch, AIM_X);
    store<f64>(front, (wishY + turn * wishX) * stretch, AIM_Y);
  }
  for (let front = first; front < end; front += FRONT_BYTES) {
    scratchAt = load<u32>(front, PLACE);
    neighbours = load<i32>(front, COUNT);
    store<f64>(front, seeAhead(load<f64>(front, AIM_X), load<f64>(front, AIM_Y), load<f64>(front, MOST)), AIM_SPEED);
    store<i32>(front, heldUpBy, HELD_UP_BY);
  }
  for (let front = first; front < end; front += FRONT_BYTES) {
    const most = load<f64>(front, MOST);
    aimSpeed = load<f64>(front, AIM_SPEED);
    heldUpBy = load<i32>(front, HELD_UP_BY);
    if (aimSpeed >= HELD_UP * most || heldUpBy < 0 || load<i32>(front, AGAINST) != 0) continue;
    scratchAt = load<u32>(front, PLACE);
    neighbours = load<i32>(front, COUNT);
    around = load<i32>(front, AROUND);
    aimX = load<f64>(front, AIM_X);
    aimY = load<f64>(front, AIM_Y);
    passLeader(load<f64>(front, WISH_X), load<f64>(front, WISH_Y), most);
    store<f64>(front, aimX, AIM_X);
    store<f64>(front, aimY, AIM_Y);
    store<f64>(front, aimSpeed, AIM_SPEED);
  }
  for (let front = first; front < end; front += FRONT_BYTES) {
    const person = load<i32>(front, WHO);
    const own8 = <usize>person << 3;
    scratchAt = load<u32>(front, PLACE);
    around = load<i32>(front, AROUND);
    pushX = load<f64>(front, PUSH_X);
    pushY = load<f64>(front, PUSH_Y);
    const speed = load<f64>(front, AIM_SPEED);
    const push = sqrt<f64>(pushX * pushX + pushY * pushY);
    const calm = push > LARGEST_PUSH ? LARGEST_PUSH / push : 1;
    const chosenX = load<f64>(front, AIM_X) * speed + pushX * calm;
    const chosenY = load<f64>(front, AIM_Y) * speed + pushY * calm;
    store<f64>(intentX + own8, chosenX);
    store<f64>(intentY + own8, chosenY);
    moveInside(person, load<f64>(front, X), load<f64>(front, Y), chosenX * timeStep, chosenY * timeStep);
  }
  return end;
}

// @ts-ignore: decorator
@inline
function moveInside(person: i32, px: f64, py: f64, moveX: f64, moveY: f64): void {
  const own8 = <usize>person << 3;
  keepInside(moveX, moveY);
  const least = HELD_BACK_SQUARE * (moveX * moveX + moveY * moveY);
  store<u8>(heldBack + person, u8(pushX * pushX + pushY * pushY < least));
  store<f64>(nextX + own8, px + pushX);
  store<f64>(nextY + own8, py + pushY);
}

/** Whoever has decided a step or more ago goes on as decided, as far as there is room. */
// @ts-ignore: decorator
@inline
function goOn(entry: i32): void {
  const record = entries + (<usize>entry << 5);
  const person = load<i32>(record, PERSON);
  const self = owns + (<usize>entry << 6);
  const px = load<f64>(self, 0);
  const py = load<f64>(self, 8);
  const moveX = load<f64>(self, 16) * timeStep;
  const moveY = load<f64>(self, 24) * timeStep;
  const own = load<f64>(self, 56);
  const plane = planes + <usize>load<i32>(record, PLANE) * PLANE_BYTES;
  const length = sqrt<f64>(moveX * moveX + moveY * moveY);
  const reach = own + largest + 2 * length;
  const minX = load<f64>(plane, MIN_X);
  const minY = load<f64>(plane, MIN_Y);
  const columns = <i32>load<f64>(plane, COLUMNS);
  const rows = <i32>load<f64>(plane, ROWS);
  const firstBucket = <i32>load<f64>(plane, FIRST_BUCKET);
  const west = max<i32>(0, columnOf(px - reach - minX));
  const east = min<i32>(columns - 1, columnOf(px + reach - minX));
  const south = max<i32>(0, columnOf(py - reach - minY));
  const north = min<i32>(rows - 1, columnOf(py + reach - minY));
  const xs = nearX;
  const ys = nearY;
  const radii = nearRadius;
  const lanes = scratchAt;
  const ownX = v128.load_splat<i32>(xs + (<usize>entry << 2));
  const ownY = v128.load_splat<i32>(ys + (<usize>entry << 2));
  const scale = v128.load(splats, SCALE);
  const ownRadius = v128.load_splat<f32>(record);
  const twice = f32x4.splat(<f32>(2 * length * 1.000001));
  const least = v128.load(splats, LEAST);
  const half = v128.load(splats, HALF);
  const one = v128.load(splats, ONE);
  const tiny = v128.load(splats, TINIEST);
  const firstLanes = v128.load(FIRST_LANES);
  const selfLane = i32x4.splat(entry);
  let count: i32 = 0;
  const step = <usize>columns << 2;
  const bytes = <usize>(east + 1 - west) << 2;
  let row = start + (<usize>(firstBucket + south * columns + west) << 2);
  let left = north + 1 - south;
  let k = load<i32>(row);
  let rowEnd = load<i32>(row + bytes);
  while (left > 0) {
    const at = <usize>k << 2;
    const x = f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(v128.load(xs + at), ownX)), scale);
    const y = f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(v128.load(ys + at), ownY)), scale);
    const square = f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y));
    const both = f32x4.add(ownRadius, v128.load(radii + at));
    const far = f32x4.add(both, twice);
    const lane = i32x4.add(i32x4.splat(k), firstLanes);
    const isOther = v128.andnot(i32x4.lt_s(lane, i32x4.splat(rowEnd)), i32x4.eq(lane, selfLane));
    const near = i32x4.bitmask(v128.and(f32x4.le(square, f32x4.mul(far, far)), isOther));
    if (near != 0) {
      const packed = v128.load(PACKED + (<usize>near << 4));
      const place = lanes + (<usize>count << 2);
      const d = f32x4.add(f32x4.sqrt(square), tiny);
      const inverse = f32x4.div(one, d);
      const middle = f32x4.mul(f32x4.sub(d, both), half);
      const limit = v128.bitselect(middle, least, f32x4.gt(middle, least));
      v128.store(place, i8x16.swizzle(f32x4.mul(x, inverse), packed), NORMAL_X);
      v128.store(place, i8x16.swizzle(f32x4.mul(y, inverse), packed), NORMAL_Y);
      v128.store(place, i8x16.swizzle(limit, packed), LIMITS);
      count = min<i32>(MOST_NEIGHBOURS, count + popcnt<i32>(near));
    }
    k += 4;
    const isEnd = k >= rowEnd;
    left -= i32(isEnd);
    row = select<usize>(row + step, row, isEnd);
    const next = load<i32>(row);
    k = select<i32>(next, k, isEnd);
    rowEnd = load<i32>(row + bytes);
  }
  around = count;
  const bucket = firstBucket + columnOf(py - minY) * columns + columnOf(px - minX);
  const walls = wallStart + (<usize>bucket << 2);
  if (load<i32>(walls) < load<i32>(walls, 4)) seeWalls(person, bucket, px, py, own, 0, 0, own + length);
  moveInside(person, px, py, moveX, moveY);
}

// Of a person at work, bytes in `fronts`.
const FRONT_BYTES: usize = 192;
const MOST: usize = 0;
const OLD_SPEED: usize = 8;
const FAR: usize = 16;
const NEAR: usize = 24;
const STREAMS: usize = 32;
/** Address of the start of the first row of buckets to look at, and bytes to its end. */
const ROW: usize = 40;
const ROW_BYTES: usize = 44;
const ROW_COUNT: usize = 48;
const BUCKET: usize = 52;
/** Bytes from row to row. */
const ROW_STEP: usize = 56;
const ENTRY: usize = 60;
const X: usize = 64;
const Y: usize = 72;
const WISH_X: usize = 80;
const WISH_Y: usize = 88;
const RADIUS: usize = 96;
const WHO: usize = 104;
/** Where the lanes of the person begin, how many are taken, by how many neighbours and walls. */
const PLACE: usize = 108;
const LANES: usize = 112;
const COUNT: usize = 116;
const AROUND: usize = 120;
const AGAINST: usize = 124;
const LATERAL: usize = 128;
const PUSH_X: usize = 136;
const PUSH_Y: usize = 144;
const AIM_X: usize = 152;
const AIM_Y: usize = 160;
const AIM_SPEED: usize = 168;
const HELD_UP_BY: usize = 176;

/** Answers with something of what it has fetched. */
// @ts-ignore: decorator
@inline
function lookOut(entry: i32, front: usize): i32 {
  const record = entries + (<usize>entry << 5);
  const self = owns + (<usize>entry << 6);
  const px = load<f64>(self, 0);
  const py = load<f64>(self, 8);
  const wishX = load<f64>(self, 16);
  const wishY = load<f64>(self, 24);
  const oldX = load<f64>(self, 32);
  const oldY = load<f64>(self, 40);
  const plane = planes + <usize>load<i32>(record, PLANE) * PLANE_BYTES;
  const oldSpeed = sqrt<f64>(oldX * oldX + oldY * oldY);
  let free = load<f64>(self, 48);
  if (load<f64>(plane, IS_LEVEL) == 0) {
    const climb = wishX * load<f64>(plane, UP_X) + wishY * load<f64>(plane, UP_Y);
    const belt = load<f64>(plane, BELT_SPEED);
    if (belt > 0) free = belt;
    else free *= climb >= 0 ? load<f64>(plane, FACTOR_UP) : load<f64>(plane, FACTOR_DOWN);
  }
  const faster = oldSpeed + gain * <f64>decisionSteps;
  const most = free < faster ? free : faster;
  const own = load<f64>(self, 56);
  const touching = 2 * (most + LARGEST_PUSH) * timeStep;
  const close = touching > turnRange ? touching : turnRange;
  const slowing = bufferMetres + most * gapTime;
  const bodies = own + largest;
  const near = bodies + close;
  const far = bodies + (slowing > close ? slowing : close);
  store<f64>(front, most, MOST);
  store<f64>(front, oldSpeed, OLD_SPEED);
  store<f64>(front, far, FAR);
  store<f64>(front, near, NEAR);
  store<f64>(front, evadeStreams(plane, px, py, wishX, wishY), STREAMS);

  const minX = load<f64>(plane, MIN_X);
  const minY = load<f64>(plane, MIN_Y);
  const columns = <i32>load<f64>(plane, COLUMNS);
  const rows = <i32>load<f64>(plane, ROWS);
  const firstBucket = <i32>load<f64>(plane, FIRST_BUCKET);
  // The box of the near circle and of the half of the far one that lies ahead.
  const sideX = max<f64>(near, far * abs<f64>(wishY));
  const sideY = max<f64>(near, far * abs<f64>(wishX));
  const west = max<i32>(0, columnOf(px - (wishX <= 0 ? far : sideX) - minX));
  const east = min<i32>(columns - 1, columnOf(px + (wishX >= 0 ? far : sideX) - minX));
  const south = max<i32>(0, columnOf(py - (wishY <= 0 ? far : sideY) - minY));
  const north = min<i32>(rows - 1, columnOf(py + (wishY >= 0 ? far : sideY) - minY));
  const bucket = firstBucket + columnOf(py - minY) * columns + columnOf(px - minX);
  const row = start + (<usize>(firstBucket + south * columns + west) << 2);
  store<u32>(front, <u32>row, ROW);
  store<i32>(front, (east + 1 - west) << 2, ROW_BYTES);
  store<i32>(front, north + 1 - south, ROW_COUNT);
  store<i32>(front, bucket, BUCKET);
  store<i32>(front, columns << 2, ROW_STEP);
  store<i32>(front, entry, ENTRY);
  store<f64>(front, px, X);
  store<f64>(front, py, Y);
  store<f64>(front, wishX, WISH_X);
  store<f64>(front, wishY, WISH_Y);
  store<f64>(front, own, RADIUS);
  store<i32>(front, load<i32>(record, PERSON), WHO);
  return load<i32>(wallStart + (<usize>bucket << 2));
}

function clearDoor(
  own8: usize,
  px: f64,
  py: f64,
  wishX: f64,
  wishY: f64,
  oldX: f64,
  oldY: f64,
): void {
  const faster = sqrt<f64>(oldX * oldX + oldY * oldY) + gain;
  const free = load<f64>(freeSpeed + own8);
  const now = free < faster ? free : faster;
  store<f64>(nextX + own8, px + wishX * now * timeStep);
  store<f64>(nextY + own8, py + wishY * now * timeStep);
}

/** Entries within reach into the list, in their order, and where they are from here. */
// @ts-ignore: decorator
@inline
function findNeighbours(front: usize): void {
  const far = load<f64>(front, FAR);
  const nearby = load<f64>(front, NEAR);
  const farSquare = f32x4.splat(<f32>(far * far) * NEAR_SQUARE);
  const nearSquare = f32x4.splat(<f32>(nearby * nearby) * NEAR_SQUARE);
  const toX = f32x4.splat(<f32>load<f64>(front, WISH_X));
  const toY = f32x4.splat(<f32>load<f64>(front, WISH_Y));
  const entry = load<i32>(front, ENTRY);
  const xs = nearX;
  const ys = nearY;
  const lanes = scratchAt;
  const ownX = v128.load_splat<i32>(xs + (<usize>entry << 2));
  const ownY = v128.load_splat<i32>(ys + (<usize>entry << 2));
  const zero = f32x4.splat(0);
  const firstLanes = v128.load(FIRST_LANES);
  const selfLane = i32x4.splat(entry);
  let count: i32 = 0;
  const bytes = <usize>load<u32>(front, ROW_BYTES);
  const step = <usize>load<u32>(front, ROW_STEP);
  let row = <usize>load<u32>(front, ROW);
  let left = load<i32>(front, ROW_COUNT);
  let k = load<i32>(row);
  let rowEnd = load<i32>(row + bytes);
  // One loop over all rows: rows are short, and each end of a loop is guessed wrong.
  while (left > 0) {
    const at = <usize>k << 2;
    const x = f32x4.convert_i32x4_s(i32x4.sub(v128.load(xs + at), ownX));
    const y = f32x4.convert_i32x4_s(i32x4.sub(v128.load(ys + at), ownY));
    const square = f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y));
    const onward = f32x4.add(f32x4.mul(x, toX), f32x4.mul(y, toY));
    const skips = v128.or(
      f32x4.gt(square, farSquare),
      v128.and(f32x4.gt(square, nearSquare), f32x4.le(onward, zero)),
    );
    const lane = i32x4.add(i32x4.splat(k), firstLanes);
    const isOther = v128.andnot(i32x4.lt_s(lane, i32x4.splat(rowEnd)), i32x4.eq(lane, selfLane));
    const near = i32x4.bitmask(v128.andnot(isOther, skips));
    const packed = v128.load(PACKED + (<usize>near << 4));
    const place = lanes + (<usize>count << 2);
    v128.store(place, i8x16.swizzle(lane, packed), LIST);
    v128.store(place, i8x16.swizzle(x, packed), AHEAD_X);
    v128.store(place, i8x16.swizzle(y, packed), AHEAD_Y);
    count = min<i32>(MOST_NEIGHBOURS, count + popcnt<i32>(near));
    k += 4;
    const isEnd = k >= rowEnd;
    left -= i32(isEnd);
    row = select<usize>(row + step, row, isEnd);
    const next = load<i32>(row);
    k = select<i32>(next, k, isEnd);
    rowEnd = load<i32>(row + bytes);
  }
  // The lanes that fill up the last four: they read entry 0 and do not count.
  v128.store(lanes + (<usize>count << 2), i32x4.splat(0), LIST);
  store<i32>(front, count, COUNT);
  const walls = wallStart + (<usize>load<i32>(front, BUCKET) << 2);
  const most = min<i32>(MOST_SURROUNDINGS, count + load<i32>(walls, 4) - load<i32>(walls));
  store<i32>(front, (most + 7) & ~3, LANES);
}

// @ts-ignore: decorator
@inline
function fourOf(column: usize, a: usize, b: usize, c: usize, d: usize): v128 {
  const one = v128.load_zero<f32>(column + a);
  const two = v128.load_lane<f32>(column + b, one, 1);
  return v128.load_lane<f32>(column + d, v128.load_lane<f32>(column + c, two, 2), 3);
}

// @ts-ignore: decorator
@inline
function sumOf(four: v128): f32 {
  return (
    f32x4.extract_lane(four, 0) +
    f32x4.extract_lane(four, 1) +
    (f32x4.extract_lane(four, 2) + f32x4.extract_lane(four, 3))
  );
}

function seeNeighbours(front: usize): void {
  const entry = load<i32>(front, ENTRY);
  const wishX = load<f64>(front, WISH_X);
  const wishY = load<f64>(front, WISH_Y);
  const reach = load<f64>(front, FAR);
  const firstLanes = v128.load(FIRST_LANES);
  const zero = f32x4.splat(0);
  const one = v128.load(splats, ONE);
  const table = splats;
  const self = entries + (<usize>entry << 5);
  const ownRadius = v128.load_splat<f32>(self);
  const ownGoal = v128.load_splat<i32>(self, GOAL);
  const ownWay = v128.load_splat<f32>(self, WAY);
  const toX = f32x4.splat(<f32>wishX);
  const toY = f32x4.splat(<f32>wishY);
  const buffer = v128.load(splats, BUFFER);
  const range = v128.load(splats, RANGE);
  const sameWay = v128.load(splats, SAME_WAY);
  const otherWay = v128.load(splats, OTHER_WAY);
  const count = neighbours;
  let sumLateral = zero;
  let sumX = zero;
  let sumY = zero;
  isAgainst = false;
  for (let j: i32 = 0; j < count; j += 4) {
    const place = <usize>j << 2;
    const a = entries + (<usize>load<i32>(scratchAt + place, LIST) << 5);
    const b = entries + (<usize>load<i32>(scratchAt + place, LIST + 4) << 5);
    const c = entries + (<usize>load<i32>(scratchAt + place, LIST + 8) << 5);
    const e = entries + (<usize>load<i32>(scratchAt + place, LIST + 12) << 5);
    // Four records to four columns.
    const ab = v128.shuffle<i32>(v128.load(a), v128.load(b), 0, 4, 1, 5);
    const ce = v128.shuffle<i32>(v128.load(c), v128.load(e), 0, 4, 1, 5);
    const abRest = v128.shuffle<i32>(v128.load(a), v128.load(b), 2, 6, 3, 7);
    const ceRest = v128.shuffle<i32>(v128.load(c), v128.load(e), 2, 6, 3, 7);
    const radii = v128.shuffle<i32>(ab, ce, 0, 1, 4, 5);
    const headingsX = v128.shuffle<i32>(ab, ce, 2, 3, 6, 7);
    const headingsY = v128.shuffle<i32>(abRest, ceRest, 0, 1, 4, 5);
    const waysLeft = v128.shuffle<i32>(abRest, ceRest, 2, 3, 6, 7);
    const dx = f32x4.mul(v128.load(scratchAt + place, AHEAD_X), v128.load(table, SCALE));
    const dy = f32x4.mul(v128.load(scratchAt + place, AHEAD_Y), v128.load(table, SCALE));
    const square = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
    const d = f32x4.add(f32x4.sqrt(square), v128.load(table, TINIEST));
    const inverse = f32x4.div(one, d);
    const ux = f32x4.mul(dx, inverse);
    const uy = f32x4.mul(dy, inverse);
    const both = f32x4.add(ownRadius, radii);
    const apart = f32x4.sub(d, both);
    const half = f32x4.mul(apart, v128.load(table, HALF));
    const gap = v128.and(apart, f32x4.gt(apart, zero));
    const ahead = f32x4.add(f32x4.mul(ux, toX), f32x4.mul(uy, toY));
    const goal = fourOf(GOAL, a, b, c, e);
    const along = f32x4.add(
      f32x4.mul(headingsX, toX),
      f32x4.mul(headingsY, toY),
    );
    const facing = v128.and(f32x4.neg(along), i32x4.ge_s(goal, i32x4.splat(0)));
    const counts = i32x4.lt_s(i32x4.add(i32x4.splat(j), firstLanes), i32x4.splat(count));
    const isOncoming = v128.and(f32x4.gt(facing, v128.load(table, FACES)), counts);
    const isAhead = f32x4.gt(ahead, zero);
    const isSame = i32x4.eq(goal, ownGoal);
    const givesWay = v128.andnot(
      v128.bitselect(
        f32x4.gt(waysLeft, ownWay),
        f32x4.le(ahead, zero),
        isSame,
      ),
      isOncoming,
    );
    const width = f32x4.mul(both, v128.bitselect(otherWay, sameWay, isOncoming));
    const least = v128.load(table, LEAST);
    v128.store(scratchAt + place, ux, NORMAL_X);
    v128.store(scratchAt + place, uy, NORMAL_Y);
    v128.store(scratchAt + place, v128.bitselect(half, least, f32x4.gt(half, least)), LIMITS);
    v128.store(scratchAt + place, d, DISTANCES);
    v128.store(scratchAt + place, both, CONTACTS);
    v128.store(scratchAt + place, isOncoming, ONCOMINGS);
    v128.store(scratchAt + place, f32x4.mul(width, width), WIDTHS);
    // Infinite room before those who do not slow us, and in the lanes that fill up.
    const slows = v128.andnot(counts, givesWay);
    const nobody = v128.load(table, NOBODY);
    v128.store(scratchAt + place, v128.bitselect(f32x4.sub(apart, buffer), nobody, slows), ROOMS);

    const isClose = v128.and(f32x4.lt(gap, range), counts);
    if (!v128.any_true(v128.or(isClose, isOncoming))) continue;
    const left = f32x4.sub(f32x4.mul(toX, uy), f32x4.mul(toY, ux));
    const near = f32x4.sub(one, f32x4.mul(gap, v128.load(table, PER_RANGE)));
    const weight = v128.bitselect(one, v128.load(table, ASIDE), isAhead);
    const strength = v128.load(table, STRENGTH);
    const pull = f32x4.mul(f32x4.mul(f32x4.mul(strength, near), near), left);
    let turn = v128.and(f32x4.mul(pull, weight), isClose);
    if (v128.any_true(isOncoming)) {
      isAgainst = isAgainst || keepsOrder > 0 || v128.any_true(v128.andnot(isOncoming, isSame));
      const back = f32x4.splat(<f32>oncomingBack);
      const aside = f32x4.splat(<f32>(1 - <f64><f32>oncomingBack));
      const perRange = f32x4.splat(<f32>1 / <f32>oncomingRange);
      const push = f32x4.mul(
        f32x4.splat(<f32>oncomingPush),
        f32x4.sub(one, f32x4.mul(gap, perRange)),
      );
      const steps = v128.and(isOncoming, f32x4.lt(gap, f32x4.splat(<f32>oncomingRange)));
      const away = f32x4.mul(push, f32x4.sub(f32x4.mul(ux, back), f32x4.mul(uy, aside)));
      const over = f32x4.mul(push, f32x4.add(f32x4.mul(ux, aside), f32x4.mul(uy, back)));
      sumX = f32x4.add(sumX, v128.and(away, steps));
      sumY = f32x4.add(sumY, v128.and(over, steps));
      const beside = f32x4.add(both, f32x4.splat(IN_WAY_METRES));
      const isInWay = v128.and(
        f32x4.gt(ahead, f32x4.splat(IN_FRONT)),
        f32x4.lt(f32x4.mul(f32x4.abs(left), d), beside),
      );
      const right = f32x4.mul(
        f32x4.mul(f32x4.splat(<f32>keepRight), facing),
        f32x4.sub(one, f32x4.mul(d, f32x4.splat(<f32>(1 / reach)))),
      );
      turn = f32x4.add(turn, v128.and(right, v128.and(isInWay, isOncoming)));
    }
    sumLateral = f32x4.add(sumLateral, turn);
    const isPressed = v128.and(f32x4.lt(gap, buffer), v128.andnot(slows, isOncoming));
    if (v128.any_true(isPressed)) {
      const push = f32x4.mul(
        v128.load(table, GIVE_WAY),
        f32x4.sub(one, f32x4.mul(gap, v128.load(table, PER_BUFFER))),
      );
      sumX = f32x4.add(sumX, v128.and(f32x4.mul(push, ux), isPressed));
      sumY = f32x4.add(sumY, v128.and(f32x4.mul(push, uy), isPressed));
    }
  }
  lateral = -sumOf(sumLateral);
  lateral += load<f64>(front, STREAMS);
  pushX = -sumOf(sumX);
  pushY = -sumOf(sumY);
}

function opposing(plane: usize, x: f64, y: f64, wishX: f64, wishY: f64): f64 {
  const column = <i32>floor<f64>((x - load<f64>(plane, MIN_X)) * BUCKETS_PER_METRE);
  const row = <i32>floor<f64>((y - load<f64>(plane, MIN_Y)) * BUCKETS_PER_METRE);
  const columns = <i32>load<f64>(plane, COLUMNS);
  if (column < 0 || row < 0 || column >= columns || row >= <i32>load<f64>(plane, ROWS)) return 0;
  const at = <usize>(<i32>load<f64>(plane, FIRST_BUCKET) + row * columns + column) << 2;
  return -(<f64>load<f32>(streamX + at) * wishX + <f64>load<f32>(streamY + at) * wishY);
}

// @ts-ignore: decorator
@inline
function evadeStreams(plane: usize, px: f64, py: f64, wishX: f64, wishY: f64): f64 {
  const aheadX = px + lookAhead * wishX;
  const aheadY = py + lookAhead * wishY;
  const front = opposing(plane, aheadX, aheadY, wishX, wishY);
  if (front <= 0) return 0;
  const asideX = BUCKET_METRES * wishY;
  const asideY = BUCKET_METRES * wishX;
  const left = opposing(plane, aheadX - asideX, aheadY + asideY, wishX, wishY);
  const right = opposing(plane, aheadX + asideX, aheadY - asideY, wishX, wishY);
  const strength = keepRight * (front < 1 ? front : 1);
  return left < right - 0.5 ? strength : -strength;
}

function seeWalls(
  person: i32,
  bucket: i32,
  px: f64,
  py: f64,
  own: f64,
  wishX: f64,
  wishY: f64,
  reach: f64,
): void {
  const end = load<i32>(wallStart + (<usize>(bucket + 1) << 2));
  for (let k = load<i32>(wallStart + (<usize>bucket << 2)); k < end; k += 1) {
    const wall = <usize>load<i32>(wallList + (<usize>k << 2));
    const barrier = load<i32>(wallBarrier + (wall << 2));
    if (barrier >= 0) {
      if (load<u8>(barrierClosed + barrier) == 0) continue;
      if (load<i32>(barrierHolder + (<usize>barrier << 2)) == person) continue;
    }
    const ax = load<f64>(wallAx + (wall << 3));
    const ay = load<f64>(wallAy + (wall << 3));
    const wx = load<f64>(wallBx + (wall << 3)) - ax;
    const wy = load<f64>(wallBy + (wall << 3)) - ay;
    const along = ((px - ax) * wx + (py - ay) * wy) / (wx * wx + wy * wy);
    const share: f64 = along < 0 ? 0 : along > 1 ? 1 : along;
    const dx = ax + share * wx - px;
    const dy = ay + share * wy - py;
    const square = dx * dx + dy * dy;
    if (square > reach * reach || around == MOST_SURROUNDINGS) continue;
    const d = sqrt<f64>(square) + 1e-12;
    const ux = dx / d;
    const uy = dy / d;
    const apart = d - own;
    const gap: f64 = apart > 0 ? apart : 0;
    const place = <usize>around << 2;
    store<f32>(scratchAt + place, <f32>ux, NORMAL_X);
    store<f32>(scratchAt + place, <f32>uy, NORMAL_Y);
    store<f32>(scratchAt + place, <f32>(apart > -ROUNDING_METRES ? apart : -ROUNDING_METRES), LIMITS);
    around += 1;
    if (gap < wallRange && barrier < 0) {
      const near = 1 - gap / wallRange;
      const towards = ALONG_WEIGHT + wishX * ux + wishY * uy;
      if (towards <= 0) continue;
      const weight = towards < 1 ? towards : 1;
      lateral -= wallStrength * weight * near * near * (wishX * uy - wishY * ux);
    }
  }
}

function seeAhead(dirX: f64, dirY: f64, most: f64): f64 {
  const x = f32x4.splat(<f32>dirX);
  const y = f32x4.splat(<f32>dirY);
  const end = <usize>neighbours << 2;
  const one = v128.load(splats, ONE);
  let least = v128.load(splats, NOBODY);
  let places = i32x4.splat(-1);
  let place = i32x4(0, 4, 8, 12);
  for (let k: usize = 0; k < end; k += 16) {
    const along = f32x4.add(
      f32x4.mul(v128.load(scratchAt + k, NORMAL_X), x),
      f32x4.mul(v128.load(scratchAt + k, NORMAL_Y), y),
    );
    const d = v128.load(scratchAt + k, DISTANCES);
    const off = f32x4.mul(f32x4.mul(d, d), f32x4.sub(one, f32x4.mul(along, along)));
    const room = v128.load(scratchAt + k, ROOMS);
    const isInWay = v128.and(
      v128.and(f32x4.gt(along, f32x4.splat(0)), f32x4.le(off, v128.load(scratchAt + k, WIDTHS))),
      f32x4.lt(room, least),
    );
    least = v128.bitselect(room, least, isInWay);
    places = v128.bitselect(place, places, isInWay);
    place = i32x4.add(place, i32x4.splat(16));
  }
  // Of several who leave the same room, the first in the list; nobody has place −1, the last of all.
  const pairs = i8x16.shuffle(least, least, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
  const narrow = f32x4.pmin(least, pairs);
  const other = i8x16.shuffle(narrow, narrow, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
  const narrowest = f32x4.pmin(narrow, other);
  const ties = v128.or(places, f32x4.gt(least, narrowest));
  const half = i8x16.shuffle(ties, ties, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
  const two = i32x4.min_u(ties, half);
  heldUpBy = <i32>min<u32>(<u32>i32x4.extract_lane(two, 0), <u32>i32x4.extract_lane(two, 1));
  const room = <f64>f32x4.extract_lane(narrowest, 0);
  const allowed: f64 = room > 0 ? room / gapTime : 0;
  return allowed < most ? allowed : most;
}

/** What is clear in two directions at once, by the same operations as in `seeAhead`. */
let roomLeft: f64;
let roomRight: f64;

// @ts-ignore: decorator
@inline
function seeBeside(leftX: f64, leftY: f64, rightX: f64, rightY: f64): void {
  const lx = f32x4.splat(<f32>leftX);
  const ly = f32x4.splat(<f32>leftY);
  const rx = f32x4.splat(<f32>rightX);
  const ry = f32x4.splat(<f32>rightY);
  const one = v128.load(splats, ONE);
  const zero = f32x4.splat(0);
  const nobody = v128.load(splats, NOBODY);
  const end = <usize>neighbours << 2;
  let left = nobody;
  let right = nobody;
  for (let k: usize = 0; k < end; k += 16) {
    const nx = v128.load(scratchAt + k, NORMAL_X);
    const ny = v128.load(scratchAt + k, NORMAL_Y);
    const d = v128.load(scratchAt + k, DISTANCES);
    const square = f32x4.mul(d, d);
    const width = v128.load(scratchAt + k, WIDTHS);
    const room = v128.load(scratchAt + k, ROOMS);
    const l = f32x4.add(f32x4.mul(nx, lx), f32x4.mul(ny, ly));
    const r = f32x4.add(f32x4.mul(nx, rx), f32x4.mul(ny, ry));
    const offL = f32x4.mul(square, f32x4.sub(one, f32x4.mul(l, l)));
    const offR = f32x4.mul(square, f32x4.sub(one, f32x4.mul(r, r)));
    const isLeft = v128.and(f32x4.gt(l, zero), f32x4.le(offL, width));
    const isRight = v128.and(f32x4.gt(r, zero), f32x4.le(offR, width));
    left = f32x4.pmin(left, v128.bitselect(room, nobody, isLeft));
    right = f32x4.pmin(right, v128.bitselect(room, nobody, isRight));
  }
  roomLeft = <f64>leastOf(left);
  roomRight = <f64>leastOf(right);
}

// @ts-ignore: decorator
@inline
function leastOf(four: v128): f32 {
  const half = f32x4.pmin(four, v128.shuffle<i32>(four, four, 2, 3, 0, 1));
  const least = f32x4.pmin(half, v128.shuffle<i32>(half, half, 1, 0, 3, 2));
  return f32x4.extract_lane(least, 0);
}

function passLeader(wishX: f64, wishY: f64, most: f64): void {
  const leader = <usize>heldUpBy;
  if (load<i32>(scratchAt + leader, ONCOMINGS) != 0) return;
  const touching = <f64>load<f32>(scratchAt + leader, CONTACTS) / <f64>load<f32>(scratchAt + leader, DISTANCES);
  const sine = touching < WIDEST_SINE ? touching : WIDEST_SINE;
  const cosine = sqrt<f64>(1 - sine * sine);
  const nx = <f64>load<f32>(scratchAt + leader, NORMAL_X);
  const ny = <f64>load<f32>(scratchAt + leader, NORMAL_Y);
  const alongX = nx * cosine;
  const alongY = ny * cosine;
  const leftX = alongX + ny * sine;
  const leftY = alongY - nx * sine;
  const rightX = alongX - ny * sine;
  const rightY = alongY + nx * sine;
  seeBeside(leftX, leftY, rightX, rightY);
  const best = aimSpeed * (aimX * wishX + aimY * wishY) + passingGain * most;
  const bestLeft = pass(leftX, leftY, roomLeft, wishX, wishY, most, best);
  pass(rightX, rightY, roomRight, wishX, wishY, most, bestLeft);
}

/** Aims there when that leads on faster than `best`; answers with the best now. */
// @ts-ignore: decorator
@inline
function pass(
  x: f64,
  y: f64,
  room: f64,
  wishX: f64,
  wishY: f64,
  most: f64,
  best: f64,
): f64 {
  const progress = x * wishX + y * wishY;
  if (progress <= LEAST_PROGRESS) return best;
  const allowed: f64 = room > 0 ? room / gapTime : 0;
  const speed = beforeWalls(x, y, allowed < most ? allowed : most);
  if (speed * progress <= best) return best;
  aimX = x;
  aimY = y;
  aimSpeed = speed;
  return speed * progress;
}

// @ts-ignore: decorator
@inline
function beforeWalls(dirX: f64, dirY: f64, most: f64): f64 {
  let speed = most;
  for (let k = neighbours; k < around; k += 1) {
    const place = <usize>k << 2;
    const nx = <f64>load<f32>(scratchAt + place, NORMAL_X);
    const ny = <f64>load<f32>(scratchAt + place, NORMAL_Y);
    const along = nx * dirX + ny * dirY;
    if (along <= 0) continue;
    const room = <f64>load<f32>(scratchAt + place, LIMITS);
    const allowed: f64 = room > 0 ? room / (along * WALL_SECONDS) : 0;
    if (allowed < speed) speed = allowed;
  }
  return speed;
}

/** The answer is in pushX, pushY. */
function keepInside(wishX: f64, wishY: f64): void {
  // Whose limit is beyond the wish's length cannot be in the way, now or after a projection. A little
  // more than that length, because it is rounded.
  const length = f32x4.splat(<f32>((wishX * wishX + wishY * wishY) * 1.000001));
  const count = around;
  const list = scratchAt + LIST;
  const firstLanes = v128.load(FIRST_LANES);
  let active: i32 = 0;
  for (let k: i32 = 0; k < count; k += 4) {
    const limit = f32x4.pmax(v128.load(scratchAt + (<usize>k << 2), LIMITS), f32x4.splat(0));
    let mask = i32x4.bitmask(f32x4.le(f32x4.mul(limit, limit), length));
    if (count - k < 4) mask &= (1 << (count - k)) - 1;
    if (mask == 0) continue;
    const lanes = i32x4.shl(i32x4.add(i32x4.splat(k), firstLanes), 2);
    const packed = v128.load(PACKED + (<usize>mask << 4));
    v128.store(scratchAt + (<usize>active << 2), i8x16.swizzle(lanes, packed), LIST);
    active += popcnt<i32>(mask);
  }
  pushX = wishX;
  pushY = wishY;
  if (active == 0) return;
  const end = list + (<usize>active << 2);
  let x = wishX;
  let y = wishY;
  for (let round: i32 = 0; round < PROJECTIONS; round += 1) {
    let isInside = true;
    for (let at = list; at < end; at += 4) {
      const place = <usize>load<i32>(at);
      const nx = <f64>load<f32>(scratchAt + place, NORMAL_X);
      const ny = <f64>load<f32>(scratchAt + place, NORMAL_Y);
      const excess = x * nx + y * ny - <f64>load<f32>(scratchAt + place, LIMITS);
      if (excess <= ROUNDING_METRES) continue;
      x -= excess * nx;
      y -= excess * ny;
      isInside = false;
    }
    if (isInside) {
      pushX = x;
      pushY = y;
      return;
    }
  }
  let scale: f64 = 1;
  for (let at = list; at < end; at += 4) {
    const place = <usize>load<i32>(at);
    const nx = <f64>load<f32>(scratchAt + place, NORMAL_X);
    const ny = <f64>load<f32>(scratchAt + place, NORMAL_Y);
    const towards = x * nx + y * ny;
    const room = <f64>load<f32>(scratchAt + place, LIMITS) + ROUNDING_METRES;
    if (towards * scale > room) scale = room / towards;
  }
  pushX = x * scale;
  pushY = y * scale;
}

// @ts-ignore: decorator
@inline
function scatter(person: i32, step: i32): f64 {
  let h: i32 = ((person + 1) * 0x9e3779b1) ^ (((step >> 2) + 1) * 0x85ebca6b);
  h = (h ^ (h >>> 16)) * 0x21f0aaad;
  h = (h ^ (h >>> 15)) * 0x735a2d97;
  return <f64>(<u32>(h ^ (h >>> 15))) / 2147483648 - 1;
}
