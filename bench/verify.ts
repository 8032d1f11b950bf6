/** `npm run verify -- NAME`: whether a model agrees with theory, norms and published experiments. */

import { judgeFigure } from './report/figure.ts';
import { type FigureRuns, runFigureCommand } from './report/run-command.ts';

/** One line per model: `name: async () => (await import('./name/verify-name.ts')).verifyName()`. */
const verifications: FigureRuns = {
  crowd: async () => (await import('./crowd/verification/verify-crowd.ts')).verifyCrowd(),
  traffic: async () => (await import('./traffic/verify-traffic.ts')).verifyTraffic(),
  transit: async () => (await import('./transit/verify-transit.ts')).verifyTransit(),
  'crowd-district': async () =>
    (await import('./crowd-district/verify-crowd-district.ts')).verifyCrowdDistrict(),
  portals: async () => (await import('./crowd-district/verify-portals.ts')).verifyPortals(),
  pulse: async () => (await import('./crowd-district/verify-pulse.ts')).verifyPulse(),
  simulations: async () =>
    (await import('#simulations')).verifySimulations().map((figure) => judgeFigure(figure)),
};

process.exitCode = await runFigureCommand('verify', verifications, process.argv.slice(2));
