/** What a footway link is, direction by direction: its code indexes the parameters of facilities. */
import type { WalkLink } from '#contracts';
import type { SimulationParameters } from '../parameters/parameters.ts';

export const FACILITY = {
  level: 0,
  /** Stairs whose rise is not known: both ways alike. */
  stairs: 1,
  stairsUp: 2,
  stairsDown: 3,
  escalator: 4,
  crossing: 5,
  gate: 6,
  platform: 7,
} as const;
export type Facility = keyof typeof FACILITY;

/** Of lane 2i (`along`) or 2i + 1 (against the drawing). */
export function facilityOf(link: WalkLink, along: boolean): Facility {
  switch (link.facility) {
    case 'stairs': {
      const rise = (link.riseMetres ?? 0) * (along ? 1 : -1);
      if (rise === 0) return 'stairs';
      return rise > 0 ? 'stairsUp' : 'stairsDown';
    }
    case 'escalator':
    case 'crossing':
    case 'gate':
    case 'platform':
      return link.facility;
    case 'footway':
    case 'pavement':
    case 'square':
    case 'station-entrance':
      return 'level';
    default:
      return link.facility satisfies never;
  }
}

/** Widths of these are clear widths already; nobody keeps away from a wall that is not there. */
export const hasClearWidth = (link: WalkLink): boolean =>
  link.facility === 'square' ||
  link.facility === 'gate' ||
  link.facility === 'escalator' ||
  link.widthMetres <= 1.5;

/** Of the free speed on the level. */
export function speedFactorOf(facility: number, parameters: SimulationParameters): number {
  switch (facility) {
    case FACILITY.stairs:
      return parameters.stairsSpeedFactor;
    case FACILITY.stairsUp:
      return parameters.stairsUpSpeedFactor;
    case FACILITY.stairsDown:
      return parameters.stairsDownSpeedFactor;
    default:
      return 1;
  }
}

const NAMES = Object.keys(FACILITY) as Facility[];

/** Persons per metre of width and second. */
export const specificFlowOf = (facility: number, parameters: SimulationParameters): number =>
  parameters.specificFlowPersonsPerMetreSecond[NAMES[facility] ?? 'level'];
