/**
 * A device as a program of its own: publishes one message with QoS 1 and prints the wall-clock
 * millisecond at which the server acknowledged it.
 *   node e2e/app/mqtt-device.ts URL 4|5 TOPIC PAYLOAD
 */
import { connectAsync } from 'mqtt';

const [url = '', version, topic = '', payload = ''] = process.argv.slice(2);
const client = await connectAsync(url, {
  protocolVersion: version === '5' ? 5 : 4,
  reconnectPeriod: 0,
});
await client.publishAsync(topic, payload, { qos: 1 });
// Not console.log, which colours numbers where the caller's environment asks for it.
process.stdout.write(String(Date.now()));
await client.endAsync();
