/**
 * Which labels are shown at a zoom so that none covers another: the most important first, each
 * takes its box, whoever would overlap a taken box is left out (its place stays, its name is in
 * the tooltip and the lists). Positions are compared on screen, so panning changes nothing.
 */
import type { Point } from '#contracts';

export interface Label {
  readonly point: Point;
  readonly text: string;
  /** Font size in pixels. */
  readonly size: number;
  /** Pixels below the point, so that a circle stays visible. */
  readonly below: number;
  /** Higher is kept; equal keeps the order given. */
  readonly importance: number;
}

/** Widths in em: a CJK character fills its square; Latin letters and digits are about half. */
const WIDE_EM = 1;
const NARROW_EM = 0.58;
const LINE_EM = 1.25;
/** Ground around a label, pixels; as drawn. */
export const LABEL_PADDING = { x: 4, y: 1 } as const;
const GAP_PIXELS = 2;

const isWide = (character: string): boolean => character >= '\u2e80';

export const labelWidthPixels = (text: string, size: number): number =>
  [...text].reduce((sum, character) => sum + (isWide(character) ? WIDE_EM : NARROW_EM), 0) * size;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** `pixelsPerMetre` = 2^zoom. Pixel axes: east right, north up, so `below` lowers y. */
export function labelBox(label: Label, pixelsPerMetre: number): Box {
  const x = label.point[0] * pixelsPerMetre;
  const y = label.point[1] * pixelsPerMetre - label.below;
  const halfWidth = labelWidthPixels(label.text, label.size) / 2 + LABEL_PADDING.x + GAP_PIXELS / 2;
  const halfHeight = (label.size * LINE_EM) / 2 + LABEL_PADDING.y + GAP_PIXELS / 2;
  return {
    left: x - halfWidth,
    right: x + halfWidth,
    top: y + halfHeight,
    bottom: y - halfHeight,
  };
}

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;

/** In the order given. */
export function chooseLabels(labels: readonly Label[], pixelsPerMetre: number): readonly Label[] {
  const byImportance = labels
    .map((label, index) => ({ label, index }))
    .sort((a, b) => b.label.importance - a.label.importance || a.index - b.index);
  const taken: Box[] = [];
  const shown = new Set<Label>();
  for (const { label } of byImportance) {
    const box = labelBox(label, pixelsPerMetre);
    if (taken.some((other) => overlaps(box, other))) continue;
    taken.push(box);
    shown.add(label);
  }
  return labels.filter((label) => shown.has(label));
}
