/** Mean speed of each street link over the last whole minute, as a detector pair would see it. */
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';
import type { SpatialQueue } from '../kernel/spatial-queue.ts';
import type { DistrictModel } from '../network/model-types.ts';

export interface StreetSpeeds {
  readonly metresPerSecond: Float64Array;
  /** Once a minute. Without a vehicle that left, the speed that a newcomer would have. */
  measure(): void;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export function createStreetSpeeds(model: DistrictModel, queue: SpatialQueue): StreetSpeeds {
  const { links } = model.networks.street;
  const length = Float64Array.from(links, (link) => link.lengthMetres);
  const free = Float64Array.from(links, (link) => link.freeSpeedMetresPerSecond);
  const metresPerSecond = free.slice();
  const lastLeft = new Uint32Array(links.length);
  const lastTravel = new Float64Array(links.length);
  const saved = { metresPerSecond, lastLeft, lastTravel };
  return {
    metresPerSecond,
    measure: () => {
      const { leftTotal, travelSecondsTotal, queued } = queue.state;
      const { flowPerSecond } = queue.lanes;
      for (let lane = 0; lane < length.length; lane += 1) {
        const metres = length[lane] as number;
        const most = free[lane] as number;
        const left = (leftTotal[lane] as number) - (lastLeft[lane] as number);
        const travel = (travelSecondsTotal[lane] as number) - (lastTravel[lane] as number);
        lastLeft[lane] = leftTotal[lane] as number;
        lastTravel[lane] = travelSecondsTotal[lane] as number;
        const wait = (queued[lane] as number) / (flowPerSecond[lane] as number);
        const seconds = left > 0 ? travel / left : metres / most + wait;
        metresPerSecond[lane] = Math.min(most, metres / seconds);
      }
    },
    save: (into, name) => saveArrays(saved, into, name),
    restore: (from, name) => restoreArrays(saved, from, name),
  };
}
