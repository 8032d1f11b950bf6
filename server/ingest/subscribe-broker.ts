/**
 * An external MQTT 5 broker instead of the built-in listener: a shared subscription at QoS 1, so that
 * several server nodes divide the messages. The acknowledgement to the broker is held until the
 * observation is durable (the client library's `customHandleAcks`); a refused message is
 * acknowledged too. What this guarantees: nothing that the broker accepted and keeps for its
 * subscribers is lost by Gezi; what the broker loses before delivery is the broker's.
 */
import { connectAsync } from 'mqtt';
import { TOPIC_ROOT } from '#contracts';
import type { Ingest } from './receive-messages.ts';

export interface BrokerSubscription {
  isConnected(): boolean;
  close(): Promise<void>;
}

export async function subscribeBroker(options: {
  readonly url: string;
  readonly district: string;
  readonly ingest: Ingest;
}): Promise<BrokerSubscription> {
  const { url, district, ingest } = options;
  const client = await connectAsync(url, {
    protocolVersion: 5,
    clientId: `gezi-${district}-${crypto.randomUUID().slice(0, 8)}`,
    clean: false,
    properties: { sessionExpiryInterval: 3_600, receiveMaximum: 2_000 },
    customHandleAcks: (topic, payload, _packet, done) => {
      // 0 = success. QoS 0 messages pass through here as well and have no acknowledgement.
      ingest.receive(topic, payload, () => done(0));
    },
  });
  await client.subscribeAsync(`$share/gezi-${district}/${TOPIC_ROOT}/${district}/#`, { qos: 1 });
  return {
    isConnected: () => client.connected,
    close: () => client.endAsync(),
  };
}
