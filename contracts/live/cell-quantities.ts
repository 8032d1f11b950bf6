/**
 * Quantities that colour cells. Each cell holds one byte per quantity: 0 = no value, 1…255 =
 * the value on a declared scale, so that a district's worth is one small array on the wire and
 * one texture channel on the screen. Coarse cells (storey, building) carry the aggregate.
 */
export interface CellQuantity {
  readonly id: CellQuantityId;
  readonly unit: string;
  /** Value shown by byte 1 and by byte 255; linear between. */
  readonly domain: readonly [number, number];
  readonly aggregate: 'max' | 'mean';
  /** Palette family of the interface. */
  readonly palette: 'alarm' | 'single-hue';
}

export const CELL_QUANTITY_IDS = ['alarm', 'power', 'water', 'occupancy'] as const;
export type CellQuantityId = (typeof CELL_QUANTITY_IDS)[number];

/** Alarm priorities as cell values: byte = priority rank (1 advisory … 4 critical). */
export const CELL_QUANTITIES: Readonly<Record<CellQuantityId, CellQuantity>> = {
  alarm: { id: 'alarm', unit: '', domain: [1, 255], aggregate: 'max', palette: 'alarm' },
  /** Electric power per floor area. */
  power: { id: 'power', unit: 'W/m²', domain: [0, 60], aggregate: 'mean', palette: 'single-hue' },
  water: {
    id: 'water',
    unit: 'L/(h·m²)',
    domain: [0, 2],
    aggregate: 'mean',
    palette: 'single-hue',
  },
  /** Share of a unit's usual people who are in, inferred from power and water use. */
  occupancy: {
    id: 'occupancy',
    unit: '%',
    domain: [0, 100],
    aggregate: 'mean',
    palette: 'single-hue',
  },
};

export function byteFromValue(quantity: CellQuantity, value: number): number {
  const [low, high] = quantity.domain;
  const share = (value - low) / (high - low);
  return 1 + Math.round(254 * Math.min(1, Math.max(0, share)));
}

/** null when the cell has no value. */
export function valueFromByte(quantity: CellQuantity, byte: number): number | null {
  if (byte === 0) return null;
  const [low, high] = quantity.domain;
  return low + ((byte - 1) / 254) * (high - low);
}
