/**
 * One quantity over all cells as bytes (contracts/live/cell-quantities.ts).
 *
 * Unit layers are kept up to date with each unit that changes: its storey and building follow in
 * constant time.
 *   `createSumLayer`: storeys and buildings show the sum, or the mean weighted by floor area, over
 *     the units that have a value. For W/m² and L/(h·m²) that mean is exactly total ÷ area.
 *   `createMaxLayer`: they show the highest rank; used for alarms.
 * `createWholeLayer` is written whole, for what is computed for the district at once: dates, forecasts.
 */
import { byteFromValue, type CellQuantity, valueFromByte } from '#contracts';
import { type CellIndex, NO_CELL } from '../registry/index.ts';

export interface CellLayer {
  readonly bytes: Uint8Array;
  /** Cells whose byte changed since the last call. */
  takeChanges(): Uint32Array;
  /** Exact where the layer keeps it, else what the byte says; null: no value. */
  valueOf(cell: number): number | null;
}

export interface UnitLayer extends CellLayer {
  /** null: the unit has no value. */
  setUnit(cell: number, value: number | null): void;
}

export interface WholeLayer extends CellLayer {
  /** `next[cell]` for every cell. */
  replace(next: Uint8Array): void;
}

interface ByteBoard {
  readonly bytes: Uint8Array;
  write(cell: number, byte: number): void;
  takeChanges(): Uint32Array;
}

/** A list and a mark per cell: 850,000 changes in one go cost 4 MB, a Set of them 40 MB. */
function createByteBoard(count: number): ByteBoard {
  const bytes = new Uint8Array(count);
  const marked = new Uint8Array(count);
  let changed = new Uint32Array(1024);
  let length = 0;
  return {
    bytes,
    write: (cell, byte) => {
      if (bytes[cell] === byte) return;
      bytes[cell] = byte;
      if (marked[cell] === 1) return;
      marked[cell] = 1;
      if (length === changed.length) {
        const larger = new Uint32Array(Math.min(count, length * 2));
        larger.set(changed);
        changed = larger;
      }
      changed[length] = cell;
      length += 1;
    },
    takeChanges: () => {
      const cells = changed.slice(0, length);
      for (const cell of cells) marked[cell] = 0;
      length = 0;
      return cells;
    },
  };
}

/** `quantity.aggregate` decides between mean by floor area and sum. */
export function createSumLayer(cells: CellIndex, quantity: CellQuantity): UnitLayer {
  const board = createByteBoard(cells.count);
  const isMean = quantity.aggregate === 'mean';
  const values = new Float32Array(cells.count).fill(Number.NaN);
  /** Of storeys and buildings: Σ value × weight, Σ weight and the number of units with a value. */
  const sums = new Float64Array(cells.count);
  const weights = new Float64Array(cells.count);
  const members = new Uint32Array(cells.count);

  const aggregateOf = (cell: number): number | null => {
    if ((members[cell] ?? 0) === 0) return null;
    const sum = sums[cell] ?? 0;
    return isMean ? sum / (weights[cell] ?? 0) : sum;
  };
  const shift = (cell: number, sum: number, weight: number, count: number): void => {
    const left = (members[cell] ?? 0) + count;
    members[cell] = left;
    // Back to exactly nothing, so that rounding cannot pile up over days.
    sums[cell] = left === 0 ? 0 : (sums[cell] ?? 0) + sum;
    weights[cell] = left === 0 ? 0 : (weights[cell] ?? 0) + weight;
    const value = aggregateOf(cell);
    board.write(cell, value === null ? 0 : byteFromValue(quantity, value));
  };

  return {
    bytes: board.bytes,
    takeChanges: board.takeChanges,
    valueOf: (cell) => {
      const own = values[cell] ?? Number.NaN;
      return Number.isNaN(own) ? aggregateOf(cell) : own;
    },
    setUnit: (cell, value) => {
      const before = values[cell] ?? Number.NaN;
      const had = !Number.isNaN(before);
      if (value === null && !had) return;
      values[cell] = value ?? Number.NaN;
      // Read back: sums must later lose exactly what they gained, in 32-bit precision.
      const after = values[cell] ?? Number.NaN;
      const weight = isMean ? (cells.areas[cell] ?? 0) : 1;
      const sum = ((value === null ? 0 : after) - (had ? before : 0)) * weight;
      const count = (value === null ? 0 : 1) - (had ? 1 : 0);
      board.write(cell, value === null ? 0 : byteFromValue(quantity, after));
      for (
        let parent = parentOf(cells, cell);
        parent !== NO_CELL;
        parent = parentOf(cells, parent)
      ) {
        shift(parent, sum, weight * count, count);
      }
    },
  };
}

/** Ranks 1 … 4; byte = rank. */
const RANKS = 4;

export function createMaxLayer(cells: CellIndex): UnitLayer {
  const board = createByteBoard(cells.count);
  /** Units below a storey or building by rank − 1; alarms are few, so only cells that have any. */
  const counts = new Map<number, Uint32Array>();

  const recount = (cell: number, rank: number, by: number): void => {
    if (rank === 0) return;
    const ranks = counts.get(cell) ?? new Uint32Array(RANKS);
    ranks[rank - 1] = (ranks[rank - 1] ?? 0) + by;
    if (ranks.some((count) => count > 0)) counts.set(cell, ranks);
    else counts.delete(cell);
  };
  const highest = (cell: number): number => {
    const ranks = counts.get(cell);
    return ranks ? ranks.findLastIndex((count) => count > 0) + 1 : 0;
  };

  return {
    bytes: board.bytes,
    takeChanges: board.takeChanges,
    valueOf: (cell) => board.bytes[cell] ?? 0,
    setUnit: (cell, value) => {
      const before = board.bytes[cell] ?? 0;
      const after = value ?? 0;
      if (before === after) return;
      board.write(cell, after);
      for (
        let parent = parentOf(cells, cell);
        parent !== NO_CELL;
        parent = parentOf(cells, parent)
      ) {
        recount(parent, before, -1);
        recount(parent, after, 1);
        board.write(parent, highest(parent));
      }
    },
  };
}

export function createWholeLayer(cells: CellIndex, quantity: CellQuantity): WholeLayer {
  const board = createByteBoard(cells.count);
  return {
    bytes: board.bytes,
    takeChanges: board.takeChanges,
    valueOf: (cell) => valueFromByte(quantity, board.bytes[cell] ?? 0),
    replace: (next) => {
      for (let cell = 0; cell < cells.count; cell += 1) board.write(cell, next[cell] ?? 0);
    },
  };
}

/** Gives each storey and building the highest byte below it; `bytes` holds the units' own. */
export function raiseToParents(cells: CellIndex, bytes: Uint8Array): void {
  for (let cell = 0; cell < cells.count; cell += 1) {
    const byte = bytes[cell] ?? 0;
    if (byte === 0) continue;
    for (let parent = parentOf(cells, cell); parent !== NO_CELL; parent = parentOf(cells, parent)) {
      if ((bytes[parent] ?? 0) < byte) bytes[parent] = byte;
    }
  }
}

const parentOf = (cells: CellIndex, cell: number): number => cells.parents[cell] ?? NO_CELL;
