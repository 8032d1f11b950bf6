/** One coupled run in a process of its own; prints what it cost and did as JSON. `coupled` or `plain`. */
import { coupledLedger, ledgerGaps } from '#simulations';
import { openCoupledRun, openCoupledWorld, START_MS, UNTIL_MS } from './open-coupled.ts';

/** The background's vehicles of these two hours times this are 40,000. */
const STREET_FACTOR = Number(process.argv[3] ?? 1.54);

export type CoupledProcess = typeof report;

const world = await openCoupledWorld();
const withTrains = process.argv[2] !== 'plain';
// Reading and estimating left garbage whose collection is not the run's.
globalThis.gc?.();
const begun = process.cpuUsage();
const { run, metro } = openCoupledRun(world, STREET_FACTOR, withTrains);
const opening = process.cpuUsage(begun);
const { model: transit, state } = metro.run;
let micros = withTrains ? opening.user + opening.system : 0;
let peopleViolations = 0;
let vehicleViolations = 0;
let trainViolations = 0;
for (let ms = START_MS + 60_000; ms <= UNTIL_MS; ms += 60_000) {
  const before = process.cpuUsage();
  run.advanceTo(ms);
  const used = process.cpuUsage(before);
  micros += used.user + used.system;
  const { vehicles } = run.ledger();
  if (vehicles.released !== vehicles.arrived + vehicles.underWay) vehicleViolations += 1;
  if (!withTrains) continue;
  if (ledgerGaps(coupledLedger(run, metro)).some((gap) => gap !== 0)) peopleViolations += 1;
  trainViolations += countOverfull();
}

function countOverfull(): number {
  return state.trainLoad.reduce((sum, load, train) => {
    const trip = state.trainTrip[train] as number;
    if (trip < 0) return sum;
    const pattern = transit.profilePattern[state.tripProfile[trip] as number] as number;
    const line = transit.patternLine[pattern] as number;
    return load > (transit.lineCapacity[line] as number) ? sum + 1 : sum;
  }, 0);
}

const platforms = withTrains ? platformPeaks() : [];
const stops = withTrains ? stopsLeft() : [];
const [event] = run.events();
const ledger = coupledLedger(run, metro);
const { vehicles } = run.ledger();
const report = {
  cpuSeconds: micros / 1e6,
  peopleViolations,
  vehicleViolations,
  trainViolations,
  released: ledger.released,
  arrivedElsewhere: ledger.arrivedElsewhere,
  eventOut: event?.outOfGates ?? 0,
  eventArrived: event?.arrived ?? 0,
  clearingMinutes:
    event?.clearedMs === null || event === undefined
      ? null
      : (event.clearedMs - (START_MS + 24 * 60_000)) / 60_000,
  vehicles: vehicles.released,
  vehiclesUnderWay: vehicles.underWay,
  streetFactor: STREET_FACTOR,
  ...metro.count(),
  leftBehind: stops.reduce((sum, { people }) => sum + people, 0),
  left: stops.map(({ name, people }) => `${name} ${people}`).join(', '),
  peakPlatform: platforms[0]?.people ?? 0,
  peaks: platforms.map(({ name, people }) => `${name} ${people}`).join(', '),
  missing: withTrains
    ? metro
        .match()
        .missingLines.map(({ station, lines }) => `${station} line ${lines.join('/')}`)
        .join(', ')
    : '',
};
console.log(JSON.stringify(report));

function isOurs(station: number): boolean {
  return metro.match().transitStation.includes(station);
}

function platformPeaks(): { name: string; people: number }[] {
  return transit.network.platforms
    .map(({ id, station }, index) => ({
      station,
      name: `${transit.network.stations[station]?.name.zh} ${id}`,
      people: state.platformPeak[index] as number,
    }))
    .filter(({ station }) => isOurs(station))
    .sort((a, b) => b.people - a.people)
    .slice(0, 5);
}

function stopsLeft(): { name: string; people: number }[] {
  return transit.network.stops
    .map(({ id, station }, index) => ({
      station,
      name: id,
      people: state.stopLeftBehind[index] as number,
    }))
    .filter(({ station, people }) => isOurs(station) && people > 0)
    .sort((a, b) => b.people - a.people);
}
