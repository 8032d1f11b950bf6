/**
 * The devices' way to the server: MQTT 5, QoS 1. A message is kept until the server has
 * acknowledged it, so a server that restarts gets what it missed, as from devices that store and
 * forward. At most `limit` messages wait; beyond that the oldest go and are counted.
 */
import { connectAsync, type MqttClient } from 'mqtt';

export interface DeviceMessage {
  readonly topic: string;
  readonly payload: object;
}

export interface DeviceLink {
  send(message: DeviceMessage): void;
  /** Resolves when everything sent so far is acknowledged or dropped. */
  drain(): Promise<void>;
  counts(): { readonly acknowledged: number; readonly waiting: number; readonly dropped: number };
  close(): Promise<void>;
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
  const client: MqttClient = await connectAsync(options.url, {
    protocolVersion: 5,
    clientId: options.clientId,
    clean: true,
    reconnectPeriod: 1000,
    connectTimeout: 10_000,
  });
  const waiting: DeviceMessage[] = [];
  let head = 0;
  let flying = 0;
  let acknowledged = 0;
  let dropped = 0;
  let drained: (() => void)[] = [];

  client.on('error', (error) => options.onProblem(`MQTT: ${error.message}`));

  const length = () => waiting.length - head;
  const pump = (): void => {
    while (flying < options.inFlight && length() > 0) {
      const message = waiting[head];
      head += 1;
      if (head > 4096) {
        waiting.splice(0, head);
        head = 0;
      }
      if (!message) continue;
      flying += 1;
      // While offline the client keeps the message in its own store and sends it on reconnection.
      client.publish(message.topic, JSON.stringify(message.payload), { qos: 1 }, (error) => {
        flying -= 1;
        if (error) {
          dropped += 1;
          options.onProblem(`MQTT: ${message.topic} was not taken: ${error.message}`);
        } else {
          acknowledged += 1;
        }
        pump();
      });
    }
    if (flying === 0 && length() === 0) {
      for (const done of drained) done();
      drained = [];
    }
  };

  return {
    send: (message) => {
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
    close: () => client.endAsync(),
  };
}
