/** Gates that let people out for a part of every cycle. */
import type { LaneTable } from '../kernel/lane-table.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { Wave } from './condition-types.ts';

export function openGatesInWaves(
  model: DistrictModel,
  table: LaneTable,
  waves: readonly Wave[],
  timeMs: number,
): void {
  const first = 2 * model.walk.linkCount + model.walk.places.range.gate[0];
  for (const wave of waves) {
    const inCycle = ((timeMs - wave.fromMs) / 1000) % wave.cycleSeconds;
    table.exitOpen[first + wave.place] = inCycle < wave.openSeconds ? 1 : 0;
  }
}
