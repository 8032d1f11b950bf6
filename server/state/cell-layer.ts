/**
 * One quantity over all cells as bytes (contracts/live/cell-quantities.ts), kept up to date with each
 * unit that changes: its storey and building follow in constant time.
 *
 * `createMeanLayer`: storeys and buildings show the mean weighted by floor area, over the units that
 * have a value. For W/m² and L/(h·m²) that is exactly total ÷ area.
 * `createMaxLayer`: they show the highest byte; used for alarm ranks.
 */
import { byteFromValue, type CellQuantity } from '#contracts';
import { type CellIndex, NO_CELL } from '../registry/index.ts';

export interface CellLayer {
  readonly bytes: Uint8Array;
  /** null: the unit has no value. */
  setUnit(cell: number, value: number | null): void;
  /** Cells whose byte changed since the last call. */
  takeChanges(): number[];
}

interface ByteBoard {
  readonly bytes: Uint8Array;
  write(cell: number, byte: number): void;
  takeChanges(): number[];
}

function createByteBoard(count: number): ByteBoard {
  const bytes = new Uint8Array(count);
  const changed = new Set<number>();
  return {
    bytes,
    write: (cell, byte) => {
      if (bytes[cell] === byte) return;
      bytes[cell] = byte;
      changed.add(cell);
    },
    takeChanges: () => {
      const cells = [...changed];
      changed.clear();
      return cells;
    },
  };
}

export function createMeanLayer(cells: CellIndex, quantity: CellQuantity): CellLayer {
  const board = createByteBoard(cells.count);
  const values = new Float32Array(cells.count).fill(Number.NaN);
  /** Of storeys and buildings: Σ value × area, Σ area and the number of units with a value. */
  const sums = new Float64Array(cells.count);
  const areas = new Float64Array(cells.count);
  const members = new Uint32Array(cells.count);

  const shift = (cell: number, sum: number, area: number, count: number): void => {
    const left = (members[cell] ?? 0) + count;
    members[cell] = left;
    // Back to exactly nothing, so that rounding cannot pile up over days.
    sums[cell] = left === 0 ? 0 : (sums[cell] ?? 0) + sum;
    areas[cell] = left === 0 ? 0 : (areas[cell] ?? 0) + area;
    const weight = areas[cell] ?? 0;
    board.write(cell, left === 0 ? 0 : byteFromValue(quantity, (sums[cell] ?? 0) / weight));
  };

  return {
    bytes: board.bytes,
    takeChanges: board.takeChanges,
    setUnit: (cell, value) => {
      const before = values[cell] ?? Number.NaN;
      const had = !Number.isNaN(before);
      if (value === null && !had) return;
      values[cell] = value ?? Number.NaN;
      // Read back: sums must later lose exactly what they gained, in 32-bit precision.
      const after = values[cell] ?? Number.NaN;
      const area = cells.areas[cell] ?? 0;
      const sum = ((value === null ? 0 : after) - (had ? before : 0)) * area;
      const count = (value === null ? 0 : 1) - (had ? 1 : 0);
      board.write(cell, value === null ? 0 : byteFromValue(quantity, after));
      for (
        let parent = parentOf(cells, cell);
        parent !== NO_CELL;
        parent = parentOf(cells, parent)
      ) {
        shift(parent, sum, area * count, count);
      }
    },
  };
}

/** Ranks 1 … 4; byte = rank. */
const RANKS = 4;

export function createMaxLayer(cells: CellIndex): CellLayer {
  const board = createByteBoard(cells.count);
  /** [cell × RANKS + rank − 1] = units below the cell with that rank. */
  const counts = new Uint32Array(cells.count * RANKS);

  const recount = (cell: number, rank: number, by: number): void => {
    if (rank > 0) {
      const index = cell * RANKS + rank - 1;
      counts[index] = (counts[index] ?? 0) + by;
    }
  };
  const highest = (cell: number): number => {
    for (let rank = RANKS; rank > 0; rank -= 1) {
      if ((counts[cell * RANKS + rank - 1] ?? 0) > 0) return rank;
    }
    return 0;
  };

  return {
    bytes: board.bytes,
    takeChanges: board.takeChanges,
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

const parentOf = (cells: CellIndex, cell: number): number => cells.parents[cell] ?? NO_CELL;
