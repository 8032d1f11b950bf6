/**
 * The live connection (contracts/wire/live-protocol.ts): hello, subscribe, snapshot, deltas,
 * resync on a gap [W3]. socket.io reconnects with random back-off; after every welcome all
 * wanted channels are subscribed anew, so a reconnect always starts from snapshots.
 * What arrives is parsed here and handed to a `LiveReceiver`; the stores implement it.
 */
import { io } from 'socket.io-client';
import { z } from 'zod';
import {
  type CellQuantityId,
  type Channel,
  type ChannelDeltas,
  type ChannelSnapshots,
  type ClientToServerEvents,
  type ClockSettings,
  channelSchema,
  clockSettingsSchema,
  LIVE_PATH,
  LIVE_PROTOCOL_VERSION,
  type RecordChannel,
  type ServerToClientEvents,
} from '#contracts';
import { followSequence, type SequenceState, WAITING } from './follow-sequence.ts';
import { DELTA_SCHEMAS, SNAPSHOT_SCHEMAS } from './record-schemas.ts';

export type RecordMessage =
  | {
      readonly [C in RecordChannel]: {
        readonly type: 'snapshot';
        readonly channel: C;
        readonly data: ChannelSnapshots[C];
      };
    }[RecordChannel]
  | {
      readonly [C in RecordChannel]: {
        readonly type: 'delta';
        readonly channel: C;
        readonly data: ChannelDeltas[C];
      };
    }[RecordChannel];

export type CellMessage =
  | { readonly type: 'snapshot'; readonly quantity: CellQuantityId; readonly bytes: Uint8Array }
  | { readonly type: 'delta'; readonly quantity: CellQuantityId; readonly changes: Uint8Array };

export interface LiveReceiver {
  readonly onWelcome: (clock: ClockSettings, timeMs: number, cityBuiltAtMs: number) => void;
  readonly onTime: (timeMs: number) => void;
  readonly onRecords: (message: RecordMessage) => void;
  readonly onCells: (message: CellMessage) => void;
  readonly onOnline: () => void;
  readonly onOffline: () => void;
  readonly onRefused: (reason: 'version' | 'not-signed-in' | 'bad-message', detail: string) => void;
  /** A message that does not fit its schema: where, expected, got. The channel is resynced. */
  readonly onBadMessage: (detail: string) => void;
}

/** What of a socket.io socket is used here, so that a test can drive one by hand. */
export interface LiveSocket {
  /** Messages are unknown until their schema has seen them. */
  on(
    event: keyof ServerToClientEvents | 'connect' | 'disconnect' | 'connect_error',
    handler: (message: unknown) => void,
  ): unknown;
  emit<E extends keyof ClientToServerEvents>(
    event: E,
    message: Parameters<ClientToServerEvents[E]>[0],
  ): unknown;
  connect(): unknown;
  disconnect(): unknown;
}

export interface LiveConnection {
  /** Counted: a channel stays subscribed until every taker has given it back. */
  readonly take: (channels: readonly Channel[]) => () => void;
  readonly close: () => void;
}

const headerSchema = z.object({
  channel: channelSchema,
  sequence: z.number().int(),
  timeMs: z.number(),
});
const welcomeSchema = z.object({
  clock: clockSettingsSchema,
  timeMs: z.number(),
  cityBuiltAtMs: z.number(),
});
const refusedSchema = z.object({
  reason: z.enum(['version', 'not-signed-in', 'bad-message']),
  detail: z.string(),
});
/** socket.io hands binary parts over as ArrayBuffer in a browser, as Buffer in Node. */
const bytesSchema = z
  .union([z.instanceof(ArrayBuffer), z.instanceof(Uint8Array)])
  .transform((bytes) => (bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes));
const snapshotBytesSchema = z.object({ bytes: bytesSchema });
const deltaBytesSchema = z.object({ changes: bytesSchema });

const isCellChannel = (channel: Channel): channel is `cells:${CellQuantityId}` =>
  channel.startsWith('cells:');
const quantityOf = (channel: `cells:${CellQuantityId}`): CellQuantityId =>
  channel.slice('cells:'.length) as CellQuantityId;

export function connectLive(
  receiver: LiveReceiver,
  open: () => LiveSocket = openSocket,
): LiveConnection {
  const socket = open();
  const takers = new Map<Channel, number>();
  const sequences = new Map<Channel, SequenceState>();
  let welcomed = false;

  const receive = (type: 'snapshot' | 'delta', message: unknown): void => {
    const header = headerSchema.safeParse(message);
    if (!header.success) {
      receiver.onBadMessage(`live ${type}: ${z.prettifyError(header.error)}`);
      return;
    }
    const { channel, sequence, timeMs } = header.data;
    if (!takers.has(channel)) return; // Given back while the message was under way.
    receiver.onTime(timeMs);
    const step = followSequence(sequences.get(channel) ?? WAITING, { type, sequence });
    sequences.set(channel, step.state);
    if (step.action === 'resync') socket.emit('resync', { channel });
    if (step.action !== 'apply') return;
    const problem = isCellChannel(channel)
      ? receiveCells(receiver, type, quantityOf(channel), message)
      : receiveRecords(receiver, type, channel, message);
    if (problem !== null) {
      receiver.onBadMessage(`live ${type} of ${channel}: ${problem}`);
      // A bad delta may be mended by a snapshot; a bad snapshot would come again just as bad.
      if (type === 'delta') {
        sequences.set(channel, WAITING);
        socket.emit('resync', { channel });
      }
    }
  };

  socket.on('connect', () => {
    welcomed = false;
    sequences.clear();
    socket.emit('hello', { version: LIVE_PROTOCOL_VERSION });
  });
  socket.on('welcome', (message) => {
    const welcome = welcomeSchema.safeParse(message);
    if (!welcome.success) {
      receiver.onBadMessage(`live welcome: ${z.prettifyError(welcome.error)}`);
      return;
    }
    welcomed = true;
    const { clock, timeMs, cityBuiltAtMs } = welcome.data;
    receiver.onWelcome(clock, timeMs, cityBuiltAtMs);
    receiver.onOnline();
    if (takers.size > 0) socket.emit('subscribe', { channels: [...takers.keys()] });
  });
  socket.on('refused', (message) => {
    const refused = refusedSchema.safeParse(message);
    if (!refused.success) {
      receiver.onBadMessage(`live refused: ${z.prettifyError(refused.error)}`);
      return;
    }
    const { reason, detail } = refused.data;
    receiver.onRefused(reason, detail);
    // The server hangs up after this; another try with the same page would end the same way.
    if (reason !== 'bad-message') socket.disconnect();
  });
  socket.on('snapshot', (message) => receive('snapshot', message));
  socket.on('delta', (message) => receive('delta', message));
  socket.on('disconnect', (reason) => {
    welcomed = false;
    receiver.onOffline();
    // socket.io leaves a hang-up by the server to us; a restart of the server is such a one.
    if (reason === 'io server disconnect') socket.connect();
  });
  socket.on('connect_error', () => receiver.onOffline());
  socket.connect();

  return {
    take: (channels) => {
      const added = channels.filter((channel) => !takers.has(channel));
      for (const channel of channels) takers.set(channel, (takers.get(channel) ?? 0) + 1);
      if (welcomed && added.length > 0) socket.emit('subscribe', { channels: added });
      let given = false;
      return () => {
        if (given) return;
        given = true;
        const removed: Channel[] = [];
        for (const channel of channels) {
          const left = (takers.get(channel) ?? 1) - 1;
          if (left > 0) takers.set(channel, left);
          else {
            takers.delete(channel);
            sequences.delete(channel);
            removed.push(channel);
          }
        }
        if (welcomed && removed.length > 0) socket.emit('unsubscribe', { channels: removed });
      };
    },
    close: () => {
      socket.disconnect();
    },
  };
}

function openSocket(): LiveSocket {
  return io({
    path: LIVE_PATH,
    transports: ['websocket'],
    autoConnect: false,
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    // Spread over half to one and a half of the delay, so that a hall of screens does not return at once.
    randomizationFactor: 0.5,
  });
}

/** null, or what did not fit. */
function receiveCells(
  receiver: LiveReceiver,
  type: 'snapshot' | 'delta',
  quantity: CellQuantityId,
  message: unknown,
): string | null {
  if (type === 'snapshot') {
    const parsed = snapshotBytesSchema.safeParse(message);
    if (!parsed.success) return z.prettifyError(parsed.error);
    receiver.onCells({ type, quantity, bytes: parsed.data.bytes });
    return null;
  }
  const parsed = deltaBytesSchema.safeParse(message);
  if (!parsed.success) return z.prettifyError(parsed.error);
  if (parsed.data.changes.byteLength % 4 !== 0) {
    return `expected a multiple of 4 bytes, got ${parsed.data.changes.byteLength}`;
  }
  receiver.onCells({ type, quantity, changes: parsed.data.changes });
  return null;
}

function receiveRecords<C extends RecordChannel>(
  receiver: LiveReceiver,
  type: 'snapshot' | 'delta',
  channel: C,
  message: unknown,
): string | null {
  const schemas = type === 'snapshot' ? SNAPSHOT_SCHEMAS : DELTA_SCHEMAS;
  const schema: z.ZodType<unknown> = schemas[channel];
  const parsed = z.object({ data: schema }).safeParse(message);
  if (!parsed.success) return z.prettifyError(parsed.error);
  // The schema was chosen by the same channel, which TypeScript cannot follow through the table.
  receiver.onRecords({ type, channel, data: parsed.data.data } as RecordMessage);
  return null;
}
