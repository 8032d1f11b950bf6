import { expect, test } from 'vitest';
import { createLineSplitter } from './line-splitter.ts';

function linesOf(...chunks: readonly string[]): readonly string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  chunks.forEach(splitter.write);
  splitter.end();
  return lines;
}

test('lines come out whole however the chunks fall', () => {
  expect(linesOf('one\ntw', 'o\nthr', 'ee')).toEqual(['one', 'two', 'three']);
});

test('a progress bar is a line at every redraw, and empty lines are dropped', () => {
  expect(linesOf('10 %\r50 %\r100 %\r\n\n\ndone\n')).toEqual(['10 %', '50 %', '100 %', 'done']);
});
