/**
 * Quantities that colour cells. Each cell holds one byte per quantity: 0 = no value, 1…255 =
 * the value on a declared scale, so that a district's worth is one small array on the wire and
 * one plane of a texture on the screen. Coarse cells (storey, building) carry the aggregate.
 */
export interface CellQuantity {
  readonly id: CellQuantityId;
  readonly unit: string;
  /** Value shown by byte 1 and by byte 255; values beyond are shown as the end they pass. */
  readonly domain: readonly [number, number];
  /** `logarithmic`: in ln(1 + value − low), for sums that reach from a room to a building. */
  readonly scale: 'linear' | 'logarithmic';
  readonly aggregate: 'max' | 'mean' | 'sum';
  /** Palette family of the interface. */
  readonly palette: 'alarm' | 'single-hue' | 'density';
  /** Bytes from here on get the second cue, a hatch: what a viewer must not miss without colour. */
  readonly hatchFromByte: number;
}

export const CELL_QUANTITY_IDS = [
  'alarm',
  'power',
  'water',
  'occupancy',
  'people',
  'inspection',
  'risk',
] as const;
export type CellQuantityId = (typeof CELL_QUANTITY_IDS)[number];

/** Top fifth of a scale. */
const TOP_FIFTH = 205;

/** Alarm priorities as cell values: byte = priority rank (1 advisory … 4 critical). */
export const CELL_QUANTITIES: Readonly<Record<CellQuantityId, CellQuantity>> = {
  alarm: {
    id: 'alarm',
    unit: '',
    domain: [1, 255],
    scale: 'linear',
    aggregate: 'max',
    palette: 'alarm',
    /** High and critical. */
    hatchFromByte: 3,
  },
  /** Electric power per floor area. */
  power: {
    id: 'power',
    unit: 'W/m²',
    domain: [0, 60],
    scale: 'linear',
    aggregate: 'mean',
    palette: 'single-hue',
    hatchFromByte: TOP_FIFTH,
  },
  water: {
    id: 'water',
    unit: 'L/(h·m²)',
    domain: [0, 2],
    scale: 'linear',
    aggregate: 'mean',
    palette: 'single-hue',
    hatchFromByte: TOP_FIFTH,
  },
  /** Share of a unit's usual people who are in, inferred from power and water use. */
  occupancy: {
    id: 'occupancy',
    unit: '%',
    domain: [0, 100],
    scale: 'linear',
    aggregate: 'mean',
    palette: 'single-hue',
    hatchFromByte: TOP_FIFTH,
  },
  /** People in now: persons registered at the unit × inferred occupancy. */
  people: {
    id: 'people',
    unit: '',
    domain: [0, 10_000],
    scale: 'logarithmic',
    aggregate: 'sum',
    palette: 'single-hue',
    /** From about 1,000 persons under one roof. */
    hatchFromByte: 192,
  },
  /**
   * Days past the date on which the next safety inspection is due; negative while there is time.
   * Two bytes a day; what has a month or more is not told apart. A storey or building shows its most
   * overdue unit.
   */
  inspection: {
    id: 'inspection',
    unit: 'd',
    domain: [-30, 97],
    scale: 'linear',
    aggregate: 'max',
    palette: 'single-hue',
    /** Due today or overdue. */
    hatchFromByte: 61,
  },
  /**
   * Forecast crowding around the building: the highest density within the next hour on the ways
   * beside it that is passed in one case of ten.
   */
  risk: {
    id: 'risk',
    unit: 'persons/m²',
    domain: [0, 5],
    scale: 'linear',
    aggregate: 'max',
    palette: 'density',
    /** Band E, 1.08 persons/m². */
    hatchFromByte: 56,
  },
};

export function byteFromValue(quantity: CellQuantity, value: number): number {
  const [low, high] = quantity.domain;
  const share =
    quantity.scale === 'linear'
      ? (value - low) / (high - low)
      : Math.log1p(Math.max(0, value - low)) / Math.log1p(high - low);
  return 1 + Math.round(254 * Math.min(1, Math.max(0, share)));
}

/** null when the cell has no value. */
export function valueFromByte(quantity: CellQuantity, byte: number): number | null {
  if (byte === 0) return null;
  const [low, high] = quantity.domain;
  const share = (byte - 1) / 254;
  return quantity.scale === 'linear'
    ? low + share * (high - low)
    : low + Math.expm1(share * Math.log1p(high - low));
}
