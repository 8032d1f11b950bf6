/**
 * Building volumes as colours on another tileset's surface (a mesh from photographs, splats): what
 * is called 单体化, making single things of one mesh. Cesium's classification applies feature colours
 * and ignores a custom shader's, so that colours are written per feature here, only for the tiles in
 * view and only when something changed: a view has hundreds of buildings, not 600,000 units.
 */
import { Cesium3DTileFeature, type Cesium3DTileset, Color } from 'cesium';
import type { CellLayer } from './cell-layer.ts';

/** The photograph stays readable under the colour. */
const TINT_ALPHA = 0.6;
const SELECTED_ALPHA = 0.75;
/** Not seen, but still there to be picked: Cesium drops alpha 0. */
const CLEAR = new Color(0, 0, 0, 1 / 255);
const HIDDEN = new Color(0, 0, 0, 0);

/** What of a tile's content is used; Cesium's types leave it open. */
interface Content {
  readonly featuresLength: number;
  getFeature(index: number): Cesium3DTileFeature;
}

/** `covers`: the building's units are shown on their own. */
export function colourVolumes(
  tileset: Cesium3DTileset,
  cells: CellLayer,
  covers: (building: number) => boolean,
): void {
  const done = new WeakMap<object, number>();
  const cellsOf = new WeakMap<object, readonly number[]>();
  tileset.tileVisible.addEventListener((tile: { readonly content: Content }) => {
    const { content } = tile;
    if (content.featuresLength === 0 || done.get(content) === cells.version()) return;
    done.set(content, cells.version());
    const ids = cellsOf.get(content) ?? readCells(content);
    cellsOf.set(content, ids);
    ids.forEach((cell, i) => {
      content.getFeature(i).color = covers(cell) ? HIDDEN : tintOf(cells, cell);
    });
  });
}

export function tintOf(cells: CellLayer, cell: number): Color {
  if (!cells.speaks(cell)) return CLEAR;
  const [r, g, b] = cells.colourOf(cell);
  return Color.fromBytes(r, g, b).withAlpha(cells.isSelected(cell) ? SELECTED_ALPHA : TINT_ALPHA);
}

/** The cell of what Cesium picked: a tile's feature, or one unit's own volume. */
export function cellOfPick(picked: unknown): number | null {
  const cell: unknown =
    picked instanceof Cesium3DTileFeature
      ? picked.getProperty('cell')
      : typeof picked === 'object' && picked !== null
        ? Reflect.get(picked, 'id')
        : null;
  return typeof cell === 'number' ? cell : null;
}

function readCells(content: Content): readonly number[] {
  return Array.from({ length: content.featuresLength }, (_, i) => {
    const cell: unknown = content.getFeature(i).getProperty('cell');
    return typeof cell === 'number' ? cell : -1;
  });
}
