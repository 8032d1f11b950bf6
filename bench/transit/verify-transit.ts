/** `npm run verify -- transit`: stations, trains and an evening of real lines; writes its page. */
import { resolve } from 'node:path';
import { verifyTransitTheory } from '#simulations';
import { type Figure, judgeFigure } from '../report/figure.ts';
import { writeVerificationPage } from '../traffic/write-verification-page.ts';
import { verifyEvening } from './verify-evening.ts';
import { verifyTimetable } from './verify-timetable.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/verification/transit.md');

export async function verifyTransit(): Promise<readonly Figure[]> {
  const theory = verifyTransitTheory().map((figure) => judgeFigure(figure));
  const stations = theory.filter(({ name }) => name.includes('through a station'));
  const trains = theory.filter((figure) => !stations.includes(figure));
  const timetable = await verifyTimetable();
  const evening = await verifyEvening();
  await writeVerificationPage(
    PAGE,
    'Verification of lines and stations',
    'npm run verify -- transit',
    [
      {
        title: 'A station clears as its slowest part says',
        text: '20,000 people stand before one entrance and leave by train; entrance, gates, stairs, escalators, platform and trains are made the slowest in turn, the others ample. Asked: within 3 %.',
        figures: stations,
      },
      {
        title: 'Trains',
        text: 'Dwell is exact up to the tick of 0.1 s; the laws are looked for in random networks under random measures.',
        figures: trains,
      },
      {
        title: 'Timetable of Lines 1, 4 and 11',
        text: 'An empty evening: the last trains against the operator’s published times.',
        figures: timetable,
      },
      {
        title: 'Evening of Lines 1, 4 and 11',
        text: 'Entries and exits of a real day give the sums of the evening; whole lines with headways that are assumptions. Where the counts are not beside the repository the crowd is even and the comparison is left out.',
        figures: evening,
      },
    ],
  );
  return [...theory, ...timetable, ...evening];
}
