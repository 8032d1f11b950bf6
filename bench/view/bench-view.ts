/**
 * The whole district as the wall draws it: ten laps of a fixed camera path in our scene, and the
 * first useful picture of the real pages from a cold cache. Without a graphics processor the frame
 * times are the software renderer's and are not reported as frame times.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePage, CESIUM_FOLDER, CESIUM_PREFIX, serveFolders } from '#e2e';
import { openBenchPage } from '../browser/open-page.ts';
import { type Figure, judgeFigure } from '../report/figure.ts';
import { driveLaps, LAPS, type LapMemory, type Laps } from './drive-laps.ts';
import { type FirstPicture, takeFirstPicture } from './take-first-picture.ts';
import { viewPath } from './view-path.ts';
import { type BuiltDistrict, openWholeDistrict } from './whole-district.ts';

const CITY_PREFIX = '/city/';
/** A quarter of a wall's pixels: the laps count work, not pixels, and software pays for each. */
const VIEWPORT = { width: 960, height: 540 };
/** Caches fill in the first laps; from here on the same lap must end with the same memory. */
const SETTLED_LAP = 3;
const MEGABYTE = 1e6;

export async function benchView(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gezi-bench-view-'));
  try {
    const district = openWholeDistrict(folder);
    const laps = await measureLaps(district, join(folder, 'page'));
    const picture = await takeFirstPicture(district.folder, folder);
    return [...lapFigures(laps), ...pictureFigures(picture)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type MeasuredLaps = Laps & {
  readonly note: string;
  readonly isSoftware: boolean;
  readonly requests: number;
  readonly bytes: number;
};

async function measureLaps(district: BuiltDistrict, folder: string): Promise<MeasuredLaps> {
  await bundlePage('bench/pages/view.ts', folder);
  const server = await serveFolders({
    '/': folder,
    [CESIUM_PREFIX]: CESIUM_FOLDER,
    [CITY_PREFIX]: district.folder,
  });
  const bench = await openBenchPage(`${server.address}/`, VIEWPORT);
  try {
    await bench.page.waitForFunction('window.benchView !== undefined');
    const { manifest } = district;
    const start = `window.benchView.start(${JSON.stringify(manifest)}, '${CITY_PREFIX}tileset.json')`;
    await bench.page.evaluate(start);
    const path = viewPath(manifest.extentMetres);
    const laps = await driveLaps(bench, path);
    const { requests, bytes } = server.counts(`${CITY_PREFIX}tiles/`);
    const { counts } = manifest;
    return {
      ...laps,
      ...{ requests, bytes, isSoftware: bench.isSoftware },
      note: `${counts.units} units, ${LAPS} laps of ${path.length} places, ${VIEWPORT.width}×${VIEWPORT.height}, ${bench.renderer}`,
    };
  } finally {
    await bench.close();
    await server.close();
  }
}

function lapFigures(laps: MeasuredLaps): readonly Figure[] {
  const { counts, firstLap, script, profiledFrames, memory, note } = laps;
  const perFrame = (seconds: number): number => (1000 * seconds) / profiledFrames;
  const first = memory[SETTLED_LAP - 1];
  const last = memory.at(-1);
  const figures = [
    judgeFigure({
      name: 'our code, main thread',
      value: perFrame(script.ours),
      unit: 'ms/frame',
      note,
    }),
    judgeFigure({
      name: 'the engine, main thread',
      value: perFrame(script.engine),
      unit: 'ms/frame',
    }),
    judgeFigure({
      name: "the browser's own work beside them",
      value: perFrame(script.browser),
      unit: 'ms/frame',
      note: 'collection of garbage, waiting for the software renderer',
    }),
    judgeFigure({
      name: 'draw calls, mean',
      value: counts.drawCalls / counts.frames,
      unit: 'calls/frame',
    }),
    judgeFigure({
      name: 'triangles, mean',
      value: counts.triangles / counts.frames,
      unit: 'triangles/frame',
    }),
    judgeFigure({
      name: 'tiles fetched',
      value: laps.requests,
      unit: 'requests',
      note: 'all laps',
    }),
    judgeFigure({ name: 'bytes of tiles fetched', value: laps.bytes / MEGABYTE, unit: 'MB' }),
    judgeFigure({
      name: 'tiles read but never drawn',
      value: (100 * (firstLap.tilesLoaded - firstLap.tilesDrawn)) / firstLap.tilesLoaded,
      unit: '%',
      note: `first lap: ${firstLap.tilesLoaded} read, ${firstLap.tilesDrawn} drawn`,
    }),
    judgeFigure({
      name: 'tiles that failed',
      value: counts.tilesFailed,
      unit: 'tiles',
      asked: { atMost: 0 },
    }),
    judgeFigure({
      name: `memory after lap ${LAPS} beyond that after lap ${SETTLED_LAP}`,
      value: first && last ? (totalBytes(last) - totalBytes(first)) / MEGABYTE : Number.NaN,
      unit: 'MB',
      // A leak of a single tile's buffers a lap (about 1 MB) would be seen seven times over.
      asked: { atMost: 2 },
      note: memory.map((lap) => (totalBytes(lap) / MEGABYTE).toFixed(1)).join(', '),
    }),
  ];
  return [...figures, ...gpuFigures(laps)];
}

function gpuFigures({ isSoftware, counts, note }: MeasuredLaps): readonly Figure[] {
  const times = [...counts.gpuMilliseconds].sort((a, b) => a - b);
  if (isSoftware || times.length === 0) {
    console.log(
      `bench view: no frame times of a graphics processor, this machine has none (${note})`,
    );
    return [];
  }
  const quantile = (share: number): number =>
    times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
  return [
    judgeFigure({
      name: 'graphics processor, median',
      value: quantile(0.5),
      unit: 'ms/frame',
      note,
    }),
    judgeFigure({
      name: 'graphics processor, 99 %',
      value: quantile(0.99),
      unit: 'ms/frame',
      // 60 frames a second.
      asked: { atMost: 16.7 },
    }),
  ];
}

const totalBytes = ({ heapBytes, bufferBytes, tileBytes }: LapMemory): number =>
  heapBytes + bufferBytes + tileBytes;

function pictureFigures(picture: FirstPicture): readonly Figure[] {
  const { renderer, wallSeconds, requests } = picture;
  return [
    judgeFigure({
      name: 'first useful picture: main thread, engine included',
      value: picture.threadSeconds,
      unit: 's',
      asked: { atMost: 3 },
      note: `processor time; cold cache, real pages and server; ${wallSeconds.toFixed(1)} s by the clock, ${renderer}`,
    }),
    judgeFigure({
      name: 'first useful picture: compressed bytes',
      value: picture.bytes / MEGABYTE,
      unit: 'MB',
      asked: { atMost: 5 },
      note: `${requests} requests, Cesium included`,
    }),
  ];
}
