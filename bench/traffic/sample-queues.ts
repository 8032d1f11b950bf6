/** Means over each interval of vehicles on a link and of those held up at its end. */
import type { TrafficRun } from '#simulations';

export const SAMPLE_SECONDS = 30;

export interface QueueSampler {
  sample(atSeconds: number): void;
  meanOf(interval: number, link: number): { readonly vehicles: number; readonly queue: number };
}

export function createQueueSampler(run: TrafficRun): QueueSampler {
  const { network, state, intervalCount, recordSeconds } = run;
  const { linkCount, laneLink, laneCount } = network;
  const vehicles = new Float64Array(linkCount * intervalCount);
  const queues = new Float64Array(linkCount * intervalCount);
  const samples = new Int32Array(intervalCount);
  return {
    sample: (atSeconds) => {
      const interval = Math.min(intervalCount - 1, Math.floor(atSeconds / recordSeconds));
      samples[interval] = (samples[interval] as number) + 1;
      for (let lane = 0; lane < laneCount; lane += 1) {
        const at = interval * linkCount + (laneLink[lane] as number);
        vehicles[at] = (vehicles[at] as number) + (state.laneCountNow[lane] as number);
        queues[at] = (queues[at] as number) + run.queueOn(lane);
      }
    },
    meanOf: (interval, link) => {
      const at = interval * linkCount + link;
      const count = Math.max(1, samples[interval] as number);
      return { vehicles: (vehicles[at] as number) / count, queue: (queues[at] as number) / count };
    },
  };
}
