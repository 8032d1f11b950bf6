/** `build`: an OpenStreetMap extract becomes a city folder. */

import { buildCity } from './build-city.ts';
import { CityBuildError } from './city-build-error.ts';
import { readOptions, requiredOption } from './command-options.ts';
import { readKnownUnits } from './model/units/read-known-units.ts';
import { printSummary } from './print-summary.ts';
import { createProgress } from './progress.ts';
import { importOsmCity } from './sources/osm/import-osm-city.ts';

export const BUILD_USAGE = `  build --osm FILE --name NAME --out DIR [options]
      from an OpenStreetMap extract (.osm.pbf or .osm)
      --units FILE.csv   known units: building,storey,unit,use,area_m2
      --title-en TEXT    name on screen (default: NAME)
      --title-zh TEXT    the same in Chinese (default: title-en)
      --time-zone ZONE   IANA zone (default: found from the place)`;

const OPTIONS = ['osm', 'name', 'out', 'units', 'title-zh', 'title-en', 'time-zone'];

export async function runBuildCommand(args: readonly string[]): Promise<number> {
  const options = readOptions(args, OPTIONS);
  const path = requiredOption(options, 'osm');
  const district = requiredOption(options, 'name');
  const outDir = requiredOption(options, 'out');
  if (!/^[a-z0-9-]{1,40}$/.test(district)) {
    throw new CityBuildError(`--name: expected up to 40 of a-z, 0-9 and -, got "${district}".`);
  }
  const en = options.values['title-en'] ?? district.replace(/^./, (first) => first.toUpperCase());
  const timeZone = options.values['time-zone'];
  if (timeZone !== undefined) refuseUnknownZone(timeZone);
  const progress = createProgress(process.stderr);
  const source = await progress.stageAsync('OpenStreetMap', async () => {
    const result = await importOsmCity({
      path,
      district,
      name: { zh: options.values['title-zh'] ?? en, en },
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    const { buildings, streets, footways } = result;
    const note = `${buildings.length} buildings, ${streets.length} streets, ${footways.length} footways`;
    return { result, note };
  });
  const units = options.values.units;
  const manifest = await buildCity(source, {
    outDir,
    ...(units === undefined ? {} : { knownUnits: await readKnownUnits(units) }),
    builtAtMs: Date.now(),
    progress,
  });
  printSummary(manifest, outDir);
  return 0;
}

function refuseUnknownZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new CityBuildError(
      `--time-zone: expected an IANA zone such as Europe/Monaco, got "${timeZone}".`,
    );
  }
}
