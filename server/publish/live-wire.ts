/**
 * The live wire (contracts/wire/live-protocol.ts, rules [W1]–[W5]) over socket.io on ws.
 *
 * A channel is a room. A delta is encoded once and written to every socket of the room; sockets whose
 * unsent bytes pass the budget are left out [W4] and get a fresh snapshot as soon as they have
 * drained, without waiting for the next delta to show them the gap. socket.io itself has no such cap.
 * Clients with an area scope get their own form of cells and alarms, made once a scope (cut-wire.ts).
 */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import {
  type Channel,
  type ClientToServerEvents,
  channelSchema,
  helloSchema,
  LIVE_PATH,
  LIVE_PROTOCOL_VERSION,
  may,
  type Permission,
  type RecordChannel,
  resyncSchema,
  type ServerToClientEvents,
  type Session,
  subscribeSchema,
} from '#contracts';
import type { DistrictClock } from '../clock/district-clock.ts';
import { cutContent, isCutChannel, type WireCut } from './cut-wire.ts';

/** What a channel says: made when somebody asks, or handed in as a delta. */
export interface WireSources {
  readonly records: { readonly [C in RecordChannel]: () => unknown };
  readonly cells: (channel: Exclude<Channel, RecordChannel>) => Uint8Array;
}

export interface LiveWire {
  sendRecords(channel: RecordChannel, data: unknown): void;
  sendCells(channel: Exclude<Channel, RecordChannel>, changes: Uint8Array): void;
  /** A new snapshot for everyone subscribed, when most cells changed at once. */
  sendAllCells(channel: Exclude<Channel, RecordChannel>): void;
  hasSubscribers(channel: Channel): boolean;
  clients(): number;
  /** Sends snapshots to clients that were over budget and have drained; call a few times a second. */
  healLagging(): void;
  /** Ends connections whose session is over. */
  dropSignedOut(): void;
  close(): Promise<void>;
}

/** Unsent bytes of one client beyond which deltas are dropped. */
export const CLIENT_BUDGET_BYTES = 1 << 20;

const CHANNEL_PERMISSION: Readonly<Record<RecordChannel, Permission>> = {
  sensors: 'read-live',
  alarms: 'read-live',
  district: 'read-live',
  plans: 'read-live',
  forecast: 'read-forecast',
  advice: 'read-forecast',
  advising: 'read-forecast',
  runs: 'run-scenarios',
  transit: 'read-live',
};

const isRecordChannel = (channel: Channel): channel is RecordChannel =>
  Object.hasOwn(CHANNEL_PERMISSION, channel);

const permissionOf = (channel: Channel): Permission =>
  isRecordChannel(channel) ? CHANNEL_PERMISSION[channel] : 'read-live';

interface Client {
  readonly socket: Socket<ClientToServerEvents, ServerToClientEvents>;
  readonly signedIn: () => Session | null;
  /** As it was when the client subscribed; null: everything. */
  cut: WireCut | null;
  welcomed: boolean;
  /** Channels of which a delta was dropped. */
  readonly lagging: Set<Channel>;
}

export function openLiveWire(options: {
  readonly server: HttpServer;
  readonly clock: DistrictClock;
  readonly district: string;
  readonly cityBuiltAtMs: number;
  readonly sources: WireSources;
  /** The session of a handshake, asked again while the connection lasts; null refuses it. */
  readonly sessionOf: (cookie: string | undefined) => Session | null;
  readonly isSameOrigin: (
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ) => boolean;
  /** What an account with an area scope may see; null or absent: everything. */
  readonly cutOf?: (cookie: string | undefined) => WireCut | null;
}): LiveWire {
  const { clock, district, sources, sessionOf } = options;
  const io = new Server<ClientToServerEvents, ServerToClientEvents>(options.server, {
    path: LIVE_PATH,
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 64 * 1024,
    allowRequest: (request, answer) => {
      const allowed =
        options.isSameOrigin(request.headers) && sessionOf(request.headers.cookie) !== null;
      answer(allowed ? null : 'not signed in', allowed);
    },
  });
  const sequences = new Map<Channel, number>();
  const clients = new Map<string, Client>();
  const sequenceOf = (channel: Channel): number => sequences.get(channel) ?? 0;

  const sendSnapshot = ({ socket, cut }: Client, channel: Channel): void => {
    const header = { sequence: sequenceOf(channel), timeMs: clock.nowMs() };
    // The payload's type follows from the channel; the contract's union is checked by the sources.
    const content = isRecordChannel(channel)
      ? { data: sources.records[channel]() }
      : { bytes: sources.cells(channel) };
    const isCut = cut !== null && isCutChannel(channel);
    const message = { ...header, channel, ...(isCut ? cutContent(content, cut) : content) };
    socket.emit('snapshot', message as Parameters<ServerToClientEvents['snapshot']>[0]);
  };

  const sendToRoom = (
    event: 'delta' | 'snapshot',
    channel: Channel,
    content: () => object,
  ): void => {
    const sequence = sequenceOf(channel) + 1;
    sequences.set(channel, sequence);
    const room = io.sockets.adapter.rooms.get(channel);
    if (!room || room.size === 0) return;
    const left: string[] = [];
    const cuts = new Map<string, { readonly cut: WireCut; readonly ids: string[] }>();
    for (const id of room) {
      const client = clients.get(id);
      if (!client) continue;
      if (client.lagging.has(channel) || unsentBytes(client) > CLIENT_BUDGET_BYTES) {
        client.lagging.add(channel);
        left.push(id);
      } else if (client.cut !== null && isCutChannel(channel)) {
        left.push(id);
        const group = cuts.get(client.cut.key) ?? { cut: client.cut, ids: [] };
        group.ids.push(id);
        cuts.set(client.cut.key, group);
      }
    }
    const header = { channel, sequence, timeMs: clock.nowMs() };
    const whole = content();
    const message = { ...header, ...whole };
    io.to(channel)
      .except(left)
      .emit(event, message as Parameters<ServerToClientEvents['delta' & 'snapshot']>[0]);
    for (const { cut, ids } of cuts.values()) {
      const part = { ...header, ...cutContent(whole, cut) };
      io.to(ids).emit(event, part as Parameters<ServerToClientEvents['delta' & 'snapshot']>[0]);
    }
  };

  io.on('connection', (socket) => {
    const { cookie } = socket.handshake.headers;
    const client: Client = {
      socket,
      signedIn: () => sessionOf(cookie),
      cut: options.cutOf?.(cookie) ?? null,
      welcomed: false,
      lagging: new Set(),
    };
    clients.set(socket.id, client);
    socket.on('disconnect', () => clients.delete(socket.id));
    const refuse = (reason: 'version' | 'not-signed-in' | 'bad-message', detail: string): void => {
      socket.emit('refused', { reason, detail });
      socket.disconnect(true);
    };
    socket.on('hello', (message) => {
      const hello = helloSchema.safeParse(message);
      if (!hello.success) return refuse('bad-message', 'hello: expected {version}');
      if (hello.data.version !== LIVE_PROTOCOL_VERSION) {
        const detail = `expected version ${LIVE_PROTOCOL_VERSION}, got ${hello.data.version}; reload the page`;
        return refuse('version', detail);
      }
      client.welcomed = true;
      socket.emit('welcome', {
        version: LIVE_PROTOCOL_VERSION,
        clock: clock.settings,
        timeMs: clock.nowMs(),
        district,
        cityBuiltAtMs: options.cityBuiltAtMs,
      });
    });
    const subscribe = (channel: Channel): void => {
      const session = client.signedIn();
      if (!session) refuse('not-signed-in', 'the session is over; sign in again');
      // Deny by default; the interface does not offer what the role may not see.
      if (!session || !may(session.roles, permissionOf(channel))) return;
      void socket.join(channel);
      client.cut = options.cutOf?.(cookie) ?? null;
      client.lagging.delete(channel);
      sendSnapshot(client, channel);
    };
    socket.on('subscribe', (message) => {
      const parsed = subscribeSchema.safeParse(message);
      if (!client.welcomed || !parsed.success) {
        return refuse(
          'bad-message',
          client.welcomed ? 'subscribe: unknown channel' : 'expected hello first',
        );
      }
      for (const channel of parsed.data.channels) subscribe(channel);
    });
    socket.on('unsubscribe', (message) => {
      const parsed = subscribeSchema.safeParse(message);
      if (!parsed.success) return refuse('bad-message', 'unsubscribe: unknown channel');
      for (const channel of parsed.data.channels) void socket.leave(channel);
    });
    socket.on('resync', (message) => {
      const parsed = resyncSchema.safeParse(message);
      if (!parsed.success) return refuse('bad-message', 'resync: unknown channel');
      if (socket.rooms.has(parsed.data.channel)) subscribe(parsed.data.channel);
    });
  });

  return {
    sendRecords: (channel, data) => sendToRoom('delta', channel, () => ({ data })),
    sendCells: (channel, changes) => sendToRoom('delta', channel, () => ({ changes })),
    sendAllCells: (channel) =>
      sendToRoom('snapshot', channel, () => ({ bytes: sources.cells(channel) })),
    hasSubscribers: (channel) => (io.sockets.adapter.rooms.get(channel)?.size ?? 0) > 0,
    clients: () => clients.size,
    healLagging: () => {
      for (const client of clients.values()) {
        if (client.lagging.size === 0 || unsentBytes(client) > CLIENT_BUDGET_BYTES / 2) continue;
        for (const channel of [...client.lagging]) {
          client.lagging.delete(channel);
          if (client.socket.rooms.has(channel)) sendSnapshot(client, channel);
        }
      }
    },
    dropSignedOut: () => {
      for (const client of clients.values()) {
        if (client.signedIn()) {
          const { cookie } = client.socket.handshake.headers;
          const key = options.cutOf?.(cookie)?.key ?? null;
          // Somebody changed the account's areas: it connects again and subscribes to what it may see.
          if (key !== (client.cut?.key ?? null)) client.socket.disconnect(true);
          continue;
        }
        client.socket.emit('refused', {
          reason: 'not-signed-in',
          detail: 'the session is over; sign in again',
        });
        client.socket.disconnect(true);
      }
    },
    close: () => io.close(),
  };
}

export const ALL_CHANNELS: readonly Channel[] = channelSchema.options;

/** Bytes handed to the WebSocket and not yet to the kernel; engine.io keeps both to itself. */
function unsentBytes({ socket }: Client): number {
  const webSocket = fieldOf(socket.conn.transport, 'socket');
  const buffered = fieldOf(webSocket, 'bufferedAmount');
  const queue = fieldOf(socket.conn, 'writeBuffer');
  return (
    (typeof buffered === 'number' ? buffered : 0) +
    (Array.isArray(queue) ? queue.length : 0) * QUEUED_PACKET_BYTES
  );
}

const fieldOf = (owner: unknown, name: string): unknown =>
  typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;

/** Weight given to a packet that engine.io itself still holds. */
const QUEUED_PACKET_BYTES = 64 * 1024;
