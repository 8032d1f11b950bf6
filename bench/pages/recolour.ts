/**
 * The page of `bench recolour`: three ways to colour the same loaded features, timed on the main
 * thread of this page. The graphics process works on its own; before each timing it is drained, so
 * that a full command queue does not count as anybody's work.
 */
import { Cartesian3, Cesium3DTileColorBlendMode, Cesium3DTileStyle, Color } from 'cesium';
import { cellPalette, createCellLayer, createWidget, loadCityTileset } from '#client';
import { CELL_ID_LIMIT, createRandom, encodeCellChanges, type FrameOrigin } from '#contracts';
import { type Cesium3DTileContentLike, collectContents } from './tile-contents.ts';

export interface RecolourSetUp {
  readonly origin: FrameOrigin;
  readonly tilesetUrl: string;
  readonly cells: number;
  readonly rounds: number;
  /**
   * In software, drawing 15 million triangles takes seconds and is no work of the main thread: the
   * draw calls are then counted, not carried out, but for the last frame, which must show the city.
   */
  readonly skipDraws: boolean;
}

export interface RecolourTimes {
  readonly features: number;
  /** Milliseconds of the main thread, one per round. */
  readonly style: readonly number[];
  readonly setColor: readonly number[];
  /** Copying a full quantity into the plane; the upload after it; the two together. */
  readonly fill: readonly number[];
  readonly upload: readonly number[];
  /** A frame without any change: what the others' frames would have cost anyway. */
  readonly plainFrame: readonly number[];
  /** One second of 600,000 changes in five batches, decoded, written and uploaded. */
  readonly second: readonly number[];
  readonly updateWay: string;
  /** Draw calls of a frame, and pixels of the last one that show the city in its colours. */
  readonly drawCalls: number;
  readonly colouredPixels: number;
}

const SIX_COLOURS = ['#0f2b2b', '#2a5552', '#45807a', '#60aaa2', '#7bd5c9', '#8fe0d2'];
const SIX_CONDITIONS = SIX_COLOURS.map((colour, i) => [
  // Cesium's own `${property}`, not ours.
  i === SIX_COLOURS.length - 1 ? 'true' : `\${cell} % 6 === ${i}`,
  `color("${colour}")`,
]);
const CHANGES_A_SECOND = 600_000;
const BATCHES_A_SECOND = 5;

export async function runRecolour(setUp: RecolourSetUp): Promise<RecolourTimes> {
  const container = document.querySelector<HTMLElement>('#scene');
  if (!container) throw new Error('the page has no #scene');
  const widget = createWidget(container, '#0a0c10');
  widget.useDefaultRenderLoop = false;
  const { scene } = widget;
  const layer = createCellLayer(setUp.origin, cellPalette('alarm'));
  const tileset = await loadCityTileset(scene, setUp.tilesetUrl, {
    shader: layer.shader,
    // Every unit is loaded and selected, however far.
    maximumScreenSpaceError: 0.0001,
  });
  tileset.cacheBytes = 8 * 1024 ** 3;
  tileset.customShader = undefined;
  const { boundingSphere } = tileset;
  scene.camera.lookAt(
    boundingSphere.center,
    new Cartesian3(0, -boundingSphere.radius, 2 * boundingSphere.radius),
  );
  const drain = (): void => {
    const context = widget.canvas.getContext('webgl2');
    context?.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
  };
  const draw = (): void => {
    scene.requestRender();
    scene.render();
  };
  const timed = (work: () => void): number => {
    drain();
    const startMs = performance.now();
    work();
    return performance.now() - startMs;
  };
  const rest = (): Promise<void> => new Promise((done) => setTimeout(done, 0));
  const settle = async (): Promise<void> => {
    do {
      draw();
      drain();
      await rest();
    } while (!tileset.tilesLoaded);
    draw();
  };
  const drawing = holdDraws(setUp.skipDraws);
  await settle();
  const contents = collectContents(tileset);
  const features = contents.reduce((sum, content) => sum + content.featuresLength, 0);
  const random = createRandom(1, 'recolour');
  const repeat = async (once: () => number): Promise<number[]> => {
    const times: number[] = [];
    for (let round = 0; round < setUp.rounds; round += 1) {
      times.push(once());
      await rest();
    }
    return times;
  };

  const plainFrame = await repeat(() => timed(draw));

  tileset.colorBlendMode = Cesium3DTileColorBlendMode.REPLACE;
  const style = await repeat(() => {
    // A new style each time, as a live value asks for: the old one with `makeStyleDirty` is no cheaper.
    const next = new Cesium3DTileStyle({ color: { conditions: SIX_CONDITIONS } });
    return timed(() => {
      tileset.style = next;
      draw();
    });
  });
  tileset.style = undefined;
  await settle();

  const setColor = await repeat(() => {
    const colours = SIX_COLOURS.map(() => Color.fromRandom({ alpha: 1 }));
    return timed(() => {
      colourEach(contents, colours);
      draw();
    });
  });

  tileset.customShader = layer.shader;
  layer.show('power', cellPalette('power'));
  layer.flush(performance.now());
  await settle();
  const bytes = new Uint8Array(Math.min(CELL_ID_LIMIT, setUp.cells));
  const fill: number[] = [];
  const upload: number[] = [];
  for (let round = 0; round < setUp.rounds; round += 1) {
    for (let cell = 0; cell < bytes.length; cell += 1) bytes[cell] = random.next() * 256;
    fill.push(timed(() => layer.writeAll('power', bytes)));
    upload.push(timed(() => layer.flush(performance.now())));
    draw();
    await rest();
  }

  const batch = CHANGES_A_SECOND / BATCHES_A_SECOND;
  const cells = new Uint32Array(batch);
  const second: number[] = [];
  for (let round = 0; round < setUp.rounds; round += 1) {
    let spent = 0;
    for (let i = 0; i < BATCHES_A_SECOND; i += 1) {
      for (let at = 0; at < batch; at += 1) {
        const cell = Math.floor(random.next() * bytes.length);
        cells[at] = cell;
        bytes[cell] = random.next() * 256;
      }
      const changes = encodeCellChanges(cells, bytes);
      spent += timed(() => {
        layer.writeChanges('power', changes);
        layer.flush(performance.now());
      });
      draw();
      await rest();
    }
    second.push(spent);
  }
  const drawCalls = drawing.count(draw);
  drawing.release();
  draw();
  return {
    ...{ features, style, setColor, fill, upload, plainFrame, second, drawCalls },
    updateWay: layer.updateWay(),
    colouredPixels: countColoured(widget.canvas),
  };
}

/** Replaces the draw calls of this page by counting ones. */
function holdDraws(skip: boolean): {
  readonly count: (work: () => void) => number;
  readonly release: () => void;
} {
  const { prototype } = WebGL2RenderingContext;
  const { drawElements } = prototype;
  let calls = 0;
  let skipping = skip;
  prototype.drawElements = function (...parameters): void {
    calls += 1;
    if (!skipping) drawElements.apply(this, parameters);
  };
  return {
    count: (work) => {
      calls = 0;
      work();
      return calls;
    },
    release: () => {
      skipping = false;
    },
  };
}

/** Pixels that are neither the background nor the grey of cells without a value. */
function countColoured(canvas: HTMLCanvasElement): number {
  const context = canvas.getContext('webgl2');
  if (!context) return 0;
  const { drawingBufferWidth: width, drawingBufferHeight: height } = context;
  const rgba = new Uint8Array(width * height * 4);
  context.readPixels(0, 0, width, height, context.RGBA, context.UNSIGNED_BYTE, rgba);
  let coloured = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    // The single-hue scale is greener than it is red by far; background and quiet grey are not.
    if ((rgba[i + 1] ?? 0) > (rgba[i] ?? 0) + 12) coloured += 1;
  }
  return coloured;
}

function colourEach(contents: readonly Cesium3DTileContentLike[], colours: readonly Color[]): void {
  for (const content of contents) {
    for (let i = 0; i < content.featuresLength; i += 1) {
      const colour = colours[i % colours.length];
      if (colour) content.getFeature(i).color = colour;
    }
  }
}

declare global {
  interface Window {
    runRecolour?: typeof runRecolour;
  }
}
window.runRecolour = runRecolour;
