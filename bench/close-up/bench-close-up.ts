/**
 * `npm run bench -- close-up`: what a frame with 20,000 moving people costs the page's main thread, as
 * instances and as one mesh a person, in one run of a browser.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { bundlePage, CESIUM_FOLDER, CESIUM_PREFIX, serveFolders } from '#e2e';
import { openBenchPage } from '../browser/open-page.ts';
import { type Figure, judgeFigure } from '../report/figure.ts';

const PEOPLE = 20_000;
const ROUNDS = 40;

const timesSchema = z.object({
  instances: z.array(z.number()),
  meshes: z.array(z.number()),
  recoloured: z.array(z.number()),
  instanceCalls: z.number(),
  meshCalls: z.number(),
  shownPixels: z.number(),
});

export async function benchCloseUp(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gezi-bench-close-up-'));
  await bundlePage('bench/pages/close-up.ts', folder);
  const server = await serveFolders({ '/': folder, [CESIUM_PREFIX]: CESIUM_FOLDER });
  const bench = await openBenchPage(`${server.address}/`, { width: 400, height: 400 });
  try {
    await bench.page.waitForFunction('window.runCloseUpPage !== undefined');
    const setUp = JSON.stringify({ people: PEOPLE, rounds: ROUNDS });
    const times = timesSchema.parse(await bench.page.evaluate(`window.runCloseUpPage(${setUp})`));
    bench.check();
    return figuresOf(times, `${bench.renderer}; median of ${ROUNDS} frames, ${PEOPLE} people`);
  } finally {
    await bench.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf(times: z.infer<typeof timesSchema>, note: string): readonly Figure[] {
  const [ours, meshes] = [median(times.instances), median(times.meshes)];
  const baseline = { what: 'one Mesh a person', source: 'three, same page' };
  return [
    judgeFigure({
      name: 'pixels of the last frame that show somebody',
      value: times.shownPixels,
      unit: 'pixels',
      asked: { atLeast: 1000 },
    }),
    judgeFigure({
      name: 'draw calls of a frame',
      value: times.instanceCalls,
      unit: 'calls',
      asked: { atMost: 4 },
      baseline: { ...baseline, value: times.meshCalls },
    }),
    judgeFigure({
      name: 'main thread of a frame in which all move',
      value: ours,
      unit: 'ms',
      baseline: { ...baseline, value: meshes },
      note,
    }),
    judgeFigure({
      name: 'the same with everybody coloured anew',
      value: median(times.recoloured),
      unit: 'ms',
      note: 'once a second',
    }),
    judgeFigure({
      name: 'cheaper than one mesh a person',
      value: meshes / ours,
      unit: 'times',
      asked: { atLeast: 5 },
      baseline: { ...baseline, value: 1 },
    }),
  ];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
