/** The city's tiles with their live colours: tileset, shader and the three textures behind it. */
import {
  Cartesian3,
  Cesium3DTileFeature,
  Cesium3DTileset,
  type CustomShader,
  type Scene,
} from 'cesium';
import {
  type CellQuantityId,
  ecefFromEnuMatrix,
  type FrameOrigin,
  forEachCellChange,
} from '#contracts';
import {
  CELL_TEXTURE_WIDTH,
  CHANNEL_OF,
  createCellShader,
  drawnColour,
  hatchFromFor,
} from './cell-shader.ts';
import { createDataTexture } from './data-texture.ts';

export interface CellLayer {
  readonly shader: CustomShader;
  readonly writeAll: (quantity: CellQuantityId, bytes: Uint8Array) => void;
  readonly writeChanges: (quantity: CellQuantityId, changes: Uint8Array) => void;
  /** [r, g, b, a] × 256, a = 255 where there is a value. */
  readonly show: (quantity: CellQuantityId, palette: Uint8Array) => void;
  /** The unit, its storey and its building (coarser levels carry their own ids); empty = none. */
  readonly select: (cells: readonly number[]) => void;
  /** Sends changed texels; once a frame, before it is drawn. */
  readonly flush: () => boolean;
  readonly colourOf: (cell: number) => readonly [number, number, number];
  readonly updateWay: () => 'none' | 'partial' | 'whole';
  readonly cellOfPick: (picked: unknown) => number | null;
}

export function createCellLayer(origin: FrameOrigin, alarmPalette: Uint8Array): CellLayer {
  const cells = createDataTexture('u_cells', CELL_TEXTURE_WIDTH, CELL_TEXTURE_WIDTH);
  const ramp = createDataTexture('u_ramp', 256, 1);
  const alarmRamp = createDataTexture('u_alarmRamp', 256, 1);
  alarmRamp.texels.set(alarmPalette);
  ramp.texels.set(alarmPalette);
  const m = ecefFromEnuMatrix(origin);
  const at = (i: number): number => m[i] ?? 0;
  const east = new Cartesian3(at(0), at(1), at(2));
  const north = new Cartesian3(at(4), at(5), at(6));
  const side = Cartesian3.add(
    Cartesian3.multiplyByScalar(east, -0.8, new Cartesian3()),
    Cartesian3.multiplyByScalar(north, -0.6, new Cartesian3()),
    new Cartesian3(),
  );
  const shader = createCellShader(
    { cells: cells.uniform, ramp: ramp.uniform, alarmRamp: alarmRamp.uniform },
    { up: new Cartesian3(at(8), at(9), at(10)), side },
  );
  let channel = 0;
  const { texels } = cells;
  return {
    shader,
    writeAll: (quantity, bytes) => {
      const offset = CHANNEL_OF[quantity];
      const count = Math.min(bytes.length, CELL_TEXTURE_WIDTH ** 2);
      for (let cell = 0; cell < count; cell += 1) texels[cell * 4 + offset] = bytes[cell] ?? 0;
      if (count > 0) cells.touchRows(0, Math.floor((count - 1) / CELL_TEXTURE_WIDTH));
    },
    writeChanges: (quantity, changes) => {
      const offset = CHANNEL_OF[quantity];
      forEachCellChange(changes, (cell, byte) => {
        texels[cell * 4 + offset] = byte;
        const row = Math.floor(cell / CELL_TEXTURE_WIDTH);
        cells.touchRows(row, row);
      });
    },
    show: (quantity, palette) => {
      channel = CHANNEL_OF[quantity];
      shader.setUniform('u_channel', channel);
      shader.setUniform('u_hatchFrom', hatchFromFor(quantity));
      ramp.texels.set(palette);
      ramp.touchRows(0, 0);
    },
    select: (chosen) => {
      const [a = -1, b = -1, c = -1] = chosen;
      shader.setUniform('u_selected', new Cartesian3(a, b, c));
    },
    flush: () => {
      const one = cells.flush([shader]);
      const two = ramp.flush([shader]);
      return alarmRamp.flush([shader]) || one || two;
    },
    colourOf: (cell) => {
      const i = cell * 4;
      const texel = [
        texels[i] ?? 0,
        texels[i + 1] ?? 0,
        texels[i + 2] ?? 0,
        texels[i + 3] ?? 0,
      ] as const;
      return drawnColour(texel, channel, { shown: ramp.texels, alarm: alarmRamp.texels });
    },
    updateWay: cells.lastWay,
    cellOfPick: (picked) => {
      if (!(picked instanceof Cesium3DTileFeature)) return null;
      const cell: unknown = picked.getProperty('cell');
      return typeof cell === 'number' ? cell : null;
    },
  };
}

export async function loadCityTileset(
  scene: Scene,
  url: string,
  shader: CustomShader,
  maximumScreenSpaceError: number,
): Promise<Cesium3DTileset> {
  const tileset = await Cesium3DTileset.fromUrl(url, {
    maximumScreenSpaceError,
    // Both make far tiles coarser than near ones; on a wall the far half is read just as well.
    dynamicScreenSpaceError: false,
    foveatedScreenSpaceError: false,
    cullRequestsWhileMoving: false,
    cacheBytes: 256 * 1024 * 1024,
    maximumCacheOverflowBytes: 128 * 1024 * 1024,
  });
  tileset.customShader = shader;
  scene.primitives.add(tileset);
  return tileset;
}
