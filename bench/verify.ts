/** `npm run verify -- NAME`: whether a model agrees with theory, norms and published experiments. */

import { type FigureRuns, runFigureCommand } from './report/run-command.ts';

/** One line per model: `name: async () => (await import('./name/verify-name.ts')).verifyName()`. */
const verifications: FigureRuns = {};

process.exitCode = await runFigureCommand('verify', verifications, process.argv.slice(2));
