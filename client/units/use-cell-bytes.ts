/** Redraws a component when cell bytes change, at most twice a second: lists need no more. */
import { useEffect, useState } from 'react';
import { type CellId, type CellQuantityId, forEachCellChange } from '#contracts';
import { type CellBytesChange, cellBytes } from '../store/index.ts';

const EVERY_MS = 500;

/** Does the change touch one of these cells? */
export function touches(change: CellBytesChange, cells: ReadonlySet<number>): boolean {
  if (change.type === 'all') return true;
  let found = false;
  forEachCellChange(change.changes, (cell) => {
    if (cells.has(cell)) found = true;
  });
  return found;
}

export function useCellBytes(quantity: CellQuantityId): Uint8Array | null {
  const [, setVersion] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = cellBytes.subscribe((change) => {
      if (change.quantity !== quantity) return;
      timer ??= setTimeout(() => {
        timer = null;
        setVersion((version) => version + 1);
      }, EVERY_MS);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [quantity]);
  return cellBytes.get(quantity);
}

/** Calls back when any quantity of the cell changes, at most once a second. */
export function useCellTouched(cell: CellId | null, onTouched: () => void): void {
  useEffect(() => {
    if (cell === null) return;
    const cells = new Set<number>([cell]);
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = cellBytes.subscribe((change) => {
      if (timer !== null || !touches(change, cells)) return;
      timer = setTimeout(() => {
        timer = null;
        onTouched();
      }, 1000);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [cell, onTouched]);
}
