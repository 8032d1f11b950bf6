/**
 * The build at the scale of a district and beyond: units a second, CPU, memory and bytes of the whole
 * reference district beside pg2b3dm's published rates, and what a unit costs from 60,000 to 2,400,000.
 * Each build is a process of its own. CPU time judges the growth, because it does not depend on who
 * else uses the machine; the rate is in wall time, as pg2b3dm's is.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Baseline, type Figure, judgeFigure } from '../report/figure.ts';
import type { BuildProcess } from './build-process.ts';

const processSchema: z.ZodType<BuildProcess> = z.object({
  units: z.number(),
  buildings: z.number(),
  tiles: z.number(),
  tileBytes: z.number(),
  storeBytes: z.number(),
  cpuSeconds: z.number(),
  seconds: z.number(),
  allSeconds: z.number(),
  peakBytes: z.number(),
});

/** Units aimed at with copies of the core, and builds of each; the least CPU time counts. */
const SIZES = [
  { units: 60_000, rounds: 2 },
  { units: 600_000, rounds: 2 },
  { units: 2_400_000, rounds: 1 },
] as const;

const PG2B3DM: Baseline = {
  what: 'pg2b3dm 2.27, features of 46.29 million buildings from PostGIS',
  value: 3_828,
  source:
    'its release notes: 46,291,000 in 3 h 21 min 33 s (9.71 million in the Netherlands: 1,415/s)',
};

export async function benchTiles(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gezi-bench-tiles-'));
  try {
    const whole = build('whole', folder);
    const one = build('1', folder).units;
    const sizes = SIZES.map(({ units, rounds }) => {
      const copies = String(Math.max(1, Math.round(units / one)));
      return Array.from({ length: rounds }, () => build(copies, folder)).reduce((best, next) =>
        next.cpuSeconds < best.cpuSeconds ? next : best,
      );
    });
    return [...figuresOfWhole(whole), ...figuresOfGrowth(sizes)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function build(what: string, folder: string): BuildProcess {
  const outDir = join(folder, `city-${what}`);
  const script = join(import.meta.dirname, 'build-process.ts');
  const run = spawnSync(process.execPath, [script, what, outDir], { encoding: 'utf8' });
  rmSync(outDir, { recursive: true, force: true });
  if (run.status !== 0) throw new Error(`building ${what} failed: ${run.stderr}`);
  return processSchema.parse(JSON.parse(run.stdout));
}

function figuresOfWhole(whole: BuildProcess): readonly Figure[] {
  const { units, buildings, tiles } = whole;
  const cores = availableParallelism();
  const note = `${units} units, ${buildings} buildings, ${tiles} tiles, ${cores} cores`;
  return [
    judgeFigure({
      name: 'whole district: units tiled and stored',
      value: units / whole.seconds,
      unit: 'units/s',
      baseline: PG2B3DM,
      asked: { atLeast: 10_000 },
      note: `${note}; wall time of the build, load of the machine ${loadavg()[0]?.toFixed(0)}`,
    }),
    judgeFigure({
      name: 'whole district: from nothing to the finished city',
      value: whole.allSeconds,
      unit: 's',
      asked: { atMost: 60 },
      note: 'generating the source included',
    }),
    judgeFigure({
      name: 'whole district: units a second of CPU time',
      value: units / whole.cpuSeconds,
      unit: 'units/CPU s',
      note: `${whole.cpuSeconds.toFixed(1)} CPU s over all threads`,
    }),
    judgeFigure({
      name: 'whole district: peak resident memory',
      value: whole.peakBytes / 1e9,
      unit: 'GB',
      asked: { atMost: 1.5 },
      note: 'one process with all its threads, the source included',
    }),
    judgeFigure({
      name: 'whole district: tiles',
      value: whole.tileBytes / 1e6,
      unit: 'MB',
      asked: { atMost: 150 },
      note: `${(whole.tileBytes / units).toFixed(0)} bytes a unit, all three levels`,
    }),
    judgeFigure({ name: 'whole district: city.sqlite', value: whole.storeBytes / 1e6, unit: 'MB' }),
  ];
}

function figuresOfGrowth(sizes: readonly BuildProcess[]): readonly Figure[] {
  const costs = sizes.map(({ cpuSeconds, units }) => (cpuSeconds / units) * 1e6);
  const figures = sizes.map((size, index) =>
    judgeFigure({
      name: `CPU time a unit at ${size.units}`,
      value: costs[index] ?? Number.NaN,
      unit: 'µs',
      note: `copies of the core, least of ${SIZES[index]?.rounds}; peak ${(size.peakBytes / 1e9).toFixed(2)} GB`,
    }),
  );
  const last = costs.at(-1) ?? Number.NaN;
  // The smallest carries the start of threads and compilation: the cheaper of the others is compared.
  const least = Math.min(...costs.slice(0, -1));
  return [
    ...figures,
    judgeFigure({
      name: `growth of the cost to ${sizes.at(-1)?.units} units`,
      value: (last / least - 1) * 100,
      unit: '%',
      asked: { atMost: 10 },
      note: 'CPU time, against the cheapest of the smaller sizes',
    }),
  ];
}
