/**
 * `npm start`: builds what is missing, then runs the server and the demonstration city's devices
 * until one of them ends or someone presses Ctrl-C.
 */

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cityManifestSchema } from '#contracts';
import { buildMissing, REFERENCE_CITY, WEB_PAGES } from './build-missing.ts';
import { createProgressLines } from './progress-lines.ts';
import { runDistrict } from './run-district.ts';
import { parseStartOptions, type StartOptions } from './start-options.ts';

const ROOT = resolve(import.meta.dirname, '..');

async function start(options: StartOptions, stopping: AbortSignal): Promise<number> {
  const ownCity = options.cityFolder;
  const targets = ownCity === undefined ? [REFERENCE_CITY, WEB_PAGES] : [WEB_PAGES];
  const outcome = await buildMissing(ROOT, targets, createProgressLines(), stopping);
  if (stopping.aborted) return 0;
  if (!outcome.ok) {
    console.error(`\nThe ${outcome.name} could not be built:\n${outcome.reason}`);
    return 1;
  }
  const cityFolder = ownCity === undefined ? join(ROOT, REFERENCE_CITY.output) : resolve(ownCity);
  const city = await readCity(cityFolder);
  if ('problem' in city) {
    console.error(city.problem);
    return 1;
  }
  const end = await runDistrict(
    {
      root: ROOT,
      cityFolder,
      dataFolder: resolve(options.dataFolder ?? join(ROOT, 'data', 'state', city.district)),
      clientFolder: join(ROOT, WEB_PAGES.output),
      timeZone: city.timeZone,
      options,
    },
    { print: (line) => console.log(line) },
    stopping,
  );
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
