import { expect, test } from 'vitest';
import { parseStartOptions, startHelp } from './start-options.ts';

test('a newcomer gets the reference city, shortly before the concert ends', () => {
  expect(parseStartOptions([])).toEqual({
    kind: 'start',
    options: {
      cityFolder: undefined,
      area: 'whole',
      dataFolder: undefined,
      host: '127.0.0.1',
      port: 8700,
      mqttPort: 8701,
      clock: { mode: 'demonstration', at: '21:30', rate: 1 },
      feed: { seed: 1 },
    },
  });
});

test('every option is read', () => {
  const args =
    '--city a --data b --host 0.0.0.0 --port 80 --mqtt-port 1883 --at 07:05 --rate 0.5 --seed 9';
  expect(parseStartOptions(args.split(' '))).toMatchObject({
    options: {
      cityFolder: 'a',
      dataFolder: 'b',
      host: '0.0.0.0',
      port: 80,
      mqttPort: 1883,
      clock: { mode: 'demonstration', at: '07:05', rate: 0.5 },
      feed: { seed: 9 },
    },
  });
  expect(parseStartOptions(['--real-time', '--no-feed'])).toMatchObject({
    options: { clock: { mode: 'real' }, feed: undefined },
  });
});

test.each([
  ['--area part', "--area expects core or whole, got 'part'"],
  ['--area core --city a', '--area is of the reference city'],
  ['--port 65536', '--port expects an integer from 0 to 65535'],
  ['--port 80a', '--port expects an integer'],
  ['--port 1e3', '--port expects an integer'],
  ['--port', '--port'],
  ['--at 24:00', '--at expects HH:MM'],
  ['--at 7:30', '--at expects HH:MM'],
  ['--rate 0', '--rate expects a number'],
  ['--rate 1001', '--rate expects a number'],
  ['--rate NaN', '--rate expects a number'],
  ['--real-time --at 12:00', '--real-time cannot be combined'],
  ['--fast', '--fast'],
  ['extra', 'extra'],
])('%s is refused with its reason', (args, reason) => {
  const request = parseStartOptions(args.split(' '));
  expect(request).toEqual({ kind: 'problem', text: expect.stringContaining(reason) });
});

test('the help names every option that the parser takes', () => {
  expect(parseStartOptions(['--help'])).toEqual({ kind: 'help', text: startHelp() });
  for (const name of ['city', 'data', 'port', 'mqtt-port', 'at', 'rate', 'real-time', 'no-feed']) {
    expect(startHelp()).toContain(`--${name}`);
  }
});
