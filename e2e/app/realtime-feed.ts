/**
 * A GTFS-Realtime feed as an operator would serve it: a web server of its own. Its messages are
 * written by field numbers of the published definition (gtfs.org/documentation/realtime/proto), not
 * by Gezi's own reader of it.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import protobuf from 'protobufjs/light.js';

export interface FeedVehicle {
  readonly id: string;
  readonly route: string;
  readonly lonLat: readonly [number, number];
  readonly bearingDegrees: number;
  /** OccupancyStatus: 0 empty … 5 full. */
  readonly occupancy: number;
  readonly delaySeconds: number;
  /** Reported so long before the message. */
  readonly secondsAgo: number;
}

export interface FeedMessage {
  readonly vehicles: readonly FeedVehicle[];
  readonly alert: { readonly zh: string; readonly en: string; readonly route: string };
}

export type FeedAnswer =
  | { readonly says: 'message'; readonly message: FeedMessage; readonly nowMs: () => number }
  /** As a proxy that drops the connection would leave it. */
  | { readonly says: 'half'; readonly message: FeedMessage; readonly nowMs: () => number }
  | { readonly says: 'status'; readonly status: number };

export interface RealtimeFeed {
  readonly url: string;
  answer: FeedAnswer;
  end(): Promise<void>;
}

const { Root, Type, Field } = protobuf;
const typeOf = (
  name: string,
  ...fields: readonly (readonly [string, number, string, boolean?])[]
) =>
  fields.reduce(
    (type, [field, id, of, repeated]) =>
      type.add(new Field(field, id, of, repeated ? 'repeated' : undefined)),
    new Type(name),
  );
const root = new Root();
for (const type of [
  typeOf('FeedMessage', ['header', 1, 'FeedHeader'], ['entity', 2, 'FeedEntity', true]),
  typeOf('FeedHeader', ['gtfsRealtimeVersion', 1, 'string'], ['timestamp', 3, 'uint64']),
  typeOf(
    'FeedEntity',
    ...([
      ['id', 1, 'string'],
      ['tripUpdate', 3, 'TripUpdate'],
      ['vehicle', 4, 'VehiclePosition'],
      ['alert', 5, 'Alert'],
    ] as const),
  ),
  typeOf('TripDescriptor', ['tripId', 1, 'string'], ['routeId', 5, 'string']),
  typeOf('VehicleDescriptor', ['id', 1, 'string'], ['label', 2, 'string']),
  typeOf('TripUpdate', ['trip', 1, 'TripDescriptor'], ['delay', 5, 'int32']),
  typeOf(
    'VehiclePosition',
    ...([
      ['trip', 1, 'TripDescriptor'],
      ['position', 2, 'Position'],
      ['timestamp', 5, 'uint64'],
      ['vehicle', 8, 'VehicleDescriptor'],
      ['occupancyStatus', 9, 'int32'],
    ] as const),
  ),
  typeOf('Position', ['latitude', 1, 'float'], ['longitude', 2, 'float'], ['bearing', 3, 'float']),
  typeOf(
    'Alert',
    ...([
      ['informedEntity', 5, 'EntitySelector', true],
      ['effect', 7, 'int32'],
      ['headerText', 10, 'TranslatedString'],
    ] as const),
  ),
  typeOf('EntitySelector', ['routeId', 2, 'string']),
  typeOf('TranslatedString', ['translation', 1, 'Translation', true]),
  typeOf('Translation', ['text', 1, 'string'], ['language', 2, 'string']),
]) {
  root.add(type);
}
const SIGNIFICANT_DELAYS = 3;

function encode({ vehicles, alert }: FeedMessage, nowMs: number): Uint8Array {
  const seconds = Math.floor(nowMs / 1000);
  const trip = ({ id, route }: FeedVehicle) => ({ tripId: `trip of ${id}`, routeId: route });
  const type = root.lookupType('FeedMessage');
  const message = type.fromObject({
    header: { gtfsRealtimeVersion: '2.0', timestamp: seconds },
    entity: [
      ...vehicles.map((vehicle) => ({
        id: `position of ${vehicle.id}`,
        vehicle: {
          trip: trip(vehicle),
          vehicle: { id: vehicle.id },
          position: {
            longitude: vehicle.lonLat[0],
            latitude: vehicle.lonLat[1],
            bearing: vehicle.bearingDegrees,
          },
          timestamp: seconds - vehicle.secondsAgo,
          occupancyStatus: vehicle.occupancy,
        },
      })),
      ...vehicles.map((vehicle) => ({
        id: `update of ${vehicle.id}`,
        tripUpdate: { trip: trip(vehicle), delay: vehicle.delaySeconds },
      })),
      {
        id: 'alert',
        alert: {
          informedEntity: [{ routeId: alert.route }],
          effect: SIGNIFICANT_DELAYS,
          headerText: {
            translation: [
              { text: alert.zh, language: 'zh' },
              { text: alert.en, language: 'en' },
            ],
          },
        },
      },
    ],
  });
  return type.encode(message).finish();
}

export async function startRealtimeFeed(): Promise<RealtimeFeed> {
  const server = createServer((_request, response) => {
    const { answer } = feed;
    if (answer.says === 'status') {
      response.writeHead(answer.status).end();
      return;
    }
    const bytes = encode(answer.message, answer.nowMs());
    response.end(answer.says === 'half' ? bytes.subarray(0, bytes.length / 2) : bytes);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a TCP port');
  const feed: RealtimeFeed = {
    url: `http://127.0.0.1:${address.port}/vehicles.pb?key=secret`,
    answer: { says: 'status', status: 503 },
    end: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return feed;
}
