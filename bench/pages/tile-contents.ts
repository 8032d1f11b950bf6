/** The contents that a tileset shows now. Cesium lists them only in its own field. */
import type { Cesium3DTileset, Color } from 'cesium';

export interface Cesium3DTileContentLike {
  readonly featuresLength: number;
  getFeature(index: number): { color: Color };
}

export function collectContents(tileset: Cesium3DTileset): readonly Cesium3DTileContentLike[] {
  const tiles: unknown = Reflect.get(tileset, '_selectedTiles');
  if (!Array.isArray(tiles)) throw new Error('this Cesium keeps no list of selected tiles');
  return tiles.flatMap((tile: { content?: Cesium3DTileContentLike }) =>
    tile.content && tile.content.featuresLength > 0 ? [tile.content] : [],
  );
}
