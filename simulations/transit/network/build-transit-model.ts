/** Checks a network and lays it out as flat arrays, with trips, vehicles and route tables. */
import type { TransitNetwork } from '#contracts';
import { createRepairLog } from '../../repairs/repair-log.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { TRANSIT_PARAMETERS, type TransitParameters } from '../transit-parameters.ts';
import { buildWays } from './build-ways.ts';
import { checkTransit } from './check-transit.ts';
import { chooseRoutes } from './choose-routes.ts';
import { listTrips } from './list-trips.ts';
import { NONE, type TransitModel } from './transit-model.ts';
import { TransitProblem } from './transit-problem.ts';

/** Tables have stations × classes places; a whole country's stops must say where people go. */
const MOST_CLASSES = 4_000;
const TICKS_PER_MINUTE = 600;

export interface TransitModelOptions {
  readonly parameters?: TransitParameters;
  /** Station ids that people may go to; without them all. */
  readonly destinations?: readonly string[];
}

export function buildTransitModel(
  network: TransitNetwork,
  options: TransitModelOptions = {},
): TransitModel {
  const parameters = options.parameters ?? TRANSIT_PARAMETERS;
  checkTransit(network);
  const repairs = createRepairLog();
  const { stations, platforms, stops, entrances, elements, lines, patterns } = network;
  const ways = buildWays(network, repairs);
  const trips = listTrips(network, parameters);

  const patternStart = starts(patterns.map(({ stops: list }) => list.length));
  const patternStop = Int32Array.from(patterns.flatMap((pattern) => pattern.stops));
  const stopStation = Int32Array.from(stops, ({ station }) => station);
  const profiles = layProfiles(network);
  const { classOfStation, stationOfClass } = listClasses(network, options.destinations);
  const byStation = stations.map(() => [] as number[]);
  entrances.forEach(({ station }, entrance) => {
    byStation[station]?.push(entrance);
  });
  const room = parameters.fullPlatformPersonsPerSquareMetre;
  const layout = {
    stationCount: stations.length,
    stopStation,
    stopPlatform: Int32Array.from(stops, ({ platform }) => platform),
    patternStart,
    patternStop,
    patternStation: patternStop.map((stop) => stopStation[stop] as number),
    patternLoop: Uint8Array.from(patterns, ({ loop }) => (loop ? 1 : 0)),
    patternHeadway: headwaysOf(network, trips),
    patternCount: patterns.length,
    classOfStation,
    stationOfClass,
    classCount: stationOfClass.length,
    ...profiles,
  };
  return {
    network,
    repairs: repairs.list(),
    ...layout,
    platformCount: platforms.length,
    stopCount: stops.length,
    entranceCount: entrances.length,
    elementCount: 2 * (entrances.length + platforms.length) + elements.length,
    stopBerths: Int32Array.from(stops, ({ berths }) => berths),
    platformStation: Int32Array.from(platforms, ({ station }) => station),
    platformRoom: Float64Array.from(platforms, ({ areaSquareMetres: area }) =>
      area === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(area * room)),
    ),
    platformArea: Float64Array.from(platforms, ({ areaSquareMetres: area }) => area ?? Number.NaN),
    entranceStation: Int32Array.from(entrances, ({ station }) => station),
    entranceShare: Float64Array.from(entrances, ({ share }) => share),
    stationEntranceStart: starts(byStation.map((list) => list.length)),
    stationEntrance: Int32Array.from(byStation.flat()),
    elementTicks: Float64Array.from([
      ...entrances.map(({ personsPerMinute }) => ticksPerPerson(personsPerMinute)),
      ...entrances.map(() => 0),
      ...platforms.flatMap(() => [0, 0]),
      ...elements.map(({ personsPerMinute }) => ticksPerPerson(personsPerMinute)),
    ]),
    elementStorage: Float64Array.from([
      ...entrances.flatMap(() => [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]),
      ...platforms.flatMap(() => [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]),
      ...elements.map(({ storagePersons }) => storagePersons ?? Number.POSITIVE_INFINITY),
    ]),
    ...ways,
    patternLine: Int32Array.from(patterns, ({ line }) => line),
    lineClearance: Int32Array.from(lines, (line) => ticksFromSeconds(line.clearanceSeconds)),
    lineTurnBack: Int32Array.from(lines, (line) => ticksFromSeconds(line.turnBackSeconds ?? 0)),
    lineLongestDwell: Int32Array.from(lines, (line) => ticksFromSeconds(line.maximumDwellSeconds)),
    lineHolds: Uint8Array.from(lines, (line) => (line.holdsToTimetable ? 1 : 0)),
    lineCapacity: Int32Array.from(lines, ({ vehicle }) => vehicle.capacityPersons),
    lineSeats: Int32Array.from(lines, ({ vehicle }) => vehicle.seats),
    lineDoors: Int32Array.from(lines, ({ vehicle }) => vehicle.doors),
    lineFrontDoor: Uint8Array.from(lines, ({ vehicle }) =>
      vehicle.boarding === 'front-door' ? 1 : 0,
    ),
    ...trips,
    ...chooseRoutes(layout, parameters),
  };
}

/** Ticks that one person takes; 0 without a limit, never when held. */
export function ticksPerPerson(personsPerMinute: number | null): number {
  if (personsPerMinute === null) return 0;
  return personsPerMinute === 0 ? Number.POSITIVE_INFINITY : TICKS_PER_MINUTE / personsPerMinute;
}

function starts(counts: readonly number[]): Int32Array {
  const start = new Int32Array(counts.length + 1);
  counts.forEach((count, at) => {
    start[at + 1] = (start[at] as number) + count;
  });
  return start;
}

function layProfiles(network: TransitNetwork) {
  const { profiles } = network;
  return {
    profilePattern: Int32Array.from(profiles, ({ pattern }) => pattern),
    profileStart: starts(profiles.map(({ arrivalSeconds }) => arrivalSeconds.length)),
    profileRun: Int32Array.from(
      profiles.flatMap(({ arrivalSeconds, departureSeconds }) =>
        arrivalSeconds.map((arrival, at) =>
          at === 0 ? 0 : ticksFromSeconds(arrival - (departureSeconds[at - 1] ?? 0)),
        ),
      ),
    ),
    profileStand: Int32Array.from(
      profiles.flatMap(({ arrivalSeconds, departureSeconds }) =>
        arrivalSeconds.map((arrival, at) =>
          ticksFromSeconds((departureSeconds[at] ?? arrival) - arrival),
        ),
      ),
    ),
    profileDeparture: Int32Array.from(
      profiles.flatMap(({ arrivalSeconds, departureSeconds }) =>
        arrivalSeconds.map((arrival, at) =>
          ticksFromSeconds((departureSeconds[at] ?? arrival) - (departureSeconds[0] ?? 0)),
        ),
      ),
    ),
  };
}

function listClasses(network: TransitNetwork, destinations: readonly string[] | undefined) {
  const classOfStation = new Int32Array(network.stations.length).fill(NONE);
  const wanted = destinations === undefined ? undefined : new Set<string>(destinations);
  const chosen = network.stations.flatMap(({ id }, station) =>
    wanted === undefined || wanted.delete(id) ? [station] : [],
  );
  const [unknown] = wanted ?? [];
  if (unknown !== undefined) {
    throw new TransitProblem(`destination '${unknown}': there is no such station`);
  }
  if (chosen.length > MOST_CLASSES) {
    throw new TransitProblem(
      `${chosen.length} stations: say which ${MOST_CLASSES} at most people go to (destinations)`,
    );
  }
  chosen.forEach((station, at) => {
    classOfStation[station] = at;
  });
  return { classOfStation, stationOfClass: Int32Array.from(chosen) };
}

/** Mean ticks between starts of a pattern's trips; that of two in an hour when it has one trip only. */
function headwaysOf(
  network: TransitNetwork,
  trips: { readonly tripProfile: Int32Array; readonly tripStart: Int32Array },
): Int32Array {
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  const count = new Map<number, number>();
  trips.tripProfile.forEach((profile, trip) => {
    const pattern = network.profiles[profile]?.pattern ?? 0;
    const start = trips.tripStart[trip] as number;
    if (!first.has(pattern)) first.set(pattern, start);
    last.set(pattern, start);
    count.set(pattern, (count.get(pattern) ?? 0) + 1);
  });
  return Int32Array.from(network.patterns, (_, pattern) => {
    const trips = count.get(pattern) ?? 0;
    if (trips < 2) return ticksFromSeconds(1800);
    return ((last.get(pattern) ?? 0) - (first.get(pattern) ?? 0)) / (trips - 1);
  });
}
