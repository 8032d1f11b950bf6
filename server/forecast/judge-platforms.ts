/** Which platforms matter to the alarms: the densest of each station, now and at its worst (medians). */
import {
  type CityTransit,
  type DistrictNetworks,
  stationsBehind,
  type TransitFrames,
} from '#contracts';
import type { CrowdedPlace } from '../alarms/index.ts';
import type { JudgedFrames } from './judge-frames.ts';

const REPORT_FROM_PERSONS_PER_SQUARE_METRE = 2;
const FRAME_MS = 60_000;

export function judgePlatforms(
  networks: DistrictNetworks,
  { network }: CityTransit,
  frames: TransitFrames,
): JudgedFrames {
  const now: CrowdedPlace[] = [];
  const ahead: CrowdedPlace[] = [];
  const count = frames.platforms.length;
  for (const station of networks.stations) {
    const [behind] = stationsBehind(network, station);
    const places = frames.platforms.flatMap((id, place) => {
      const platform = network.platforms.find((each) => each.id === id);
      const area = platform?.areaSquareMetres ?? null;
      return area === null || platform?.station !== behind ? [] : [{ place, area }];
    });
    const densityAt = (frame: number): number =>
      Math.max(
        0,
        ...places.map(
          ({ place, area }) => (frames.platformPersons[frame * count + place] ?? 0) / area,
        ),
      );
    const densities = Array.from({ length: frames.frameCount }, (_, frame) => densityAt(frame));
    const highest = Math.max(0, ...densities);
    const report = (frame: number): CrowdedPlace => ({
      type: 'platform',
      station: station.id,
      personsPerSquareMetre: densities[frame] ?? 0,
      atMs: frames.startMs + frame * FRAME_MS,
    });
    if ((densities[0] ?? 0) >= REPORT_FROM_PERSONS_PER_SQUARE_METRE) now.push(report(0));
    else if (highest >= REPORT_FROM_PERSONS_PER_SQUARE_METRE) {
      ahead.push(report(densities.indexOf(highest)));
    }
  }
  return { now, ahead };
}
