/** Cells of units with those of their storeys and buildings: coarse levels light up with what is in them. */
import type { City } from './open-city.ts';
import { NO_CELL } from './read-cell-index.ts';

/** Rising, each once. */
export function withParents({ cells }: Pick<City, 'cells'>, units: Uint32Array): Uint32Array {
  const isIn = new Uint8Array(cells.count);
  let count = 0;
  for (const unit of units) {
    // A storey that is in has brought its building along.
    for (
      let cell = unit;
      cell !== NO_CELL && isIn[cell] === 0;
      cell = cells.parents[cell] ?? NO_CELL
    ) {
      isIn[cell] = 1;
      count += 1;
    }
  }
  const all = new Uint32Array(count);
  let filled = 0;
  isIn.forEach((flag, cell) => {
    if (flag === 0) return;
    all[filled] = cell;
    filled += 1;
  });
  return all;
}
