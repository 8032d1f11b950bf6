import { expect, test } from 'vitest';
import { readCommandLine } from './read-command-line.ts';

const FOLDERS = ['--city', 'c', '--data', 'd', '--client', 'e'];
const read = (...args: string[]) => readCommandLine([...FOLDERS, ...args], 5_000, {});

test('the clock: real by default, a demonstration with start, epoch and rate', () => {
  expect(read().clock).toEqual({ mode: 'real' });
  expect(read('--clock-start', 'none', '--clock-rate', '1').clock).toEqual({ mode: 'real' });
  const start = ['--clock-start', '2026-11-22T13:30:00Z'];
  expect(read(...start, '--clock-epoch', '7', '--clock-rate', '60').clock).toEqual({
    ...{ mode: 'demonstration', startMs: Date.UTC(2026, 10, 22, 13, 30), epochMs: 7, rate: 60 },
  });
  expect(read(...start).clock).toMatchObject({ epochMs: 5_000, rate: 1 });
});

test.each([
  [['--port', '70000'], /--port: expected .*, got 70000/],
  [['--clock-start', 'tonight'], /--clock-start: expected .*, got tonight/],
  [['--clock-start', 'none', '--clock-rate', '5'], /--clock-rate 5: expected --clock-start/],
  [['--clock-rate', '0'], /--clock-rate: expected .*, got 0/],
  [['--nonsense'], /--nonsense/],
])('%s is refused in one line', (args, message) => {
  expect(() => read(...args)).toThrow(message);
});

test('a missing folder is named', () => {
  expect(() => readCommandLine(['--city', 'c'], 0, {})).toThrow(/--data: expected a folder/);
});
