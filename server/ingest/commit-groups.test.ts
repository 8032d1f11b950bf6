import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Observation } from '#contracts';
import { StoreWriteError } from '../store/index.ts';
import { createCommitGroups } from './commit-groups.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const rows = (count: number): Observation[] =>
  Array.from({ length: count }, (_, timeMs) => ({
    ...{ subject: 'a', quantity: 'powerWatts', timeMs, receivedMs: 0, value: 1 },
  }));
const options = { waitMs: 5, groupRows: 100, queueRows: 300, retryMs: 500 };

test('senders are told after the write, in one group, and the follow-up comes last', () => {
  const order: string[] = [];
  const groups = createCommitGroups(
    (observations) => {
      order.push(`write ${observations.length}`);
      return () => order.push('after');
    },
    () => {},
    options,
  );
  groups.add(rows(2), () => order.push('ack 1'));
  groups.add(rows(3), () => order.push('ack 2'));
  expect(order).toEqual([]);
  vi.advanceTimersByTime(5);
  expect(order).toEqual(['write 5', 'ack 1', 'ack 2', 'after']);
});

test('a full group is written at once', () => {
  const sizes: number[] = [];
  const groups = createCommitGroups(
    (observations) => {
      sizes.push(observations.length);
      return () => {};
    },
    () => {},
    options,
  );
  groups.add(rows(100), () => {});
  expect(sizes).toEqual([100]);
});

test('while the store fails nobody is told; the queue fills, then everything is told in order', () => {
  let full = true;
  const acks: number[] = [];
  const failures: string[] = [];
  let room = 0;
  const groups = createCommitGroups(
    () => {
      if (full) throw new StoreWriteError('disk full');
      return () => {};
    },
    (error) => failures.push(error.message),
    options,
  );
  groups.onRoom(() => {
    room += 1;
  });
  for (let i = 0; i < 6; i += 1) groups.add(rows(60), () => acks.push(i));
  vi.advanceTimersByTime(2_000);
  expect(acks).toEqual([]);
  expect(failures.length).toBeGreaterThan(1);
  expect(groups.isFull()).toBe(true);
  full = false;
  vi.advanceTimersByTime(1_000);
  expect(acks).toEqual([0, 1, 2, 3, 4, 5]);
  expect(room).toBe(1);
  expect(groups.pendingRows()).toBe(0);
});

test('a fault that is not the store’s is not swallowed', () => {
  const groups = createCommitGroups(
    () => {
      throw new TypeError('a bug');
    },
    () => {},
    options,
  );
  expect(() => groups.add(rows(100), () => {})).toThrow('a bug');
});
