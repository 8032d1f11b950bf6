/**
 * One build in a process of its own, so that its CPU time and peak memory are its own. Arguments:
 * `whole` for the reference district, or a number of copies of its core; and the folder to build in.
 * Answers one line of JSON.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { buildCity, generateReferenceCity, SILENT_PROGRESS } from '#tiles';
import { copyCity } from './copy-city.ts';

export interface BuildProcess {
  readonly units: number;
  readonly buildings: number;
  readonly tiles: number;
  readonly tileBytes: number;
  readonly storeBytes: number;
  /** Of the build, from the source in memory. */
  readonly cpuSeconds: number;
  readonly seconds: number;
  /** With making the source. */
  readonly allSeconds: number;
  /** Of the process with all its threads, the source included. */
  readonly peakBytes: number;
}

/** UINT32 cells go further than the 20 bits that a client colours. */
const BENCH_CELL_LIMIT = 1 << 22;

const [what = 'whole', outDir = ''] = process.argv.slice(2);

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const source =
  what === 'whole'
    ? generateReferenceCity({ seed: 1, area: 'whole' })
    : copyCity(generateReferenceCity({ seed: 1, area: 'core' }), Number(what));
const startMs = performance.now();
const startCpu = cpuSeconds();
const manifest = await buildCity(source, {
  outDir,
  builtAtMs: 0,
  progress: SILENT_PROGRESS,
  cellLimit: BENCH_CELL_LIMIT,
});
const built: BuildProcess = {
  units: manifest.counts.units,
  buildings: manifest.counts.buildings,
  tiles: manifest.counts.tiles,
  tileBytes: manifest.files
    .filter((file) => file.path.startsWith('tiles/'))
    .reduce((sum, file) => sum + file.bytes, 0),
  storeBytes: statSync(join(outDir, 'city.sqlite')).size,
  cpuSeconds: cpuSeconds() - startCpu,
  seconds: (performance.now() - startMs) / 1000,
  allSeconds: performance.now() / 1000,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(built)}\n`);
