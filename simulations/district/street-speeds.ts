/** Mean speed of each street link over the last whole minute, as a detector pair would see it. */
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { StreetSide } from './street-side.ts';

export interface StreetSpeeds {
  readonly metresPerSecond: Float64Array;
  /** Once a minute. Without a vehicle that left, the speed that a newcomer would have. */
  measure(queued: Int32Array): void;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export function createStreetSpeeds(model: DistrictModel, street: StreetSide): StreetSpeeds {
  const { links } = model.networks.street;
  const length = Float64Array.from(links, (link) => link.lengthMetres);
  const free = Float64Array.from(links, (link) => link.freeSpeedMetresPerSecond);
  const metresPerSecond = free.slice();
  const lastLeft = new Int32Array(links.length);
  const lastTravel = new Float64Array(links.length);
  const saved = { metresPerSecond, lastLeft, lastTravel };
  const { leftTotal, travelSecondsTotal, baseFlowPerSecond } = street;
  return {
    metresPerSecond,
    measure: (queued) => {
      for (let link = 0; link < length.length; link += 1) {
        const metres = length[link] as number;
        const most = free[link] as number;
        const left = (leftTotal[link] as number) - (lastLeft[link] as number);
        const travel = (travelSecondsTotal[link] as number) - (lastTravel[link] as number);
        lastLeft[link] = leftTotal[link] as number;
        lastTravel[link] = travelSecondsTotal[link] as number;
        const wait = (queued[link] as number) / (baseFlowPerSecond[link] as number);
        const seconds = left > 0 ? travel / left : metres / most + wait;
        metresPerSecond[link] = Math.min(most, metres / seconds);
      }
    },
    save: (into, name) => saveArrays(saved, into, name),
    restore: (from, name) => restoreArrays(saved, from, name),
  };
}
