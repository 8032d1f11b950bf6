/** Smoke detectors outside of Gezi: other processes that speak MQTT, none of them the feed. */
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { topicOf } from '#contracts';

const run = promisify(execFile);

export interface Smoke {
  readonly mqttAddress: string;
  readonly district: string;
  readonly unitCode: string;
  /** District time. */
  readonly timeMs: number;
  readonly alarm: boolean;
}

const messageOf = ({ district, unitCode, timeMs, alarm }: Smoke) => ({
  topic: topicOf(district, 'unit/smoke', unitCode),
  payload: JSON.stringify({ timeMs: Math.round(timeMs), alarm }),
});

/** mqtt.js in a process of its own; resolves with the wall-clock time of the acknowledgement. */
export async function publishSmoke(smoke: Smoke, protocol: '3.1.1' | '5'): Promise<number> {
  const { topic, payload } = messageOf(smoke);
  const program = join(import.meta.dirname, 'mqtt-device.ts');
  const { stdout } = await run(process.execPath, [
    program,
    smoke.mqttAddress,
    protocol === '5' ? '5' : '4',
    topic,
    payload,
  ]);
  return Number(stdout);
}

export const hasMosquitto = spawnSync('mosquitto_pub', ['--help']).error === undefined;

/** Mosquitto's own client ends right after the acknowledgement. */
export async function publishSmokeWithMosquitto(
  smoke: Smoke,
  protocol: '3.1.1' | '5',
): Promise<number> {
  const { hostname, port } = new URL(smoke.mqttAddress);
  const { topic, payload } = messageOf(smoke);
  const version = protocol === '5' ? 'mqttv5' : 'mqttv311';
  await run('mosquitto_pub', [
    ...['-h', hostname, '-p', port, '-V', version],
    ...['-q', '1', '-t', topic, '-m', payload],
  ]);
  return Date.now();
}
