/** Which texts stand on the drawing: the units of the chosen storey, or a section's storeys. */
import type { CellId } from '#contracts';
import type { BuildingDraw, TakenApart } from './building-draw.ts';
import type { SectionPlane } from './cut-section.ts';
import type { Label } from './draw-labels.ts';
import { findPiece, leftEdge, pointOn } from './find-piece.ts';
import type { StoreyPlace } from './place-storeys.ts';

export function labelsFor(
  building: BuildingDraw,
  places: readonly StoreyPlace[],
  state: TakenApart,
  texts: ReadonlyMap<CellId, string>,
  origin: readonly [number, number],
  plane: SectionPlane | null,
): readonly Label[] {
  if (plane) {
    return building.storeys.flatMap((storey, i): Label[] => {
      const place = places[i];
      if (!place) return [];
      return [{ text: storey.label, point: leftEdge(storey, place, origin, plane), side: 'left' }];
    });
  }
  const storey = state.storey === null ? undefined : building.storeys[state.storey];
  return (storey?.pieces ?? []).flatMap((piece): Label[] => {
    const text = texts.get(piece.cell);
    const found = findPiece(building, places, piece.cell);
    return text && found ? [{ text, point: pointOn(found, origin, null), side: 'middle' }] : [];
  });
}
