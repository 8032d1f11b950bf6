/**
 * Stated rules for what maps leave out of streets and footways.
 * Saturation flow: about 1,900 passenger cars per hour and lane (HCM base; 1,750 in small places;
 * SUMO's defaults discharge 1,780–1,860). Widths and default lanes are round figures of ours.
 */
import type { StreetLink, WalkLink } from '#contracts';

export interface RoadRule {
  /** Each direction, when not tagged. */
  readonly lanes: number;
  readonly speedKilometresPerHour: number;
  readonly capacityPerLane: number;
  /** Both pavements together. */
  readonly pavementMetres: number;
  /** A dead end of such a road at the edge of the map is a way out of the district. */
  readonly leavesDistrict: boolean;
}

const road = (
  lanes: number,
  speedKilometresPerHour: number,
  capacityPerLane: number,
  pavementMetres: number,
  leavesDistrict: boolean,
): RoadRule => ({ lanes, speedKilometresPerHour, capacityPerLane, pavementMetres, leavesDistrict });

export const ROAD_RULES: Readonly<Record<StreetLink['roadClass'], RoadRule>> = {
  motorway: road(2, 100, 1900, 0, true),
  trunk: road(2, 70, 1900, 6, true),
  primary: road(1, 50, 1850, 6, true),
  secondary: road(1, 50, 1850, 6, true),
  tertiary: road(1, 50, 1800, 5, true),
  unclassified: road(1, 40, 1750, 4, false),
  residential: road(1, 30, 1750, 4, false),
  service: road(1, 15, 900, 3, false),
};

/** Pavement-less streets are walked at their edge. */
export const ROAD_EDGE_METRES = 1.5;

export const WALK_WIDTH_METRES: Readonly<Record<WalkLink['facility'], number>> = {
  footway: 2.5,
  pavement: 4,
  crossing: 4,
  stairs: 2,
  square: 8,
  gate: 3,
  'station-entrance': 4,
  escalator: 1,
  platform: 5,
};
export const PEDESTRIAN_STREET_METRES = 6;

export const SIGNAL_RULE = {
  cycleSeconds: 90,
  intergreenSeconds: 5,
  leastGreenSeconds: 15,
  /** A crossing for people on foot between junctions: red for cars this long. */
  walkerSeconds: 30,
  /** A mapped signal belongs to the junction within this distance. */
  reachMetres: 40,
  /** Signal nodes that a street of at most this length joins guard one junction. */
  insideMetres: 45,
} as const;

/**
 * Exit width from capacity: Guide to Safety at Sports Grounds, 82 persons per metre and minute on
 * the level, normal egress within 8 minutes.
 */
export const GATE_RULE = {
  personsPerMetreMinute: 82,
  egressMinutes: 8,
  leastWidthMetres: 2,
  leastCount: 4,
  /** Wider openings are several gates. */
  greatestWidthMetres: 4,
  mergeMetres: 30,
  /** Where nothing meets the outline, a gate may be this far from the footway it is joined to. */
  reachMetres: 80,
  /** Stadium capacity per m² of outline when nobody states it: 18,523 on 30,700 m² at Stade Louis II. */
  personsPerSquareMetre: 0.6,
} as const;

/**
 * A bus line of which the map tells only its stops: ten minutes from 5:30 to 23:00, a 12 m bus with 80
 * places. Assumed.
 */
export const BUS_RULE = {
  headwaySeconds: 600,
  firstSecond: 19_800,
  lastSecond: 82_800,
  capacityPersons: 80,
} as const;

export const CAR_PARK_RULE = { capacityVehicles: 200, exitVehiclesPerHourPerExit: 400 } as const;

/**
 * What trains can take beyond their own passengers: per line and direction one train in 4 minutes
 * with room for 500 (of 1,860 places in 6 cars). A station without named lines is a railway stop
 * with two trains in 15 minutes and room for 400 each.
 */
export const STATION_RULE = {
  personsPerMinutePerLine: 250,
  personsPerMinuteRailway: 53,
  /** 4 m of stairs down at 58 persons per metre and minute (Guangzhou metro counts). */
  entrancePersonsPerMinute: 232,
  reachMetres: 120,
} as const;
