import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { judgeFigure } from './figure.ts';
import { type FigureRuns, runFigureCommand } from './run-command.ts';

const figure = (value: number) =>
  judgeFigure({ name: 'delay', value, unit: 's', asked: { atMost: 10 } });

const runs: FigureRuns = {
  good: async () => [figure(9)],
  bad: async () => [figure(9), figure(11)],
  empty: async () => [],
  broken: async () => {
    throw new Error('no such city');
  },
};

async function command(...args: readonly string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const status = await runFigureCommand('verify', runs, args, {
    print: (text) => printed.push(text),
    printError: (text) => errors.push(text),
  });
  return { status, printed: printed.join('\n'), errors: errors.join('\n') };
}

test('the exit status says whether every figure holds', async () => {
  expect((await command('good')).status).toBe(0);
  expect((await command('bad')).status).toBe(1);
  expect((await command('good', 'bad')).status).toBe(1);
});

test('an unknown name answers on one line with the known ones', async () => {
  const { status, printed, errors } = await command('crowds');
  expect(status).toBe(2);
  expect(printed).toBe('');
  expect(errors).toBe("verify: no 'crowds'; known: bad, broken, empty, good, all");
});

test('a name that every object has is unknown too', async () => {
  expect((await command('toString')).status).toBe(2);
});

test('no name and an unknown option say how to use the command', async () => {
  expect(await command()).toMatchObject({
    status: 2,
    errors: expect.stringContaining('--json FILE'),
  });
  expect((await command('good', '--jsn', 'x')).status).toBe(2);
});

test('a run that throws or measures nothing fails with its reason', async () => {
  expect(await command('broken')).toMatchObject({
    status: 1,
    errors: expect.stringContaining('no such city'),
  });
  expect((await command('empty')).status).toBe(1);
});

test('the JSON file carries the figures and the machine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gezi-report-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'deep', 'report.json');
  expect((await command('bad', '--json', path)).status).toBe(1);
  const reports: unknown = JSON.parse(await readFile(path, 'utf8'));
  expect(reports).toMatchObject([
    {
      title: 'verify bad',
      machine: { node: process.version },
      figures: [
        { value: 9, holds: true },
        { value: 11, holds: false, asked: { atMost: 10 } },
      ],
    },
  ]);
});
