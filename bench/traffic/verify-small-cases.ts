/**
 * SUMO's small cases: is our discharge and queue over time nearer to SUMO's microscopic run than
 * SUMO's mesoscopic run is? Our figures are means over seeds; SUMO's are one run each, as recorded.
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
const CASES = ['bottleneck', 'signal_x09', 'spillback'] as const;

interface Recorded {
  readonly mean_tt: number;
  readonly [series: string]: number | readonly number[];
}

export async function verifySmallCases(): Promise<readonly Figure[]> {
  const folder = findData(SUMO_REFERENCE);
  if (folder === undefined) return [];
  const text = await readFile(join(folder, 'small/RESULT.json'), 'utf8');
  const recorded = JSON.parse(text) as Record<string, Recorded>;
  const figures: Figure[] = [];
  for (const name of CASES) {
    const micro = recorded[`${name}/micro`];
    const meso = recorded[`${name}/meso`];
    if (micro === undefined || meso === undefined) throw new Error(`RESULT.json: no ${name}`);
    const ours = await runCase(join(folder, 'small', name));
    figures.push(
      nearer(`${name}: mean trip off micro`, 's', [ours.meanTrip], [micro.mean_tt], [meso.mean_tt]),
    );
    for (const [series, truth] of Object.entries(micro)) {
      const own = ours.series.get(series);
      const other = meso[series];
      if (own === undefined || !Array.isArray(truth) || !Array.isArray(other)) continue;
      const what = series.startsWith('left_per_min_')
        ? `discharge of ${series.slice(13)}, RMSE of minutes`
        : `vehicles on ${series.slice(7)}, RMSE of minutes`;
      figures.push(nearer(`${name}: ${what}`, 'vehicles', own, truth, other));
    }
  }
  return figures;
}

function nearer(
  name: string,
  unit: string,
  ours: readonly number[],
  micro: readonly number[],
  meso: readonly number[],
): Figure {
  const mesoOff = rootMeanSquare(meso, micro);
  return judgeFigure({
    name,
    value: rootMeanSquare(ours, micro),
    unit,
    asked: { atMost: mesoOff },
    baseline: { what: 'SUMO meso', value: mesoOff, source: 'SUMO 1.15, recorded' },
  });
}

const rootMeanSquare = (values: readonly number[], truth: readonly number[]): number =>
  Math.sqrt(
    truth.reduce((sum, value, at) => sum + ((values[at] ?? 0) - value) ** 2, 0) / truth.length,
  );

async function runCase(
  folder: string,
): Promise<{ readonly meanTrip: number; readonly series: ReadonlyMap<string, number[]> }> {
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
      routes: join(folder, 'r.rou.xml'),
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
