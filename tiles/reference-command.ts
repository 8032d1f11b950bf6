/** `reference`: the generated district, whole or only its core around Shanghai Stadium. */

import { buildCity } from './build-city.ts';
import { CityBuildError } from './city-build-error.ts';
import { readOptions, requiredOption } from './command-options.ts';
import { printSummary } from './print-summary.ts';
import { createProgress, type Progress } from './progress.ts';
import {
  generateReferenceCity,
  REFERENCE_AREAS,
  type ReferenceArea,
} from './sources/reference/generate-reference-city.ts';

export const REFERENCE_USAGE = `  reference --out DIR [--area core|whole] [--seed N]
      the synthetic reference district (default seed 1): core (default) is the
      part around Shanghai Stadium, built in seconds; whole is all of Xuhui`;

export async function runReferenceCommand(
  args: readonly string[],
  progress: Progress = createProgress(process.stderr),
): Promise<number> {
  const options = readOptions(args, ['out', 'area', 'seed']);
  const outDir = requiredOption(options, 'out');
  const seed = Number(options.values.seed ?? '1');
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new CityBuildError(
      `--seed: expected a whole number from 0, got "${options.values.seed}".`,
    );
  }
  const area = areaFrom(options.values.area ?? 'core');
  const source = progress.stage('reference district', () => {
    const result = generateReferenceCity({ seed, area });
    return {
      result,
      note: `${result.buildings.length} buildings, ${result.streets.length} streets`,
    };
  });
  const manifest = await buildCity(source, { outDir, builtAtMs: Date.now(), progress });
  printSummary(manifest, outDir);
  return 0;
}

function areaFrom(text: string): ReferenceArea {
  const area = REFERENCE_AREAS.find((known) => known === text);
  if (area) return area;
  throw new CityBuildError(`--area: expected ${REFERENCE_AREAS.join(' or ')}, got "${text}".`);
}
