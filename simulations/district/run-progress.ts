/** How far events have come, and the ledger: whole people and vehicles, each in exactly one place. */
import type { EventPlan } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import type { EventProgress, Ledger, RunCounts } from './run-types.ts';

export const NEVER = 0x7fffffff;
/** An event counts as cleared when this part has arrived. */
const CLEARED_PART = 0.95;

export function ledgerOf(from: {
  readonly releasedPeople: number;
  readonly arrivedByTag: Int32Array;
  readonly peopleOnLanes: Int32Array;
  /** In stations, at kerbs, in vehicles, in an area. */
  readonly peopleElsewhere: number;
  readonly releasedVehicles: number;
  readonly arrivedVehicles: number;
  readonly vehiclesUnderWay: number;
}): Ledger {
  const total = (counts: Int32Array): number => counts.reduce((sum, n) => sum + n, 0);
  return {
    people: {
      released: from.releasedPeople,
      arrived: total(from.arrivedByTag),
      underWay: total(from.peopleOnLanes) + from.peopleElsewhere,
    },
    vehicles: {
      released: from.releasedVehicles,
      arrived: from.arrivedVehicles,
      underWay: from.vehiclesUnderWay,
    },
  };
}

/** Notes the second in which an event has cleared. Tag i + 1 is event i. */
export function noteCleared(
  events: readonly EventPlan[],
  arrivedByTag: Int32Array,
  clearedAt: Int32Array,
  now: number,
): void {
  for (let tag = 1; tag <= events.length; tag += 1) {
    const people = events[tag - 1]?.attendance ?? 0;
    const isCleared = (arrivedByTag[tag] as number) >= CLEARED_PART * people;
    if (clearedAt[tag] === NEVER && people > 0 && isCleared) clearedAt[tag] = now;
  }
}

export const progressOf = (
  model: DistrictModel,
  events: readonly EventPlan[],
  counts: RunCounts,
  arrivedByTag: Int32Array,
  clearedMs: (tag: number) => number | null,
): EventProgress[] =>
  events.map((event, index) => ({
    event: event.id,
    people: event.attendance,
    outOfGates: model.gates.reduce(
      (sum, gate, place) =>
        model.networks.venues[gate.venue]?.id === event.venue
          ? sum + (counts.gateOutTotal[place] as number)
          : sum,
      0,
    ),
    arrived: arrivedByTag[index + 1] as number,
    clearedMs: clearedMs(index + 1),
  }));
