/** Runs a timetable with people; writes every stop of every train, stations by interval, a summary. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type TransitMeasure, type TransitNetwork, transitMeasureSchema } from '#contracts';
import {
  buildTransitModel,
  createTransitRun,
  estimateTransitDemand,
  type TransitModel,
  ticksFromSeconds,
} from '#simulations';
import { readGtfs, readTransitLines } from '#tiles';
import { InputProblem } from '../traffic/input-problem.ts';
import { clockText, demandOf, readOd } from './read-od.ts';
import { createTotals, STATION_HEADER, stationRows, trainRows } from './transit-rows.ts';

export interface TransitCommand {
  readonly gtfs: string | undefined;
  readonly lines: string | undefined;
  readonly date: string | undefined;
  readonly od: string | undefined;
  readonly measures: string | undefined;
  /** People in all, spread evenly over the time and the stations, where no table is given. */
  readonly people: number;
  readonly fromSecond: number;
  readonly seconds: number;
  readonly interval: number;
  readonly seed: number;
  readonly out: string;
}

export async function runTransitCommand(options: TransitCommand): Promise<number> {
  const { network, findings } = await readNetwork(options);
  const od = options.od === undefined ? undefined : await readOd(options.od);
  const goals = od && [...new Set(od.rows.map(({ to }) => to))];
  const needsAll = od === undefined && options.people > 0;
  const known = new Set<string>(network.stations.map(({ id }) => id));
  const model = buildTransitModel(
    network,
    needsAll ? {} : { destinations: (goals ?? []).filter((id) => known.has(id)) },
  );
  const untilSecond = options.fromSecond + options.seconds;
  const early = od?.rows.find(({ fromSecond }) => fromSecond < options.fromSecond);
  if (early) {
    throw new InputProblem(
      early.place,
      `begins before the run does (${clockText(options.fromSecond)})`,
    );
  }
  const demand = od
    ? demandOf(network, od.rows)
    : evenDemand(model, options.people, options.fromSecond, untilSecond);
  const measures = await readMeasures(options.measures);
  const before = process.cpuUsage();
  const run = createTransitRun(model, {
    startTick: ticksFromSeconds(options.fromSecond),
    seed: options.seed,
    demand,
    measures,
    logStops: true,
  });
  const rows = [STATION_HEADER];
  const totals = createTotals(model);
  for (let second = options.fromSecond; second < untilSecond; second += options.interval) {
    run.advanceTo(ticksFromSeconds(Math.min(untilSecond, second + options.interval)));
    rows.push(...stationRows(run, totals, second));
  }
  const { user, system } = process.cpuUsage(before);
  const ledger = run.ledger();
  const sum = (values: Int32Array): number => values.reduce((a, b) => a + b, 0);
  const summary = {
    from: clockText(options.fromSecond),
    seconds: options.seconds,
    seed: options.seed,
    stations: model.stationCount,
    lines: network.lines.length,
    patterns: model.patternCount,
    trips: model.tripStart.length,
    ...ledger,
    unreachable: run.unreachable,
    leftBehind: sum(run.state.stopLeftBehind),
    sentOutAfterLastTrain: sum(run.state.stationStranded),
    carriedPastAndSetDown: sum(run.state.stationDiverted),
    turnedAway: sum(run.state.stationTurnedAway),
    meanWaitSeconds: Number(run.meanWaitSeconds().toFixed(1)),
    mostAboard: Math.max(0, ...run.state.tripMostAboard),
    findings,
    repairs: model.repairs,
    cpuSeconds: (user + system) / 1e6,
  };
  await mkdir(options.out, { recursive: true });
  await writeFile(join(options.out, 'summary.json'), `${JSON.stringify(summary, undefined, 2)}\n`);
  await writeFile(join(options.out, 'stations.csv'), `${rows.join('\n')}\n`);
  await writeFile(join(options.out, 'trains.csv'), trainRows(run));
  console.log(
    `${summary.entered} people entered, ${summary.left} left, ${summary.waiting} wait, ${summary.aboard} aboard; ` +
      `left behind ${summary.leftBehind} times; mean wait ${summary.meanWaitSeconds} s; ` +
      `${summary.trips} trips; ${summary.cpuSeconds.toFixed(2)} CPU s`,
  );
  for (const { reason, count, examples } of findings.slice(0, 10)) {
    console.log(`${count} × ${reason} (${examples[0] ?? ''})`);
  }
  for (const { rule, count } of model.repairs) console.log(`${count} × ${rule}`);
  return 0;
}

interface Finding {
  readonly reason: string;
  readonly count: number;
  readonly examples: readonly string[];
}

async function readNetwork(
  options: TransitCommand,
): Promise<{ readonly network: TransitNetwork; readonly findings: readonly Finding[] }> {
  if (options.lines !== undefined) {
    return { network: await readTransitLines(options.lines), findings: [] };
  }
  const path = options.gtfs ?? '';
  return await readGtfs(path, options.date === undefined ? {} : { date: options.date });
}

async function readMeasures(path: string | undefined): Promise<readonly TransitMeasure[]> {
  if (path === undefined) return [];
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new InputProblem(path, `expected a JSON list of measures (${String(error)})`);
  }
  const parsed = z.array(transitMeasureSchema).safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputProblem(path, `${issue?.path.join('.')}: ${issue?.message}`);
}

function evenDemand(model: TransitModel, people: number, fromSecond: number, untilSecond: number) {
  const stations = model.stationCount;
  const entries = Int32Array.from(
    { length: stations },
    (_, at) => Math.floor(((at + 1) * people) / stations) - Math.floor((at * people) / stations),
  );
  return estimateTransitDemand(model, {
    fromSecond,
    intervalSeconds: untilSecond - fromSecond,
    entries: people > 0 ? [entries] : [],
    exits: new Int32Array(stations).fill(1),
  });
}
