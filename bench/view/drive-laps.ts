/** Ten laps of the path in one page, with the page's own profile, memory after each lap, and counts. */
import type { CDPSession } from 'playwright-core';
import { z } from 'zod';
import type { BenchPage } from '../browser/open-page.ts';
import { type ScriptSeconds, sumProfile } from './sum-profile.ts';
import type { PathPlace } from './view-path.ts';

export const LAPS = 10;
/** Microseconds between two samples of the profile: a frame in software has hundreds. */
const SAMPLE_MICROSECONDS = 500;

const countsSchema = z.object({
  frames: z.number(),
  drawCalls: z.number(),
  triangles: z.number(),
  tilesLoaded: z.number(),
  tilesDrawn: z.number(),
  tilesUnloaded: z.number(),
  tilesFailed: z.number(),
  tileBytes: z.number(),
  gpuMilliseconds: z.array(z.number()),
});
export type PathCounts = z.infer<typeof countsSchema>;

export interface LapMemory {
  /** Of the page's scripts, after a collection, and of the buffers that they hold. */
  readonly heapBytes: number;
  readonly bufferBytes: number;
  readonly tileBytes: number;
}

export interface Laps {
  readonly counts: PathCounts;
  /** First lap only: what a cold path asks for. */
  readonly firstLap: PathCounts;
  readonly script: ScriptSeconds;
  /** Frames that the profile covers: all laps but the first. */
  readonly profiledFrames: number;
  readonly memory: readonly LapMemory[];
}

export async function driveLaps(bench: BenchPage, path: readonly PathPlace[]): Promise<Laps> {
  const { page } = bench;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS });
  await devtools.send('HeapProfiler.enable');
  const readCounts = async (): Promise<PathCounts> =>
    countsSchema.parse(await page.evaluate('window.benchView.counts()'));
  const memory: LapMemory[] = [];
  let firstLap: PathCounts | null = null;
  for (let lap = 0; lap < LAPS; lap += 1) {
    if (lap === 1) await devtools.send('Profiler.start');
    for (const place of path) {
      await page.evaluate(`window.benchView.visit(${JSON.stringify(place)}, true)`);
    }
    const counts = await readCounts();
    firstLap ??= counts;
    memory.push({ ...(await readHeap(devtools)), tileBytes: counts.tileBytes });
    bench.check();
  }
  const { profile } = await devtools.send('Profiler.stop');
  const counts = await readCounts();
  if (firstLap === null) throw new Error('no lap was driven');
  return {
    counts,
    firstLap,
    script: sumProfile(profile),
    profiledFrames: counts.frames - firstLap.frames,
    memory,
  };
}

/** Chromium reports buffers outside the heap since version 132; types do not know them yet. */
const heapSchema = z.object({
  usedSize: z.number(),
  backingStorageSize: z.number().default(0),
});

async function readHeap(
  devtools: CDPSession,
): Promise<{ readonly heapBytes: number; readonly bufferBytes: number }> {
  await devtools.send('HeapProfiler.collectGarbage');
  const usage = heapSchema.parse(await devtools.send('Runtime.getHeapUsage'));
  return { heapBytes: usage.usedSize, bufferBytes: usage.backingStorageSize };
}
