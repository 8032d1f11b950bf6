/**
 * Which places of a forecast's frames matter to the alarms: those near or above the density limit
 * now, and those that will be (medians; the alarm layer adds hysteresis). Station queues matter
 * when they are more than the station takes away in ten minutes.
 */
import type { DistrictNetworks, Frames } from '#contracts';
import type { CrowdedPlace } from '../alarms/index.ts';

/** Reported from half of the limit on, so that the alarm layer sees a place calm down. */
const REPORT_FROM_PERSONS_PER_SQUARE_METRE = 2;
const QUEUE_MINUTES = 10;
const FRAME_MS = 60_000;

export interface JudgedFrames {
  readonly now: readonly CrowdedPlace[];
  readonly ahead: readonly CrowdedPlace[];
}

export function judgeFrames(networks: DistrictNetworks, frames: Frames): JudgedFrames {
  const now: CrowdedPlace[] = [];
  const ahead: CrowdedPlace[] = [];
  networks.walk.links.forEach((link, index) => {
    const area = link.lengthMetres * link.widthMetres;
    const place = (frame: number): CrowdedPlace => ({
      type: 'density',
      link: link.id,
      personsPerSquareMetre: (frames.walkPersons[frame * frames.walkLinkCount + index] ?? 0) / area,
      atMs: frames.startMs + frame * FRAME_MS,
    });
    const worst = highestFrame(frames.walkPersons, frames.walkLinkCount, index, frames.frameCount);
    collect(place(0), place(worst), REPORT_FROM_PERSONS_PER_SQUARE_METRE * area, (p) =>
      p.type === 'density' ? p.personsPerSquareMetre * area : 0,
    );
  });
  networks.stations.forEach((station, index) => {
    const limitPersons = QUEUE_MINUTES * station.departureCapacityPersonsPerMinute.value;
    const place = (frame: number): CrowdedPlace => ({
      type: 'station-queue',
      station: station.id,
      persons: frames.stationWaiting[frame * frames.stationCount + index] ?? 0,
      limitPersons,
      atMs: frames.startMs + frame * FRAME_MS,
    });
    const worst = highestFrame(
      frames.stationWaiting,
      frames.stationCount,
      index,
      frames.frameCount,
    );
    collect(place(0), place(worst), limitPersons / 2, (p) =>
      p.type === 'station-queue' ? p.persons : 0,
    );
  });
  return { now, ahead };

  function collect(
    present: CrowdedPlace,
    worst: CrowdedPlace,
    from: number,
    sizeOf: (place: CrowdedPlace) => number,
  ): void {
    if (sizeOf(present) >= from) now.push(present);
    // What is so already is not a warning.
    else if (sizeOf(worst) >= from) ahead.push(worst);
  }
}

function highestFrame(
  values: Uint16Array | Uint32Array,
  width: number,
  index: number,
  frameCount: number,
): number {
  let best = 0;
  let highest = -1;
  for (let frame = 0; frame < frameCount; frame += 1) {
    const value = values[frame * width + index] ?? 0;
    if (value > highest) {
      highest = value;
      best = frame;
    }
  }
  return best;
}
