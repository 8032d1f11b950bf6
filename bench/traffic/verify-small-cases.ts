/**
 * SUMO's small cases: is our discharge and queue over time nearer to SUMO's microscopic run than
 * SUMO's mesoscopic run is? Our figures are means over seeds; SUMO's are one run each, as recorded.
 * The signal works at its capacity, where one run says little: SUMO's microscopic mean trip goes from
 * 166 to 187 s with the seed. There the reference is the mean of ten seeds of SUMO 1.15, made with the
 * same files (`reference/signal-x09-seeds.json`); the one recorded run is shown, not judged.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrafficRun } from '#simulations';
import { type Figure, judgeFigure } from '../report/figure.ts';
import { meanTripSeconds } from './compare-links.ts';
import { findData, SUMO_REFERENCE } from './data-folder.ts';
import { openSumoRun } from './open-sumo-run.ts';

const SEEDS = 10;
/** All three cases are empty again by then, in SUMO's runs and in ours. */
const MINUTES = 90;
const SIGNAL = 'signal_x09';
const SIGNAL_SEEDS = join(import.meta.dirname, 'reference/signal-x09-seeds.json');
const CASES = ['bottleneck', 'signal_x09', 'spillback'] as const;

interface Recorded {
  readonly mean_tt: number;
  readonly [series: string]: number | readonly number[];
}

/** Minutes are means over the seeds; `spread_…` is a run's mean RMSE from these. */
interface SeedRun {
  readonly mean_tt: readonly number[];
  readonly left_per_min_up: readonly number[];
  readonly veh_on_up: readonly number[];
  readonly spread_left_per_min_up: number;
  readonly spread_veh_on_up: number;
}
interface SeedRuns {
  readonly micro: SeedRun;
  readonly meso: SeedRun;
}

export async function verifySmallCases(): Promise<readonly Figure[]> {
  const folder = findData(SUMO_REFERENCE);
  if (folder === undefined) return [];
  const text = await readFile(join(folder, 'small/RESULT.json'), 'utf8');
  const recorded = JSON.parse(text) as Record<string, Recorded>;
  const figures: Figure[] = [];
  const seeds = JSON.parse(await readFile(SIGNAL_SEEDS, 'utf8')) as SeedRuns;
  for (const name of CASES) {
    const micro = recorded[`${name}/micro`];
    const meso = recorded[`${name}/meso`];
    if (micro === undefined || meso === undefined) throw new Error(`RESULT.json: no ${name}`);
    const ours = await runCase(join(folder, 'small', name));
    const isJudged = name !== SIGNAL;
    const compare = (what: string, unit: string, own: readonly number[], series: string): void => {
      const truth = [micro[series]].flat() as readonly number[];
      const other = [meso[series]].flat() as readonly number[];
      const figure = nearer(`${name}: ${what}`, unit, own, truth, other, 'SUMO 1.15, one run');
      figures.push(isJudged ? figure : unjudged(figure));
    };
    compare('mean trip off micro', 's', [ours.meanTrip], 'mean_tt');
    for (const series of Object.keys(micro)) {
      const own = ours.series.get(series);
      if (own !== undefined) compare(describeSeries(series), 'vehicles', own, series);
    }
    if (name === SIGNAL) figures.push(...compareSeeds(ours, seeds));
  }
  return figures;
}

interface CaseRun {
  readonly meanTrip: number;
  readonly series: ReadonlyMap<string, number[]>;
}

function compareSeeds(ours: CaseRun, { micro, meso }: SeedRuns): readonly Figure[] {
  const source = 'SUMO 1.15, mean of ten seeds';
  const mean = (values: readonly number[]): readonly number[] => [
    values.reduce((sum, value) => sum + value, 0) / values.length,
  ];
  const name = `${SIGNAL}, ten seeds`;
  const range = `micro ${Math.min(...micro.mean_tt)} to ${Math.max(...micro.mean_tt)} s by seed`;
  const trip = nearer(
    `${name}: mean trip off micro`,
    's',
    [ours.meanTrip],
    mean(micro.mean_tt),
    mean(meso.mean_tt),
    source,
  );
  return [
    { ...trip, note: range },
    ...(['left_per_min_up', 'veh_on_up'] as const).map((series) => {
      const own = ours.series.get(series) ?? [];
      const spread = micro[`spread_${series}`];
      const figure = nearer(
        `${name}: ${describeSeries(series)}`,
        'vehicles',
        own,
        micro[series],
        meso[series],
        source,
      );
      // Nearer than one microscopic run is to their mean cannot be told apart from it.
      const asked = Math.max(spread, figure.baseline?.value ?? 0);
      const note = `one micro run lies ${spread} from the mean of ten: so much is allowed`;
      return judgeFigure({ ...figure, asked: { atMost: asked }, note });
    }),
  ];
}

const describeSeries = (series: string): string =>
  series.startsWith('left_per_min_')
    ? `discharge of ${series.slice(13)}, RMSE of minutes`
    : `vehicles on ${series.slice(7)}, RMSE of minutes`;

const unjudged = ({ name, value, unit, baseline }: Figure): Figure =>
  judgeFigure({
    name,
    value,
    unit,
    ...(baseline === undefined ? {} : { baseline }),
    note: 'one run at capacity: not judged, see ten seeds',
  });

function nearer(
  name: string,
  unit: string,
  ours: readonly number[],
  micro: readonly number[],
  meso: readonly number[],
  source: string,
): Figure {
  const mesoOff = rootMeanSquare(meso, micro);
  return judgeFigure({
    name,
    value: rootMeanSquare(ours, micro),
    unit,
    asked: { atMost: mesoOff },
    baseline: { what: 'SUMO meso', value: mesoOff, source },
  });
}

const rootMeanSquare = (values: readonly number[], truth: readonly number[]): number =>
  Math.sqrt(
    truth.reduce((sum, value, at) => sum + ((values[at] ?? 0) - value) ** 2, 0) / truth.length,
  );

async function runCase(folder: string): Promise<CaseRun> {
  const series = new Map<string, number[]>();
  const add = (name: string, minute: number, value: number): void => {
    const values = series.get(name) ?? new Array<number>(MINUTES).fill(0);
    values[minute] = (values[minute] ?? 0) + value / SEEDS;
    series.set(name, values);
  };
  let meanTrip = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { run } = await openSumoRun({
      net: join(folder, 'net.xml'),
      demand: { routes: join(folder, 'r.rou.xml') },
      seed,
      recordSeconds: 60,
      endSeconds: MINUTES * 60,
    });
    const { linkIds, linkCount } = run.network;
    for (let second = 0; second < MINUTES * 60; second += 1) {
      run.runUntil(second + 0.5);
      const minute = Math.floor(second / 60);
      linkIds.forEach((id, link) => {
        add(`veh_on_${id}`, minute, vehiclesOnLink(run, link) / 60);
      });
    }
    run.runUntil(MINUTES * 60);
    linkIds.forEach((id, link) => {
      for (let minute = 0; minute < MINUTES; minute += 1) {
        add(`left_per_min_${id}`, minute, run.state.recordLeft[minute * linkCount + link] ?? 0);
      }
    });
    meanTrip += meanTripSeconds(run) / SEEDS;
  }
  return { meanTrip, series };
}

export function vehiclesOnLink(run: TrafficRun, link: number): number {
  const { linkLane } = run.network;
  let count = 0;
  for (let lane = linkLane[link] as number; lane < (linkLane[link + 1] as number); lane += 1) {
    count += run.state.laneCountNow[lane] as number;
  }
  return count;
}
