/**
 * Runs SUMO's files, or a built city's streets, through the road model; writes links by interval,
 * trips, a summary and, for a city, a map of the busiest interval.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrafficRun } from '#simulations';
import { type Closure, closeLinks } from './close-links.ts';
import { meanTripSeconds } from './compare-links.ts';
import { drawRoadMap } from './draw-road-map.ts';
import { type CityDemand, openCityRun } from './open-city-run.ts';
import { openSumoRun } from './open-sumo-run.ts';
import type { TableSource } from './open-table.ts';
import { createQueueSampler, SAMPLE_SECONDS } from './sample-queues.ts';

export async function runRoadCommand(options: {
  readonly source:
    | { readonly net: string; readonly demand: { readonly routes: string } | TableSource }
    | { readonly city: string; readonly demand: CityDemand };
  readonly out: string;
  readonly seconds: number;
  readonly interval: number;
  readonly seed: number;
  /** Of drivers, who know present times; undefined: nobody leaves his route. */
  readonly informedShare?: number | undefined;
  readonly closures?: readonly Closure[];
}): Promise<number> {
  const { source, seed, closures = [] } = options;
  // Who meets a closed road turns off, whether he knows the times or not.
  const informedShare = options.informedShare ?? (closures.length > 0 ? 0 : undefined);
  const times = { recordSeconds: options.interval, endSeconds: options.seconds };
  const opened =
    'city' in source
      ? await openCityRun({ ...source, ...times, seed, informedShare })
      : await openSumoRun({ ...source, ...times, seed, informedShare });
  const { run, refused, leftOut } = opened;
  const sampler = createQueueSampler(run);
  const before = process.cpuUsage();
  const setClosures = closeLinks(run, closures);
  for (let at = SAMPLE_SECONDS; at < options.seconds; at += SAMPLE_SECONDS) {
    setClosures(at);
    run.runUntil(at);
    sampler.sample(at);
  }
  setClosures(options.seconds);
  run.runUntil(options.seconds);
  const { user, system } = process.cpuUsage(before);
  const arrived = run.state.tripArrived.filter((at) => at >= 0).length;
  const entered = run.state.tripEntered.filter((at) => at >= 0).length;
  const withoutWay = run.withoutWay();
  const summary = {
    seconds: options.seconds,
    seed: options.seed,
    demand: describeDemand(source.demand),
    links: run.network.linkCount,
    trips: run.demand.tripId.length,
    arrived,
    onTheRoad: entered - arrived - withoutWay.gaveUp.length,
    notYetEntered: run.demand.tripId.length - entered,
    diverted: run.diverted(),
    withoutWay: namesOf(run, withoutWay.standing),
    gaveUp: namesOf(run, withoutWay.gaveUp),
    refusedTrips: refused,
    repairs: run.network.repairs,
    leftOut,
    meanTripSeconds: arrived === 0 ? null : meanTripSeconds(run),
    cpuSeconds: (user + system) / 1e6,
  };
  await mkdir(options.out, { recursive: true });
  await writeFile(join(options.out, 'summary.json'), `${JSON.stringify(summary, undefined, 2)}\n`);
  await writeFile(join(options.out, 'links.csv'), linkRows(run, sampler));
  await writeFile(join(options.out, 'trips.csv'), tripRows(run));
  if ('networks' in opened) {
    // Half of the time trips depart: the last interval of these is the fullest.
    const busiest = Math.max(0, Math.floor(run.intervalCount / 2) - 1);
    const map = drawRoadMap(opened.networks, run, sampler, busiest);
    await writeFile(join(options.out, 'map.svg'), map);
  }
  console.log(
    `${arrived} of ${summary.trips} trips arrived, ${summary.onTheRoad} on the road, ` +
      `${summary.notYetEntered} not yet entered, ${refused.length} refused; ` +
      `mean trip ${summary.meanTripSeconds?.toFixed(1) ?? '–'} s; ${summary.cpuSeconds.toFixed(2)} CPU s`,
  );
  if (summary.diverted > 0) console.log(`${summary.diverted} trips left their route`);
  for (const [what, trips] of [
    ['find no open way', summary.withoutWay],
    ['left the road before their goal', summary.gaveUp],
  ] as const) {
    if (trips.length > 0) console.log(`${trips.length} ${what}: ${trips.slice(0, 10).join(', ')}`);
  }
  for (const { trip, reason } of refused.slice(0, 10)) console.log(`refused ${trip}: ${reason}`);
  for (const { rule, count } of run.network.repairs) console.log(`repaired ${count}: ${rule}`);
  return 0;
}

const namesOf = (run: TrafficRun, trips: readonly number[]): readonly string[] =>
  trips.map((trip) => run.demand.tripId[trip] ?? String(trip));

/** What the reader of the results must know of where the trips come from. */
function describeDemand(demand: CityDemand | { readonly routes: string }) {
  if ('routes' in demand) return { kind: 'given', from: demand.routes };
  if ('table' in demand) return { kind: 'given', from: demand.table, routes: demand.choice };
  const { startSecondOfDay } = demand;
  return { kind: 'inferred', from: 'gateway capacity, residents and workers', startSecondOfDay };
}

function linkRows(run: TrafficRun, sampler: ReturnType<typeof createQueueSampler>): string {
  const { network, state, recordSeconds, intervalCount } = run;
  const rows = ['begin_s,link,entered,left,flow_per_h,speed_m_per_s,density_per_km,queue_vehicles'];
  for (let interval = 0; interval < intervalCount; interval += 1) {
    network.linkIds.forEach((id, link) => {
      const at = interval * network.linkCount + link;
      const left = state.recordLeft[at] as number;
      const spent = state.recordSeconds[at] as number;
      const speed = spent > 0 ? ((state.recordMetres[at] as number) / spent).toFixed(2) : '';
      const kilometres = (network.linkLength[link] as number) / 1000;
      const { vehicles, queue } = sampler.meanOf(interval, link);
      rows.push(
        `${interval * recordSeconds},${id},${state.recordEntered[at]},${left},` +
          `${((left * 3600) / recordSeconds).toFixed(1)},${speed},` +
          `${(vehicles / kilometres).toFixed(2)},${queue.toFixed(2)}`,
      );
    });
  }
  return `${rows.join('\n')}\n`;
}

function tripRows(run: TrafficRun): string {
  const { demand, state } = run;
  const seconds = (ms: number | undefined): string =>
    ms === undefined || ms < 0 ? '' : (ms / 1000).toFixed(1);
  const rows = demand.tripId.map((id, trip) => {
    const entered = state.tripEntered[trip] as number;
    const arrived = state.tripArrived[trip] as number;
    const duration = arrived < 0 ? '' : seconds(arrived - entered);
    return `${id},${seconds(demand.departMs[trip])},${seconds(entered)},${seconds(arrived)},${duration}`;
  });
  return `trip,depart_s,entered_s,arrived_s,duration_s\n${rows.join('\n')}\n`;
}
