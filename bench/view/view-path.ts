/**
 * The fixed camera path of `bench view`: one lap over the whole district and down into it four times,
 * to where units are drawn, and back. Places are shares of the district's extent, so that the same
 * path goes over any city; the lap ends where it began.
 */
export interface PathPlace {
  readonly eastMetres: number;
  readonly northMetres: number;
  readonly rangeMetres: number;
  readonly headingRadians: number;
  readonly pitchRadians: number;
}

type Extent = readonly [west: number, south: number, east: number, north: number];

/** Share of the extent, east and north. */
const TARGETS = [
  [0.5, 0.62],
  [0.3, 0.4],
  [0.6, 0.3],
  [0.72, 0.7],
] as const;
/** Metres from the eye to the ground: district quarter, neighbourhood (storeys), block (units). */
const RANGES = [3000, 1200, 450, 200] as const;

export function viewPath([west, south, east, north]: Extent): readonly PathPlace[] {
  const width = Math.max(east - west, north - south);
  const overview: PathPlace = {
    eastMetres: (west + east) / 2,
    northMetres: (south + north) / 2,
    rangeMetres: 1.3 * width,
    headingRadians: 0,
    pitchRadians: 0.9,
  };
  const dives = TARGETS.flatMap(([x, y], i) =>
    RANGES.map((rangeMetres, j) => ({
      eastMetres: west + x * (east - west),
      northMetres: south + y * (north - south),
      rangeMetres,
      headingRadians: (i * Math.PI) / 3 + j * 0.2,
      // Flatter when nearer: the horizon fills with tiles, which is the hard case.
      pitchRadians: 0.9 - 0.12 * j,
    })),
  );
  return [overview, ...dives, overview];
}
