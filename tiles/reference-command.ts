/** `reference`: the generated district around Shanghai Stadium. */

import { buildCity } from './build-city.ts';
import { CityBuildError } from './city-build-error.ts';
import { readOptions, requiredOption } from './command-options.ts';
import { printSummary } from './print-summary.ts';
import { createProgress } from './progress.ts';
import { generateReferenceCity } from './sources/reference/generate-reference-city.ts';

export const REFERENCE_USAGE = `  reference --out DIR [--seed N]
      the synthetic reference district (default seed 1)`;

export async function runReferenceCommand(args: readonly string[]): Promise<number> {
  const options = readOptions(args, ['out', 'seed']);
  const outDir = requiredOption(options, 'out');
  const seed = Number(options.values.seed ?? '1');
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new CityBuildError(
      `--seed: expected a whole number from 0, got "${options.values.seed}".`,
    );
  }
  const progress = createProgress(process.stderr);
  const source = progress.stage('reference district', () => {
    const result = generateReferenceCity({ seed });
    return {
      result,
      note: `${result.buildings.length} buildings, ${result.streets.length} streets`,
    };
  });
  const manifest = await buildCity(source, { outDir, builtAtMs: Date.now(), progress });
  printSummary(manifest, outDir);
  return 0;
}
