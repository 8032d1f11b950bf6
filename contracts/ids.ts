/**
 * Branded identifiers. A brand costs nothing at run time and stops one kind of id from being
 * passed where another is meant. Outside data becomes branded in the schemas of this folder.
 */
import { z } from 'zod';

const id = <Name extends string>() => z.string().min(1).max(200).brand<Name>();

export const buildingIdSchema = id<'BuildingId'>();
export const areaIdSchema = id<'AreaId'>();
export const walkLinkIdSchema = id<'WalkLinkId'>();
export const streetLinkIdSchema = id<'StreetLinkId'>();
export const stationIdSchema = id<'StationId'>();
export const entranceIdSchema = id<'EntranceId'>();
export const venueIdSchema = id<'VenueId'>();
export const gateIdSchema = id<'GateId'>();
export const signalIdSchema = id<'SignalId'>();
export const sensorIdSchema = id<'SensorId'>();
export const busStopIdSchema = id<'BusStopId'>();
export const busLineIdSchema = id<'BusLineId'>();
export const eventIdSchema = id<'EventId'>();
export const measureIdSchema = id<'MeasureId'>();
export const scenarioIdSchema = id<'ScenarioId'>();
export const forecastIdSchema = id<'ForecastId'>();
export const adviceIdSchema = id<'AdviceId'>();
export const alarmIdSchema = id<'AlarmId'>();
/** Of a feed: `<source>/<vehicle>`. */
export const vehicleIdSchema = id<'VehicleId'>();

export type BuildingId = z.infer<typeof buildingIdSchema>;
export type AreaId = z.infer<typeof areaIdSchema>;
export type WalkLinkId = z.infer<typeof walkLinkIdSchema>;
export type StreetLinkId = z.infer<typeof streetLinkIdSchema>;
export type StationId = z.infer<typeof stationIdSchema>;
export type EntranceId = z.infer<typeof entranceIdSchema>;
export type VenueId = z.infer<typeof venueIdSchema>;
export type GateId = z.infer<typeof gateIdSchema>;
export type SignalId = z.infer<typeof signalIdSchema>;
export type SensorId = z.infer<typeof sensorIdSchema>;
export type BusStopId = z.infer<typeof busStopIdSchema>;
export type BusLineId = z.infer<typeof busLineIdSchema>;
export type EventId = z.infer<typeof eventIdSchema>;
export type MeasureId = z.infer<typeof measureIdSchema>;
export type ScenarioId = z.infer<typeof scenarioIdSchema>;
export type ForecastId = z.infer<typeof forecastIdSchema>;
export type AdviceId = z.infer<typeof adviceIdSchema>;
export type AlarmId = z.infer<typeof alarmIdSchema>;
export type VehicleId = z.infer<typeof vehicleIdSchema>;

/** Buildings, storeys and units share one 20-bit id space, so that one 1024×1024 texture holds a district. */
export const CELL_ID_LIMIT = 1 << 20;
export const cellIdSchema = z
  .number()
  .int()
  .min(0)
  .max(CELL_ID_LIMIT - 1)
  .brand<'CellId'>();
export type CellId = z.infer<typeof cellIdSchema>;
