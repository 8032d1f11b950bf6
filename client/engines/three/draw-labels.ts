/**
 * Unit numbers over the drawing, as text of the page: sharp at any size and in any script. A label
 * that would lie on another is left out until zooming in makes room.
 */
import type { Vector } from './orbit-camera.ts';

export interface Label {
  readonly text: string;
  readonly point: Vector;
  /** Centred on its point, or ending left of it. */
  readonly side: 'middle' | 'left';
}

export interface Labels {
  readonly show: (labels: readonly Label[]) => void;
  /** After each picture: moves every label to its pixel, or up or down beside what is taken already. */
  readonly place: (
    pixelOf: (point: Vector) => readonly [number, number],
    taken?: readonly Box[],
  ) => void;
  readonly destroy: () => void;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Estimated from the text, so that no layout is measured while drawing. */
const CHARACTER_PIXELS = 8;
const LINE_PIXELS = 18;
/** Farther off a label would seem to name something else. */
const SHIFTS_BESIDE = [0, -1, 1, -2, 2, -3, 3].map((lines) => lines * LINE_PIXELS);

/**
 * By how much each box (centres) is moved down so that it lies neither on what is taken nor on those
 * before it: the first of `shifts` that does; null where none does.
 */
export function keepApart(
  boxes: readonly Box[],
  taken: readonly Box[] = [],
  shifts: readonly number[] = [0],
): readonly (number | null)[] {
  const kept = [...taken];
  return boxes.map((box) => {
    for (const shift of shifts) {
      const moved = { ...box, y: box.y + shift };
      if (kept.some((other) => isOn(moved, other))) continue;
      kept.push(moved);
      return shift;
    }
    return null;
  });
}

const isOn = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;

export function createLabels(container: HTMLElement): Labels {
  const root = document.createElement('div');
  root.className = 'building-labels';
  root.setAttribute('aria-hidden', 'true');
  container.append(root);
  let shown: readonly { readonly label: Label; readonly element: HTMLElement }[] = [];
  return {
    show: (labels) => {
      // Storeys that ease only move their labels; new elements are made when the texts differ.
      const same =
        labels.length === shown.length &&
        labels.every((label, i) => label.text === shown[i]?.label.text);
      if (same) {
        shown = labels.flatMap((label, i) => {
          const element = shown[i]?.element;
          return element ? [{ label, element }] : [];
        });
        return;
      }
      root.replaceChildren();
      shown = labels.map((label) => {
        const element = document.createElement('span');
        element.textContent = label.text;
        root.append(element);
        return { label, element };
      });
    },
    place: (pixelOf, taken) => {
      const boxes = shown.map(({ label }): Box => {
        const [x, y] = pixelOf(label.point);
        const width = label.text.length * CHARACTER_PIXELS + 6;
        const shift = label.side === 'left' ? width / 2 + 6 : 0;
        return { x: x - shift, y, width, height: LINE_PIXELS };
      });
      const keep = keepApart(boxes, taken, taken ? SHIFTS_BESIDE : undefined);
      shown.forEach(({ element }, i) => {
        const box = boxes[i];
        const shift = keep[i] ?? null;
        if (!box) return;
        element.hidden = shift === null;
        element.style.transform = `translate(${Math.round(box.x)}px, ${Math.round(box.y + (shift ?? 0))}px) translate(-50%, -50%)`;
      });
    },
    destroy: () => root.remove(),
  };
}
