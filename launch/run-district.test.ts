import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Behind, type District, runDistrict } from './run-district.ts';

const SERVER = `
  process.on('SIGTERM', () => { console.log('server saved'); process.exit(0); });
  console.log('args ' + process.argv.slice(2).join(' '));
  setInterval(() => {}, 1000);
  process.send?.({ type: 'ready', address: 'http://127.0.0.1:1', mqttAddress: 'mqtt://127.0.0.1:2' });`;
const FEED = `
  process.on('SIGTERM', () => { console.log('feed silent'); process.exit(0); });
  console.log('args ' + process.argv.slice(2).join(' '));
  setInterval(() => {}, 1000);`;

/** A project folder whose server and feed are the given stand-ins. */
async function district(server: string, feed: string, feedSeed?: number): Promise<District> {
  const root = await mkdtemp(join(tmpdir(), 'gezi-district-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [part, program] of [['server', server] as const, ['feed', feed] as const]) {
    await mkdir(join(root, part));
    await writeFile(join(root, part, 'main.ts'), program);
  }
  return {
    root,
    cityFolder: '/city',
    dataFolder: '/state',
    clientFolder: '/client',
    clock: ['--clock-start', '2026-01-01T13:30:00Z', '--clock-rate', '2', '--clock-epoch', '5'],
    options: {
      cityFolder: undefined,
      area: 'whole',
      dataFolder: undefined,
      host: '127.0.0.1',
      port: 0,
      mqttPort: 0,
      clock: { mode: 'demonstration', at: '21:30', rate: 2 },
      gtfsRealtimeUrl: undefined,
      feed: feedSeed === undefined ? undefined : { seed: feedSeed },
    },
  };
}

async function run(running: District, stopAt: string, behind?: Behind) {
  const stopping = new AbortController();
  const lines: string[] = [];
  const end = await runDistrict(
    running,
    {
      print: (line) => {
        lines.push(line);
        if (line.includes(stopAt)) stopping.abort();
      },
    },
    stopping.signal,
    behind,
  );
  return { end, lines };
}

test('both run with one clock, and a stop ends the feed before the server', async () => {
  const { end, lines } = await run(await district(SERVER, FEED, 7), 'feed   │ args');
  expect(end).toEqual({ ok: true, why: 'stopped' });
  const server = lines.find((line) => line.startsWith('server │ args'));
  const feed = lines.find((line) => line.startsWith('feed   │ args'));
  expect(server).toContain('--city /city --data /state --client /client --host 127.0.0.1');
  expect(feed).toContain(
    '--city /city --mqtt mqtt://127.0.0.1:2 --event data/reference-district/event.json --seed 7',
  );
  const clock = '--clock-start 2026-01-01T13:30:00Z --clock-rate 2 --clock-epoch 5';
  expect([feed, server].map((line) => line?.endsWith(clock))).toEqual([true, true]);
  expect(lines).toContain('  Gezi is ready: http://127.0.0.1:1');
  expect(lines.filter((line) => /saved|silent/.test(line))).toEqual([
    'feed   │ feed silent',
    'server │ server saved',
  ]);
});

test('a server that dies before it is ready ends the start with its reason', async () => {
  const dying = `console.error('port 8700 is taken'); process.exit(4);`;
  const { end, lines } = await run(await district(dying, FEED, 1), 'never');
  expect(end).toEqual({
    ok: false,
    reason: expect.stringContaining('The server ended with status 4'),
  });
  expect(lines).toEqual(['server │ port 8700 is taken']);
});

test('a feed that dies takes the server along', async () => {
  const { end, lines } = await run(await district(SERVER, `throw new Error('broken')`, 1), 'never');
  expect(end).toEqual({
    ok: false,
    reason: expect.stringContaining('The feed ended with status 1'),
  });
  expect(lines).toContain('server │ server saved');
});

test('without a feed only the server runs', async () => {
  const { end, lines } = await run(await district(SERVER, FEED), 'Ctrl-C');
  expect(end).toEqual({ ok: true, why: 'stopped' });
  expect(lines.some((line) => line.startsWith('feed'))).toBe(false);
});

test('work behind the district reaches the server, and its end ends both with their ports', async () => {
  const listening = `${SERVER} process.on('message', (message) => console.log(JSON.stringify(message)));`;
  let done = () => {};
  const behind: Behind = (tell) => {
    tell({ state: 'building', stage: 1, stages: 2, share: 0.5 });
    return new Promise((resolve) => {
      done = resolve;
    });
  };
  const lines: string[] = [];
  const end = await runDistrict(
    await district(listening, FEED, 1),
    {
      print: (line) => {
        lines.push(line);
        if (line.includes('"share":0.5')) done();
      },
    },
    new AbortController().signal,
    behind,
  );
  expect(end).toEqual({ ok: true, why: 'replaced', port: 1, mqttPort: 2 });
  expect(lines).toContain(
    'server │ {"type":"city-build","build":{"state":"building","stage":1,"stages":2,"share":0.5}}',
  );
  expect(lines).toContain('server │ server saved');
});
