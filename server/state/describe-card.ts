/** The card of one cell: what it is called, its live values with their truth, its open alarms. */
import {
  CELL_QUANTITIES,
  CELL_QUANTITY_IDS,
  type CellCard,
  type CellQuantityId,
  type ObservedQuantity,
  type ValueKind,
} from '#contracts';
import type { AlarmBook } from '../alarms/index.ts';
import type { DistrictClock } from '../clock/district-clock.ts';
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
const METERED = ['powerWatts', 'waterLitresPerHour'] as const;
const DETECTED = ['smoke', 'leak'] as const;
const AGGREGATE_SOURCES = {
  max: 'highest-of-units',
  mean: 'mean-of-units-by-area',
  sum: 'sum-of-units',
} as const;
/** A forecast comes every district minute; after ten it no longer speaks for what is ahead. */
const FORECAST_HOLDS_MS = 10 * 60_000;

export function createCardDescriber(context: {
  readonly city: City;
  readonly state: DistrictState;
  readonly book: AlarmBook;
  readonly kinds: ValueKinds;
  readonly clock: Pick<DistrictClock, 'nowMs' | 'rate'>;
}): DescribeCard {
  const { city, state, book, kinds, clock } = context;
  const { nowMs } = clock;
  const staleForecastMs = FORECAST_HOLDS_MS * Math.max(1, clock.rate);
  const { cells } = city;

  /** Of a unit's own meters or detectors: their newest time. */
  const newestOf = (code: string, quantities: readonly ObservedQuantity[]): number | null => {
    const times = quantities.flatMap((quantity) => state.latest.get(code, quantity)?.timeMs ?? []);
    return times.length > 0 ? Math.max(...times) : null;
  };

  /** What a quantity is made of does not depend on the class of the cell. */
  const truthOf = (
    cell: number,
    quantity: CellQuantityId,
  ): { readonly kind: ValueKind; readonly source: string } => {
    switch (quantity) {
      case 'alarm':
        return { kind: kinds.ofUnit(cell), source: 'smoke-and-leak-detectors' };
      case 'power':
        return { kind: kinds.ofUnit(cell), source: 'power-meter' };
      case 'water':
        return { kind: kinds.ofUnit(cell), source: 'water-meter' };
      case 'occupancy':
        return { kind: 'inferred', source: 'power-and-water-meters' };
      case 'people':
        return { kind: 'inferred', source: 'meters-and-register' };
      case 'inspection':
        return { kind: state.inspections.kind, source: state.inspections.source };
      case 'risk':
        return { kind: 'forecast', source: 'forecast-around-building' };
      default:
        return quantity satisfies never;
    }
  };

  const live = (cell: number, code: string | null, quantity: CellQuantityId): Live => {
    const base = {
      quantity,
      unit: CELL_QUANTITIES[quantity].unit,
      ...truthOf(cell, quantity),
      value: state.layers[quantity].valueOf(cell),
      timeMs: null,
      stale: false,
    };
    if (quantity === 'risk') {
      const timeMs = state.riskIssuedMs();
      return { ...base, timeMs, stale: timeMs !== null && nowMs() - timeMs > staleForecastMs };
    }
    if (quantity === 'inspection') {
      const exact = code === null ? null : state.inspections.daysPastDue(cell, nowMs());
      return { ...base, value: exact ?? base.value, timeMs: nowMs() };
    }
    if (code === null) {
      const made = CELL_QUANTITIES[quantity].aggregate;
      const kind = quantity === 'people' || quantity === 'occupancy' ? 'inferred' : base.kind;
      return { ...base, kind, source: AGGREGATE_SOURCES[made] };
    }
    const meter = METERS[quantity];
    if (!meter) {
      const of = quantity === 'alarm' ? DETECTED : METERED;
      return { ...base, timeMs: newestOf(code, of) };
    }
    const latest = state.latest.get(code, meter);
    const area = cells.areas[cell] ?? 0;
    return {
      ...base,
      value: latest && area > 0 ? latest.value / area : null,
      timeMs: latest?.timeMs ?? null,
      stale: latest !== null && state.isStale(code, meter, latest.timeMs),
    };
  };

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
      live: CELL_QUANTITY_IDS.map((quantity) => live(cell, code, quantity)),
      alarms,
    };
  };
}
