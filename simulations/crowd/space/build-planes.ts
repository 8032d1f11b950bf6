/** Levels and stairs of a scenario as planes with bucket grids and cell windows, and the landings. */
import type { CrowdScenario } from '#contracts';
import { type CrowdParameters, CrowdScenarioError } from '../crowd-types.ts';
import { boundsOf, isInside, type OpenRing, ringsOf, type Vertex } from './plane-geometry.ts';
import {
  BUCKET_METRES,
  type Landing,
  type SpacePlane,
  WIDEST_PLANE_METRES,
} from './space-types.ts';

/** Room around a plane's bounds, so that ghosts of a neighbouring plane have buckets too, m. */
const MARGIN_METRES = 2;

type Stair = CrowdScenario['stairs'][number];
type Draft = Omit<
  SpacePlane,
  | 'minX'
  | 'minY'
  | 'bucketColumns'
  | 'bucketRows'
  | 'firstBucket'
  | 'firstColumn'
  | 'firstRow'
  | 'cellColumns'
  | 'cellRows'
  | 'cellAt'
  | 'firstGridRow'
>;

export function buildPlanes(
  scenario: CrowdScenario,
  parameters: CrowdParameters,
): readonly SpacePlane[] {
  const drafts: readonly Draft[] = [
    ...scenario.levels.map(
      (level): Draft => ({
        id: level.id,
        kind: 'level',
        rings: ringsOf(level.walkable),
        factorUp: 1,
        factorDown: 1,
        beltSpeed: 0,
        upX: 0,
        upY: 0,
      }),
    ),
    ...scenario.stairs.map((stair) => stairDraft(stair, parameters)),
  ];
  let firstBucket = 0;
  let firstGridRow = 0;
  return drafts.map((draft) => {
    const plane = frameOf(draft, scenario.gridMetres, firstBucket, firstGridRow);
    firstGridRow += plane.cellRows;
    firstBucket += plane.bucketColumns * plane.bucketRows;
    return plane;
  });
}

function stairDraft(stair: Stair, parameters: CrowdParameters): Draft {
  const low = middleOf(stair.lower.edge.coordinates);
  const high = middleOf(stair.upper.edge.coordinates);
  const planMetres = Math.hypot(high[0] - low[0], high[1] - low[1]);
  const slope = planMetres / Math.hypot(planMetres, stair.riseMetres);
  const isRamp = stair.kind === 'ramp';
  return {
    id: stair.id,
    kind: stair.kind,
    rings: ringsOf(stair.area),
    factorUp: slope * (stair.speedFactorUp ?? (isRamp ? 1 : parameters.stairSpeedFactorUp)),
    factorDown: slope * (stair.speedFactorDown ?? (isRamp ? 1 : parameters.stairSpeedFactorDown)),
    beltSpeed: slope * (stair.beltSpeedMetresPerSecond ?? 0),
    upX: (high[0] - low[0]) / planMetres,
    upY: (high[1] - low[1]) / planMetres,
  };
}

function middleOf([a, b]: readonly [Vertex, Vertex]): Vertex {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

function frameOf(
  draft: Draft,
  cellMetres: number,
  firstBucket: number,
  firstGridRow: number,
): SpacePlane {
  const bounds = boundsOf(draft.rings);
  const widest = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  if (widest > WIDEST_PLANE_METRES) {
    throw new CrowdScenarioError([
      `${draft.kind} ${draft.id}: expected at most ${WIDEST_PLANE_METRES} m from side to side, got ${widest.toFixed(0)} m; cut it in parts`,
    ]);
  }
  const minX = bounds.minX - MARGIN_METRES;
  const minY = bounds.minY - MARGIN_METRES;
  const firstColumn = Math.floor(bounds.minX / cellMetres) - 1;
  const firstRow = Math.floor(bounds.minY / cellMetres) - 1;
  const cellColumns = Math.floor(bounds.maxX / cellMetres) + 2 - firstColumn;
  const cellRows = Math.floor(bounds.maxY / cellMetres) + 2 - firstRow;
  return {
    ...draft,
    minX,
    minY,
    bucketColumns: Math.ceil((bounds.maxX + MARGIN_METRES - minX) / BUCKET_METRES),
    bucketRows: Math.ceil((bounds.maxY + MARGIN_METRES - minY) / BUCKET_METRES),
    firstBucket,
    firstColumn,
    firstRow,
    cellColumns,
    cellRows,
    firstGridRow,
    cellAt: new Int32Array(cellColumns * cellRows).fill(-1),
  };
}

export function buildLandings(
  scenario: CrowdScenario,
  planes: readonly SpacePlane[],
): readonly Landing[] {
  return scenario.stairs.flatMap((stair, index) => {
    const stairPlane = scenario.levels.length + index;
    const rings = planes[stairPlane]?.rings ?? [];
    const canGoUp = stair.direction !== 'down';
    const canGoDown = stair.direction !== 'up';
    return (['lower', 'upper'] as const).map((end): Landing => {
      const landing = stair[end];
      const [a, b] = orientTowards(landing.edge.coordinates, rings);
      return {
        level: scenario.levels.findIndex((level) => level.id === landing.level),
        stair: stairPlane,
        a,
        b,
        end,
        mayEnterStair: end === 'lower' ? canGoUp : canGoDown,
        mayLeaveStair: end === 'lower' ? canGoDown : canGoUp,
      };
    });
  });
}

/** The edge in the direction that has the stair on its left. */
function orientTowards(
  [a, b]: readonly [Vertex, Vertex],
  rings: readonly OpenRing[],
): readonly [Vertex, Vertex] {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const left: Vertex = [
    (a[0] + b[0]) / 2 - (0.05 * (b[1] - a[1])) / length,
    (a[1] + b[1]) / 2 + (0.05 * (b[0] - a[0])) / length,
  ];
  return isInside(rings, left[0], left[1]) ? [a, b] : [b, a];
}
