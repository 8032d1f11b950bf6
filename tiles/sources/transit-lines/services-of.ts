/** A direction's headways, in order of time. */
import type { TransitService } from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import type { LinesLine } from './lines-file.ts';

export function servicesOf(
  direction: LinesLine['directions'][number],
  profile: number,
  where: string,
): TransitService[] {
  let before = 0;
  return direction.departures.map(({ from, until, headwaySeconds }) => {
    if (until <= from || from < before) {
      throw new CityBuildError(
        `${where}: departures must follow each other in time; got ${from} to ${until} s after ${before} s.`,
      );
    }
    before = until;
    return { profile, fromSecond: from, untilSecond: until, headwaySeconds };
  });
}
