/** `npm run bench -- traffic`: the grid's cost, beside SUMO's; and how cost grows with vehicles. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Baseline, type Figure, judgeFigure } from '../report/figure.ts';
import { findData, SUMO_REFERENCE } from './data-folder.ts';
import type { GridProcess } from './run-grid-process.ts';
import { runSumo, type SumoProcess } from './run-sumo-process.ts';

const run = promisify(execFile);

/** Recorded on a 2-core machine, nearly idle (research of the project). */
const RECORDED = { mesoCpuSeconds: 15.3, microVehicleSecondsPerCpu: 56_200, mesoMegabytes: 107 };
/** Mean trip of SUMO's microscopic run × its vehicles (the files' PROVENANCE). */
const MICRO_VEHICLE_SECONDS = 465.2 * 40_000;
/** As in `npm run traffic`: parsed XML is garbage at once and need not pile up, MiB. */
const YOUNG_SPACE = '--max-semi-space-size=4';
const SIZES = [10_000, 100_000, 1_000_000] as const;
const REPEATS = 3;

/** What SUMO did just now, else what was recorded. */
const baseline = (
  what: string,
  recorded: number,
  process: SumoProcess | undefined,
  measured: number | undefined,
): Baseline =>
  process === undefined || measured === undefined
    ? { what, value: recorded, source: 'recorded, 1.15' }
    : { what, value: measured, source: `this session, ${process.version}` };

export async function benchTraffic(): Promise<readonly Figure[]> {
  const folder = findData(SUMO_REFERENCE);
  if (folder === undefined) throw new Error('bench traffic needs ../shared/data/sumo-reference');
  const net = join(folder, 'grid/grid20.net.xml.gz');
  const routes = join(folder, 'grid/routes_0.18.rou.xml.gz');
  const measure = async (vehicles: number, warm: string): Promise<GridProcess> => {
    const program = join(import.meta.dirname, 'run-grid-process.ts');
    const args = [YOUNG_SPACE, program, net, routes, String(vehicles), '900', warm];
    const { stdout } = await run(process.execPath, args);
    return JSON.parse(stdout) as GridProcess;
  };
  const runs: GridProcess[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) runs.push(await measure(40_000, ''));
  runs.sort((a, b) => a.runCpuSeconds - b.runCpuSeconds);
  const [best] = runs;
  const middle = runs[Math.floor(REPEATS / 2)];
  const worst = runs.at(-1);
  if (best === undefined || middle === undefined || worst === undefined) throw new Error('no run');
  const sumo = await runSumo('meso', net, routes);
  const micro = await runSumo('micro', net, routes);
  const meso = baseline('SUMO meso', RECORDED.mesoCpuSeconds, sumo, sumo?.cpuSeconds);
  const whole = middle.loadCpuSeconds + middle.runCpuSeconds;
  const figures = [
    judgeFigure({
      name: 'grid 40,000: CPU of the simulation',
      value: middle.runCpuSeconds,
      unit: 's',
      asked: { atMost: 1.5 },
      baseline: meso,
      note: `middle of ${REPEATS}, ${best.runCpuSeconds.toFixed(2)} to ${worst.runCpuSeconds.toFixed(2)}; ${middle.arrived} arrived`,
    }),
    judgeFigure({
      name: 'grid 40,000: CPU of the whole process',
      value: whole,
      unit: 's',
      baseline: meso,
      note: 'start of Node, reading and checking the files, simulation',
    }),
    judgeFigure({
      name: 'grid 40,000: vehicle-seconds per CPU second',
      value: middle.vehicleSeconds / middle.runCpuSeconds,
      unit: '1/s',
      // The vehicle-seconds of its own run, which are 0.6 % more, over its CPU seconds.
      baseline: baseline(
        'SUMO micro',
        RECORDED.microVehicleSecondsPerCpu,
        micro,
        micro && MICRO_VEHICLE_SECONDS / micro.cpuSeconds,
      ),
    }),
    judgeFigure({
      name: 'grid 40,000: peak memory of the process',
      value: middle.peakBytes / 1e6,
      unit: 'MB',
      asked: { atMost: 200 },
      baseline: baseline(
        'SUMO meso',
        RECORDED.mesoMegabytes,
        sumo,
        sumo?.peakBytes ? sumo.peakBytes / 1e6 : undefined,
      ),
    }),
    judgeFigure({
      name: 'grid 40,000: save',
      value: middle.saveMs,
      unit: 'ms',
      asked: { atMost: 10 },
      note: `middle of 21, into the memory of an older state; ${(middle.savedBytes / 1e6).toFixed(1)} MB; into new memory ${middle.saveNewMs.toFixed(1)} ms`,
    }),
    judgeFigure({
      name: 'grid 40,000: restore',
      value: middle.restoreMs,
      unit: 'ms',
      asked: { atMost: 10 },
    }),
  ];
  const costs: number[] = [];
  for (const vehicles of SIZES) {
    const repeats: GridProcess[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      repeats.push(await measure(vehicles, 'warm'));
    }
    // The least: whatever else the machine does only adds to CPU time.
    const sized = repeats.reduce((a, b) => (b.runCpuSeconds < a.runCpuSeconds ? b : a));
    const cost = (1e9 * sized.runCpuSeconds) / sized.vehicleSeconds;
    costs.push(cost);
    figures.push(
      judgeFigure({
        name: `${vehicles.toLocaleString('en-US')} vehicles: cost of a vehicle-second`,
        value: cost,
        unit: 'ns',
        note: `least of ${REPEATS}: ${sized.runCpuSeconds.toFixed(2)} CPU s, ${sized.arrived} arrived, at most ${sized.mostRunning} at once, ${(sized.peakBytes / 1e6).toFixed(0)} MB`,
      }),
    );
  }
  figures.push(
    judgeFigure({
      name: 'dearest over cheapest vehicle-second, 10,000 to 1,000,000',
      value: Math.max(...costs) / Math.min(...costs),
      unit: '',
      asked: { atMost: 1.2 },
      note: 'same network and rate, longer time; compiled code, warmed up by three runs of 40,000',
    }),
  );
  return figures;
}
