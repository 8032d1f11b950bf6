/**
 * What `npm run verify -- NAME` and `npm run bench -- NAME` have in common: pick the named runs,
 * print a report for each, write them as JSON when asked, and answer with the exit status.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';
import { formatReport, type Report } from './format-report.ts';
import { describeMachine } from './machine.ts';

/** Loads its part only when run, so that one broken part does not take the others along. */
export type FigureRun = () => Promise<readonly Figure[]>;
export type FigureRuns = Readonly<Record<string, FigureRun>>;

export interface CommandOutput {
  print(text: string): void;
  printError(text: string): void;
}

export type ExitStatus = 0 | 1 | 2;

/** 0: every figure holds. 1: one does not, or a run failed. 2: the command was not understood. */
export async function runFigureCommand(
  command: string,
  runs: FigureRuns,
  args: readonly string[],
  output: CommandOutput = { print: console.log, printError: console.error },
): Promise<ExitStatus> {
  const request = readRequest(command, runs, args);
  if ('problem' in request) {
    output.printError(request.problem);
    return 2;
  }
  const reports: Report[] = [];
  for (const [name, run] of request.chosen) {
    const report = await takeReport(`${command} ${name}`, run, output);
    if (report === undefined) return 1;
    output.print(formatReport(report));
    reports.push(report);
  }
  if (request.jsonPath !== undefined) await writeJson(request.jsonPath, reports);
  return reports.every((report) => report.figures.every((figure) => figure.holds)) ? 0 : 1;
}

type Request =
  | { readonly problem: string }
  | { readonly chosen: readonly [string, FigureRun][]; readonly jsonPath: string | undefined };

function readRequest(command: string, runs: FigureRuns, args: readonly string[]): Request {
  const names = Object.keys(runs).sort();
  const known = `known: ${[...names, 'all'].join(', ')}`;
  const usage = `npm run ${command} -- NAME… [--json FILE]; ${known}`;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'string' } },
    });
    if (positionals.length === 0) return { problem: usage };
    const asked = positionals.includes('all') ? names : positionals;
    if (asked.length === 0) return { problem: `${command}: nothing to run yet` };
    const chosen: [string, FigureRun][] = [];
    for (const name of asked) {
      const run = Object.hasOwn(runs, name) ? runs[name] : undefined;
      if (run === undefined) return { problem: `${command}: no '${name}'; ${known}` };
      chosen.push([name, run]);
    }
    return { chosen, jsonPath: values.json };
  } catch (error) {
    return { problem: `${command}: ${messageOf(error)}; ${usage}` };
  }
}

async function takeReport(
  title: string,
  run: FigureRun,
  output: CommandOutput,
): Promise<Report | undefined> {
  const startMs = performance.now();
  try {
    const figures = await run();
    if (figures.length === 0) throw new Error('measured nothing');
    return {
      title,
      takenAt: new Date().toISOString(),
      machine: describeMachine(),
      tookSeconds: (performance.now() - startMs) / 1000,
      figures,
    };
  } catch (error) {
    // The stack belongs here: a run that throws is a bug, not a figure that does not hold.
    output.printError(`${title}: ${error instanceof Error ? error.stack : String(error)}`);
    return undefined;
  }
}

async function writeJson(path: string, reports: readonly Report[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(reports, undefined, 2)}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
