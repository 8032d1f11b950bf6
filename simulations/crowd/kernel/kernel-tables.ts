/**
 * Where the compiled kernel finds everything: addresses of the arrays and the model's numbers, in the
 * order in which crowd-kernel.as reads them.
 */
import type { CrowdParameters } from '../crowd-types.ts';
import type { Allocator } from '../memory/lay-out-memory.ts';
import type { GoalField } from '../navigation/goal-field.ts';
import type { SolverMemory } from '../navigation/solve-field.ts';
import type { Space } from '../space/space-types.ts';
import type { CrowdState } from '../step/crowd-state.ts';
import { decisionStepsOf } from '../step/decision-turns.ts';
import type { Aims } from '../step/find-goals.ts';
import { GRAZING } from '../step/pass-leaders.ts';
import type { SortedPeople } from '../step/sort-people.ts';
import { KERNEL_SCRATCH_BYTES } from './load-kernel.ts';

export interface KernelTables {
  readonly addresses: Int32Array;
  readonly numbers: Float64Array;
  readonly planes: Float64Array;
  readonly wallAx: Float64Array;
  readonly wallAy: Float64Array;
  readonly wallBx: Float64Array;
  readonly wallBy: Float64Array;
  readonly wallBarrier: Int32Array;
  readonly wallStart: Int32Array;
  readonly wallList: Int32Array;
  /** Of each goal's field. */
  readonly fields: Int32Array;
  /** People whom the kernel leaves to the TypeScript. */
  readonly leftovers: Int32Array;
  /** One stretch per thread. */
  readonly scratch: readonly Uint8Array[];
}

/** Room for more addresses and numbers than there are. */
const ADDRESSES = 96;
const NUMBERS = 64;
const NUMBERS_PER_PLANE = 16;

export function allocateTables(
  { floats, integers, bytes }: Allocator,
  { planes, walls, wallStart, wallList }: Space,
  goals: number,
  people: number,
  threads: number,
): KernelTables {
  return {
    addresses: integers(ADDRESSES),
    numbers: floats(NUMBERS),
    planes: floats(planes.length * NUMBERS_PER_PLANE),
    wallAx: floats(walls.count),
    wallAy: floats(walls.count),
    wallBx: floats(walls.count),
    wallBy: floats(walls.count),
    wallBarrier: integers(walls.count),
    wallStart: integers(wallStart.length),
    wallList: integers(wallList.length),
    fields: integers(goals),
    leftovers: integers(people),
    scratch: Array.from({ length: threads }, () => bytes(KERNEL_SCRATCH_BYTES)),
  };
}

export interface TablesContext {
  readonly space: Space;
  readonly state: CrowdState;
  readonly sorted: SortedPeople;
  readonly solver: SolverMemory;
  readonly parameters: CrowdParameters;
  readonly timeStep: number;
  readonly patience: Float64Array;
  readonly aims: Aims;
  readonly fields: readonly GoalField[];
  readonly marks: Uint8Array;
  readonly nextX: Float64Array;
  readonly nextY: Float64Array;
}

export function fillTables(tables: KernelTables, context: TablesContext): void {
  const { space, state, sorted, solver, parameters, timeStep } = context;
  const { walls } = space;
  tables.wallAx.set(walls.ax);
  tables.wallAy.set(walls.ay);
  tables.wallBx.set(walls.bx);
  tables.wallBy.set(walls.by);
  tables.wallBarrier.set(walls.barrier);
  tables.wallStart.set(space.wallStart);
  tables.wallList.set(space.wallList);
  space.planes.forEach((plane, index) => {
    const { minX, minY, bucketColumns, bucketRows, firstBucket } = plane;
    const isLevel = plane.kind === 'level' ? 1 : 0;
    const { upX, upY, beltSpeed, factorUp, factorDown } = plane;
    const grid = [minX, minY, bucketColumns, bucketRows, firstBucket];
    const slope = [isLevel, upX, upY, beltSpeed, factorUp, factorDown];
    const { firstColumn, firstRow, cellColumns, cellRows, firstGridRow } = plane;
    const cells = [firstColumn, firstRow, cellColumns, cellRows, firstGridRow];
    tables.planes.set([...grid, ...slope, ...cells], index * NUMBERS_PER_PLANE);
  });
  const p = parameters;
  tables.numbers.set([
    timeStep,
    Math.max(p.timeGapSeconds, 2 * timeStep),
    p.accelerationMetresPerSecondSquared * timeStep,
    Math.max(p.neighbourRangeMetres, p.oncomingRangeMetres),
    state.radius.reduce((most, radius) => Math.max(most, radius), 0),
    p.bufferMetres,
    p.leaderCone * GRAZING,
    p.oncomingCone,
    p.giveWayMetresPerSecond,
    p.oncomingMetresPerSecond,
    p.oncomingBackShare,
    p.oncomingRangeMetres,
    p.neighbourStrength,
    p.neighbourRangeMetres,
    p.wallStrength,
    p.wallRangeMetres,
    p.keepRightStrength,
    p.lookAheadMetres,
    p.passingGain,
    p.keepsOrder ? 1 : 0,
    space.cellMetres,
    space.gridColumns,
    space.bucketCount,
    decisionStepsOf(timeStep),
    space.cellCount,
    space.gridColumns * space.gridRows,
  ]);
  const arrays = [
    sorted.start,
    sorted.nearX,
    sorted.nearY,
    sorted.entries,
    sorted.owns,
    sorted.streamX,
    sorted.streamY,
    state.x,
    state.y,
    state.headingX,
    state.headingY,
    state.radius,
    state.plane,
    state.velocityX,
    state.velocityY,
    state.freeSpeed,
    context.patience,
    state.state,
    context.nextX,
    context.nextY,
    state.barrierClosed,
    state.barrierHolder,
    state.clock,
    tables.planes,
    tables.wallAx,
    tables.wallAy,
    tables.wallBx,
    tables.wallBy,
    tables.wallBarrier,
    tables.wallStart,
    tables.wallList,
    tables.numbers,
    tables.fields,
    tables.leftovers,
    state.goal,
    state.way,
    context.aims.stageGoals,
    context.aims.firstStage,
    state.people,
    state.stage,
    sorted.bucketOf,
    state.leftMetres,
    state.anchorX,
    state.anchorY,
    state.anchorSeconds,
    context.marks,
    context.aims.tasks,
    state.intentX,
    state.intentY,
    sorted.nearRadius,
    state.heldBack,
    solver.cost,
    solver.near,
    solver.far,
    solver.marks,
    solver.slowness,
    solver.cellGrid,
    solver.specialOf,
    solver.specialNext,
    solver.specialBarrier,
    solver.beforeStart,
    solver.beforeFrom,
    solver.beforeBarrier,
    solver.closed,
  ];
  tables.fields.set(context.fields.map(({ costs }) => costs.byteOffset));
  tables.addresses.set(arrays.map((array) => array.byteOffset));
}
