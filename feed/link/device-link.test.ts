import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createDeviceLink, type DeviceLink } from './device-link.ts';

interface Client {
  readonly link: DeviceLink;
  readonly problems: readonly string[];
  /** The server acknowledges the oldest under way. */
  acknowledge(): void;
  /** From now every message is refused, without waiting. */
  refuse(): void;
  /** The connection ends, whoever ended it. */
  hangUp(): void;
  published(): number;
}

/** As MQTT.js: acknowledges when the server does; once it is closing, refuses before it returns. */
function openLink(inFlight: number, limit = 100_000): Client {
  const events = new EventEmitter();
  const flying: (() => void)[] = [];
  const problems: string[] = [];
  let isClosing = false;
  let published = 0;
  const client = Object.assign(events, {
    connected: true,
    publish: (
      _topic: string,
      _payload: string,
      _options: object,
      done: (error?: Error) => void,
    ) => {
      published += 1;
      if (isClosing) done(new Error('client disconnecting'));
      else flying.push(() => done());
    },
    endAsync: async (isForced: boolean) => {
      isClosing = true;
      if (isForced || flying.length === 0) return;
      await new Promise((resolve) => events.once('all acknowledged', resolve));
    },
  });
  const link = createDeviceLink(client, {
    inFlight,
    limit,
    onProblem: (text) => problems.push(text),
  });
  return {
    link,
    problems,
    acknowledge: () => {
      flying.shift()?.();
      if (isClosing && flying.length === 0) events.emit('all acknowledged');
    },
    refuse: () => {
      isClosing = true;
    },
    hangUp: () => {
      client.connected = false;
      events.emit('close');
    },
    published: () => published,
  };
}

const sendMany = (link: DeviceLink, count: number): void => {
  for (let at = 0; at < count; at += 1) link.send({ topic: `t/${at}`, payload: { at } });
};

describe('device link', () => {
  it('closes with thousands waiting: none offered to a closing client, each one accounted for', async () => {
    const { link, acknowledge, problems, published } = openLink(2);
    sendMany(link, 50_000);
    const closed = link.close();
    acknowledge();
    acknowledge();
    await closed;
    expect(published()).toBe(2);
    expect(link.counts()).toEqual({ acknowledged: 2, waiting: 0, dropped: 49_998 });
    expect(problems).toEqual([
      'MQTT: the link closed before 49998 messages were acknowledged: dropped',
    ]);
  });

  it('takes refusals that come at once without a deeper stack for each', async () => {
    const { link, acknowledge, problems, refuse } = openLink(1);
    sendMany(link, 50_000);
    const drained = link.drain();
    refuse();
    acknowledge();
    await drained;
    expect(link.counts()).toEqual({ acknowledged: 1, waiting: 0, dropped: 49_999 });
    expect(problems).toHaveLength(49_999);
  });

  it('answers who waits for it to be empty, also when it closes', async () => {
    const { link, acknowledge } = openLink(1);
    sendMany(link, 2);
    const drained = link.drain();
    acknowledge();
    acknowledge();
    await drained;
    sendMany(link, 5);
    const again = link.drain();
    const closed = link.close();
    acknowledge();
    await Promise.all([again, closed]);
    await link.drain();
    link.send({ topic: 'late', payload: {} });
    expect(link.counts()).toEqual({ acknowledged: 3, waiting: 0, dropped: 5 });
  });

  it('closes when the server goes before it has acknowledged, and offline', async () => {
    const going = openLink(3);
    sendMany(going.link, 10);
    const closed = going.link.close();
    going.hangUp();
    await closed;
    // Too late: counted once.
    going.acknowledge();
    expect(going.link.counts()).toEqual({ acknowledged: 0, waiting: 0, dropped: 10 });

    const offline = openLink(3);
    sendMany(offline.link, 10);
    offline.hangUp();
    await offline.link.close();
    expect(offline.link.counts()).toEqual({ acknowledged: 0, waiting: 0, dropped: 10 });
  });

  it('lets the oldest go beyond its limit, and counts them', () => {
    const { link } = openLink(1, 3);
    sendMany(link, 10);
    expect(link.counts()).toEqual({ acknowledged: 0, waiting: 4, dropped: 6 });
  });
});
