/**
 * `npm start`: builds what is missing, then runs the server and the demonstration city's devices
 * until one of them ends or someone presses Ctrl-C.
 */

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cityManifestSchema } from '#contracts';
import { buildBehind } from './build-behind.ts';
import {
  buildMissing,
  isBuilt,
  REFERENCE_CITY,
  REFERENCE_CORE,
  WEB_PAGES,
} from './build-missing.ts';
import { clockArguments } from './clock-arguments.ts';
import { createProgressLines } from './progress-lines.ts';
import { type Behind, type District, runDistrict } from './run-district.ts';
import { parseStartOptions, type StartOptions } from './start-options.ts';

const ROOT = resolve(import.meta.dirname, '..');

async function start(options: StartOptions, stopping: AbortSignal): Promise<number> {
  const ownCity = options.cityFolder;
  // The whole reference district takes a minute or more: until it is there its core is shown.
  const isWholeNext =
    ownCity === undefined && options.area === 'whole' && !(await isBuilt(ROOT, REFERENCE_CITY));
  const begins =
    ownCity === undefined && (isWholeNext || options.area === 'core') ? REFERENCE_CORE : null;
  const progress = createProgressLines();
  const outcome = await buildMissing(
    ROOT,
    begins === null ? [WEB_PAGES] : [begins, WEB_PAGES],
    progress,
    stopping,
  );
  if (stopping.aborted) return 0;
  if (!outcome.ok) {
    console.error(`\nThe ${outcome.name} could not be built:\n${outcome.reason}`);
    return 1;
  }
  const cityFolder =
    ownCity === undefined ? join(ROOT, (begins ?? REFERENCE_CITY).output) : resolve(ownCity);
  const city = await readCity(cityFolder);
  if ('problem' in city) {
    console.error(city.problem);
    return 1;
  }
  const district: District = {
    root: ROOT,
    cityFolder,
    dataFolder: resolve(options.dataFolder ?? join(ROOT, 'data', 'state', city.district)),
    clientFolder: join(ROOT, WEB_PAGES.output),
    clock: clockArguments(options.clock, city.timeZone, Date.now()),
    options,
  };
  const output = { print: (line: string) => console.log(line) };
  const behind: Behind = (tellServer) =>
    buildBehind({ root: ROOT, target: REFERENCE_CITY, progress }, tellServer, stopping);
  let end = await runDistrict(district, output, stopping, isWholeNext ? behind : undefined);
  if (end.ok && end.why === 'replaced') {
    output.print('  The whole district is built: the server opens it now, and pages reload.');
    // Same ports and same clock: to the pages it is the same server, away for a moment.
    end = await runDistrict(
      {
        ...district,
        cityFolder: join(ROOT, REFERENCE_CITY.output),
        options: { ...options, port: end.port, mqttPort: end.mqttPort },
      },
      output,
      stopping,
    );
  }
  if (end.ok) return 0;
  console.error(`\n${end.reason}`);
  return 1;
}

async function readCity(
  folder: string,
): Promise<
  { readonly problem: string } | { readonly district: string; readonly timeZone: string }
> {
  const path = join(folder, 'manifest.json');
  try {
    const manifest = cityManifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return { district: manifest.district, timeZone: manifest.timeZone };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      problem: `${folder} is not a built city of this version: ${reason}\n'npm run city' builds one.`,
    };
  }
}

function stopOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // A second Ctrl-C while ending is the same wish; the grace decides when it becomes force.
    process.on(signal, () => controller.abort());
  }
  return controller.signal;
}

const request = parseStartOptions(process.argv.slice(2));
if (request.kind === 'start') {
  process.exitCode = await start(request.options, stopOnSignals());
} else if (request.kind === 'help') {
  console.log(request.text);
} else {
  console.error(request.text);
  process.exitCode = 2;
}
