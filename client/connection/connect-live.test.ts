import { expect, test } from 'vitest';
import type { ChannelSnapshots } from '#contracts';
import { connectLive, type LiveReceiver, type LiveSocket } from './connect-live.ts';

/** A socket that a test drives by hand; records what the client sends. */
function fakeSocket() {
  const handlers = new Map<string, (message: unknown) => void>();
  const sent: [string, unknown][] = [];
  const socket: LiveSocket = {
    on: (event, handler) => {
      handlers.set(event, handler);
    },
    emit: (event, message) => {
      sent.push([event, message]);
    },
    connect: () => {
      sent.push(['(connect)', null]);
    },
    disconnect: () => {
      sent.push(['(disconnect)', null]);
    },
  };
  const tell = (event: string, message: unknown): void => {
    handlers.get(event)?.(message);
  };
  return { socket, sent, tell };
}

function recordingReceiver() {
  const heard: string[] = [];
  const receiver: LiveReceiver = {
    onWelcome: (clock) => heard.push(`welcome ${clock.mode}`),
    onTime: () => {},
    onRecords: (message) => heard.push(`${message.type} ${message.channel}`),
    onCells: (message) => heard.push(`${message.type} cells ${message.quantity}`),
    onOnline: () => heard.push('online'),
    onOffline: () => heard.push('offline'),
    onRefused: (reason) => heard.push(`refused ${reason}`),
    onBadMessage: () => heard.push('bad'),
  };
  return { receiver, heard };
}

const welcome = {
  version: 1,
  clock: { mode: 'real' },
  timeMs: 1000,
  district: 'd',
  cityBuiltAtMs: 1,
};
const plans: ChannelSnapshots['plans'] = { events: [], measures: [] };

test('[W1, W2] hello, then after the welcome every wanted channel is subscribed, after a reconnect again', () => {
  const { socket, sent, tell } = fakeSocket();
  const { receiver, heard } = recordingReceiver();
  const live = connectLive(receiver, () => socket);
  live.take(['plans', 'alarms']);
  tell('connect', null);
  tell('welcome', welcome);
  tell('disconnect', 'transport close');
  tell('connect', null);
  tell('welcome', welcome);
  const subscribe = ['subscribe', { channels: ['plans', 'alarms'] }];
  expect(sent).toEqual([
    ['(connect)', null],
    ['hello', { version: 1 }],
    subscribe,
    ['hello', { version: 1 }],
    subscribe,
  ]);
  expect(heard).toEqual(['welcome real', 'online', 'offline', 'welcome real', 'online']);
});

test('[W3] a gap sends one resync for its channel and nothing is applied until the snapshot', () => {
  const { socket, sent, tell } = fakeSocket();
  const { receiver, heard } = recordingReceiver();
  const live = connectLive(receiver, () => socket);
  live.take(['plans']);
  tell('connect', null);
  tell('welcome', welcome);
  const message = (sequence: number) => ({ channel: 'plans', sequence, timeMs: 1, data: plans });
  tell('snapshot', message(1));
  tell('delta', message(3));
  tell('delta', message(4));
  tell('snapshot', message(4));
  tell('delta', message(5));
  expect(sent.filter(([event]) => event === 'resync')).toEqual([['resync', { channel: 'plans' }]]);
  expect(heard.slice(2)).toEqual(['snapshot plans', 'snapshot plans', 'delta plans']);
});

test('a delta that does not fit its schema is reported and the channel resynced', () => {
  const { socket, sent, tell } = fakeSocket();
  const { receiver, heard } = recordingReceiver();
  const live = connectLive(receiver, () => socket);
  live.take(['plans', 'cells:alarm']);
  tell('connect', null);
  tell('welcome', welcome);
  tell('snapshot', { channel: 'plans', sequence: 1, timeMs: 1, data: plans });
  tell('delta', { channel: 'plans', sequence: 2, timeMs: 1, data: { events: 'none' } });
  tell('snapshot', { channel: 'cells:alarm', sequence: 1, timeMs: 1, bytes: new ArrayBuffer(8) });
  tell('delta', { channel: 'cells:alarm', sequence: 2, timeMs: 1, changes: new Uint8Array(6) });
  expect(heard.slice(2)).toEqual(['snapshot plans', 'bad', 'snapshot cells alarm', 'bad']);
  expect(sent.filter(([event]) => event === 'resync')).toHaveLength(2);
});

test('a channel is given back only when its last taker has', () => {
  const { socket, sent, tell } = fakeSocket();
  const live = connectLive(recordingReceiver().receiver, () => socket);
  tell('connect', null);
  tell('welcome', welcome);
  const first = live.take(['runs']);
  const second = live.take(['runs']);
  first();
  first();
  expect(sent.some(([event]) => event === 'unsubscribe')).toBe(false);
  second();
  expect(sent.at(-1)).toEqual(['unsubscribe', { channels: ['runs'] }]);
});

test('a refusal for the version hangs up for good', () => {
  const { socket, sent, tell } = fakeSocket();
  const { receiver, heard } = recordingReceiver();
  connectLive(receiver, () => socket);
  tell('connect', null);
  tell('refused', { reason: 'version', detail: 'server speaks 2' });
  expect(heard).toEqual(['refused version']);
  expect(sent.at(-1)).toEqual(['(disconnect)', null]);
});
