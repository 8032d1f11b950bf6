/** `npm run verify -- traffic`: theory, SUMO and published equilibria; writes its page. */
import { resolve } from 'node:path';
import { verifyTrafficTheory } from '#simulations';
import { type Figure, judgeFigure } from '../report/figure.ts';
import { verifyAssignment } from './verify-assignment.ts';
import { verifyEstimation } from './verify-estimation.ts';
import { verifyGrid } from './verify-grid.ts';
import { verifySmallCases } from './verify-small-cases.ts';
import { writeVerificationPage } from './write-verification-page.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/verification/traffic.md');
const SKIPPED = 'Reference data were not there in this run: skipped.';

export async function verifyTraffic(): Promise<readonly Figure[]> {
  const theory = verifyTrafficTheory().map((figure) => judgeFigure(figure));
  const small = await verifySmallCases();
  const grid = await verifyGrid();
  const assignment = await verifyAssignment();
  const estimation = await verifyEstimation();
  const textOf = (figures: readonly Figure[], text: string): string =>
    figures.length === 0 ? SKIPPED : text;
  await writeVerificationPage(PAGE, 'Verification of the road model', 'npm run verify -- traffic', [
    {
      title: 'Theory',
      text: 'Kinematic waves, nodes, gaps and signals, with the parts of the model that theory does not know (speed spread, acceleration, dawdling) switched off. Where theory is exact ±2 %.',
      figures: theory,
    },
    {
      title: 'Small cases of SUMO',
      text: textOf(
        small,
        'Root mean square differences from SUMO’s microscopic run, minute by minute; asked: nearer than SUMO’s mesoscopic run. Reaction, start reaction and merge loss were calibrated on the capacities of these cases; their queues and times were not used.',
      ),
      figures: small,
    },
    {
      title: 'Grid of 400 signals, 40,000 vehicles',
      text: textOf(
        grid,
        'Same network and routes as SUMO; nothing was calibrated on it. Links by 15 minutes over two hours.',
      ),
      figures: grid,
    },
    {
      title: 'Static user equilibrium',
      text: textOf(assignment, 'Against the best known solutions of the collection.'),
      figures: assignment,
    },
    {
      title: 'Tables from counts',
      text: textOf(
        estimation,
        'Counts on some links from the published equilibrium flows, a prior with lognormal errors of 0.3; root mean square errors as part of the mean entry or flow. Compared with the covariance of the best linear estimate (Gauss and Markov); asked: at most a fifth more, for the bend of routes and a spread known only by the prior.',
      ),
      figures: estimation,
    },
  ]);
  return [...theory, ...small, ...grid, ...assignment, ...estimation];
}
