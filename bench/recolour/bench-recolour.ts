/**
 * What it costs the page's main thread to give 600,000 loaded features another colour: Cesium's own
 * style, a loop over its features, and our texture, over the same tileset in one run of a browser.
 * The city is the sample city of tiles/, by rule; nothing but the feature count matters here.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { bundlePage, CESIUM_FOLDER, CESIUM_PREFIX, serveFolders } from '#e2e';
import { createSampleCity, writeTileset } from '#tiles';
import { openBenchPage } from '../browser/open-page.ts';
import { type Figure, judgeFigure } from '../report/figure.ts';

const ORIGIN = { lonDegrees: 121.4375, latDegrees: 31.1836, heightMetres: 0 };
/** 51 × 51 buildings of 15 storeys with 16 units: 623,000 units, 666,000 cells. */
const CITY = { side: 51, storeys: 15, unitsPerSide: 4, spacing: 60 };
const ASKED_FEATURES = 600_000;
const ROUNDS = 7;
/** Small: the drawing itself is nobody's figure here, and software draws 15 million triangles. */
const VIEWPORT = { width: 64, height: 64 };

const timesSchema = z.object({
  features: z.number(),
  style: z.array(z.number()),
  setColor: z.array(z.number()),
  fill: z.array(z.number()),
  upload: z.array(z.number()),
  plainFrame: z.array(z.number()),
  second: z.array(z.number()),
  updateWay: z.string(),
  drawCalls: z.number(),
  colouredPixels: z.number(),
});

export async function benchRecolour(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gezi-bench-recolour-'));
  try {
    const cells = await writeCity(folder);
    await bundlePage('bench/pages/recolour.ts', folder);
    return await measure(folder, cells);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How many cells it has. In a function of its own, so that the model is gone before the browser comes. */
async function writeCity(folder: string): Promise<number> {
  const city = createSampleCity(CITY);
  await writeTileset(city, { origin: ORIGIN, outDir: folder });
  return city.cellCount;
}

async function measure(folder: string, cells: number): Promise<readonly Figure[]> {
  const server = await serveFolders({ '/': folder, [CESIUM_PREFIX]: CESIUM_FOLDER });
  const bench = await openBenchPage(`${server.address}/`, VIEWPORT, ['--js-flags=--expose-gc']);
  try {
    const setUp = {
      origin: ORIGIN,
      tilesetUrl: '/tileset.json',
      cells,
      rounds: ROUNDS,
      skipDraws: bench.isSoftware,
    };
    await bench.page.waitForFunction('window.runRecolour !== undefined');
    const times = timesSchema.parse(
      await bench.page.evaluate(`window.runRecolour(${JSON.stringify(setUp)})`),
    );
    bench.check();
    return figuresOf(times, `${bench.renderer}; median of ${ROUNDS}, ${cells} cells`);
  } finally {
    await bench.close();
    await server.close();
  }
}

function figuresOf(times: z.infer<typeof timesSchema>, note: string): readonly Figure[] {
  const frame = median(times.plainFrame);
  // What a frame costs without any change is not the price of the colours.
  const style = median(times.style) - frame;
  const setColor = median(times.setColor) - frame;
  const fill = median(times.fill);
  const ours = fill + median(times.upload);
  return [
    judgeFigure({
      name: 'features loaded and selected',
      value: times.features,
      unit: 'features',
      asked: { atLeast: ASKED_FEATURES },
      note: `textures renewed ${times.updateWay}`,
    }),
    judgeFigure({
      name: 'pixels of the last frame that show the city in colour',
      value: times.colouredPixels,
      unit: 'pixels',
      asked: { atLeast: 1 },
      note: `${times.drawCalls} draw calls a frame`,
    }),
    judgeFigure({ name: 'Cesium3DTileStyle, six conditions', value: style, unit: 'ms', note }),
    judgeFigure({ name: 'loop of feature.color', value: setColor, unit: 'ms', note }),
    judgeFigure({
      name: 'ours, one quantity whole, upload and all',
      value: ours,
      unit: 'ms',
      note,
    }),
    judgeFigure({
      name: 'ours, beyond the upload',
      value: fill,
      unit: 'ms',
      asked: { atMost: 5 },
      note,
    }),
    judgeFigure({
      name: 'ours cheaper than the style',
      value: style / ours,
      unit: 'times',
      baseline: { what: 'Cesium3DTileStyle', value: 1, source: 'CesiumJS 1.145, same page' },
      asked: { atLeast: 100 },
    }),
    judgeFigure({
      name: 'ours cheaper than the loop',
      value: setColor / ours,
      unit: 'times',
      baseline: { what: 'feature.color', value: 1, source: 'CesiumJS 1.145, same page' },
    }),
    judgeFigure({
      name: 'a second of 600,000 changes in five batches',
      value: median(times.second),
      unit: 'ms',
      // A tenth of the second: the other nine tenths are the engine's and the page's.
      asked: { atMost: 100 },
      note: 'decoded, written and uploaded on the main thread',
    }),
  ];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
