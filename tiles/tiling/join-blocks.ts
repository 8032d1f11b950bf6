/**
 * The blocks' tiles under one root: `tileset.json` (3D Tiles 1.1, explicit tiling, refine REPLACE).
 * Tiles above the blocks have no content; four neighbours on the grid join, again and again.
 */
import { ecefFromEnuMatrix, type FrameOrigin } from '#contracts';
import { type Box, type TileJson, tilesBox, uniteBoxes } from './tile-json.ts';

export interface PlacedTile {
  readonly column: number;
  readonly row: number;
  readonly json: TileJson;
  readonly box: Box;
}

export function joinBlocks(blocks: readonly PlacedTile[], origin: FrameOrigin): string {
  let tiles = joinByCell(blocks);
  while (tiles.length > 1) {
    tiles = joinByCell(
      tiles.map((tile) => ({
        ...tile,
        column: Math.floor(tile.column / 2),
        row: Math.floor(tile.row / 2),
      })),
    );
    // Cells on both sides of a zero line never fall into one by halving: −1 stays −1.
    if (tiles.every(({ column, row }) => column >= -1 && column <= 0 && row >= -1 && row <= 0)) {
      tiles = joinByCell(tiles.map((tile) => ({ ...tile, column: 0, row: 0 })));
    }
  }
  const [root] = tiles;
  if (!root) throw new Error('tiles: expected at least one block, got none');
  const tileset = {
    asset: { version: '1.1' },
    // Without the tileset: as if nothing stood there. Keeps the city in sight from far away.
    geometricError: 2 * Math.max(root.json.geometricError, diagonal(root.box)),
    root: { transform: ecefFromEnuMatrix(origin), ...root.json },
  };
  return `${JSON.stringify(tileset)}\n`;
}

/** What stands in one cell becomes one tile; a tile alone stays as it is. */
function joinByCell(tiles: readonly PlacedTile[]): PlacedTile[] {
  const cells = new Map<string, PlacedTile[]>();
  for (const tile of tiles) {
    const key = `${tile.column},${tile.row}`;
    const cell = cells.get(key);
    if (cell) cell.push(tile);
    else cells.set(key, [tile]);
  }
  return [...cells.values()].map((members): PlacedTile => {
    const [first, ...others] = members;
    if (!first) throw new Error('tiles: a cell of the tree has no tile');
    if (others.length === 0) return first;
    const box = uniteBoxes(members.map((tile) => tile.box));
    const children = members.map((tile) => tile.json);
    return {
      column: first.column,
      row: first.row,
      box,
      json: {
        boundingVolume: { box: tilesBox(box) },
        geometricError: emptyTileError(box, children),
        refine: 'REPLACE',
        children,
      },
    };
  });
}

/** A tile without content shows nothing: as wrong as it is wide, and worse than any of its children. */
function emptyTileError(box: Box, children: readonly TileJson[]): number {
  let worst = diagonal(box);
  for (const child of children) worst = Math.max(worst, 2 * child.geometricError);
  return worst;
}

function diagonal([west, south, bottom, east, north, top]: Box): number {
  return Math.hypot(east - west, north - south, top - bottom);
}
