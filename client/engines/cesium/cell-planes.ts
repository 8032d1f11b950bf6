/**
 * What the cells' texture holds, without any engine: one plane of bytes per quantity, one byte a
 * cell, and two planes more. Flat index = plane × 2^20 + cell; rows of 4,096 texels, so that a plane
 * is 256 whole rows and a district's worth of one quantity is one straight copy.
 *
 * The plane `before` holds what the shown quantity's cells were when the running transition began;
 * the plane `marks` says which cells a filter found (1) while others are dimmed.
 */
import {
  CELL_ID_LIMIT,
  CELL_QUANTITY_IDS,
  type CellQuantityId,
  forEachCellChange,
} from '#contracts';

export const PLANE_WIDTH = 4096;
export const PLANE_ROWS = CELL_ID_LIMIT / PLANE_WIDTH;
export const BEFORE_PLANE = CELL_QUANTITY_IDS.length;
export const MARK_PLANE = CELL_QUANTITY_IDS.length + 1;
export const PLANE_COUNT = CELL_QUANTITY_IDS.length + 2;

export const planeOf = (quantity: CellQuantityId): number => CELL_QUANTITY_IDS.indexOf(quantity);

/** One byte per cell and plane in one array; tells which rows of which plane were written. */
export interface CellPlanes {
  readonly bytes: Uint8Array;
  readonly byteOf: (plane: number, cell: number) => number;
  readonly writeAll: (plane: number, from: Uint8Array) => void;
  readonly writeChanges: (plane: number, changes: Uint8Array) => void;
  readonly copyPlane: (from: number, to: number) => void;
  /** Sets the given cells of a plane to 1 and all others to 0. */
  readonly markOnly: (plane: number, cells: ArrayLike<number>) => void;
}

export function createCellPlanes(
  bytes: Uint8Array,
  /** Rows of the whole texture, first and last. */
  onTouch: (firstRow: number, lastRow: number) => void,
): CellPlanes {
  if (bytes.length !== PLANE_COUNT * CELL_ID_LIMIT) {
    throw new Error(
      `cell planes: expected ${PLANE_COUNT * CELL_ID_LIMIT} bytes, got ${bytes.length}`,
    );
  }
  /** One more than the highest cell ever written: a small city is not copied as a large one. */
  let used = 0;
  const touch = (plane: number, firstCell: number, lastCell: number): void => {
    if (lastCell < firstCell) return;
    const row = plane * PLANE_ROWS;
    onTouch(row + Math.floor(firstCell / PLANE_WIDTH), row + Math.floor(lastCell / PLANE_WIDTH));
  };
  return {
    bytes,
    byteOf: (plane, cell) => bytes[plane * CELL_ID_LIMIT + cell] ?? 0,
    writeAll: (plane, from) => {
      bytes.set(from.subarray(0, CELL_ID_LIMIT), plane * CELL_ID_LIMIT);
      used = Math.max(used, Math.min(from.length, CELL_ID_LIMIT));
      touch(plane, 0, from.length - 1);
    },
    writeChanges: (plane, changes) => {
      const start = plane * CELL_ID_LIMIT;
      let first = CELL_ID_LIMIT;
      let last = -1;
      forEachCellChange(changes, (cell, byte) => {
        if (cell >= CELL_ID_LIMIT) return;
        bytes[start + cell] = byte;
        if (cell < first) first = cell;
        if (cell > last) last = cell;
      });
      used = Math.max(used, last + 1);
      touch(plane, first, last);
    },
    copyPlane: (from, to) => {
      bytes.copyWithin(to * CELL_ID_LIMIT, from * CELL_ID_LIMIT, from * CELL_ID_LIMIT + used);
      touch(to, 0, used - 1);
    },
    markOnly: (plane, cells) => {
      const start = plane * CELL_ID_LIMIT;
      bytes.fill(0, start, start + CELL_ID_LIMIT);
      for (let i = 0; i < cells.length; i += 1) bytes[start + (cells[i] ?? 0)] = 1;
      touch(plane, 0, CELL_ID_LIMIT - 1);
    },
  };
}
