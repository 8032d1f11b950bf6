/**
 * One run of the grid in a process of its own, so that its CPU time and peak memory are its own.
 * Arguments: net, routes, vehicles, record interval, and `warm` to let the compiler see runs of
 * 40,000 first, so that small sizes are not charged for compilation. More vehicles than the file holds repeat its
 * routes at the same rate for longer. Answers one line of JSON.
 */
import {
  buildRoadNetwork,
  buildTrafficDemand,
  createTrafficRun,
  TRAFFIC_DEFAULTS,
  type TrafficDemand,
} from '#simulations';
import { meanTripSeconds } from './compare-links.ts';
import { readSumoNetwork } from './read-sumo-network.ts';
import { readSumoRoutes } from './read-sumo-routes.ts';

export interface GridProcess {
  readonly loadCpuSeconds: number;
  readonly runCpuSeconds: number;
  readonly vehicleSeconds: number;
  readonly arrived: number;
  readonly mostRunning: number;
  readonly meanTripSeconds: number;
  /** Into the memory of the state saved before, and into new memory. */
  readonly saveMs: number;
  readonly saveNewMs: number;
  readonly restoreMs: number;
  readonly savedBytes: number;
  readonly peakBytes: number;
}

const [net = '', routes = '', count = '', interval = '', warm = ''] = process.argv.slice(2);

const SAVES = 21;
/** Code is compiled for one run's arrays first and again, for any, when a second comes. */
const WARM_ROUNDS = 3;

/** As many runs as make 100,000 vehicles: one of 10,000 takes 0.1 s, in which the machine's own work shows. */
const timedRuns = (vehicles: number): number => Math.ceil(100_000 / vehicles);

const middleOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number;

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function repeatDemand(demand: TrafficDemand, vehicles: number): TrafficDemand {
  const held = demand.departMs.length;
  const last = demand.departMs[held - 1] as number;
  const period = Math.round((last * held) / (held - 1));
  return {
    ...demand,
    tripId: [],
    departMs: Int32Array.from(
      { length: vehicles },
      (_, trip) => (demand.departMs[trip % held] as number) + period * Math.floor(trip / held),
    ),
    tripClass: new Uint8Array(vehicles),
    tripRoute: Int32Array.from(
      { length: vehicles },
      (_, trip) => demand.tripRoute[trip % held] as number,
    ),
  };
}

async function measure(): Promise<GridProcess> {
  const network = buildRoadNetwork((await readSumoNetwork(net)).input);
  const { demand } = buildTrafficDemand(network, await readSumoRoutes(routes));
  const trips = repeatDemand(demand, Number(count));
  const endSeconds = (trips.departMs.at(-1) as number) / 1000 + 3600;
  for (let round = 0; warm === 'warm' && round < WARM_ROUNDS; round += 1) {
    createTrafficRun({
      network,
      demand,
      parameters: TRAFFIC_DEFAULTS,
      seed: 2,
      recordSeconds: 900,
      endSeconds: 9000,
    }).runUntil(9000);
  }
  const loadCpuSeconds = cpuSeconds();
  const timed = Array.from({ length: warm === 'warm' ? timedRuns(Number(count)) : 1 }, () => {
    const run = createTrafficRun({
      network,
      demand: trips,
      parameters: TRAFFIC_DEFAULTS,
      seed: 1,
      recordSeconds: Number(interval),
      endSeconds,
    });
    // The state's memory has been touched once, so that small sizes are not charged for its pages.
    if (warm === 'warm') run.restore(run.save());
    const before = cpuSeconds();
    let most = 0;
    for (let at = 60; at < endSeconds; at += 60) {
      run.runUntil(at);
      most = Math.max(most, run.running());
    }
    run.runUntil(endSeconds);
    return { run, most, seconds: cpuSeconds() - before };
  });
  const [first] = timed;
  if (!first) throw new Error('grid: expected at least one run, got none');
  const { run, most: mostRunning } = first;
  const runCpuSeconds = middleOf(timed.map(({ seconds }) => seconds));
  const { tripArrived, tripEntered } = run.state;
  let vehicleMs = 0;
  let arrived = 0;
  tripArrived.forEach((at, trip) => {
    if (at < 0) return;
    arrived += 1;
    vehicleMs += at - (tripEntered[trip] as number);
  });
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const saves: number[] = [];
  const restores: number[] = [];
  const newSaves: number[] = [];
  let savedBytes = 0;
  for (let repeat = 0; repeat < SAVES; repeat += 1) {
    const atNew = performance.now();
    const spent = run.save();
    const atSave = performance.now();
    const saved = run.save(spent);
    const atRestore = performance.now();
    run.restore(saved);
    restores.push(performance.now() - atRestore);
    saves.push(atRestore - atSave);
    newSaves.push(atSave - atNew);
    savedBytes = saved.parts.reduce((sum, part) => sum + part.byteLength, 0);
  }
  return {
    loadCpuSeconds,
    runCpuSeconds,
    vehicleSeconds: vehicleMs / 1000,
    arrived,
    mostRunning,
    meanTripSeconds: meanTripSeconds(run),
    saveMs: middleOf(saves),
    saveNewMs: middleOf(newSaves),
    restoreMs: middleOf(restores),
    savedBytes,
    peakBytes,
  };
}

console.log(JSON.stringify(await measure()));
