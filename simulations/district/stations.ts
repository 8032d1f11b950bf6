/**
 * Stations: people queue in front of an entrance, pass it at the entrance's capacity while the
 * hall has room, and leave by train at the station's departure capacity.
 */
import type { EntityPool } from '../kernel/entity-pool.ts';
import { NIL } from '../kernel/entity-pool.ts';
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';
import { createWaitingLists } from '../kernel/waiting-lists.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';

export interface Stations {
  /** In front of each entrance / behind it, per station. */
  readonly waiting: Int32Array;
  readonly entriesTotal: Uint32Array;
  canJoin(entrance: number): boolean;
  join(entrance: number, entity: number): void;
  /** Seconds until somebody who joins this entrance now departs. */
  expectedWaitSeconds(entrance: number): number;
  setConditions(conditions: {
    readonly stationFlow: Float64Array;
    readonly stationDoorFlow: Float64Array;
    readonly entranceClosed: Uint8Array;
    readonly entranceFlow: Float64Array;
  }): void;
  step(depart: (entity: number) => void): void;
  countPeople(): number;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export function createStations(
  model: DistrictModel,
  pool: EntityPool,
  parameters: SimulationParameters,
): Stations {
  const { entrances } = model;
  const stationCount = model.networks.stations.length;
  const stationOf = Int32Array.from(entrances, (entrance) => entrance.station);
  const fullFlow = Float64Array.from(
    entrances,
    (entrance) => (entrance.capacityPersonsPerMinute / 60) * parameters.stationCapacityFactor,
  );
  let entranceFlow = fullFlow;
  const forecourts = createWaitingLists(entrances.length, pool);
  const halls = createWaitingLists(stationCount, pool);
  const waiting = new Int32Array(stationCount);
  const entriesTotal = new Uint32Array(stationCount);
  const entranceCredit = new Float64Array(entrances.length);
  const trainCredit = new Float64Array(stationCount);
  /** Persons the doors of a held station may still let in. */
  const doorCredit = new Float64Array(stationCount);
  const saved = { waiting, entriesTotal, entranceCredit, trainCredit, doorCredit };
  let flow = new Float64Array(stationCount);
  let doorFlow = new Float64Array(stationCount).fill(Number.POSITIVE_INFINITY);
  let closed = new Uint8Array(entrances.length);
  const order = entrances.map((_, index) => index);

  return {
    waiting,
    entriesTotal,
    canJoin: (entrance) =>
      closed[entrance] === 0 && (forecourts.size[entrance] as number) < parameters.forecourtPersons,
    join: (entrance, entity) => {
      forecourts.push(entrance, entity);
      const station = stationOf[entrance] as number;
      waiting[station] = (waiting[station] as number) + (pool.arrays.people[entity] as number);
    },
    expectedWaitSeconds: (entrance) => {
      const station = stationOf[entrance] as number;
      const rate = Math.max(1e-3, Math.min(flow[station] as number, doorFlow[station] as number));
      const perSecond = Math.max(1e-3, entranceFlow[entrance] as number);
      const outside = (forecourts.size[entrance] as number) / perSecond;
      return Math.max(outside, (waiting[station] as number) / rate);
    },
    setConditions: (conditions) => {
      flow = conditions.stationFlow.slice();
      doorFlow = conditions.stationDoorFlow.slice();
      closed = conditions.entranceClosed.slice();
      entranceFlow = fullFlow.map((full, entrance) =>
        Math.min(full, conditions.entranceFlow[entrance] as number),
      );
    },
    step: (depart) => {
      for (let station = 0; station < stationCount; station += 1) {
        const rate = doorFlow[station] as number;
        const grown = Math.min((doorCredit[station] as number) + rate, rate + 1);
        doorCredit[station] = Number.isFinite(rate) ? grown : 1;
      }
      for (const entrance of order) {
        const rate = entranceFlow[entrance] as number;
        const station = stationOf[entrance] as number;
        const room = (flow[station] as number) * 60 * parameters.hallMinutes;
        let credit = Math.min((entranceCredit[entrance] as number) + rate, rate + 1);
        while (
          credit >= 1 &&
          (doorCredit[station] as number) >= 1 &&
          (forecourts.size[entrance] as number) > 0 &&
          (halls.size[station] as number) < room
        ) {
          const entity = forecourts.pop(entrance);
          const people = pool.arrays.people[entity] as number;
          halls.push(station, entity);
          entriesTotal[station] = (entriesTotal[station] as number) + people;
          credit -= people;
          if (Number.isFinite(doorFlow[station] as number)) {
            doorCredit[station] = (doorCredit[station] as number) - people;
          }
        }
        entranceCredit[entrance] = credit;
      }
      // The next second begins with the next entrance, so that none fills a hall for the others.
      const first = order.shift();
      if (first !== undefined) order.push(first);
      for (let station = 0; station < stationCount; station += 1) {
        const rate = flow[station] as number;
        let credit = Math.min((trainCredit[station] as number) + rate, rate + 1);
        while (credit >= 1) {
          const entity = halls.pop(station);
          if (entity === NIL) break;
          const people = pool.arrays.people[entity] as number;
          waiting[station] = (waiting[station] as number) - people;
          depart(entity);
          credit -= people;
        }
        trainCredit[station] = credit;
      }
    },
    countPeople: () =>
      forecourts.size.reduce((sum, size) => sum + size, 0) +
      halls.size.reduce((sum, size) => sum + size, 0),
    save: (into, name) => {
      saveArrays(saved, into, name);
      forecourts.save(into, `${name}.forecourts`);
      halls.save(into, `${name}.halls`);
      into.set(`${name}.order`, Int32Array.from(order).buffer);
    },
    restore: (from, name) => {
      restoreArrays(saved, from, name);
      forecourts.restore(from, `${name}.forecourts`);
      halls.restore(from, `${name}.halls`);
      const buffer = from.get(`${name}.order`);
      if (buffer) order.splice(0, order.length, ...new Int32Array(buffer));
    },
  };
}
