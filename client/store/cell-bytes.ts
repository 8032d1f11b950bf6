/**
 * One byte per cell and quantity, outside React: a district's worth changes many times a second.
 * Draw adapters subscribe and copy what changed into their texture.
 */
import { CELL_ID_LIMIT, type CellQuantityId, forEachCellChange } from '#contracts';

export type CellBytesChange =
  /** Everything may differ: read `bytes` whole. */
  | { readonly type: 'all'; readonly quantity: CellQuantityId; readonly bytes: Uint8Array }
  /** Little-endian uint32 words, cell × 256 + byte; read with `forEachCellChange`. */
  | {
      readonly type: 'some';
      readonly quantity: CellQuantityId;
      readonly bytes: Uint8Array;
      readonly changes: Uint8Array;
    };

export interface CellBytes {
  /** Live view, do not write; null before the first snapshot. `bytes[cell]`, 0 = no value. */
  readonly get: (quantity: CellQuantityId) => Uint8Array | null;
  readonly replace: (quantity: CellQuantityId, bytes: Uint8Array) => void;
  readonly apply: (quantity: CellQuantityId, changes: Uint8Array) => void;
  /** Returns the unsubscriber. */
  readonly subscribe: (listener: (change: CellBytesChange) => void) => () => void;
}

export function createCellBytes(): CellBytes {
  const store = new Map<CellQuantityId, Uint8Array>();
  const listeners = new Set<(change: CellBytesChange) => void>();
  const tell = (change: CellBytesChange): void => {
    for (const listener of listeners) listener(change);
  };
  return {
    get: (quantity) => store.get(quantity) ?? null,
    replace: (quantity, bytes) => {
      if (bytes.length > CELL_ID_LIMIT) {
        throw new Error(
          `cells ${quantity}: expected at most ${CELL_ID_LIMIT}, got ${bytes.length}`,
        );
      }
      // Own copy: the wire's buffer may be shared with other views of one message.
      const own = bytes.slice();
      store.set(quantity, own);
      tell({ type: 'all', quantity, bytes: own });
    },
    apply: (quantity, changes) => {
      const bytes = store.get(quantity);
      if (!bytes) return; // The connection applies no delta before its snapshot.
      forEachCellChange(changes, (cell, byte) => {
        if (cell < bytes.length) bytes[cell] = byte;
      });
      tell({ type: 'some', quantity, bytes, changes });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
