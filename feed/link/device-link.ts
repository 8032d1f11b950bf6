/**
 * The devices' way to the server: MQTT 5, QoS 1. A message is kept until the server has
 * acknowledged it, so a server that restarts gets what it missed, as from devices that store and
 * forward. At most `limit` messages wait; beyond that the oldest go and are counted. So are those that
 * still wait when the link closes: after it a message is either acknowledged or dropped.
 */
import { connectAsync } from 'mqtt';

export interface DeviceMessage {
  readonly topic: string;
  readonly payload: object;
}

export interface DeviceLink {
  send(message: DeviceMessage): void;
  /** Resolves when everything sent so far is acknowledged or dropped. */
  drain(): Promise<void>;
  counts(): { readonly acknowledged: number; readonly waiting: number; readonly dropped: number };
  /** What is under way may still be acknowledged; what waits is dropped and told. */
  close(): Promise<void>;
}

/** What the link asks of MQTT.js. */
export interface DeviceClient {
  readonly connected: boolean;
  publish(
    topic: string,
    payload: string,
    options: { readonly qos: 1 },
    done: (error?: Error | null) => void,
  ): unknown;
  endAsync(force: boolean): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
}

export interface DeviceLinkOptions {
  readonly url: string;
  readonly clientId: string;
  readonly limit: number;
  /** Messages under way at once; MQTT 5 brokers grant at most 65,535. */
  readonly inFlight: number;
  readonly onProblem: (text: string) => void;
}

export const DEVICE_LINK_DEFAULTS = { limit: 200_000, inFlight: 200 } as const;

export async function openDeviceLink(options: DeviceLinkOptions): Promise<DeviceLink> {
  const client = await connectAsync(options.url, {
    protocolVersion: 5,
    clientId: options.clientId,
    clean: true,
    reconnectPeriod: 1000,
    connectTimeout: 10_000,
  });
  return createDeviceLink(client, options);
}

export function createDeviceLink(
  client: DeviceClient,
  options: Omit<DeviceLinkOptions, 'url' | 'clientId'>,
): DeviceLink {
  const waiting: DeviceMessage[] = [];
  let head = 0;
  let flying = 0;
  let acknowledged = 0;
  let dropped = 0;
  let drained: (() => void)[] = [];
  let isPumping = false;
  let phase: 'open' | 'closing' | 'closed' = 'open';

  client.on('error', (error) => options.onProblem(`MQTT: ${error.message}`));

  const length = () => waiting.length - head;
  const settle = (message: DeviceMessage, error: Error | null | undefined): void => {
    if (phase === 'closed') return;
    flying -= 1;
    if (!error) acknowledged += 1;
    else {
      dropped += 1;
      options.onProblem(`MQTT: ${message.topic} was not taken: ${error.message}`);
    }
    pump();
  };
  const pump = (): void => {
    // A client that answers at once calls back into its own loop, which goes on from there.
    if (isPumping) return;
    isPumping = true;
    while (phase === 'open' && flying < options.inFlight && length() > 0) {
      const message = waiting[head];
      head += 1;
      if (head > 4096) {
        waiting.splice(0, head);
        head = 0;
      }
      if (!message) continue;
      flying += 1;
      // While offline the client keeps the message in its own store and sends it on reconnection.
      client.publish(message.topic, JSON.stringify(message.payload), { qos: 1 }, (error) =>
        settle(message, error),
      );
    }
    isPumping = false;
    if (flying === 0 && length() === 0) {
      const done = drained;
      drained = [];
      for (const resolve of done) resolve();
    }
  };
  const dropUnsent = (): void => {
    const count = length() + flying;
    if (count > 0) {
      options.onProblem(
        `MQTT: the link closed before ${count} messages were acknowledged: dropped`,
      );
    }
    dropped += count;
    head = waiting.length;
    flying = 0;
    pump();
  };

  return {
    send: (message) => {
      if (phase !== 'open') {
        dropped += 1;
        return;
      }
      if (length() >= options.limit) {
        head += 1;
        dropped += 1;
      }
      waiting.push(message);
      pump();
    },
    drain: () =>
      new Promise((resolve) => {
        drained.push(resolve);
        pump();
      }),
    counts: () => ({ acknowledged, waiting: length() + flying, dropped }),
    close: async () => {
      phase = 'closing';
      // Offline nobody acknowledges, and MQTT.js would wait for it without end.
      await Promise.race([
        client.endAsync(!client.connected),
        new Promise<void>((resolve) => client.once('close', resolve)),
      ]);
      phase = 'closed';
      dropUnsent();
    },
  };
}
