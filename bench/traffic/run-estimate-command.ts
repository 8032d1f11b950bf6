/**
 * Tables from counts, interval by interval: `table.csv` (what `run --table` reads), `counts.csv` (each
 * count with the flow before and after), `summary.json`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ESTIMATE_DEFAULTS,
  estimateTable,
  type LinkCount,
  type TableEstimate,
  type TripTable,
} from '#simulations';
import { InputProblem } from './input-problem.ts';
import { type DemandNetwork, openDemandNetwork } from './open-demand-network.ts';
import type { CsvRow } from './read-csv.ts';
import { type ReadCount, type ReadTableRow, readCounts, readTable } from './read-demand.ts';

export interface EstimateCommand {
  readonly source: { readonly folder: string } | { readonly net: string };
  readonly counts: string;
  readonly prior: string | undefined;
  readonly priorDeviationShare: number;
  readonly scalePrior: boolean;
  readonly keepTotal: boolean;
  /** What time the capacities and the own table of a folder are for; a road's are for an hour. */
  readonly capacityHours: number;
  readonly out: string;
}

/** A count this many deviations off what the table can give is named. */
const CONFLICT_DEVIATIONS = 3;

export async function runEstimateCommand(options: EstimateCommand): Promise<number> {
  const prior = options.prior === undefined ? [] : await readTable(options.prior);
  const counts = await readCounts(options.counts);
  const opened = await openDemandNetwork(options.source, prior);
  const unit = 3600 * options.capacityHours;
  const tableRows = ['from,to,fromSecond,untilSecond,vehicles'];
  const countRows = ['link,fromSecond,untilSecond,counted,deviation,before,after'];
  const intervals: unknown[] = [];
  let converged = true;
  for (const [fromSecond, untilSecond, own] of byInterval(counts)) {
    const when = `${fromSecond}-${untilSecond} s`;
    const perUnit = unit / (untilSecond - fromSecond);
    const start = performance.now();
    const estimate = estimateTable(
      opened.network,
      priorOf(opened, prior, fromSecond, untilSecond, perUnit, options),
      own.map((count) => linkCount(opened, count, perUnit)),
      {
        ...ESTIMATE_DEFAULTS,
        priorDeviationShare: options.priorDeviationShare,
        // The folder's own table knows no time of day.
        scalePrior: options.scalePrior || options.prior === undefined,
        keepTotal: options.keepTotal,
      },
      (iteration, objective) => {
        if (performance.now() - start > 1000) {
          console.log(`${when}: round ${iteration}, objective ${objective.toFixed(2)}`);
        }
      },
    );
    converged &&= estimate.converged;
    const { table } = estimate;
    table.trips.forEach((trips, pair) => {
      const [from, to] = [table.origin[pair], table.destination[pair]].map(
        (zone) => opened.zoneNames[zone ?? -1],
      );
      tableRows.push(`${from},${to},${fromSecond},${untilSecond},${(trips / perUnit).toFixed(4)}`);
    });
    const name = new Map(own.map(({ row }) => [opened.linkOf.get(row.link) ?? -1, row.link]));
    for (const { link, ...count } of estimate.counts) {
      const { vehicles, deviation, before, after } = count;
      const cells = [vehicles, deviation, before, after].map((x) => (x / perUnit).toFixed(2));
      countRows.push(`${name.get(link)},${fromSecond},${untilSecond},${cells.join(',')}`);
    }
    const summary = summaryOf(estimate, name, perUnit);
    intervals.push({ fromSecond, untilSecond, ...summary });
    console.log(
      `${when}: ${own.length} counts, ${summary.vehicles.toFixed(1)} vehicles ` +
        `(prior ${summary.priorVehicles.toFixed(1)}, times ${estimate.priorScale.toFixed(3)}), ` +
        `${estimate.iterations} rounds${estimate.converged ? '' : ', not converged'}`,
    );
    for (const { link, counted } of summary.unexplained) {
      console.log(`${when}: no route passes link ${link}, where ${counted} were counted: left out`);
    }
    for (const { link, counted, after } of summary.conflicting) {
      console.log(
        `${when}: link ${link}: ${counted} counted, ${after} in the table: they conflict`,
      );
    }
  }
  await mkdir(options.out, { recursive: true });
  await writeFile(join(options.out, 'table.csv'), `${tableRows.join('\n')}\n`);
  await writeFile(join(options.out, 'counts.csv'), `${countRows.join('\n')}\n`);
  const summary = { kind: 'inferred', from: 'counts and a prior table', converged, intervals };
  await writeFile(join(options.out, 'summary.json'), `${JSON.stringify(summary, undefined, 2)}\n`);
  return converged ? 0 : 1;
}

function byInterval(
  counts: readonly CsvRow<ReadCount>[],
): readonly (readonly [number, number, readonly CsvRow<ReadCount>[]])[] {
  const groups = new Map<string, CsvRow<ReadCount>[]>();
  for (const count of counts) {
    const key = `${count.row.fromSecond} ${count.row.untilSecond}`;
    const group = groups.get(key);
    if (group?.some(({ row }) => row.link === count.row.link)) {
      throw new InputProblem(count.place, `link ${count.row.link} is counted twice; give the mean`);
    }
    if (group) group.push(count);
    else groups.set(key, [count]);
  }
  return [...groups.values()]
    .map((own) => [own[0]?.row.fromSecond ?? 0, own[0]?.row.untilSecond ?? 0, own] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function linkCount(
  { linkOf }: DemandNetwork,
  { place, row }: CsvRow<ReadCount>,
  perUnit: number,
): LinkCount {
  const link = linkOf.get(row.link);
  if (link === undefined) {
    const [example] = linkOf.keys();
    throw new InputProblem(place, `there is no link '${row.link}'; names are like '${example}'`);
  }
  return { link, vehicles: row.vehicles * perUnit, deviation: row.deviation * perUnit };
}

/** Rows of the prior by the part of their time that lies in the interval. */
function priorOf(
  { zoneOf, ownTable }: DemandNetwork,
  prior: readonly ReadTableRow[],
  fromSecond: number,
  untilSecond: number,
  perUnit: number,
  { prior: file }: EstimateCommand,
): TripTable {
  if (file === undefined) {
    if (ownTable !== null) return ownTable;
    throw new InputProblem('--prior', 'a road network holds no table of its own; give one');
  }
  const sums = new Map<string, { origin: number; destination: number; trips: number }>();
  for (const { place, row } of prior) {
    const [origin, destination] = [row.from, row.to].map((name) => {
      const zone = zoneOf.get(name);
      if (zone !== undefined) return zone;
      throw new InputProblem(place, `there is no zone '${name}'; the network has 1…${zoneOf.size}`);
    }) as [number, number];
    const overlap = Math.min(untilSecond, row.untilSecond) - Math.max(fromSecond, row.fromSecond);
    if (overlap <= 0) continue;
    const share = (overlap / (row.untilSecond - row.fromSecond)) * perUnit;
    const key = `${origin} ${destination}`;
    const known = sums.get(key) ?? { origin, destination, trips: 0 };
    sums.set(key, { ...known, trips: known.trips + row.vehicles * share });
  }
  const rows = [...sums.values()].sort(
    (a, b) => a.origin - b.origin || a.destination - b.destination,
  );
  if (!rows.some(({ trips }) => trips > 0)) {
    throw new InputProblem(file, `has no vehicles between ${fromSecond} and ${untilSecond} s`);
  }
  return {
    origin: Int32Array.from(rows, ({ origin }) => origin),
    destination: Int32Array.from(rows, ({ destination }) => destination),
    trips: Float64Array.from(rows, ({ trips }) => trips),
  };
}

function summaryOf(estimate: TableEstimate, name: ReadonlyMap<number, string>, perUnit: number) {
  const sumOf = (table: TripTable): number =>
    table.trips.reduce((sum, trips) => sum + trips, 0) / perUnit;
  const rounded = (vehicles: number): number => Math.round((10 * vehicles) / perUnit) / 10;
  return {
    vehicles: sumOf(estimate.table),
    priorVehicles: sumOf(estimate.prior),
    priorScale: estimate.priorScale,
    rounds: estimate.iterations,
    converged: estimate.converged,
    objectiveBefore: estimate.objectiveBefore,
    objective: estimate.objective,
    unexplained: estimate.unexplained.map(({ link, vehicles }) => ({
      link: name.get(link),
      counted: rounded(vehicles),
    })),
    conflicting: estimate.counts
      .filter(
        (count) => Math.abs(count.after - count.vehicles) > CONFLICT_DEVIATIONS * count.deviation,
      )
      .map(({ link, vehicles, after }) => ({
        link: name.get(link),
        counted: rounded(vehicles),
        after: rounded(after),
      })),
    unreachable: estimate.assigned.unreachable.length,
  };
}
