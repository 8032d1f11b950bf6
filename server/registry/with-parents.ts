/** Cells of units with those of their storeys and buildings: coarse levels light up with what is in them. */
import type { City } from './open-city.ts';
import { NO_CELL } from './read-cell-index.ts';

/** Rising, each once. */
export function withParents({ cells }: Pick<City, 'cells'>, units: Uint32Array): Uint32Array {
  const all = new Set<number>();
  for (const unit of units) {
    // Parents before: a storey that is known brings its building along.
    for (
      let cell = unit;
      cell !== NO_CELL && !all.has(cell);
      cell = cells.parents[cell] ?? NO_CELL
    ) {
      all.add(cell);
    }
  }
  return Uint32Array.from(all).sort();
}
