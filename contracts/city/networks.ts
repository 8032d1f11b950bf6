/**
 * Networks of a city, as stored in `networks.json`: streets (directed), footways (undirected),
 * stations, venues and the places of the district's sensors. Positions are [east, north] metres
 * in the city's local frame. Nodes and links refer to each other by position in their array.
 */
import { z } from 'zod';
import { lineSchema, pointSchema, polygonSchema } from '../geo/geometry.ts';
import {
  busLineIdSchema,
  busStopIdSchema,
  entranceIdSchema,
  gateIdSchema,
  sensorIdSchema,
  signalIdSchema,
  stationIdSchema,
  streetLinkIdSchema,
  venueIdSchema,
  walkLinkIdSchema,
} from '../ids.ts';
import { factSchema, localizedTextSchema, valueKindSchema } from '../kinds.ts';

const index = z.number().int().min(0);
const positive = z.number().positive();

export const NETWORKS_VERSION = 1;

export const ROAD_CLASSES = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'service',
  'unclassified',
] as const;

export const streetNodeSchema = z.object({
  point: pointSchema,
  /** Where the network is cut at the district's border: vehicles enter and leave here. */
  gateway: z.boolean(),
});

/**
 * A standing vehicle with the gap before it, metres: what one place of a queue takes of a lane
 * (130–150 vehicles a kilometre in HCM 2000 and Chinese counts; SUMO's passenger car 5 m and 2.5 m).
 */
export const VEHICLE_JAM_SPACING_METRES = 7.5;

export const streetLinkSchema = z.object({
  id: streetLinkIdSchema,
  from: index,
  to: index,
  lengthMetres: positive,
  lanes: z.number().int().min(1),
  freeSpeedMetresPerSecond: positive,
  /** Saturation flow of all lanes together, before any signal. */
  capacityVehiclesPerHour: positive,
  roadClass: z.enum(ROAD_CLASSES),
  name: localizedTextSchema.nullable(),
  line: lineSchema,
  kind: valueKindSchema,
});

export const signalSchema = z.object({
  id: signalIdSchema,
  /** Street node. */
  node: index,
  cycleSeconds: positive,
  offsetSeconds: z.number().min(0),
  /** Greens plus intergreens add up to the cycle. */
  phases: z
    .array(
      z.object({
        greenSeconds: positive,
        intergreenSeconds: z.number().min(0),
        /** Street links (ending at the node) that have green. */
        links: z.array(index),
      }),
    )
    .min(1),
  kind: valueKindSchema,
});

export const streetNetworkSchema = z.object({
  nodes: z.array(streetNodeSchema),
  links: z.array(streetLinkSchema),
  /** Forbidden turns, street link → street link. */
  forbiddenTurns: z.array(z.object({ from: index, to: index })),
  signals: z.array(signalSchema),
});

export const WALK_FACILITIES = [
  'footway',
  'pavement',
  'crossing',
  'stairs',
  'square',
  'gate',
  'station-entrance',
  'escalator',
  'platform',
] as const;

export const walkNodeSchema = z.object({
  point: pointSchema,
  /** People who live and work in the buildings whose nearest walk node this is. */
  residents: z.number().min(0),
  workers: z.number().min(0),
  /** Where people on foot enter and leave the district. */
  gateway: z.boolean(),
});

/** Walked in both directions unless `oneWay`. */
export const walkLinkSchema = z.object({
  id: walkLinkIdSchema,
  from: index,
  to: index,
  lengthMetres: positive,
  widthMetres: positive,
  facility: z.enum(WALK_FACILITIES),
  oneWay: z.boolean(),
  /** How much higher `to` lies than `from`: stairs and escalators; without, both ways are alike. */
  riseMetres: z.number().optional(),
  name: localizedTextSchema.nullable(),
  line: lineSchema,
  /** Street links that this crossing crosses or this pavement follows. */
  streetLinks: z.array(index),
  kind: valueKindSchema,
});

export const walkNetworkSchema = z.object({
  nodes: z.array(walkNodeSchema),
  links: z.array(walkLinkSchema),
});

export const stationSchema = z.object({
  id: stationIdSchema,
  name: localizedTextSchema,
  lines: z.array(z.string()),
  point: pointSchema,
  /** People that gates, stairs and trains together can take away, both directions of all lines. */
  departureCapacityPersonsPerMinute: factSchema(positive),
  entrances: z
    .array(
      z.object({
        id: entranceIdSchema,
        name: localizedTextSchema,
        /** Walk node in front of the entrance. */
        node: index,
        capacityPersonsPerMinute: positive,
      }),
    )
    .min(1),
  kind: valueKindSchema,
});

export const venueSchema = z.object({
  id: venueIdSchema,
  name: localizedTextSchema,
  outline: polygonSchema,
  capacityPersons: factSchema(z.number().int().positive()),
  gates: z
    .array(
      z.object({
        id: gateIdSchema,
        name: localizedTextSchema,
        node: index,
        widthMetres: positive,
        kind: valueKindSchema,
      }),
    )
    .min(1),
  /** Where cars of visitors wait: they enter the street network at `streetNode`. */
  carParks: z.array(
    z.object({
      name: localizedTextSchema,
      streetNode: index,
      walkNode: index,
      capacityVehicles: z.number().int().min(0),
      exitVehiclesPerHour: positive,
      kind: valueKindSchema,
    }),
  ),
});

export const busStopSchema = z.object({
  id: busStopIdSchema,
  name: localizedTextSchema,
  point: pointSchema,
  /** At whose kerb buses stand, in their lane. */
  streetLink: index,
  /** Where people wait. */
  walkNode: index,
  kind: valueKindSchema,
});

/**
 * A bus line in one direction. Between its stops buses take the way that is quickest and open, so a
 * closure diverts them.
 */
export const busLineSchema = z.object({
  id: busLineIdSchema,
  /** As on the bus's front: number and where it goes. */
  name: localizedTextSchema,
  /** In the order of calls, as positions in `buses.stops`. */
  stops: z.array(index).min(1),
  /** Street node at the border where its buses come in; null: they begin at the first stop. */
  entersAt: index.nullable(),
  /** Street node at the border where they leave; null: they end at the last stop. */
  leavesAt: index.nullable(),
  headwaySeconds: factSchema(z.number().min(30).max(86_400)),
  /** Departures, seconds of the service day; past midnight above 86,400. */
  firstSecond: z.number().int().min(0).max(172_800),
  lastSecond: z.number().int().min(0).max(172_800),
  /** Seats and standing places of one bus. */
  capacityPersons: factSchema(z.number().int().positive()),
  kind: valueKindSchema,
});

export const busNetworkSchema = z.object({
  stops: z.array(busStopSchema),
  lines: z.array(busLineSchema),
});

/** Which device stands where. `kind` of a sensor set placed by rule is `synthetic`. */
export const sensorSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('people-counter'),
    id: sensorIdSchema,
    walkLink: index,
    kind: valueKindSchema,
  }),
  z.object({
    type: z.literal('gate-counter'),
    id: sensorIdSchema,
    gate: gateIdSchema,
    kind: valueKindSchema,
  }),
  z.object({
    type: z.literal('station-gates'),
    id: sensorIdSchema,
    station: stationIdSchema,
    kind: valueKindSchema,
  }),
  z.object({
    type: z.literal('road-detector'),
    id: sensorIdSchema,
    streetLink: index,
    kind: valueKindSchema,
  }),
  z.object({
    type: z.literal('weather-station'),
    id: sensorIdSchema,
    point: pointSchema,
    kind: valueKindSchema,
  }),
]);

export const districtNetworksSchema = z.object({
  version: z.literal(NETWORKS_VERSION),
  street: streetNetworkSchema,
  walk: walkNetworkSchema,
  stations: z.array(stationSchema),
  venues: z.array(venueSchema),
  /** None in a city that was built before buses were known. */
  buses: busNetworkSchema.default({ stops: [], lines: [] }),
  sensors: z.array(sensorSchema),
});

export type StreetNode = z.infer<typeof streetNodeSchema>;
export type StreetLink = z.infer<typeof streetLinkSchema>;
export type Signal = z.infer<typeof signalSchema>;
export type StreetNetwork = z.infer<typeof streetNetworkSchema>;
export type WalkNode = z.infer<typeof walkNodeSchema>;
export type WalkLink = z.infer<typeof walkLinkSchema>;
export type WalkNetwork = z.infer<typeof walkNetworkSchema>;
export type Station = z.infer<typeof stationSchema>;
export type Venue = z.infer<typeof venueSchema>;
export type BusStop = z.infer<typeof busStopSchema>;
export type BusLine = z.infer<typeof busLineSchema>;
export type BusNetwork = z.infer<typeof busNetworkSchema>;
export type Sensor = z.infer<typeof sensorSchema>;
export type DistrictNetworks = z.infer<typeof districtNetworksSchema>;
