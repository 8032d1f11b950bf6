/**
 * Voronoi density in an area (method D of Steffen and Seyfried 2010, doi:10.1016/j.physa.2009.12.015):
 * every point of the floor belongs to the nearest person; the density at a point is one over the floor
 * that its person has, and an area has the mean over its points. It changes smoothly where the
 * classical density jumps by one person. Who has nobody near keeps a disc of 2 m radius at most.
 *
 * The cells are counted on a raster of 0.1 m instead of cut exactly, so that walls and holes need no
 * polygon arithmetic. Measured on a lattice of 1 person/m² the raster is 1 % off.
 */
import { boundsOf, isInside, type OpenRing } from '../space/plane-geometry.ts';

const RASTER_METRES = 0.1;
/** The floor farther from anybody belongs to nobody. */
const CUT_OFF_METRES = 2;

export interface VoronoiMeter {
  /** Persons/m² over the area; `x`, `y`: the persons of this floor, m. */
  measure(x: readonly number[], y: readonly number[]): number;
}

/** `area`: where the mean is taken; `floor`: where people can walk; rings as even-odd areas. */
export function createVoronoiMeter(
  area: readonly OpenRing[],
  floor: readonly OpenRing[],
): VoronoiMeter {
  const { minX, minY, maxX, maxY } = boundsOf(area);
  // Cells reach beyond the area, at most by the cut-off on each side of a person that reaches in.
  const margin = 2 * CUT_OFF_METRES;
  const x0 = minX - margin;
  const y0 = minY - margin;
  const columns = Math.ceil((maxX + margin - x0) / RASTER_METRES);
  const rows = Math.ceil((maxY + margin - y0) / RASTER_METRES);
  const pointX: number[] = [];
  const pointY: number[] = [];
  const inArea: boolean[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = x0 + (column + 0.5) * RASTER_METRES;
      const y = y0 + (row + 0.5) * RASTER_METRES;
      if (!isInside(floor, x, y)) continue;
      pointX.push(x);
      pointY.push(y);
      inArea.push(isInside(area, x, y));
    }
  }
  const areaPoints = inArea.filter(Boolean).length;
  const cellArea = RASTER_METRES ** 2;

  const measure: VoronoiMeter['measure'] = (x, y) => {
    const near: number[] = [];
    for (const [k, px] of x.entries()) {
      const py = y[k] ?? 0;
      if (px < x0 - margin || px > maxX + 2 * margin) continue;
      if (py < y0 - margin || py > maxY + 2 * margin) continue;
      near.push(k);
    }
    if (near.length === 0 || areaPoints === 0) return 0;
    const buckets = sortIntoBuckets(near, x, y);
    const points = new Float64Array(x.length);
    const shares = new Float64Array(x.length);
    for (const [k, px] of pointX.entries()) {
      const owner = buckets.nearest(px, pointY[k] ?? 0);
      if (owner < 0) continue;
      points[owner] = (points[owner] ?? 0) + 1;
      if (inArea[k]) shares[owner] = (shares[owner] ?? 0) + 1;
    }
    let sum = 0;
    for (const k of near) {
      const own = points[k] ?? 0;
      if (own > 0) sum += (shares[k] ?? 0) / (own * cellArea);
    }
    return sum / areaPoints;
  };
  return { measure };
}

/** Persons in squares of the cut-off's side: whoever is near enough lies in the nine around. */
function sortIntoBuckets(
  persons: readonly number[],
  x: readonly number[],
  y: readonly number[],
): { nearest(px: number, py: number): number } {
  const buckets = new Map<string, number[]>();
  for (const k of persons) {
    const key = `${Math.floor((x[k] ?? 0) / CUT_OFF_METRES)} ${Math.floor((y[k] ?? 0) / CUT_OFF_METRES)}`;
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [k]);
    else bucket.push(k);
  }
  const nearest = (px: number, py: number): number => {
    const column = Math.floor(px / CUT_OFF_METRES);
    const row = Math.floor(py / CUT_OFF_METRES);
    let owner = -1;
    let least = CUT_OFF_METRES ** 2;
    for (let c = column - 1; c <= column + 1; c += 1) {
      for (let r = row - 1; r <= row + 1; r += 1) {
        for (const k of buckets.get(`${c} ${r}`) ?? []) {
          const square = ((x[k] ?? 0) - px) ** 2 + ((y[k] ?? 0) - py) ** 2;
          if (square >= least) continue;
          least = square;
          owner = k;
        }
      }
    }
    return owner;
  };
  return { nearest };
}
