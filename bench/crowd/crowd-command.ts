/**
 * `npm run crowd -- run SCENARIO.json --out DIR` runs a crowd scenario and writes its results;
 * `npm run crowd -- draw DIR` draws density and ways of a finished run as SVG. It stands here, because
 * simulations touch no files. Files of DIR: docs/models/crowd-microscopic.md.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CrowdScenario, parseCrowdScenario } from '#contracts';
import {
  CrowdScenarioError,
  createCrowd,
  createRunMeter,
  decodeFrames,
  encodeFrame,
  encodeFramesHeader,
  formatTrajectoryHeader,
  formatTrajectoryLines,
  measureLineFlows,
  summarizeArea,
  summarizeTimes,
} from '#simulations';
import { drawCrowd } from './draw-crowd.ts';

const USAGE = `npm run crowd -- run SCENARIO.json --out DIR [--seed N]
npm run crowd -- draw DIR`;

/** 0: done. 1: the input cannot be used. 2: the command was not understood. */
async function runCommand(args: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string' }, seed: { type: 'string' } },
    });
    const [verb, path] = positionals;
    if (verb === 'run' && path !== undefined && values.out !== undefined) {
      const seed = values.seed === undefined ? undefined : Number(values.seed);
      return await runScenario(path, values.out, seed);
    }
    if (verb === 'draw' && path !== undefined) return await drawRun(path);
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error;
    console.error(error.message);
  }
  console.error(USAGE);
  return 2;
}

async function readScenario(path: string): Promise<CrowdScenario | undefined> {
  let problems: readonly string[];
  try {
    const parsed = parseCrowdScenario(JSON.parse(await readFile(path, 'utf8')));
    if (parsed.ok) return parsed.scenario;
    problems = parsed.problems;
  } catch (error) {
    problems = [error instanceof Error ? error.message : String(error)];
  }
  console.error(`${path} is no crowd scenario:\n${problems.map((p) => `- ${p}`).join('\n')}`);
  return undefined;
}

async function runScenario(path: string, out: string, seed: number | undefined): Promise<0 | 1> {
  const scenario = await readScenario(path);
  if (scenario === undefined) return 1;
  if (seed !== undefined && !Number.isInteger(seed)) {
    console.error(`--seed: expected an integer, got ${seed}`);
    return 1;
  }
  try {
    const run = createCrowd(scenario, seed === undefined ? {} : { seed });
    const meter = createRunMeter(scenario);
    const frames = [encodeFramesHeader(run.people), encodeFrame(run)];
    meter.takeFrame(run);
    const started = performance.now();
    run.run(scenario.durationSeconds, () => {
      frames.push(encodeFrame(run));
      meter.takeFrame(run);
    });
    const tookSeconds = (performance.now() - started) / 1000;
    const bytes = Buffer.concat(frames);
    const text = [formatTrajectoryHeader(1 / scenario.frameSeconds)];
    decodeFrames(bytes).forEach((frame, index) => {
      text.push(formatTrajectoryLines(frame, index));
    });
    const { measures } = meter;
    const summary = {
      format: 'gezi-crowd-summary',
      version: 1,
      scenario: scenario.name,
      seed: seed ?? scenario.seed,
      parameters: scenario.parameters,
      timeStepSeconds: scenario.timeStepSeconds,
      simulatedSeconds: run.seconds(),
      tookSeconds,
      counts: run.counts(),
      exits: scenario.exits.map(({ id }) => id),
      lines: measureLineFlows(scenario, run),
      areas: measures.areas.map((area) => summarizeArea(area, scenario.frameSeconds)),
      times: summarizeTimes(run, measures),
      clearance: measures.frameSeconds.map((seconds, k) => [seconds, measures.remaining[k]]),
      crossings: run.crossings(),
    };
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'scenario.json'), `${JSON.stringify(scenario, undefined, 2)}\n`);
    await writeFile(join(out, 'frames.bin'), bytes);
    await writeFile(join(out, 'trajectories.txt'), text.join(''));
    await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, undefined, 2)}\n`);
    const { arrived, people, stranded, stuck } = summary.counts;
    console.log(
      `${arrived} of ${people} arrived in ${run.seconds().toFixed(1)} s (${stranded} without a way, ${stuck} stuck); ${out}`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof CrowdScenarioError)) throw error;
    console.error(`${path}: ${error.message}`);
    return 1;
  }
}

async function drawRun(directory: string): Promise<0 | 1> {
  const scenario = await readScenario(join(directory, 'scenario.json'));
  if (scenario === undefined) return 1;
  const frames = decodeFrames(await readFile(join(directory, 'frames.bin')));
  for (const [index, level] of scenario.levels.entries()) {
    const path = join(directory, `${level.id.replaceAll(/[^\w-]/g, '_')}.svg`);
    await writeFile(path, drawCrowd(scenario, frames, index));
    console.log(path);
  }
  return 0;
}

process.exitCode = await runCommand(process.argv.slice(2));
