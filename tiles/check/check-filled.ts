/** The law of areas: the units of a storey fill it, by their outlines and by their stated areas. */
import type { FindingList } from './findings.ts';

/** 0.5 %, from the requirement; and a floor of 0.1 m² for cells smaller than a cupboard. */
const AREA_SHARE = 0.005;
const AREA_FLOOR_SQUARE_METRES = 0.1;

/** What the units of each storey add up to, by the storey's cell. */
export interface FillSums {
  add(storey: number, outline: number, area: number, surveyed: boolean): void;
  readonly units: Uint32Array;
  readonly outlines: Float64Array;
  readonly areas: Float64Array;
  /** 1 where a unit's area was surveyed. */
  readonly surveyed: Uint8Array;
}

export function createFillSums(cells: number): FillSums {
  const units = new Uint32Array(cells);
  const outlines = new Float64Array(cells);
  const areas = new Float64Array(cells);
  const surveyed = new Uint8Array(cells);
  return {
    units,
    outlines,
    areas,
    surveyed,
    add: (storey, outline, area, isSurveyed) => {
      units[storey] = (units[storey] ?? 0) + 1;
      outlines[storey] = (outlines[storey] ?? 0) + outline;
      areas[storey] = (areas[storey] ?? 0) + area;
      if (isSurveyed) surveyed[storey] = 1;
    },
  };
}

/** `footprints`: m² by cell. */
export function checkFilled(sums: FillSums, footprints: Float64Array, findings: FindingList): void {
  for (let cell = 0; cell < footprints.length; cell += 1) {
    if ((sums.units[cell] ?? 0) === 0) continue;
    const footprint = footprints[cell] ?? 0;
    const allowed = Math.max(footprint * AREA_SHARE, AREA_FLOOR_SQUARE_METRES);
    const compare = (what: string, sum: number): void => {
      if (Math.abs(sum - footprint) <= allowed) return;
      findings.add(
        'areas',
        `storey cell ${cell}`,
        `${what} of its units add up to ${sum.toFixed(2)} m², its footprint has ${footprint.toFixed(2)} m²`,
      );
    };
    compare('outlines', sums.outlines[cell] ?? 0);
    // A surveyed area is the survey's own (often net of walls) and need not match the drawing.
    if (sums.surveyed[cell] === 0) compare('areas', sums.areas[cell] ?? 0);
  }
}
