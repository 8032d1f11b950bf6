/**
 * What the devices count: the simulated truth of the district or, where the district is large, of its
 * study area, and at the devices beyond it passages drawn by the time of day. Totals have the places
 * of `networks.json` either way.
 */
import { type CityTransit, createRandom, type DistrictNetworks, type Sensor } from '#contracts';
import {
  buildDistrictModel,
  createDistrictRun,
  createLinedRun,
  cutNetworks,
  type DistrictRun,
  findStudyArea,
  type NetworkCut,
  prepareDistrictLines,
  type RunChange,
  type RunCounts,
  type RunInput,
} from '#simulations';
import { createPassages, type Passages } from './draw-passages.ts';

export type CountedTotals = Pick<
  RunCounts,
  | 'walkForwardTotal'
  | 'walkBackwardTotal'
  | 'gateOutTotal'
  | 'gateInTotal'
  | 'stationEntriesTotal'
  | 'stationExitsTotal'
  | 'streetOutTotal'
>;

export interface DistrictTruth {
  /** Live views: read after `advanceTo`. */
  readonly counts: CountedTotals;
  advanceTo(timeMs: number): void;
  change(change: RunChange): void;
  streetSpeedMetresPerSecond(link: number): number;
}

export function createDistrictTruth(
  networks: DistrictNetworks,
  input: RunInput,
  transit: CityTransit | null = null,
): DistrictTruth {
  const area = findStudyArea(networks);
  if (!area) return openRun(networks, input, transit);
  const cut = cutNetworks(networks, area);
  const run = openRun(cut.networks, input, transit);
  const counts = emptyTotals(networks, run);
  const beyond = passagesBeyond(networks, cut, counts, input);
  const inCut = new Map([...cut.streetLinks].map((link, index) => [link, index]));
  return {
    counts,
    advanceTo: (timeMs) => {
      run.advanceTo(timeMs);
      copyTotals(run.counts, cut, counts);
      for (const passages of beyond) passages.advanceTo(timeMs);
    },
    change: (change) => run.change(change),
    streetSpeedMetresPerSecond: (link) => {
      const index = inCut.get(link);
      if (index !== undefined) return run.streetSpeedMetresPerSecond(index);
      return networks.street.links[link]?.freeSpeedMetresPerSecond ?? 0;
    },
  };
}

/** With the city's lines behind the stations' doors, where it has some. */
function openRun(
  networks: DistrictNetworks,
  input: RunInput,
  transit: CityTransit | null,
): DistrictRun {
  const model = buildDistrictModel(networks);
  const lines = transit && prepareDistrictLines(model, transit);
  return lines ? createLinedRun(model, input, lines).run : createDistrictRun(model, input);
}

function emptyTotals(networks: DistrictNetworks, run: DistrictRun): CountedTotals {
  const of = (count: number) => new Uint32Array(count);
  return {
    walkForwardTotal: of(networks.walk.links.length),
    walkBackwardTotal: of(networks.walk.links.length),
    // The cut keeps every gate of every venue, in their order.
    gateOutTotal: run.counts.gateOutTotal,
    gateInTotal: run.counts.gateInTotal,
    stationEntriesTotal: of(networks.stations.length),
    stationExitsTotal: of(networks.stations.length),
    streetOutTotal: of(networks.street.links.length),
  };
}

function copyTotals(from: RunCounts, cut: NetworkCut, into: CountedTotals): void {
  for (const [field, places] of [
    ['walkForwardTotal', cut.walkLinks],
    ['walkBackwardTotal', cut.walkLinks],
    ['stationEntriesTotal', cut.stations],
    ['stationExitsTotal', cut.stations],
    ['streetOutTotal', cut.streetLinks],
  ] as const) {
    const [values, target] = [from[field], into[field]];
    places.forEach((place, index) => {
      target[place] = values[index] as number;
    });
  }
}

function passagesBeyond(
  networks: DistrictNetworks,
  cut: NetworkCut,
  counts: CountedTotals,
  input: RunInput,
): readonly Passages[] {
  const simulated = new Set<string>(cut.networks.sensors.map((sensor) => sensor.id));
  const stationAt = new Map<string, number>(networks.stations.map((s, index) => [s.id, index]));
  return networks.sensors.flatMap((sensor: Sensor): readonly Passages[] => {
    if (simulated.has(sensor.id)) return [];
    const random = createRandom(input.seed, `beyond the study area ${sensor.id}`);
    const add = (totals: Uint32Array, place: number) => (count: number) => {
      totals[place] = (totals[place] ?? 0) + count;
    };
    const open = (kind: Parameters<typeof createPassages>[0]['kind'], into: (n: number) => void) =>
      createPassages({ kind, random, input, add: into });
    switch (sensor.type) {
      case 'people-counter':
        return [
          open({ type: 'footway' }, add(counts.walkForwardTotal, sensor.walkLink)),
          open({ type: 'footway' }, add(counts.walkBackwardTotal, sensor.walkLink)),
        ];
      case 'station-gates': {
        const place = stationAt.get(sensor.station) ?? -1;
        return [
          open({ type: 'entries' }, add(counts.stationEntriesTotal, place)),
          open({ type: 'exits' }, add(counts.stationExitsTotal, place)),
        ];
      }
      case 'road-detector': {
        const link = networks.street.links[sensor.streetLink];
        const capacity = link?.capacityVehiclesPerHour ?? 0;
        return [open({ type: 'road', capacity }, add(counts.streetOutTotal, sensor.streetLink))];
      }
      case 'gate-counter':
      case 'weather-station':
        return [];
      default: {
        const unknown: never = sensor;
        throw new Error(`feed: sensor of unknown type ${JSON.stringify(unknown)}`);
      }
    }
  });
}
