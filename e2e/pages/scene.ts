/** The page of the tileset's scene tests: our wall's scene, over a photographed base layer or not. */
import { type CityScene, cellPalette, createCityScene, type UnitVolume } from '#client';
import type { CellQuantityId, FrameOrigin } from '#contracts';

export interface ScenePage {
  readonly settled: () => Promise<void>;
  readonly write: (quantity: CellQuantityId, cells: readonly (readonly [number, number])[]) => void;
  readonly showUnits: (volumes: readonly UnitVolume[]) => void;
  readonly lookAt: (east: number, north: number, range: number) => void;
  readonly mark: (cells: readonly number[] | null) => void;
  readonly lookInto: CityScene['lookInto'];
  readonly pixel: () => readonly [number, number, number];
  /** 4 × 4 pixels in the middle: one whole pattern of the dither. */
  readonly pixels: () => readonly (readonly [number, number, number])[];
  readonly picked: () => number | null;
}

function openScene(origin: FrameOrigin, cellCount: number, baseLayerUrl: string | null): ScenePage {
  const container = document.querySelector<HTMLElement>('#scene');
  if (!container) throw new Error('the page has no #scene');
  let problem: string | null = null;
  const scene: CityScene = createCityScene({
    container,
    origin,
    extentMetres: [-250, -250, 250, 250],
    tilesetUrl: '/city/tileset.json',
    baseLayerUrl,
    alarmPalette: cellPalette('alarm'),
    background: '#000000',
    groundRgb: [17, 20, 24],
    reducedMotion: true,
    onPick: () => undefined,
    onStatus: (status) => {
      if (status.state === 'no-tiles' || status.state === 'lost') problem = status.detail;
    },
  });
  scene.showQuantity('power', cellPalette('power'));
  const middle = (): readonly [number, number] => [
    container.clientWidth / 2,
    container.clientHeight / 2,
  ];
  return {
    settled: async () => {
      // Base layer and city load one after the other: quiet for several looks in a row.
      for (let quiet = 0; quiet < 8; quiet = scene.probe().tilesLoaded ? quiet + 1 : 0) {
        if (problem !== null) throw new Error(problem);
        scene.probe().pixelAt(...middle());
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    write: (quantity, cells) => {
      const bytes = new Uint8Array(cellCount);
      for (const [cell, byte] of cells) bytes[cell] = byte;
      scene.writeCells(quantity, bytes);
    },
    showUnits: scene.showUnits,
    lookAt: (eastMetres, northMetres, rangeMetres) =>
      scene.goTo({
        ...{ eastMetres, northMetres, rangeMetres },
        headingRadians: Math.PI / 2,
        pitchRadians: 0.35,
      }),
    mark: scene.markCells,
    lookInto: scene.lookInto,
    pixel: () => scene.probe().pixelAt(...middle()),
    pixels: () => {
      const [x, y] = middle();
      return Array.from({ length: 16 }, (_, i) =>
        scene.probe().pixelAt(x + (i % 4), y + Math.floor(i / 4)),
      );
    },
    picked: () => scene.probe().cellAt(...middle()),
  };
}

declare global {
  interface Window {
    openScene?: typeof openScene;
    base?: ScenePage;
  }
}
window.openScene = openScene;
