/**
 * What the three adapter draws: one building as prisms, plain data without any engine type.
 * Horizontal coordinates are metres east-north of the district's frame; heights are metres above
 * the building's ground.
 */
import type { CellId, Polygon } from '#contracts';

/** One prism of a storey: a unit, or the storey's own floor where it has no units. */
export interface PieceDraw {
  readonly cell: CellId;
  readonly outline: Polygon;
}

export interface StoreyDraw {
  readonly cell: CellId;
  /** Storeys of one level stand side by side. */
  readonly level: number;
  readonly label: string;
  readonly floorMetres: number;
  readonly heightMetres: number;
  readonly footprint: Polygon;
  readonly pieces: readonly PieceDraw[];
}

/** Storeys from the lowest to the highest. */
export interface BuildingDraw {
  readonly cell: CellId;
  readonly storeys: readonly StoreyDraw[];
}

/** How a piece is coloured: 0…255 each, and its hatch (0 none, 1 single, 2 crossed). */
export interface PieceColour {
  readonly rgb: readonly [number, number, number];
  readonly hatch: 0 | 1 | 2;
}

export type TakenApartMode = 'axonometric' | 'plan' | 'section';
export type StoreysAbove = 'lift' | 'xray' | 'hide';

export interface TakenApart {
  readonly mode: TakenApartMode;
  /** Index into `storeys`; null = the whole building. */
  readonly storey: number | null;
  /** What becomes of the storeys above the chosen one. */
  readonly above: StoreysAbove;
  /** All storeys pulled apart. */
  readonly spread: boolean;
  /** Where the section cuts, 0 … 1 across the building's short side. */
  readonly cutShare: number;
}

export const WHOLE_BUILDING: TakenApart = {
  mode: 'axonometric',
  storey: null,
  above: 'lift',
  spread: false,
  cutShare: 0.5,
};
