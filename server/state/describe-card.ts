/** The card of one cell: what it is called, its live values with their truth, its open alarms. */
import {
  CELL_QUANTITIES,
  CELL_QUANTITY_IDS,
  type CellCard,
  type CellQuantityId,
  type ObservedQuantity,
  valueFromByte,
} from '#contracts';
import type { AlarmBook } from '../alarms/index.ts';
import { CELL_CLASSES, type City, describeCell, NO_CELL } from '../registry/index.ts';
import type { DistrictState } from './district-state.ts';
import type { ValueKinds } from './value-kinds.ts';

/** null when no building, storey or unit has this cell. */
export type DescribeCard = (cell: number) => CellCard | null;

type Live = CellCard['live'][number];

const METERS: Readonly<Partial<Record<CellQuantityId, ObservedQuantity>>> = {
  power: 'powerWatts',
  water: 'waterLitresPerHour',
};

export function createCardDescriber(context: {
  readonly city: City;
  readonly state: DistrictState;
  readonly book: AlarmBook;
  readonly kinds: ValueKinds;
}): DescribeCard {
  const { city, state, book, kinds } = context;
  const { cells } = city;

  const unitLive = (cell: number, code: string, quantity: CellQuantityId): Live => {
    const base = { quantity, unit: CELL_QUANTITIES[quantity].unit };
    if (quantity === 'alarm') {
      return {
        ...base,
        ...aggregate(cell, 'alarm'),
        timeMs: newestOf(state, code),
        source: 'smoke-and-leak-detectors',
        kind: kinds.ofUnit(cell),
      };
    }
    const meter = METERS[quantity];
    if (!meter) {
      return {
        ...base,
        ...aggregate(cell, quantity),
        source: 'power-and-water-meters',
        kind: 'inferred',
      };
    }
    const latest = state.latest.get(code, meter);
    const area = cells.areas[cell] ?? 0;
    return {
      ...base,
      value: latest && area > 0 ? latest.value / area : null,
      kind: kinds.ofUnit(cell),
      source: quantity === 'power' ? 'power-meter' : 'water-meter',
      timeMs: latest?.timeMs ?? null,
      stale: latest !== null && state.isStale(code, meter, latest.timeMs),
    };
  };

  /** From the layer's byte: resolution of 1/254 of the scale. */
  const aggregate = (cell: number, quantity: CellQuantityId) => {
    const byte = state.layers[quantity].bytes[cell] ?? 0;
    return {
      value: quantity === 'alarm' ? byte : valueFromByte(CELL_QUANTITIES[quantity], byte),
      timeMs: null,
      stale: false,
    };
  };

  const coarseLive = (cell: number, quantity: CellQuantityId): Live => ({
    quantity,
    unit: CELL_QUANTITIES[quantity].unit,
    ...aggregate(cell, quantity),
    kind: quantity === 'occupancy' ? 'inferred' : kinds.ofUnit(cell),
    source: quantity === 'alarm' ? 'highest-of-units' : 'mean-of-units-by-area',
  });

  return (cell) => {
    const described = describeCell(city, cell);
    if (!described) return null;
    const { type, title, building, storey, code } = described;
    const alarms = book.list(Number.POSITIVE_INFINITY).filter(({ place }) => {
      if (place.type !== 'unit') return false;
      for (let at: number = place.cell; at !== NO_CELL; at = cells.parents[at] ?? NO_CELL) {
        if (at === cell) return true;
        if (CELL_CLASSES[cells.classes[at] ?? 0] === 'building') return false;
      }
      return false;
    });
    return {
      cell: described.cell,
      type,
      title,
      building,
      storey: type === 'storey' ? described.cell : storey,
      live: CELL_QUANTITY_IDS.map((quantity) =>
        code === null ? coarseLive(cell, quantity) : unitLive(cell, code, quantity),
      ),
      alarms,
    };
  };
}

/** When the unit's detectors last spoke. */
function newestOf(state: DistrictState, code: string): number | null {
  const times = (['smoke', 'leak'] as const).flatMap(
    (q) => state.latest.get(code, q)?.timeMs ?? [],
  );
  return times.length > 0 ? Math.max(...times) : null;
}
