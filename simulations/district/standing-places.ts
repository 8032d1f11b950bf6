/**
 * Where vehicles stand off the road: places at kerbs, taken from arrival until the vehicle is back in
 * its lane, and car parks with an entry gate of a rate. Who finds no place waits in the lane that he
 * came by, and those behind with him; a driver before a full car park goes to another of the venue.
 */
import type { EventPlan } from '#contracts';
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { Conditions } from './condition-types.ts';

export interface StandingPlaces {
  /** Vehicles now, by kerb and by car park of the model. */
  readonly atKerb: Int32Array;
  readonly parked: Int32Array;
  setConditions(conditions: Conditions): void;
  /** Each second. */
  step(): void;
  /** The place may take a vehicle now; other places of the street always do. */
  hasRoom(place: number): boolean;
  /** Another car park of the venue with room, for one that is full; else -1. */
  otherPark(place: number): number;
  arrive(place: number): void;
  leave(place: number): void;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export function createStandingPlaces(
  model: DistrictModel,
  events: readonly EventPlan[],
  startMs: number,
): StandingPlaces {
  const { range } = model.street.places;
  const [firstPark, endPark] = range['car-park'];
  const [firstKerb, endKerb] = range.kerb;
  const atKerb = new Int32Array(model.kerbs.length);
  /** Cars of an event that has begun are in; the car parks of others are empty. */
  const parked = Int32Array.from(model.carParks, ({ venue, capacityVehicles }) => {
    const id = model.networks.venues[venue]?.id;
    const isOn = events.some((event) => event.venue === id && event.startMs <= startMs);
    return isOn ? capacityVehicles : 0;
  });
  const entryCredit = new Float64Array(model.carParks.length).fill(1);
  const saved = { atKerb, parked, entryCredit };
  let kerbPlaces = new Float64Array(atKerb.length);
  let perHourIn = new Float64Array(parked.length);
  const isFull = (park: number): boolean =>
    (parked[park] as number) >= (model.carParks[park]?.capacityVehicles ?? 0);

  return {
    atKerb,
    parked,
    setConditions: (conditions) => {
      kerbPlaces = conditions.kerbPlaces.slice();
      perHourIn = conditions.carParkIn.slice();
    },
    step: () => {
      for (let park = 0; park < parked.length; park += 1) {
        const rate = (perHourIn[park] as number) / 3600;
        entryCredit[park] = Math.min(1 + rate, (entryCredit[park] as number) + rate);
      }
    },
    hasRoom: (place) => {
      if (place >= firstKerb && place < endKerb) {
        const kerb = place - firstKerb;
        return (atKerb[kerb] as number) < (kerbPlaces[kerb] as number);
      }
      if (place < firstPark || place >= endPark) return true;
      const park = place - firstPark;
      return !isFull(park) && (entryCredit[park] as number) >= 1;
    },
    otherPark: (place) => {
      const park = place - firstPark;
      if (place < firstPark || place >= endPark || !isFull(park)) return -1;
      const venue = model.carParks[park]?.venue;
      const other = model.carParks.findIndex(
        (candidate, index) =>
          candidate.venue === venue && !isFull(index) && (perHourIn[index] as number) > 0,
      );
      return other < 0 ? -1 : firstPark + other;
    },
    arrive: (place) => {
      if (place >= firstKerb && place < endKerb) {
        const kerb = place - firstKerb;
        atKerb[kerb] = (atKerb[kerb] as number) + 1;
      } else if (place >= firstPark && place < endPark) {
        const park = place - firstPark;
        parked[park] = (parked[park] as number) + 1;
        entryCredit[park] = (entryCredit[park] as number) - 1;
      }
    },
    leave: (place) => {
      if (place >= firstKerb && place < endKerb) {
        const kerb = place - firstKerb;
        atKerb[kerb] = (atKerb[kerb] as number) - 1;
      } else if (place >= firstPark && place < endPark) {
        const park = place - firstPark;
        parked[park] = Math.max(0, (parked[park] as number) - 1);
      }
    },
    save: (into, name) => saveArrays(saved, into, name),
    restore: (from, name) => restoreArrays(saved, from, name),
  };
}
