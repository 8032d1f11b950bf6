/**
 * What a metre costs in each cell: more near walls, so that routes keep clear of corners; by the
 * speed factor on stairs; more where the crowd is jammed, so that routes react to congestion (the
 * idea of Kretz 2009, doi:10.1088/1742-5468/2009/03/P03012, with Weidmann's diagram as the pace).
 *
 * Below 1.2 persons/m² nothing counts, and the density is smoothed over some metres and some renewals
 * (route-people.ts). When every bucket's present density counted, people in an even crowd weaved after
 * chance dips, and a corridor 10 m wide at 1 person/m² walked at 0.7 m/s instead of 1.2. When only jams
 * above 3.3 persons/m² counted, a crowd squeezed round the inner side of a corner (RiMEA 15).
 */
import type { CrowdParameters } from '../crowd-types.ts';
import type { Space } from '../space/space-types.ts';

/** Cells nearer than this to a wall cost more, up to WALL_COST times more at the wall. */
const CLEAR_METRES = 0.4;
const WALL_COST = 1;
/** A standing crowd still moves up: no cell costs more than this, relative to a free one. */
const GREATEST_CONGESTION = 8;
/** Below this nobody is held up much, and differences in density are mostly chance, persons/m². */
const JAM_DENSITY = 1.2;
const JAM_DELAY = delayAt(JAM_DENSITY);

export function createBaseSlowness(space: Space): Float32Array {
  return Float32Array.from(space.cellClearance, (clearance, cell) => {
    const nearness = Math.max(0, 1 - clearance / CLEAR_METRES);
    const plane = space.planes[space.cellPlane[cell] ?? 0];
    const factor = plane ? plane.beltSpeed || (plane.factorUp + plane.factorDown) / 2 : 1;
    return (1 + WALL_COST * nearness * nearness) / factor;
  });
}

/**
 * `slowness`: by position in the grid; `density`: persons/m² per bucket, smoothed;
 * `pace`: room for as many numbers.
 */
export function setSlowness(
  slowness: Float32Array,
  base: Float32Array,
  space: Space,
  density: Float64Array,
  pace: Float64Array,
  parameters: CrowdParameters,
): void {
  const { cellBucket, cellCount, cellGrid } = space;
  const weight = parameters.congestionWeight;
  for (let bucket = 0; bucket < density.length; bucket += 1) {
    const persons = density[bucket] as number;
    pace[bucket] = persons > JAM_DENSITY ? 1 + weight * (delayAt(persons) - JAM_DELAY) : 1;
  }
  for (let cell = 0; cell < cellCount; cell += 1) {
    const busy = pace[cellBucket[cell] as number] as number;
    slowness[cellGrid[cell] as number] = (base[cell] as number) * busy;
  }
}

/** Time lost per time of free walking, by Weidmann's diagram. */
function delayAt(density: number): number {
  const share = 1 - Math.exp(-1.913 * (1 / density - 1 / 5.4));
  return share > 1 / GREATEST_CONGESTION ? 1 / share - 1 : GREATEST_CONGESTION - 1;
}
