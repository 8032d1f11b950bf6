/** The page of tileset/base-layer.spec.ts: our wall's scene over a photographed base layer. */
import { type CityScene, cellPalette, createCityScene, type UnitVolume } from '#client';
import type { CellQuantityId, FrameOrigin } from '#contracts';

export interface BaseLayerPage {
  readonly settled: () => Promise<void>;
  readonly write: (quantity: CellQuantityId, cells: readonly (readonly [number, number])[]) => void;
  readonly showUnits: (volumes: readonly UnitVolume[]) => void;
  readonly lookAt: (east: number, north: number, range: number) => void;
  readonly pixel: () => readonly [number, number, number];
  readonly picked: () => number | null;
}

function openScene(origin: FrameOrigin, cellCount: number): BaseLayerPage {
  const container = document.querySelector<HTMLElement>('#scene');
  if (!container) throw new Error('the page has no #scene');
  let problem: string | null = null;
  const scene: CityScene = createCityScene({
    container,
    origin,
    extentMetres: [-250, -250, 250, 250],
    tilesetUrl: '/city/tileset.json',
    baseLayerUrl: '/base/tileset.json',
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
    pixel: () => scene.probe().pixelAt(...middle()),
    picked: () => scene.probe().cellAt(...middle()),
  };
}

declare global {
  interface Window {
    openScene?: typeof openScene;
    base?: BaseLayerPage;
  }
}
window.openScene = openScene;
