/** BuildingDetail → what the three adapter draws, and the colour of each piece. */
import { type BuildingDetail, CELL_QUANTITIES, type CellId, type CellQuantityId } from '#contracts';
import type { BuildingDraw, PieceColour } from '../engines/three/index.ts';
import { cellPalette } from '../layers/index.ts';

/** Storeys from the lowest to the highest; a storey without units is one piece of its own. */
export function drawBuilding(detail: BuildingDetail): BuildingDraw {
  return {
    cell: detail.cell,
    storeys: storeysUpwards(detail).map((storey) => {
      const footprint = storey.footprint ?? detail.footprint;
      const pieces = storey.units.map((unit) => ({
        cell: unit.cell,
        outline: unit.outline ?? footprint,
      }));
      return {
        cell: storey.cell,
        level: storey.level,
        label: storey.label,
        floorMetres: storey.floorMetres,
        heightMetres: storey.heightMetres,
        footprint,
        pieces: pieces.length > 0 ? pieces : [{ cell: storey.cell, outline: footprint }],
      };
    }),
  };
}

export const storeysUpwards = (detail: BuildingDetail): BuildingDetail['storeys'] =>
  [...detail.storeys].sort((a, b) => a.level - b.level || a.floorMetres - b.floorMetres);

/** The storey that the selection is on: index from the lowest; null for the whole building. */
export function storeyIndexOf(detail: BuildingDetail, cell: CellId | null): number | null {
  const index = storeysUpwards(detail).findIndex(
    (storey) => storey.cell === cell || storey.units.some((unit) => unit.cell === cell),
  );
  return index === -1 ? null : index;
}

/** By alarm rank (index 0 is no alarm): the second cue beside the colour. */
const HATCH_BY_RANK = [0, 1, 1, 2, 2] as const;

/**
 * Colours by the chosen quantity; alarms are hatched whatever the quantity, so that looking at
 * power does not hide an alarm. `null` bytes = nothing told yet: all quiet grey.
 */
export function pieceColours(
  quantity: CellQuantityId,
  bytes: Uint8Array | null,
  alarms: Uint8Array | null,
): (cell: CellId) => PieceColour {
  const palette = cellPalette(CELL_QUANTITIES[quantity].id);
  return (cell) => {
    const at = (bytes?.[cell] ?? 0) * 4;
    const rank = Math.min(HATCH_BY_RANK.length - 1, alarms?.[cell] ?? 0);
    return {
      rgb: [palette[at] ?? 0, palette[at + 1] ?? 0, palette[at + 2] ?? 0],
      hatch: HATCH_BY_RANK[rank] ?? 0,
    };
  };
}
