/** Reads what SUMO writes about links and trips, plain or gzip, for comparison only. */
import { readXml } from './read-xml.ts';

export interface LinkInterval {
  /** Vehicles that left the link or ended on it. */
  readonly flow: number;
  readonly speedMetresPerSecond: number;
}

/** By interval, then by link. */
export type LinkIntervals = readonly ReadonlyMap<string, LinkInterval>[];

export async function readEdgeData(file: string): Promise<LinkIntervals> {
  const intervals: Map<string, LinkInterval>[] = [];
  await readXml(file, {
    opened: (name, at) => {
      if (name === 'interval') intervals.push(new Map());
      else if (name === 'edge') {
        intervals.at(-1)?.set(at.id ?? '', {
          flow: Number(at.left) + Number(at.arrived),
          speedMetresPerSecond: Number(at.speed),
        });
      }
    },
  });
  return intervals;
}

export async function readMeanTripSeconds(file: string): Promise<number> {
  let sum = 0;
  let count = 0;
  await readXml(file, {
    opened: (name, at) => {
      if (name !== 'tripinfo') return;
      sum += Number(at.duration);
      count += 1;
    },
  });
  return sum / count;
}
