/** What the units view gives the drawing, and what it can ask of it. */
import type { CellId } from '#contracts';
import type { BuildingDraw, PieceColour, TakenApart } from './building-draw.ts';

export interface BuildingViewOptions {
  readonly container: HTMLElement;
  readonly onPick: (cell: CellId) => void;
  /** Pixels from the container's top left corner; null when nothing is under the pointer. */
  readonly onHover: (
    hover: { readonly cell: CellId; readonly x: number; readonly y: number } | null,
  ) => void;
  /** `lost`: the graphics card was taken away; drawing goes on by itself when it is back. */
  readonly onContext: (state: 'lost' | 'restored') => void;
  /** After each picture with a building in it. */
  readonly onDrawn: () => void;
}

export interface BuildingView {
  /** `labels`: short texts of the units. */
  readonly show: (building: BuildingDraw, labels: ReadonlyMap<CellId, string>) => void;
  readonly takeApart: (state: TakenApart) => void;
  /** All pieces, or only the cells named (others are passed over). */
  readonly colour: (colourOf: (cell: CellId) => PieceColour, cells?: Iterable<CellId>) => void;
  /** A unit or a storey; null for none. */
  readonly select: (cell: CellId | null) => void;
  readonly fit: () => void;
  readonly unitMeshes: () => number;
  /** Client coordinates of a point on the piece; null when it is hidden. */
  readonly screenPosition: (cell: CellId) => readonly [number, number] | null;
  readonly colourOf: (cell: CellId) => readonly [number, number, number] | null;
  /** The picture as it is now, drawn sharp. Labels are not part of it. */
  readonly picture: () => HTMLCanvasElement;
  readonly destroy: () => void;
}
