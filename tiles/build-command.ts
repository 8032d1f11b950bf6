/** `build`: an OpenStreetMap extract, or a file of any other format, becomes a city folder. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameOrigin, LocalizedText } from '#contracts';
import { cityManifestSchema } from '#contracts';
import { buildCity } from './build-city.ts';
import { CityBuildError } from './city-build-error.ts';
import { type CommandOptions, readOptions, requiredOption } from './command-options.ts';
import { districtFromName, districtFromNear } from './frames/index.ts';
import { readKnownUnits } from './model/units/read-known-units.ts';
import { printSummary } from './print-summary.ts';
import { createProgress, type Progress } from './progress.ts';
import { formatFromOption, SOURCE_FORMATS } from './sources/features/detect-format.ts';
import { importSourceFile } from './sources/features/import-source-file.ts';
import { fieldNamesFrom } from './sources/features/read-attributes.ts';
import { importOsmCity } from './sources/osm/import-osm-city.ts';
import type { SourceCity } from './sources/source-city.ts';
import { addLines, type LinesSource } from './sources/transit-lines/add-lines.ts';

export const BUILD_USAGE = `  build --osm FILE --name NAME --out DIR [options]
      from an OpenStreetMap extract (.osm.pbf or .osm)
      --units FILE.csv   known units: building,storey,unit,use,area_m2
                         (or address in place of building)
      --title-en TEXT    name on screen (default: NAME)
      --title-zh TEXT    the same in Chinese (default: title-en)
      --time-zone ZONE   IANA zone (default: found from the place)
      --gtfs DIR|ZIP, --lines FILE
                         trains and buses that call at the city's stations, by
                         id or name, and buses that stop at its streets; one of
                         the two
      --lines-licence TEXT, --lines-attribution TEXT   of them
  build --from FILE --name NAME --out DIR [options]
      from buildings of another format; no streets, so no networks
      --format NAME      ${SOURCE_FORMATS.filter((format) => format !== 'osm').join(', ')}
                         (default: auto, by the file's name and start)
      --frame NAME       EPSG:4490, EPSG:4549, EPSG:25833, WGS84, CGCS2000, GCJ-02,
                         BD-09, '+proj=…'; /lat-lon after it swaps the axes
                         (default: as the file states)
      --near LON,LAT,KM  where the district is: a frame that misses it is refused
                         (default: the known extent of NAME, if there is one)
      --crop LON,LAT,KM  leave out buildings outside
      --layer NAME       of a GeoPackage with several
      --header FILE      of a CityJSONSeq whose header lies in its own file
      --fields A=B,…     columns by name: id, name, address, number, street, use,
                         height, levels, dwellings
      --dwellings HOW    cells (default): one cell for each dwelling that a table
                         counts; counts: one cell a storey that names how many
      --licence TEXT, --attribution TEXT   of the data, shown with the city`;

const OF_LINES = ['gtfs', 'lines', 'lines-licence', 'lines-attribution'];
const COMMON = ['name', 'out', 'units', 'title-zh', 'title-en', 'time-zone', ...OF_LINES];
const OF_FILES = [
  'from',
  'format',
  'frame',
  'near',
  'crop',
  'layer',
  'header',
  'fields',
  'dwellings',
  'licence',
  'attribution',
];

interface Wanted {
  readonly district: string;
  readonly name: LocalizedText;
  readonly timeZone?: string;
  readonly originBefore?: FrameOrigin;
}

export async function runBuildCommand(
  args: readonly string[],
  progress: Progress = createProgress(process.stderr),
): Promise<number> {
  const options = readOptions(args, ['osm', ...COMMON, ...OF_FILES]);
  const outDir = requiredOption(options, 'out');
  const wanted = { ...wantedCity(options), ...(await originBefore(outDir)) };
  const source = await (options.values.from === undefined
    ? fromOsm(options, wanted, progress)
    : fromFile(options, wanted, progress));
  const units = options.values.units;
  const lines = linesFrom(options);
  const city = lines
    ? await progress.stageAsync('lines', async () => {
        const result = await addLines(source, lines);
        const kept = result.transit?.network;
        const note = `${kept?.lines.length ?? 0} lines, ${kept?.stations.length ?? 0} stations`;
        return { result, note };
      })
    : source;
  const manifest = await buildCity(city, {
    outDir,
    ...(units === undefined ? {} : { knownUnits: await readKnownUnits(units) }),
    builtAtMs: Date.now(),
    progress,
  });
  printSummary(manifest, outDir);
  return 0;
}

function linesFrom({ values }: CommandOptions): LinesSource | null {
  const { gtfs, lines } = values;
  if (gtfs !== undefined && lines !== undefined) {
    throw new CityBuildError('expected --gtfs or --lines, got both; a city has one set of lines.');
  }
  const path = gtfs ?? lines;
  if (path === undefined) return null;
  const [licence, attribution] = [values['lines-licence'], values['lines-attribution']];
  return {
    type: gtfs === undefined ? 'lines' : 'gtfs',
    path,
    ...(licence === undefined ? {} : { licence }),
    ...(attribution === undefined ? {} : { attribution }),
  };
}

function wantedCity(options: CommandOptions): Wanted {
  const district = requiredOption(options, 'name');
  if (!/^[a-z0-9-]{1,40}$/.test(district)) {
    throw new CityBuildError(`--name: expected up to 40 of a-z, 0-9 and -, got "${district}".`);
  }
  const en = options.values['title-en'] ?? district.replace(/^./, (first) => first.toUpperCase());
  const timeZone = options.values['time-zone'];
  if (timeZone !== undefined) refuseUnknownZone(timeZone);
  return {
    district,
    name: { zh: options.values['title-zh'] ?? en, en },
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}

async function fromOsm(
  options: CommandOptions,
  wanted: Wanted,
  progress: Progress,
): Promise<SourceCity> {
  const foreign = OF_FILES.find((name) => options.values[name] !== undefined);
  if (foreign !== undefined) {
    throw new CityBuildError(`--${foreign}: expected together with --from FILE, got --osm.`);
  }
  const path = options.values.osm;
  if (path === undefined || path === '') {
    throw new CityBuildError(
      'expected --osm FILE or --from FILE, both are missing; --help shows how.',
    );
  }
  return progress.stageAsync('OpenStreetMap', async () => {
    const result = await importOsmCity({ path, ...wanted });
    const { buildings, streets, footways } = result;
    const note = `${buildings.length} buildings, ${streets.length} streets, ${footways.length} footways`;
    return { result, note };
  });
}

async function fromFile(
  options: CommandOptions,
  wanted: Wanted,
  progress: Progress,
): Promise<SourceCity> {
  const { values } = options;
  if (values.osm !== undefined) {
    throw new CityBuildError('expected --osm or --from, got both; a city has one source.');
  }
  const path = requiredOption(options, 'from');
  const format = formatFromOption(values.format ?? 'auto');
  const dwellings = values.dwellings ?? 'cells';
  if (dwellings !== 'cells' && dwellings !== 'counts') {
    throw new CityBuildError(`--dwellings: expected cells or counts, got "${dwellings}".`);
  }
  const optional = (name: 'frame' | 'layer' | 'header' | 'licence' | 'attribution') =>
    values[name] === undefined ? {} : { [name]: values[name] };
  const near =
    values.near === undefined
      ? districtFromName(wanted.district)
      : districtFromNear(values.near, 'near');
  return progress.stageAsync('source file', async () => {
    const { city, note } = await importSourceFile({
      path,
      ...wanted,
      ...(format === undefined ? {} : { format }),
      ...optional('frame'),
      ...optional('layer'),
      ...optional('header'),
      ...optional('licence'),
      ...optional('attribution'),
      fields: values.fields === undefined ? {} : fieldNamesFrom(values.fields),
      near,
      crop: values.crop === undefined ? null : districtFromNear(values.crop, 'crop'),
      dwellings,
    });
    return { result: city, note: `${city.buildings.length} buildings; ${note}` };
  });
}

/** Of the city that stands there; nothing where none does. */
async function originBefore(outDir: string): Promise<{ readonly originBefore?: FrameOrigin }> {
  try {
    const text = await readFile(join(outDir, 'manifest.json'), 'utf8');
    return { originBefore: cityManifestSchema.parse(JSON.parse(text)).origin };
  } catch {
    return {};
  }
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
