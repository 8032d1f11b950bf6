/**
 * The page of `bench view`: our scene over a built city, moved along a fixed path by the driver, one
 * frame at a time. Draw calls and triangles are counted where they are handed to WebGL, tiles where
 * Cesium tells of them, so that nothing is taken from our own books.
 */
import { Cesium3DTileset } from 'cesium';
import { cellPalette, createCityScene, type OrbitView } from '#client';
import type { CityManifest } from '#contracts';

export interface ViewCounts {
  readonly frames: number;
  readonly drawCalls: number;
  readonly triangles: number;
  /** Tiles whose content was read, those of them that were ever drawn, and those let go again. */
  readonly tilesLoaded: number;
  readonly tilesDrawn: number;
  readonly tilesUnloaded: number;
  readonly tilesFailed: number;
  /** Bytes of geometry and textures that Cesium holds for the tileset. */
  readonly tileBytes: number;
  /** Milliseconds of the graphics processor, one per frame; empty without timer queries. */
  readonly gpuMilliseconds: readonly number[];
}

export interface BenchView {
  /** Resolves when everything of the first view is drawn. */
  readonly start: (manifest: CityManifest, tilesetUrl: string) => Promise<void>;
  /** Draws `frames` frames at the place; with `settle`, waits until its tiles are there. */
  readonly visit: (view: Partial<OrbitView>, settle: boolean) => Promise<void>;
  readonly counts: () => ViewCounts;
}

const counted = { drawCalls: 0, triangles: 0 };
const tiles = { loaded: 0, unloaded: 0, failed: 0 };
const drawn = new Set<unknown>();
let tileset: Cesium3DTileset | null = null;
let frames = 0;
const gpuMilliseconds: number[] = [];

countDraws();
watchTilesets();

let scene: ReturnType<typeof createCityScene> | null = null;

const nextFrame = (): Promise<void> =>
  new Promise((done) => {
    const before = scene?.probe().frames ?? 0;
    const look = (): void => {
      if ((scene?.probe().frames ?? 0) > before) done();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

const settled = async (): Promise<void> => {
  while (!scene?.probe().tilesLoaded) {
    await new Promise((done) => setTimeout(done, 20));
  }
};

window.benchView = {
  start: async (manifest, tilesetUrl) => {
    const container = document.querySelector<HTMLElement>('#scene');
    if (!container) throw new Error('the page has no #scene');
    scene = createCityScene({
      container,
      origin: manifest.origin,
      extentMetres: manifest.extentMetres,
      tilesetUrl,
      baseLayerUrl: null,
      alarmPalette: cellPalette('alarm'),
      background: '#0a0c10',
      groundRgb: [17, 20, 24],
      // The path is the motion: every place is reached at once.
      reducedMotion: true,
      onPick: () => undefined,
      onStatus: (status) => {
        if (status.state === 'no-tiles' || status.state === 'lost') {
          throw new Error(`scene: ${status.detail}`);
        }
      },
    });
    scene.showQuantity('power', cellPalette('power'));
    const bytes = new Uint8Array(manifest.counts.cells);
    for (let cell = 0; cell < bytes.length; cell += 1) bytes[cell] = (cell * 97) % 256;
    scene.writeCells('power', bytes);
    await settled();
    await nextFrame();
  },
  visit: async (view, settle) => {
    scene?.goTo(view);
    await nextFrame();
    frames += 1;
    if (settle) {
      await settled();
      scene?.goTo(view);
      await nextFrame();
      frames += 1;
    }
  },
  counts: () => ({
    frames,
    ...counted,
    tilesLoaded: tiles.loaded,
    tilesDrawn: drawn.size,
    tilesUnloaded: tiles.unloaded,
    tilesFailed: tiles.failed,
    tileBytes: tileset?.totalMemoryUsageInBytes ?? 0,
    gpuMilliseconds,
  }),
};

function countDraws(): void {
  const { prototype } = WebGL2RenderingContext;
  const { drawElements, drawArrays } = prototype;
  const count = (context: WebGL2RenderingContext, mode: number, vertices: number): void => {
    counted.drawCalls += 1;
    if (mode === context.TRIANGLES) counted.triangles += vertices / 3;
  };
  prototype.drawElements = function (mode, vertices, type, offset): void {
    count(this, mode, vertices);
    drawElements.call(this, mode, vertices, type, offset);
  };
  prototype.drawArrays = function (mode, first, vertices): void {
    count(this, mode, vertices);
    drawArrays.call(this, mode, first, vertices);
  };
}

/** Our adapter makes its tileset itself: it is seen at Cesium's own door. */
function watchTilesets(): void {
  const make = Cesium3DTileset.fromUrl;
  Cesium3DTileset.fromUrl = async (...parameters) => {
    const made = await make.apply(Cesium3DTileset, parameters);
    tileset = made;
    made.tileLoad.addEventListener(() => {
      tiles.loaded += 1;
    });
    made.tileUnload.addEventListener(() => {
      tiles.unloaded += 1;
    });
    made.tileFailed.addEventListener(() => {
      tiles.failed += 1;
    });
    made.tileVisible.addEventListener((tile: unknown) => {
      drawn.add(tile);
    });
    return made;
  };
}

declare global {
  interface Window {
    benchView?: BenchView;
  }
}
