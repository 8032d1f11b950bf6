/**
 * The built-in MQTT listener for devices. Without a password file it listens on the loopback only:
 * a port that everyone on the network could write false values to is refused at start.
 */
import { createServer, type Server, type Socket } from 'node:net';
import type { CheckCredentials } from './read-device-passwords.ts';
import type { Ingest } from './receive-messages.ts';
import {
  MQTT_LIMITS,
  MQTT_SERVER_SHUTTING_DOWN,
  type MqttConnection,
  serveMqttConnection,
} from './serve-mqtt-connection.ts';

export interface MqttListener {
  readonly port: number;
  connections(): number;
  close(): Promise<void>;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

export async function listenMqtt(options: {
  readonly ingest: Ingest;
  readonly host: string;
  readonly port: number;
  /** null: no password asked. */
  readonly checkCredentials: CheckCredentials | null;
}): Promise<MqttListener> {
  const { ingest, host, port, checkCredentials } = options;
  if (checkCredentials === null && !LOOPBACK.has(host)) {
    throw new Error(
      `--mqtt-host ${host}: expected device credentials for an address others can reach; give --mqtt-password-file, or listen on 127.0.0.1`,
    );
  }
  const open = new Map<Socket, MqttConnection>();
  const byClient = new Map<string, () => void>();
  const server = createServer((socket) => {
    let endThis: (() => void) | null = null;
    const connection = serveMqttConnection(socket, {
      ingest,
      limits: MQTT_LIMITS,
      checkCredentials: checkCredentials ?? (() => Promise.resolve(true)),
      takeOver: (clientId, end) => {
        byClient.get(clientId)?.();
        byClient.set(clientId, end);
        endThis = end;
      },
      closed: (clientId) => {
        open.delete(socket);
        if (byClient.get(clientId) === endThis) byClient.delete(clientId);
      },
    });
    open.set(socket, connection);
    socket.on('data', () => {
      if (ingest.isFull()) connection.pause();
    });
  });
  ingest.onRoom(() => {
    for (const connection of open.values()) connection.resume();
  });
  await listen(server, host, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    connections: () => open.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const [socket, connection] of open) {
          connection.end(MQTT_SERVER_SHUTTING_DOWN);
          socket.destroySoon();
        }
      }),
  };
}

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new Error(`MQTT listener on ${host}:${port}: ${error.message}; choose another --mqtt-port`),
      ),
    );
    server.listen(port, host, () => resolve());
  });
