/** Lane counters → the counts that a run shows, indexed as `networks.json`. */
import type { LaneState } from '../kernel/lane-state.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { Curbs } from './curbs.ts';
import type { RunCounts } from './run-types.ts';
import type { Stations } from './stations.ts';
import type { StreetSide } from './street-side.ts';

export function createRunCounts(model: DistrictModel): RunCounts {
  const walkLinks = model.walk.linkCount;
  const streetLinks = model.street.linkCount;
  const gates = model.gates.length;
  const stations = model.networks.stations.length;
  return {
    walkPersons: new Int32Array(walkLinks),
    walkForwardTotal: new Uint32Array(walkLinks),
    walkBackwardTotal: new Uint32Array(walkLinks),
    gateOutTotal: new Uint32Array(gates),
    gateInTotal: new Uint32Array(gates),
    stationEntriesTotal: new Uint32Array(stations),
    stationExitsTotal: new Uint32Array(stations),
    stationWaiting: new Int32Array(stations),
    kerbVehicles: new Int32Array(model.kerbs.length),
    carParkVehicles: new Int32Array(model.carParks.length),
    busStopWaiting: new Int32Array(model.networks.buses.stops.length),
    streetVehicles: new Int32Array(streetLinks),
    streetQueue: new Int32Array(streetLinks),
    streetOutTotal: new Uint32Array(streetLinks),
    streetTravelSecondsTotal: new Float64Array(streetLinks),
  };
}

export function refreshRunCounts(
  model: DistrictModel,
  counts: RunCounts,
  from: {
    readonly walk: LaneState;
    readonly street: StreetSide;
    readonly gateInTotal: Uint32Array;
    readonly stations: Stations;
    readonly curbs: Pick<Curbs, 'atKerb' | 'parked'>;
    readonly busStopWaiting: Int32Array;
  },
): void {
  const { present, leftTotal } = from.walk;
  const { linkCount } = model.walk;
  for (let link = 0; link < linkCount; link += 1) {
    const lane = 2 * link;
    counts.walkPersons[link] = (present[lane] as number) + (present[lane + 1] as number);
    counts.walkForwardTotal[link] = leftTotal[lane] as number;
    counts.walkBackwardTotal[link] = leftTotal[lane + 1] as number;
  }
  const origins = 2 * linkCount;
  const [firstGate, endGate] = model.walk.places.range.gate;
  counts.gateOutTotal.set(leftTotal.subarray(origins + firstGate, origins + endGate));
  counts.gateInTotal.set(from.gateInTotal);
  counts.stationExitsTotal.fill(0);
  const [firstEntrance] = model.walk.places.range.entrance;
  model.entrances.forEach((entrance, index) => {
    const left = leftTotal[origins + firstEntrance + index] as number;
    counts.stationExitsTotal[entrance.station] =
      (counts.stationExitsTotal[entrance.station] as number) + left;
  });
  counts.stationEntriesTotal.set(from.stations.entriesTotal);
  counts.stationWaiting.set(from.stations.waiting);
  counts.kerbVehicles.set(from.curbs.atKerb);
  counts.carParkVehicles.set(from.curbs.parked);
  counts.busStopWaiting.set(from.busStopWaiting);
  from.street.countVehicles(counts.streetVehicles, counts.streetQueue);
  counts.streetOutTotal.set(from.street.leftTotal);
  counts.streetTravelSecondsTotal.set(from.street.travelSecondsTotal);
}
