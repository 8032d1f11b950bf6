/**
 * Which labels are shown at a zoom so that none covers another or a sign: the most important
 * first, each takes the first of its places that is free; whoever finds none is left out (the
 * place itself stays, its name is in the tooltip and the lists). Positions are compared on screen,
 * so panning changes nothing.
 */
import type { Point } from '#contracts';

export interface Label {
  readonly point: Point;
  readonly text: string;
  /** Font size in pixels. */
  readonly size: number;
  /** Pixels below the point, so that a circle stays visible. */
  readonly below: number;
  /** Other distances below (negative: above), tried in order when that one is taken. */
  readonly elseBelow?: readonly number[];
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

/** In the order given, each at the place it found. `obstacles` take their boxes first. */
export function chooseLabels(
  labels: readonly Label[],
  pixelsPerMetre: number,
  obstacles: readonly Label[] = [],
): readonly Label[] {
  const byImportance = labels
    .map((label, index) => ({ label, index }))
    .sort((a, b) => b.label.importance - a.label.importance || a.index - b.index);
  const taken = obstacles.map((label) => labelBox(label, pixelsPerMetre));
  const shown: { readonly label: Label; readonly index: number }[] = [];
  for (const { label, index } of byImportance) {
    for (const below of [label.below, ...(label.elseBelow ?? [])]) {
      const placed = { ...label, below };
      const box = labelBox(placed, pixelsPerMetre);
      if (taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      shown.push({ label: placed, index });
      break;
    }
  }
  return shown.sort((a, b) => a.index - b.index).map(({ label }) => label);
}

/**
 * Signs nearer to each other on screen than their grounds are wide share one, at their mean, or the
 * last would hide the others.
 */
export function groupSigns(
  signs: readonly { readonly point: Point; readonly text: string }[],
  pixelsPerMetre: number,
  size: number,
): readonly Label[] {
  const groups: { points: Point[]; texts: string[] }[] = [];
  for (const { point, text } of signs) {
    const near = groups.find(({ points, texts }) => {
      const [east, north] = mean(points);
      const reach =
        (labelWidthPixels(`${texts.join(' ')}${text}`, size) / 2 + size) / pixelsPerMetre;
      const high = (size * LINE_EM + 2 * LABEL_PADDING.y + GAP_PIXELS) / pixelsPerMetre;
      return Math.abs(point[0] - east) < reach && Math.abs(point[1] - north) < high;
    });
    if (near) {
      near.points.push(point);
      near.texts.push(text);
    } else groups.push({ points: [point], texts: [text] });
  }
  return groups.map(({ points, texts }) => ({
    point: mean(points),
    text: texts.join(' '),
    size,
    below: 0,
    importance: 0,
  }));
}

const mean = (points: readonly Point[]): Point => [
  points.reduce((sum, point) => sum + point[0], 0) / points.length,
  points.reduce((sum, point) => sum + point[1], 0) / points.length,
];
