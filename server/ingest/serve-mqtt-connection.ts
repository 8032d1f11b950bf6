/**
 * One MQTT connection (3.1, 3.1.1 and 5): devices publish, nothing else. QoS 0, 1 and 2; PUBACK and
 * PUBREC are held until the message is durable. Sources: OASIS MQTT 3.1.1 and MQTT 5.0, section
 * numbers in the comments.
 *
 * No session outlives its connection (CONNACK says sessionPresent = false): storing an observation
 * twice changes nothing, so a QoS 2 message that is resent after a cut is stored once all the same.
 * Subscriptions are refused (0x87), wills and retained flags are ignored, topic aliases are not
 * offered. A refused message is acknowledged, because sending it again would not help: MQTT 5 with
 * the reason code, 3.1.1 has none.
 */
import type { Socket } from 'node:net';
import {
  generate,
  type IConnectPacket,
  type IPublishPacket,
  type Packet,
  parser,
} from 'mqtt-packet';
import type { RejectReason } from './decode-message.ts';
import type { Ingest, ReceiveOutcome } from './receive-messages.ts';

export interface MqttLimits {
  readonly packetBytes: number;
  readonly connectMs: number;
  /** Messages of one connection that wait for their acknowledgement. */
  readonly inFlight: number;
}

export const MQTT_LIMITS: MqttLimits = {
  packetBytes: 1 << 20,
  connectMs: 10_000,
  inFlight: 10_000,
};

export interface MqttConnectionOptions {
  readonly ingest: Ingest;
  readonly limits: MqttLimits;
  readonly checkCredentials: (name: string, password: string) => Promise<boolean>;
  /** Called once connected; a later connection of the same client id ends this one (3.1.4-2). */
  readonly takeOver: (clientId: string, endOther: () => void) => void;
  readonly closed: (clientId: string) => void;
}

export interface MqttConnection {
  pause(): void;
  resume(): void;
  /** Ends it, telling an MQTT 5 client why. */
  end(reason: number): void;
}

/** MQTT 5.0, 2.4 reason codes. */
const REASON = {
  success: 0x00,
  malformed: 0x81,
  protocolError: 0x82,
  badCredentials: 0x86,
  notAuthorized: 0x87,
  noSubscription: 0x11,
  keepAlive: 0x8d,
  taken: 0x8e,
  topicInvalid: 0x90,
  unknownPacketId: 0x92,
  packetTooLarge: 0x95,
  receiveMaximum: 0x93,
  payloadInvalid: 0x99,
} as const;
export const MQTT_SERVER_SHUTTING_DOWN = 0x8b;

const REASON_OF_REJECT: Readonly<Record<RejectReason, number>> = {
  topic: REASON.topicInvalid,
  district: REASON.topicInvalid,
  device: REASON.notAuthorized,
  unit: REASON.notAuthorized,
  json: REASON.payloadInvalid,
  schema: REASON.payloadInvalid,
  clock: REASON.payloadInvalid,
};

export function serveMqttConnection(
  socket: Socket,
  { ingest, limits, checkCredentials, takeOver, closed }: MqttConnectionOptions,
): MqttConnection {
  const stream = parser();
  let version: 3 | 4 | 5 = 4;
  let clientId = '';
  let phase: 'waiting' | 'checking' | 'connected' | 'ended' = 'waiting';
  let inFlight = 0;
  let paused = false;
  /** QoS 2 packet ids between PUBREC and PUBREL. */
  const received = new Set<number>();
  /** Packets that arrived while the password was being checked. */
  const early: Packet[] = [];

  const send = (packet: Packet): void => {
    if (socket.writable) socket.write(generate(packet, { protocolVersion: version }));
  };
  const end = (reason: number): void => {
    if (phase === 'ended') return;
    if (phase === 'connected' && version === 5 && reason !== REASON.success) {
      send({ cmd: 'disconnect', reasonCode: reason });
    }
    phase = 'ended';
    socket.end();
    // A peer that never closes its side would keep the socket.
    setTimeout(() => socket.destroy(), 1_000).unref();
  };

  const connect = async (packet: IConnectPacket): Promise<void> => {
    version = packet.protocolVersion ?? 4;
    phase = 'checking';
    const name = packet.username ?? '';
    const allowed = await checkCredentials(name, packet.password?.toString('utf8') ?? '');
    if (socket.destroyed) return;
    if (!allowed) {
      // 3.1.1: return code 4, bad user name or password.
      send(
        version === 5
          ? { cmd: 'connack', reasonCode: REASON.badCredentials, sessionPresent: false }
          : { cmd: 'connack', returnCode: 4, sessionPresent: false },
      );
      end(REASON.success);
      return;
    }
    phase = 'connected';
    const assigned = packet.clientId === '';
    clientId = assigned ? `anonymous-${crypto.randomUUID()}` : packet.clientId;
    takeOver(clientId, () => end(REASON.taken));
    // 3.1.2.10: one and a half times the keep-alive; 0 turns it off.
    socket.setTimeout((packet.keepalive ?? 0) * 1500);
    send(
      version === 5
        ? {
            cmd: 'connack',
            reasonCode: REASON.success,
            sessionPresent: false,
            properties: {
              maximumPacketSize: limits.packetBytes,
              retainAvailable: false,
              topicAliasMaximum: 0,
              wildcardSubscriptionAvailable: false,
              subscriptionIdentifiersAvailable: false,
              sharedSubscriptionAvailable: false,
              ...(assigned ? { assignedClientIdentifier: clientId } : {}),
            },
          }
        : { cmd: 'connack', returnCode: 0, sessionPresent: false },
    );
    for (const waiting of early.splice(0)) handle(waiting);
  };

  const acknowledge = (packet: IPublishPacket, outcome: ReceiveOutcome): void => {
    inFlight -= 1;
    const messageId = packet.messageId ?? 0;
    if (packet.qos === 0 || phase === 'ended') return;
    const rejected = outcome.state === 'rejected';
    const reasonCode = rejected ? REASON_OF_REJECT[outcome.reason] : REASON.success;
    if (packet.qos === 2 && !rejected) received.add(messageId);
    const cmd = packet.qos === 1 ? 'puback' : 'pubrec';
    send(
      version === 5
        ? {
            cmd,
            messageId,
            reasonCode,
            ...(rejected ? { properties: { reasonString: outcome.detail.slice(0, 300) } } : {}),
          }
        : { cmd, messageId },
    );
    // 3.1.1 has no refusal in PUBREC: the exchange must run to its end.
    if (packet.qos === 2 && rejected && version !== 5) received.add(messageId);
  };

  const publish = (packet: IPublishPacket): void => {
    // An alias without a topic was never offered (MQTT 5.0, 3.3.2.3.4).
    if (packet.topic === '') end(REASON.protocolError);
    if (inFlight >= limits.inFlight) end(REASON.receiveMaximum);
    if (phase === 'ended') return;
    inFlight += 1;
    // 4.3.3: a QoS 2 packet id that was not released yet is the same message again.
    if (packet.qos === 2 && received.has(packet.messageId ?? 0)) {
      acknowledge(packet, { state: 'durable' });
      return;
    }
    const { payload } = packet;
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    ingest.receive(packet.topic, bytes, (outcome) => acknowledge(packet, outcome));
  };

  const handle = (packet: Packet): void => {
    if (phase === 'ended') return;
    if (phase === 'checking') {
      early.push(packet);
      return;
    }
    if (phase === 'waiting') {
      // 3.1.0-1: the first packet must be CONNECT.
      if (packet.cmd === 'connect') void connect(packet).catch(() => socket.destroy());
      else end(REASON.protocolError);
      return;
    }
    const messageId = packet.messageId ?? 0;
    switch (packet.cmd) {
      case 'publish':
        publish(packet);
        return;
      case 'pubrel': {
        const known = received.delete(messageId);
        const reasonCode = known ? REASON.success : REASON.unknownPacketId;
        send(
          version === 5 ? { cmd: 'pubcomp', messageId, reasonCode } : { cmd: 'pubcomp', messageId },
        );
        return;
      }
      case 'pingreq':
        send({ cmd: 'pingresp' });
        return;
      case 'subscribe': {
        // 3.1.1 knows one refusal, 0x80.
        const refusal = version === 5 ? REASON.notAuthorized : 0x80;
        send({ cmd: 'suback', messageId, granted: packet.subscriptions.map(() => refusal) });
        return;
      }
      case 'unsubscribe':
        send({
          cmd: 'unsuback',
          messageId,
          granted: packet.unsubscriptions.map(() => REASON.noSubscription),
        });
        return;
      case 'disconnect':
        end(REASON.success);
        return;
      default:
        end(REASON.protocolError);
    }
  };

  stream.on('packet', handle);
  stream.on('error', () => end(REASON.malformed));
  socket.setNoDelay(true);
  socket.setTimeout(limits.connectMs);
  socket.on('timeout', () => {
    if (!paused) end(REASON.keepAlive);
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    phase = 'ended';
    closed(clientId);
  });
  socket.on('data', (chunk) => {
    // Bytes that wait for the rest of their packet.
    const rest = stream.parse(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk));
    if (rest > limits.packetBytes) end(REASON.packetTooLarge);
  });

  return {
    pause: () => {
      paused = true;
      socket.pause();
    },
    resume: () => {
      paused = false;
      socket.resume();
    },
    end,
  };
}
