/**
 * AssemblyScript: the step of step/move-people.ts with what it calls (see-neighbours, evade-streams,
 * see-walls, pass-leaders), operation by operation in the same order, two neighbours at a time, so that the results
 * are the same to the last bit; crowd-kernel.test.ts compares them. A change there is made here too,
 * then `node bench/crowd/build-kernel.ts` writes the binary into crowd-kernel-bytes.ts.
 *
 * Nothing is allocated; all arrays lie in the imported memory, where kernel-tables.ts says.
 */

// Of kernel-tables.ts, in its order.
let start: usize;
let entryX: usize;
let entryY: usize;
let nearX: usize;
let nearY: usize;
let entryRadius: usize;
let entryHeadingX: usize;
let entryHeadingY: usize;
let entryWay: usize;
let entryGoal: usize;
let entryPerson: usize;
let entryPlane: usize;
let streamX: usize;
let streamY: usize;
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

const WALKING: u8 = 2;
const LEAVING: u8 = 4;
const MOST_NEIGHBOURS: i32 = 128;
const MOST_SURROUNDINGS: i32 = 192;
const ASIDE_WEIGHT: f64 = 0.3;
const FACING: f64 = 0.2;
const ALONG_WEIGHT: f64 = 0.3;
const BUCKET_METRES: f64 = 0.8;
const BUCKETS_PER_METRE: f64 = 1.25;
const PROJECTIONS: i32 = 3;
const ROUNDING_METRES: f64 = 1e-9;
const STANDING_SPEED: f64 = 0.1;
const STANDING_TURN: f64 = 2;
const LARGEST_PUSH: f64 = 1;
const HELD_UP: f64 = 0.9;
const WIDEST_SINE: f64 = 0.8;
const LEAST_PROGRESS: f64 = 0.5;
const WALL_SECONDS: f64 = 0.5;

// Of a plane in the table, bytes.
const PLANE_BYTES: usize = 96;
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

// Of this thread: who is around the person at work.
let normalX: usize;
let normalY: usize;
let limits: usize;
let distances: usize;
let contacts: usize;
/** All bits set for who comes from the front. */
let oncomings: usize;
/** What is clear before the follower stands; Infinity for people who do not slow us. */
let rooms: usize;
/** Square of half the width of the strip in which the neighbour slows us. */
let widths: usize;
let list: usize;

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
export function bind(tables: usize, scratch: usize): void {
  start = load<u32>(tables, 0);
  entryX = load<u32>(tables, 4);
  entryY = load<u32>(tables, 8);
  nearX = load<u32>(tables, 12);
  nearY = load<u32>(tables, 16);
  entryRadius = load<u32>(tables, 20);
  entryHeadingX = load<u32>(tables, 24);
  entryHeadingY = load<u32>(tables, 28);
  entryWay = load<u32>(tables, 32);
  entryGoal = load<u32>(tables, 36);
  entryPerson = load<u32>(tables, 40);
  entryPlane = load<u32>(tables, 44);
  streamX = load<u32>(tables, 48);
  streamY = load<u32>(tables, 52);
  velocityX = load<u32>(tables, 56);
  velocityY = load<u32>(tables, 60);
  freeSpeed = load<u32>(tables, 64);
  patience = load<u32>(tables, 68);
  state = load<u32>(tables, 72);
  nextX = load<u32>(tables, 76);
  nextY = load<u32>(tables, 80);
  barrierClosed = load<u32>(tables, 84);
  barrierHolder = load<u32>(tables, 88);
  clock = load<u32>(tables, 92);
  planes = load<u32>(tables, 96);
  wallAx = load<u32>(tables, 100);
  wallAy = load<u32>(tables, 104);
  wallBx = load<u32>(tables, 108);
  wallBy = load<u32>(tables, 112);
  wallBarrier = load<u32>(tables, 116);
  wallStart = load<u32>(tables, 120);
  wallList = load<u32>(tables, 124);
  numbers = load<u32>(tables, 128);

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

  const column: usize = MOST_SURROUNDINGS * 8 + 16;
  normalX = scratch;
  normalY = normalX + column;
  limits = normalY + column;
  distances = limits + column;
  contacts = distances + column;
  oncomings = contacts + column;
  rooms = oncomings + column;
  widths = rooms + column;
  list = widths + column;
}

export function moveRange(from: i32, to: i32): void {
  const step = load<i32>(clock);
  for (let entry = from; entry < to; entry += 1) {
    const person = load<i32>(entryPerson + (<usize>entry << 2));
    if (person < 0) continue;
    const slot = <usize>entry << 3;
    const own8 = <usize>person << 3;
    const px = load<f64>(entryX + slot);
    const py = load<f64>(entryY + slot);
    const life = load<u8>(state + person);
    if (life != WALKING) {
      if (life == LEAVING) clearDoor(slot, own8, px, py);
      else {
        store<f64>(nextX + own8, px);
        store<f64>(nextY + own8, py);
      }
      continue;
    }
    const plane = planes + <usize>load<i32>(entryPlane + (<usize>entry << 2)) * PLANE_BYTES;
    const wishX = load<f64>(entryHeadingX + slot);
    const wishY = load<f64>(entryHeadingY + slot);
    const oldX = load<f64>(velocityX + own8);
    const oldY = load<f64>(velocityY + own8);
    const oldSpeed = sqrt<f64>(oldX * oldX + oldY * oldY);
    let free = load<f64>(freeSpeed + own8) * load<f64>(patience + own8);
    if (load<f64>(plane, IS_LEVEL) == 0) {
      const climb = wishX * load<f64>(plane, UP_X) + wishY * load<f64>(plane, UP_Y);
      const belt = load<f64>(plane, BELT_SPEED);
      if (belt > 0) free = belt;
      else free *= climb >= 0 ? load<f64>(plane, FACTOR_UP) : load<f64>(plane, FACTOR_DOWN);
    }
    const most = free < oldSpeed + gain ? free : oldSpeed + gain;
    const own = load<f64>(entryRadius + slot);
    const slowing = bufferMetres + most * gapTime;
    const reach = own + largest + (slowing > turnRange ? slowing : turnRange);
    findNeighbours(entry, plane, px, py, reach);
    seeNeighbours(slot, px, py, own, wishX, wishY, reach);
    lateral += evadeStreams(plane, px, py, wishX, wishY);
    const wallReach = own + wallRange + (most + LARGEST_PUSH) * timeStep;
    around = neighbours;
    seeWalls(person, bucketAt(plane, px, py), px, py, own, wishX, wishY, wallReach);

    let turn = lateral;
    if (oldSpeed < STANDING_SPEED) turn += STANDING_TURN * scatter(person, step);
    const stretch = 1 / sqrt<f64>(1 + turn * turn);
    aimX = (wishX - turn * wishY) * stretch;
    aimY = (wishY + turn * wishX) * stretch;
    aimSpeed = seeAhead(aimX, aimY, most);
    if (aimSpeed < HELD_UP * most) passLeader(wishX, wishY, most);
    const push = sqrt<f64>(pushX * pushX + pushY * pushY);
    const calm = push > LARGEST_PUSH ? LARGEST_PUSH / push : 1;
    const moveX = (aimX * aimSpeed + pushX * calm) * timeStep;
    const moveY = (aimY * aimSpeed + pushY * calm) * timeStep;
    keepInside(moveX, moveY);
    store<f64>(nextX + own8, px + pushX);
    store<f64>(nextY + own8, py + pushY);
  }
}

function clearDoor(slot: usize, own8: usize, px: f64, py: f64): void {
  const oldX = load<f64>(velocityX + own8);
  const oldY = load<f64>(velocityY + own8);
  const faster = sqrt<f64>(oldX * oldX + oldY * oldY) + gain;
  const free = load<f64>(freeSpeed + own8);
  const now = free < faster ? free : faster;
  store<f64>(nextX + own8, px + load<f64>(entryHeadingX + slot) * now * timeStep);
  store<f64>(nextY + own8, py + load<f64>(entryHeadingY + slot) * now * timeStep);
}

// @ts-ignore: decorator
@inline
function bucketAt(plane: usize, px: f64, py: f64): i32 {
  const column = <i32>floor<f64>((px - load<f64>(plane, MIN_X)) * BUCKETS_PER_METRE);
  const row = <i32>floor<f64>((py - load<f64>(plane, MIN_Y)) * BUCKETS_PER_METRE);
  return <i32>load<f64>(plane, FIRST_BUCKET) + row * <i32>load<f64>(plane, COLUMNS) + column;
}

/** Entries within reach into `list`, in their order; the last one twice. */
function findNeighbours(entry: i32, plane: usize, px: f64, py: f64, reach: f64): void {
  const minX = load<f64>(plane, MIN_X);
  const minY = load<f64>(plane, MIN_Y);
  const columns = <i32>load<f64>(plane, COLUMNS);
  const rows = <i32>load<f64>(plane, ROWS);
  const firstBucket = <i32>load<f64>(plane, FIRST_BUCKET);
  const west = max<i32>(0, <i32>floor<f64>((px - reach - minX) * BUCKETS_PER_METRE));
  const east = min<i32>(columns - 1, <i32>floor<f64>((px + reach - minX) * BUCKETS_PER_METRE));
  const south = max<i32>(0, <i32>floor<f64>((py - reach - minY) * BUCKETS_PER_METRE));
  const north = min<i32>(rows - 1, <i32>floor<f64>((py + reach - minY) * BUCKETS_PER_METRE));
  const square = f32x4.splat(<f32>(reach * reach));
  const ownX = v128.load_splat<f32>(nearX + (<usize>entry << 2));
  const ownY = v128.load_splat<f32>(nearY + (<usize>entry << 2));
  let count: i32 = 0;
  for (let row = south; row <= north; row += 1) {
    const first = start + (<usize>(firstBucket + row * columns) << 2);
    const end = load<i32>(first + (<usize>(east + 1) << 2));
    for (let k = load<i32>(first + (<usize>west << 2)); k < end; k += 4) {
      const x = f32x4.sub(v128.load(nearX + (<usize>k << 2)), ownX);
      const y = f32x4.sub(v128.load(nearY + (<usize>k << 2)), ownY);
      const far = f32x4.gt(f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y)), square);
      let near = ~i32x4.bitmask(far) & 15;
      const left = end - k;
      if (left < 4) near &= (1 << left) - 1;
      const self = entry - k;
      if (<u32>self < 4) near &= ~(1 << self);
      const lanes = i32x4.add(i32x4.splat(k), i32x4(0, 1, 2, 3));
      const packed = i8x16.swizzle(lanes, v128.load(PACKED + (<usize>near << 4)));
      v128.store(list + (<usize>count << 2), packed);
      count += popcnt<i32>(near);
      if (count >= MOST_NEIGHBOURS) {
        count = MOST_NEIGHBOURS;
        row = north;
        break;
      }
    }
  }
  neighbours = count;
  if ((count & 1) == 1) {
    const last = load<i32>(list + (<usize>(count - 1) << 2));
    store<i32>(list + (<usize>count << 2), last);
  }
}

// @ts-ignore: decorator
@inline
function pairOf(column: usize, a: usize, b: usize): v128 {
  return v128.load_lane<f64>(column + b, v128.load_zero<f64>(column + a), 1);
}

function seeNeighbours(
  slot: usize,
  px: f64,
  py: f64,
  own: f64,
  wishX: f64,
  wishY: f64,
  reach: f64,
): void {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const ownX = f64x2.splat(px);
  const ownY = f64x2.splat(py);
  const ownRadius = f64x2.splat(own);
  const ownGoal = v128.load_splat<f64>(entryGoal + slot);
  const ownWay = v128.load_splat<f64>(entryWay + slot);
  const toX = f64x2.splat(wishX);
  const toY = f64x2.splat(wishY);
  const buffer = f64x2.splat(bufferMetres);
  const range = f64x2.splat(neighbourRange);
  const perRange = f64x2.splat(1 / neighbourRange);
  const count = neighbours;
  isAgainst = false;
  let sumLateral = zero;
  let sumX = zero;
  let sumY = zero;
  for (let j: i32 = 0; j < count; j += 2) {
    const pair = list + (<usize>j << 2);
    const a = <usize>load<i32>(pair) << 3;
    const b = <usize>load<i32>(pair, 4) << 3;
    const dx = f64x2.sub(pairOf(entryX, a, b), ownX);
    const dy = f64x2.sub(pairOf(entryY, a, b), ownY);
    const square = f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy));
    const d = f64x2.add(f64x2.sqrt(square), f64x2.splat(1e-12));
    const inverse = f64x2.div(one, d);
    const ux = f64x2.mul(dx, inverse);
    const uy = f64x2.mul(dy, inverse);
    const both = f64x2.add(ownRadius, pairOf(entryRadius, a, b));
    const apart = f64x2.sub(d, both);
    const gap = v128.and(apart, f64x2.gt(d, both));
    const ahead = f64x2.add(f64x2.mul(ux, toX), f64x2.mul(uy, toY));
    const left = f64x2.sub(f64x2.mul(toX, uy), f64x2.mul(toY, ux));
    const goal = pairOf(entryGoal, a, b);
    const along = f64x2.add(
      f64x2.mul(pairOf(entryHeadingX, a, b), toX),
      f64x2.mul(pairOf(entryHeadingY, a, b), toY),
    );
    const facing = v128.and(f64x2.neg(along), f64x2.ge(goal, zero));
    const isOncoming = f64x2.gt(facing, f64x2.splat(FACING));
    const isAhead = f64x2.gt(ahead, zero);
    const givesWay = v128.andnot(
      v128.bitselect(
        f64x2.gt(pairOf(entryWay, a, b), ownWay),
        f64x2.le(ahead, zero),
        f64x2.eq(goal, ownGoal),
      ),
      isOncoming,
    );
    const place = <usize>j << 3;
    const cone = v128.bitselect(f64x2.splat(oncomingCone), f64x2.splat(leaderCone), isOncoming);
    const width = f64x2.mul(both, cone);
    v128.store(normalX + place, ux);
    v128.store(normalY + place, uy);
    v128.store(limits + place, f64x2.mul(gap, f64x2.splat(0.5)));
    v128.store(distances + place, d);
    v128.store(contacts + place, both);
    v128.store(oncomings + place, isOncoming);
    v128.store(widths + place, f64x2.mul(width, width));
    v128.store(
      rooms + place,
      v128.bitselect(f64x2.splat(Infinity), f64x2.sub(apart, buffer), givesWay),
    );

    const isClose = f64x2.lt(gap, range);
    if (!v128.any_true(v128.or(isClose, isOncoming))) continue;
    // The odd one out of an odd number stands beside itself and counts once.
    const counts = j + 1 < count ? i64x2(-1, -1) : i64x2(-1, 0);
    const near = f64x2.sub(one, f64x2.mul(gap, perRange));
    const weight = v128.bitselect(one, f64x2.splat(ASIDE_WEIGHT), isAhead);
    const turn = f64x2.mul(
      f64x2.mul(f64x2.mul(f64x2.mul(f64x2.splat(neighbourStrength), near), near), left),
      weight,
    );
    let side = v128.and(turn, isClose);
    let awayX = zero;
    let awayY = zero;
    if (v128.any_true(isOncoming)) {
      const isOther = v128.andnot(isOncoming, f64x2.eq(goal, ownGoal));
      isAgainst = isAgainst || keepsOrder > 0 || v128.any_true(isOther);
      const back = f64x2.splat(oncomingBack);
      const aside = f64x2.splat(1 - oncomingBack);
      const perOncoming = f64x2.splat(1 / oncomingRange);
      const push = f64x2.mul(
        f64x2.splat(oncomingPush),
        f64x2.sub(one, f64x2.mul(gap, perOncoming)),
      );
      const steps = v128.and(isOncoming, f64x2.lt(gap, f64x2.splat(oncomingRange)));
      const x = f64x2.mul(push, f64x2.sub(f64x2.mul(ux, back), f64x2.mul(uy, aside)));
      const y = f64x2.mul(push, f64x2.add(f64x2.mul(ux, aside), f64x2.mul(uy, back)));
      awayX = v128.and(x, steps);
      awayY = v128.and(y, steps);
      const isInWay = v128.and(
        f64x2.gt(ahead, f64x2.splat(0.3)),
        f64x2.lt(f64x2.mul(f64x2.abs(left), d), f64x2.add(both, f64x2.splat(0.15))),
      );
      const right = f64x2.mul(
        f64x2.mul(f64x2.splat(keepRight), facing),
        f64x2.sub(one, f64x2.mul(d, f64x2.splat(1 / reach))),
      );
      side = f64x2.add(side, v128.and(right, v128.and(isInWay, isOncoming)));
    }
    const isPressed = v128.andnot(f64x2.lt(gap, buffer), v128.or(isOncoming, givesWay));
    if (v128.any_true(isPressed)) {
      const push = f64x2.mul(
        f64x2.splat(giveWay),
        f64x2.sub(one, f64x2.mul(gap, f64x2.splat(1 / bufferMetres))),
      );
      awayX = v128.bitselect(f64x2.mul(push, ux), awayX, isPressed);
      awayY = v128.bitselect(f64x2.mul(push, uy), awayY, isPressed);
    }
    sumLateral = f64x2.add(sumLateral, v128.and(side, counts));
    sumX = f64x2.add(sumX, v128.and(awayX, counts));
    sumY = f64x2.add(sumY, v128.and(awayY, counts));
  }
  if ((count & 1) == 1) store<f64>(rooms + (<usize>count << 3), Infinity);
  lateral = -(f64x2.extract_lane(sumLateral, 0) + f64x2.extract_lane(sumLateral, 1));
  pushX = -(f64x2.extract_lane(sumX, 0) + f64x2.extract_lane(sumX, 1));
  pushY = -(f64x2.extract_lane(sumY, 0) + f64x2.extract_lane(sumY, 1));
}

function opposing(plane: usize, x: f64, y: f64, wishX: f64, wishY: f64): f64 {
  const column = <i32>floor<f64>((x - load<f64>(plane, MIN_X)) * BUCKETS_PER_METRE);
  const row = <i32>floor<f64>((y - load<f64>(plane, MIN_Y)) * BUCKETS_PER_METRE);
  const columns = <i32>load<f64>(plane, COLUMNS);
  if (column < 0 || row < 0 || column >= columns || row >= <i32>load<f64>(plane, ROWS)) return 0;
  const at = <usize>(<i32>load<f64>(plane, FIRST_BUCKET) + row * columns + column) << 3;
  return -(load<f64>(streamX + at) * wishX + load<f64>(streamY + at) * wishY);
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
    const gap: f64 = d > own ? d - own : 0;
    const place = <usize>around << 3;
    store<f64>(normalX + place, ux);
    store<f64>(normalY + place, uy);
    store<f64>(limits + place, gap);
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
  const x = f64x2.splat(dirX);
  const y = f64x2.splat(dirY);
  const count = neighbours;
  let least = f64x2.splat(Infinity);
  let places = i64x2.splat(-1);
  let place = i64x2(0, 8);
  for (let k: usize = 0; k < <usize>count << 3; k += 16) {
    const along = f64x2.add(
      f64x2.mul(v128.load(normalX + k), x),
      f64x2.mul(v128.load(normalY + k), y),
    );
    const d = v128.load(distances + k);
    const off = f64x2.mul(f64x2.mul(d, d), f64x2.sub(f64x2.splat(1), f64x2.mul(along, along)));
    const room = v128.load(rooms + k);
    const isInWay = v128.and(
      v128.and(f64x2.gt(along, f64x2.splat(0)), f64x2.le(off, v128.load(widths + k))),
      f64x2.lt(room, least),
    );
    least = v128.bitselect(room, least, isInWay);
    places = v128.bitselect(place, places, isInWay);
    place = i64x2.add(place, i64x2.splat(16));
  }
  let room = f64x2.extract_lane(least, 0);
  heldUpBy = <i32>i64x2.extract_lane(places, 0);
  const other = f64x2.extract_lane(least, 1);
  const otherPlace = <i32>i64x2.extract_lane(places, 1);
  // Of two who leave the same room, the first in the list; nobody has place −1.
  if (other < room || (other == room && <u32>otherPlace < <u32>heldUpBy)) {
    room = other;
    heldUpBy = otherPlace;
  }
  const allowed: f64 = room > 0 ? room / gapTime : 0;
  return allowed < most ? allowed : most;
}

function passLeader(wishX: f64, wishY: f64, most: f64): void {
  const leader = <usize>heldUpBy;
  if (heldUpBy < 0 || isAgainst || load<i64>(oncomings + leader) != 0) return;
  const touching = load<f64>(contacts + leader) / load<f64>(distances + leader);
  const sine = touching < WIDEST_SINE ? touching : WIDEST_SINE;
  const cosine = sqrt<f64>(1 - sine * sine);
  const nx = load<f64>(normalX + leader);
  const ny = load<f64>(normalY + leader);
  let best = aimSpeed * (aimX * wishX + aimY * wishY) + passingGain * most;
  for (let side: f64 = -1; side <= 1; side += 2) {
    const x = nx * cosine - side * ny * sine;
    const y = ny * cosine + side * nx * sine;
    const progress = x * wishX + y * wishY;
    if (progress <= LEAST_PROGRESS) continue;
    const speed = beforeWalls(x, y, seeAhead(x, y, most));
    if (speed * progress <= best) continue;
    best = speed * progress;
    aimX = x;
    aimY = y;
    aimSpeed = speed;
  }
}

// @ts-ignore: decorator
@inline
function beforeWalls(dirX: f64, dirY: f64, most: f64): f64 {
  let speed = most;
  for (let k = neighbours; k < around; k += 1) {
    const place = <usize>k << 3;
    const along = load<f64>(normalX + place) * dirX + load<f64>(normalY + place) * dirY;
    if (along <= 0) continue;
    const allowed = load<f64>(limits + place) / (along * WALL_SECONDS);
    if (allowed < speed) speed = allowed;
  }
  return speed;
}

/** The answer is in pushX, pushY. */
function keepInside(wishX: f64, wishY: f64): void {
  const length = f64x2.splat(wishX * wishX + wishY * wishY);
  const count = around;
  // Whose limit is beyond the wish's length cannot be in the way, now or after a projection.
  let active: i32 = 0;
  for (let k: i32 = 0; k < count; k += 2) {
    const limit = v128.load(limits + (<usize>k << 3));
    const mask = i64x2.bitmask(f64x2.le(f64x2.mul(limit, limit), length));
    if (mask == 0) continue;
    if ((mask & 1) != 0) {
      store<i32>(list + (<usize>active << 2), k << 3);
      active += 1;
    }
    if ((mask & 2) != 0 && k + 1 < count) {
      store<i32>(list + (<usize>active << 2), (k + 1) << 3);
      active += 1;
    }
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
      const nx = load<f64>(normalX + place);
      const ny = load<f64>(normalY + place);
      const excess = x * nx + y * ny - load<f64>(limits + place);
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
    const towards = x * load<f64>(normalX + place) + y * load<f64>(normalY + place);
    const room = load<f64>(limits + place) + ROUNDING_METRES;
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
