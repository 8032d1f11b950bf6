/**
 * From a scenario's floor plan to what the step reads. The navigation cells of all planes lie in one
 * grid, so a cell beside a landing is next to a cell of the other plane, and routes run through.
 */
import type { CrowdScenario } from '#contracts';
import type { CrowdParameters } from '../crowd-types.ts';
import { buildLandings, buildPlanes } from './build-planes.ts';
import { buildWalls, type Walls, wallsBetween } from './build-walls.ts';
import { distanceToSegment, doSegmentsMeet, isInside, type Vertex } from './plane-geometry.ts';
import {
  bucketAt,
  type Landing,
  type Space,
  type SpacePlane,
  WALL_REACH_METRES,
} from './space-types.ts';

const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

interface Cells {
  readonly x: number[];
  readonly y: number[];
  readonly plane: number[];
  readonly bucket: number[];
}

export function buildSpace(scenario: CrowdScenario, parameters: CrowdParameters): Space {
  const planes = buildPlanes(scenario, parameters);
  const landings = buildLandings(scenario, planes);
  const walls = buildWalls(scenario, planes, landings);
  const cells = fillCells(planes, scenario.gridMetres);
  const cellCount = cells.x.length;
  const links = linkCells(planes, landings, walls, cells, scenario.gridMetres);
  const last = planes[planes.length - 1];
  const gridColumns = planes.reduce((most, plane) => Math.max(most, plane.cellColumns), 0);
  return {
    planes,
    landings,
    ...walls,
    ...links,
    bucketCount: last ? last.firstBucket + last.bucketColumns * last.bucketRows : 0,
    cellMetres: scenario.gridMetres,
    cellCount,
    gridColumns,
    gridRows: planes.reduce((sum, plane) => sum + plane.cellRows, 0),
    cellGrid: Int32Array.from(cells.plane, (index, cell) => {
      const plane = planes[index];
      if (plane === undefined) return 0;
      const column = Math.floor((cells.x[cell] ?? 0) / scenario.gridMetres) - plane.firstColumn;
      const row = Math.floor((cells.y[cell] ?? 0) / scenario.gridMetres) - plane.firstRow;
      return (plane.firstGridRow + row) * gridColumns + column;
    }),
    cellX: Float32Array.from(cells.x),
    cellY: Float32Array.from(cells.y),
    cellPlane: Uint16Array.from(cells.plane),
    cellBucket: Int32Array.from(cells.bucket),
    cellClearance: measureClearance(walls, cells),
    barrierCount: scenario.doors.length + scenario.gates.length,
  };
}

function fillCells(planes: readonly SpacePlane[], size: number): Cells {
  const cells: Cells = { x: [], y: [], plane: [], bucket: [] };
  planes.forEach((plane, index) => {
    for (let row = 0; row < plane.cellRows; row += 1) {
      for (let column = 0; column < plane.cellColumns; column += 1) {
        const x = (plane.firstColumn + column + 0.5) * size;
        const y = (plane.firstRow + row + 0.5) * size;
        if (!isInside(plane.rings, x, y)) continue;
        plane.cellAt[row * plane.cellColumns + column] = cells.x.length;
        cells.x.push(x);
        cells.y.push(y);
        cells.plane.push(index);
        cells.bucket.push(bucketAt(plane, x, y));
      }
    }
  });
  return cells;
}

function linkCells(
  planes: readonly SpacePlane[],
  landings: readonly Landing[],
  walls: Walls,
  cells: Cells,
  size: number,
): { readonly cellNext: Int32Array; readonly cellBarrier: Int32Array } {
  const cellNext = new Int32Array(cells.x.length * 4).fill(-1);
  const cellBarrier = new Int32Array(cells.x.length * 4).fill(-1);
  for (let cell = 0; cell < cells.x.length; cell += 1) {
    const p: Vertex = [cells.x[cell] ?? 0, cells.y[cell] ?? 0];
    const planeIndex = cells.plane[cell] ?? 0;
    for (const [direction, [stepX, stepY]] of STEPS.entries()) {
      const q: Vertex = [p[0] + stepX * size, p[1] + stepY * size];
      const next = cellIn(planes, planeIndex, q, size);
      let isOpen = true;
      let barrier = -1;
      wallsBetween(walls, cells.bucket[cell] ?? 0, p, q, (wall) => {
        const found = walls.walls.barrier[wall] ?? -1;
        if (found < 0) isOpen = false;
        else barrier = found;
      });
      if (!isOpen) continue;
      const target = next >= 0 ? next : cellBeyondLanding(planes, landings, planeIndex, p, q, size);
      cellNext[cell * 4 + direction] = target;
      cellBarrier[cell * 4 + direction] = barrier;
    }
  }
  return { cellNext, cellBarrier };
}

function cellIn(
  planes: readonly SpacePlane[],
  planeIndex: number,
  [x, y]: Vertex,
  size: number,
): number {
  const plane = planes[planeIndex];
  if (plane === undefined) return -1;
  const column = Math.floor(x / size) - plane.firstColumn;
  const row = Math.floor(y / size) - plane.firstRow;
  if (column < 0 || row < 0 || column >= plane.cellColumns || row >= plane.cellRows) return -1;
  return plane.cellAt[row * plane.cellColumns + column] ?? -1;
}

function cellBeyondLanding(
  planes: readonly SpacePlane[],
  landings: readonly Landing[],
  plane: number,
  p: Vertex,
  q: Vertex,
  size: number,
): number {
  for (const { level, stair, a, b, mayEnterStair, mayLeaveStair } of landings) {
    const other = plane === level ? stair : plane === stair ? level : -1;
    if (other < 0 || !(plane === level ? mayEnterStair : mayLeaveStair)) continue;
    if (doSegmentsMeet(a, b, p, q)) return cellIn(planes, other, q, size);
  }
  return -1;
}

function measureClearance({ walls, wallStart, wallList }: Walls, cells: Cells): Float32Array {
  return Float32Array.from(cells.x, (x, cell) => {
    const bucket = cells.bucket[cell] ?? 0;
    const y = cells.y[cell] ?? 0;
    let clearance = WALL_REACH_METRES;
    for (let k = wallStart[bucket] ?? 0; k < (wallStart[bucket + 1] ?? 0); k += 1) {
      const w = wallList[k] ?? 0;
      // A door or gate is passed through: it keeps nobody away.
      if ((walls.barrier[w] ?? -1) >= 0) continue;
      const a: Vertex = [walls.ax[w] ?? 0, walls.ay[w] ?? 0];
      const b: Vertex = [walls.bx[w] ?? 0, walls.by[w] ?? 0];
      clearance = Math.min(clearance, distanceToSegment(a, b, x, y));
    }
    return clearance;
  });
}
