/**
 * The part of GTFS-Realtime 2.0 that is read, as field numbers and types of its published protocol
 * buffer definition (gtfs.org/documentation/realtime/proto). Fields not listed are passed over.
 */
import protobuf from 'protobufjs/light.js';

const string = (id: number) => ({ type: 'string', id });
const field = (type: string, id: number, rule?: 'repeated' | 'required') =>
  rule === undefined ? { type, id } : { rule, type, id };

const messages = {
  FeedMessage: {
    fields: {
      header: field('FeedHeader', 1, 'required'),
      entity: field('FeedEntity', 2, 'repeated'),
    },
  },
  FeedHeader: {
    fields: {
      gtfsRealtimeVersion: field('string', 1, 'required'),
      incrementality: field('Incrementality', 2),
      timestamp: field('uint64', 3),
    },
  },
  Incrementality: { values: { FULL_DATASET: 0, DIFFERENTIAL: 1 } },
  FeedEntity: {
    fields: {
      id: field('string', 1, 'required'),
      isDeleted: field('bool', 2),
      tripUpdate: field('TripUpdate', 3),
      vehicle: field('VehiclePosition', 4),
      alert: field('Alert', 5),
    },
  },
  TripUpdate: {
    fields: {
      trip: field('TripDescriptor', 1, 'required'),
      stopTimeUpdate: field('StopTimeUpdate', 2, 'repeated'),
      vehicle: field('VehicleDescriptor', 3),
      timestamp: field('uint64', 4),
      delay: field('int32', 5),
    },
  },
  StopTimeUpdate: {
    fields: {
      stopSequence: field('uint32', 1),
      arrival: field('StopTimeEvent', 2),
      departure: field('StopTimeEvent', 3),
      stopId: string(4),
      scheduleRelationship: field('CallRelationship', 5),
    },
  },
  CallRelationship: { values: { SCHEDULED: 0, SKIPPED: 1, NO_DATA: 2, UNSCHEDULED: 3 } },
  StopTimeEvent: { fields: { delay: field('int32', 1), time: field('int64', 2) } },
  VehiclePosition: {
    fields: {
      trip: field('TripDescriptor', 1),
      position: field('Position', 2),
      currentStopSequence: field('uint32', 3),
      timestamp: field('uint64', 5),
      stopId: string(7),
      vehicle: field('VehicleDescriptor', 8),
      occupancyStatus: field('int32', 9),
      occupancyPercentage: field('uint32', 10),
    },
  },
  Position: {
    fields: {
      latitude: field('float', 1, 'required'),
      longitude: field('float', 2, 'required'),
      bearing: field('float', 3),
      odometer: field('double', 4),
      speed: field('float', 5),
    },
  },
  TripDescriptor: {
    fields: {
      tripId: string(1),
      startTime: string(2),
      startDate: string(3),
      scheduleRelationship: field('TripRelationship', 4),
      routeId: string(5),
      directionId: field('uint32', 6),
    },
  },
  TripRelationship: {
    values: {
      SCHEDULED: 0,
      ADDED: 1,
      UNSCHEDULED: 2,
      CANCELED: 3,
      REPLACEMENT: 5,
      DUPLICATED: 6,
      DELETED: 7,
    },
  },
  VehicleDescriptor: { fields: { id: string(1), label: string(2), licensePlate: string(3) } },
  Alert: {
    fields: {
      activePeriod: field('TimeRange', 1, 'repeated'),
      informedEntity: field('EntitySelector', 5, 'repeated'),
      cause: field('Cause', 6),
      effect: field('Effect', 7),
      headerText: field('TranslatedString', 10),
      descriptionText: field('TranslatedString', 11),
    },
  },
  TimeRange: { fields: { start: field('uint64', 1), end: field('uint64', 2) } },
  EntitySelector: {
    fields: {
      agencyId: string(1),
      routeId: string(2),
      trip: field('TripDescriptor', 4),
      stopId: string(5),
    },
  },
  TranslatedString: { fields: { translation: field('Translation', 1, 'repeated') } },
  Translation: { fields: { text: field('string', 1, 'required'), language: string(2) } },
  Cause: {
    values: {
      UNKNOWN_CAUSE: 1,
      OTHER_CAUSE: 2,
      TECHNICAL_PROBLEM: 3,
      STRIKE: 4,
      DEMONSTRATION: 5,
      ACCIDENT: 6,
      HOLIDAY: 7,
      WEATHER: 8,
      MAINTENANCE: 9,
      CONSTRUCTION: 10,
      POLICE_ACTIVITY: 11,
      MEDICAL_EMERGENCY: 12,
    },
  },
  Effect: {
    values: {
      NO_SERVICE: 1,
      REDUCED_SERVICE: 2,
      SIGNIFICANT_DELAYS: 3,
      DETOUR: 4,
      ADDITIONAL_SERVICE: 5,
      MODIFIED_SERVICE: 6,
      OTHER_EFFECT: 7,
      UNKNOWN_EFFECT: 8,
      STOP_MOVED: 9,
      NO_EFFECT: 10,
      ACCESSIBILITY_ISSUE: 11,
    },
  },
};

/** proto2 throughout: else a zero (an empty train, a delay of nothing) would count as not given. */
const nested = Object.fromEntries(
  Object.entries(messages).map(([name, message]) => [name, { edition: 'proto2', ...message }]),
);
const root = protobuf.Root.fromJSON({ nested });

export const feedMessageType = root.lookupType('FeedMessage');
