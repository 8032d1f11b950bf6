/** The city's live colours: the planes of bytes, the ramps and the shader that reads both. */
import { Cartesian3, type CustomShader } from 'cesium';
import {
  CELL_QUANTITIES,
  type CellQuantityId,
  ecefFromEnuMatrix,
  type FrameOrigin,
} from '#contracts';
import {
  BEFORE_PLANE,
  createCellPlanes,
  MARK_PLANE,
  PLANE_COUNT,
  PLANE_ROWS,
  PLANE_WIDTH,
  planeOf,
} from './cell-planes.ts';
import { createCellShader, RAMP_ROWS } from './cell-shader.ts';
import {
  createColourTransition,
  QUANTITY_CHANGE_MS,
  VALUE_CHANGE_MS,
} from './colour-transition.ts';
import { createDataTexture } from './data-texture.ts';

/** How much of a change is shown as motion; `none` where people asked for none or frames are dear. */
export type ColourMotion = 'none' | 'choices' | 'all';

export interface CellLayer {
  readonly shader: CustomShader;
  readonly writeAll: (quantity: CellQuantityId, bytes: Uint8Array) => void;
  readonly writeChanges: (quantity: CellQuantityId, changes: Uint8Array) => void;
  /** [r, g, b, a] × 256, a = 255 where there is a value. The same quantity: another palette. */
  readonly show: (quantity: CellQuantityId, palette: Uint8Array) => void;
  /** The unit, its storey and its building (coarser levels carry their own ids); empty = none. */
  readonly select: (cells: readonly number[]) => void;
  /** Looks into a building at one storey level; null = at none. */
  readonly lookInto: (storey: { readonly building: number; readonly level: number } | null) => void;
  /** Dims all but these cells; null = none is dimmed. */
  readonly mark: (cells: ArrayLike<number> | null) => void;
  readonly setMotion: (motion: ColourMotion) => void;
  /** Sends what changed; once a frame, before it is drawn. True while colours are still moving. */
  readonly flush: (nowMs: number) => boolean;
  /** Where the colours end up, by the tables that the shader reads. */
  readonly colourOf: (cell: number) => readonly [number, number, number];
  /** The cell has a value of the shown quantity, an alarm, or is selected. */
  readonly speaks: (cell: number) => boolean;
  readonly isSelected: (cell: number) => boolean;
  /** Another number after everything that may change a colour. */
  readonly version: () => number;
  readonly updateWay: () => 'none' | 'partial' | 'whole';
}

const RAMP_BYTES = 256 * 4;

export function createCellLayer(origin: FrameOrigin, alarmPalette: Uint8Array): CellLayer {
  const cells = createDataTexture({
    name: 'u_cells',
    width: PLANE_WIDTH,
    height: PLANE_COUNT * PLANE_ROWS,
    channels: 1,
    bandRows: PLANE_ROWS,
  });
  const planes = createCellPlanes(cells.texels, cells.touchRows);
  const ramp = createDataTexture({ name: 'u_ramp', width: 256, height: 3, channels: 4 });
  for (const row of Object.values(RAMP_ROWS)) ramp.texels.set(alarmPalette, row * RAMP_BYTES);
  const shader = createCellShader({ cells: cells.uniform, ramp: ramp.uniform }, axesAt(origin));
  const transition = createColourTransition();
  let motion: ColourMotion = 'none';
  let shown: CellQuantityId = 'alarm';
  /** Length of the transition that the next flush starts; 0: none waits. */
  let waitingMs = 0;
  let selected: readonly number[] = [];
  let version = 0;

  /** Keeps what the shown cells are now as what they come from. Once between two flushes. */
  const rememberBefore = (lengthMs: number): void => {
    if (waitingMs > 0) return;
    planes.copyPlane(planeOf(shown), BEFORE_PLANE);
    ramp.texels.copyWithin(RAMP_ROWS.before * RAMP_BYTES, 0, RAMP_BYTES);
    ramp.touchRows(RAMP_ROWS.before, RAMP_ROWS.before);
    waitingMs = lengthMs;
  };
  const rememberValues = (quantity: CellQuantityId): void => {
    if (motion === 'all' && quantity === shown && shown !== 'alarm') {
      rememberBefore(VALUE_CHANGE_MS);
    }
  };
  return {
    shader,
    writeAll: (quantity, bytes) => {
      version += 1;
      rememberValues(quantity);
      planes.writeAll(planeOf(quantity), bytes);
    },
    writeChanges: (quantity, changes) => {
      version += 1;
      rememberValues(quantity);
      planes.writeChanges(planeOf(quantity), changes);
    },
    show: (quantity, palette) => {
      version += 1;
      if (motion !== 'none') rememberBefore(QUANTITY_CHANGE_MS);
      shown = quantity;
      shader.setUniform('u_plane', planeOf(quantity));
      shader.setUniform('u_hatchFrom', CELL_QUANTITIES[quantity].hatchFromByte);
      ramp.texels.set(palette, RAMP_ROWS.shown * RAMP_BYTES);
      ramp.touchRows(RAMP_ROWS.shown, RAMP_ROWS.shown);
    },
    select: (chosen) => {
      version += 1;
      selected = chosen;
      const [a = -1, b = -1, c = -1] = chosen;
      shader.setUniform('u_selected', new Cartesian3(a, b, c));
    },
    lookInto: (storey) => {
      shader.setUniform('u_xray', new Cartesian3(storey?.building ?? -1, storey?.level ?? 0, 0));
    },
    mark: (found) => {
      shader.setUniform('u_dimUnmarked', found === null ? 0 : 1);
      if (found !== null) planes.markOnly(MARK_PLANE, found);
    },
    setMotion: (wanted) => {
      motion = wanted;
    },
    flush: (nowMs) => {
      if (waitingMs > 0) transition.begin(nowMs, waitingMs);
      waitingMs = 0;
      if (transition.isRunning()) shader.setUniform('u_mix', transition.shareAt(nowMs));
      cells.flush([shader]);
      ramp.flush([shader]);
      return transition.isRunning();
    },
    colourOf: (cell) => {
      const alarm = planes.byteOf(planeOf('alarm'), cell);
      const row = alarm > 0 ? RAMP_ROWS.alarm : RAMP_ROWS.shown;
      const byte = alarm > 0 ? Math.min(alarm, 4) : planes.byteOf(planeOf(shown), cell);
      const at = row * RAMP_BYTES + byte * 4;
      return [ramp.texels[at] ?? 0, ramp.texels[at + 1] ?? 0, ramp.texels[at + 2] ?? 0];
    },
    speaks: (cell) =>
      planes.byteOf(planeOf('alarm'), cell) > 0 ||
      planes.byteOf(planeOf(shown), cell) > 0 ||
      selected.includes(cell),
    isSelected: (cell) => selected.includes(cell),
    version: () => version,
    updateWay: cells.lastWay,
  };
}

/** Up, and the side that the light comes from (from the south-west), earth-fixed. */
function axesAt(origin: FrameOrigin): { readonly up: Cartesian3; readonly side: Cartesian3 } {
  const m = ecefFromEnuMatrix(origin);
  const column = (i: number): Cartesian3 =>
    new Cartesian3(m[i * 4] ?? 0, m[i * 4 + 1] ?? 0, m[i * 4 + 2] ?? 0);
  const east = Cartesian3.multiplyByScalar(column(0), -0.8, new Cartesian3());
  const north = Cartesian3.multiplyByScalar(column(1), -0.6, new Cartesian3());
  return { up: column(2), side: Cartesian3.add(east, north, new Cartesian3()) };
}
