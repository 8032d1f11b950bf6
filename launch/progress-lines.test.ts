import { expect, test } from 'vitest';
import { createProgressLines } from './progress-lines.ts';

function screen(isTerminal: boolean) {
  const written: string[] = [];
  let timeMs = 0;
  const lines = createProgressLines(
    { isTerminal, columns: 20, write: (text) => written.push(text) },
    () => timeMs,
  );
  return { lines, written, wait: (seconds: number) => (timeMs += seconds * 1000) };
}

test('a log is told the start, the end, and not every step between', () => {
  const { lines, written, wait } = screen(false);
  lines.start('city');
  lines.update('city', 'reading');
  wait(11);
  lines.update('city', 'meshing');
  lines.update('city', 'writing');
  wait(1);
  lines.finish('city', 'built');
  expect(written).toEqual([
    '… city  starts  0 s\n',
    '… city  meshing  11 s\n',
    '✓ city  built  12 s\n',
  ]);
});

test('a terminal keeps one line per job, none wider than the screen', () => {
  const { lines, written } = screen(true);
  lines.start('city');
  lines.start('pages');
  lines.update('city', '正在生成三维瓦片正在生成三维瓦片');
  expect(written.at(-1)).toBe('\x1b[2A\r\x1b[2K… city  正在生成三\n\r\x1b[2K… pages  starts  0 \n');
});
