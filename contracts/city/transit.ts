/**
 * Metro, bus and other lines of a city as one record: stations with what people pass in them, lines
 * with their vehicles, stops in order, timetables. GTFS and lines files become this record at the
 * edge (tiles/sources/gtfs, tiles/sources/transit-lines); simulations/transit runs it.
 *
 * Times are whole seconds of the service day: after midnight they go on above 86,400. Records refer
 * to each other by position in their array.
 */
import { z } from 'zod';
import { entranceIdSchema, measureIdSchema, stationIdSchema } from '../ids.ts';
import { localizedTextSchema, valueKindSchema } from '../kinds.ts';

const index = z.number().int().min(0);
const positive = z.number().positive();
/** Up to a week: a service day may end the day after; more is a fault of the source. */
const daySecond = z.number().int().min(0).max(604_800);
/** null: never the limit. */
const personsPerMinute = z.number().min(0).max(100_000).nullable();

export const TRANSIT_VERSION = 1;

export const TRANSIT_MODES = ['metro', 'rail', 'tram', 'bus', 'ferry', 'other'] as const;
export const transitModeSchema = z.enum(TRANSIT_MODES);

export const transitLineIdSchema = z.string().min(1).max(500);
/** One direction of a line: its stops in the order of travel. */
export const transitPatternIdSchema = z.string().min(1).max(500);

export const transitStationSchema = z.object({
  id: stationIdSchema,
  name: localizedTextSchema,
  /** [longitude, latitude], WGS84 degrees; null where the source has none. */
  lonLat: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).nullable(),
});

/** Where people wait; several stops (directions) may share one. */
export const transitPlatformSchema = z.object({
  id: z.string().min(1),
  station: index,
  /** null: unknown, then people never fill it and no density is told. */
  areaSquareMetres: positive.nullable(),
});

/** One boarding place of a direction. */
export const transitStopSchema = z.object({
  id: z.string().min(1),
  station: index,
  platform: index,
  /** Vehicles that may stand at once: a metro track 1. */
  berths: z.number().int().min(1).max(50),
});

export const transitEntranceSchema = z.object({
  id: entranceIdSchema,
  name: localizedTextSchema,
  station: index,
  /** People that can go in; going out is not limited by it. */
  personsPerMinute,
  /** From here to the next element or platform, and back. */
  walkSeconds: z.number().min(0).max(3600),
  /** Share of the people who choose an entrance by themselves; relative to the station's others. */
  share: z.number().min(0),
});

export const TRANSIT_ELEMENTS = [
  'security',
  'gates-in',
  'gates-out',
  'escalator',
  'stairs',
  'passage',
] as const;

/** Something of a station that people pass one after another. */
export const transitElementSchema = z.object({
  id: z.string().min(1),
  station: index,
  type: z.enum(TRANSIT_ELEMENTS),
  personsPerMinute,
  /** From passing it to the next element or platform. */
  walkSeconds: z.number().min(0).max(3600),
  /** Room for people waiting in front of it; null: no limit. */
  storagePersons: z.number().int().positive().nullable(),
  kind: valueKindSchema,
});

/** Which elements lie between an entrance and a platform, or between two platforms. */
export const transitWaySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('in'),
    entrance: index,
    platform: index,
    elements: z.array(index),
  }),
  z.object({
    type: z.literal('out'),
    platform: index,
    entrance: index,
    elements: z.array(index),
  }),
  z.object({
    type: z.literal('change'),
    from: index,
    to: index,
    elements: z.array(index),
    walkSeconds: z.number().min(0).max(3600),
  }),
]);

export const transitVehicleSchema = z.object({
  capacityPersons: z.number().int().positive().max(10_000),
  seats: z.number().int().min(0).max(10_000),
  /** Doors on the platform's side, the whole train together. */
  doors: z.number().int().positive().max(200),
  /** `front-door`: in at one door, out at the others. */
  boarding: z.enum(['all-doors', 'front-door']),
});

export const transitLineSchema = z.object({
  id: transitLineIdSchema,
  name: localizedTextSchema,
  mode: transitModeSchema,
  vehicle: transitVehicleSchema,
  /** From a departure until the next vehicle may stand at the same berth. */
  clearanceSeconds: z.number().min(0).max(3600),
  /** A vehicle that ended goes back on the next trip from there after this; null: trips take fresh vehicles. */
  turnBackSeconds: z.number().min(0).max(7200).nullable(),
  maximumDwellSeconds: positive.max(3600),
  /** Nobody leaves a stop before its timetable; metros with headways do not wait. */
  holdsToTimetable: z.boolean(),
  kind: valueKindSchema,
});

/** Stops in the order of travel, one direction of a line. */
export const transitPatternSchema = z.object({
  id: transitPatternIdSchema,
  line: index,
  headsign: z.string(),
  stops: z.array(index).min(2),
  /** The last stop is followed by the first. */
  loop: z.boolean(),
});

/** Times at a pattern's stops, seconds after its first departure. A loop has one more arrival: back at the first. */
export const transitProfileSchema = z.object({
  pattern: index,
  arrivalSeconds: z.array(z.number().int()).min(2),
  departureSeconds: z.array(z.number().int()).min(2),
});

export const transitTripSchema = z.object({
  id: z.string().min(1),
  profile: index,
  /** Departure from the first stop. */
  startSecond: daySecond,
  /** Trips of one block are run by one vehicle, one after another. */
  block: z.string().nullable(),
});

/** Departures every `headwaySeconds` in [fromSecond, untilSecond). */
export const transitServiceSchema = z.object({
  profile: index,
  fromSecond: daySecond,
  untilSecond: daySecond,
  headwaySeconds: positive.max(86_400),
});

export const transitNetworkSchema = z.object({
  version: z.literal(TRANSIT_VERSION),
  name: z.string(),
  /** IANA zone of the service day. */
  timeZone: z.string().min(1),
  stations: z.array(transitStationSchema),
  platforms: z.array(transitPlatformSchema),
  stops: z.array(transitStopSchema),
  entrances: z.array(transitEntranceSchema),
  elements: z.array(transitElementSchema),
  ways: z.array(transitWaySchema),
  lines: z.array(transitLineSchema),
  patterns: z.array(transitPatternSchema),
  profiles: z.array(transitProfileSchema),
  trips: z.array(transitTripSchema),
  services: z.array(transitServiceSchema),
});

/**
 * Entries a day at a mean station: 4,541,256 at 288 stations of the Shanghai metro on Wednesday
 * 1 April 2015 (SODA open data).
 */
export const MEAN_STATION_ENTRIES_PER_DAY = 15_768;

/** `transit.json` of a built city: its lines, and who rides them besides the people of its streets. */
export const cityTransitSchema = z.object({
  network: transitNetworkSchema,
  riders: z.object({
    /** By station of the network; as many come out. */
    entriesPerDay: z.array(z.number().min(0)),
    kind: valueKindSchema,
    /** How the numbers came about. */
    rule: localizedTextSchema,
  }),
});

export type TransitMode = z.infer<typeof transitModeSchema>;
export type TransitStation = z.infer<typeof transitStationSchema>;
export type TransitPlatform = z.infer<typeof transitPlatformSchema>;
export type TransitStop = z.infer<typeof transitStopSchema>;
export type TransitEntrance = z.infer<typeof transitEntranceSchema>;
export type TransitElement = z.infer<typeof transitElementSchema>;
export type TransitWay = z.infer<typeof transitWaySchema>;
export type TransitVehicle = z.infer<typeof transitVehicleSchema>;
export type TransitLine = z.infer<typeof transitLineSchema>;
export type TransitPattern = z.infer<typeof transitPatternSchema>;
export type TransitProfile = z.infer<typeof transitProfileSchema>;
export type TransitTrip = z.infer<typeof transitTripSchema>;
export type TransitService = z.infer<typeof transitServiceSchema>;
export type TransitNetwork = z.infer<typeof transitNetworkSchema>;
export type CityTransit = z.infer<typeof cityTransitSchema>;

const during = { id: measureIdSchema, fromSecond: daySecond, untilSecond: daySecond };

/** What planners turn on lines and in stations, in force in [fromSecond, untilSecond). */
export const transitMeasureSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...during, type: z.literal('close-entrance'), entrance: entranceIdSchema }),
  z.strictObject({
    ...during,
    type: z.literal('meter-entrance'),
    entrance: entranceIdSchema,
    /** 0 holds it. */
    personsPerMinute: z.number().min(0).max(100_000),
  }),
  /** Escalators stopped or turned round, gates opened or turned round. */
  z.strictObject({
    ...during,
    type: z.literal('set-element-rate'),
    element: z.string().min(1),
    personsPerMinute: z.number().min(0).max(100_000),
  }),
  /** Trains of the line (null: of every line) pass the station without stopping. */
  z.strictObject({
    ...during,
    type: z.literal('skip-station'),
    station: stationIdSchema,
    line: z.string().min(1).nullable(),
  }),
  /** Reserve trains on top of the timetable, evenly over the time. */
  z.strictObject({
    ...during,
    type: z.literal('extra-trains'),
    pattern: z.string().min(1),
    trains: z.number().int().min(1).max(200),
  }),
  /** Instead of the timetable's departures in that time. */
  z.strictObject({
    ...during,
    type: z.literal('set-headway'),
    pattern: z.string().min(1),
    headwaySeconds: z.number().min(30).max(7200),
  }),
]);
export type TransitMeasure = z.infer<typeof transitMeasureSchema>;
