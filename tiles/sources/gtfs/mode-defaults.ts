/** Vehicles and stops where a feed says nothing of them: assumptions by kind of route. */
import type { TransitMode, TransitVehicle } from '#contracts';

export interface ModeDefaults {
  readonly mode: TransitMode;
  readonly vehicle: TransitVehicle;
  readonly clearanceSeconds: number;
  readonly maximumDwellSeconds: number;
}

const rail = (mode: TransitMode, capacityPersons: number, seats: number, doors: number) => ({
  mode,
  vehicle: { capacityPersons, seats, doors, boarding: 'all-doors' as const },
  clearanceSeconds: 60,
  maximumDwellSeconds: 120,
});

/** Six cars of 310 (A size), a regional train, a long tram, a 12 m bus, a ferry. */
const METRO: ModeDefaults = rail('metro', 1_860, 336, 30);
const RAIL: ModeDefaults = rail('rail', 1_000, 500, 16);
const TRAM: ModeDefaults = { ...rail('tram', 240, 80, 6), clearanceSeconds: 20 };
const FERRY: ModeDefaults = { ...rail('ferry', 300, 200, 2), maximumDwellSeconds: 600 };
const BUS: ModeDefaults = {
  mode: 'bus',
  vehicle: { capacityPersons: 80, seats: 30, doors: 2, boarding: 'front-door' },
  clearanceSeconds: 10,
  maximumDwellSeconds: 120,
};
const OTHER: ModeDefaults = { ...TRAM, mode: 'other' };

/** GTFS route types, with the ranges of the extended ones (Hierarchical Vehicle Type codes). */
export function defaultsOfRouteType(type: number): ModeDefaults {
  if (type === 0 || (type >= 900 && type < 1000)) return TRAM;
  if (type === 1 || (type >= 400 && type < 700)) return METRO;
  if (type === 2 || (type >= 100 && type < 200)) return RAIL;
  if (type === 3 || type === 11 || (type >= 200 && type < 300) || (type >= 700 && type < 900)) {
    return BUS;
  }
  if (type === 4 || (type >= 1000 && type < 1300)) return FERRY;
  return OTHER;
}
