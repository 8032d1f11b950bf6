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
  /** After each picture: moves every label to its pixel. */
  readonly place: (pixelOf: (point: Vector) => readonly [number, number]) => void;
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

/** Which boxes (centres) can be kept without overlap, first come first kept. */
export function keepApart(boxes: readonly Box[]): readonly boolean[] {
  const kept: Box[] = [];
  return boxes.map((box) => {
    const clashes = kept.some(
      (other) =>
        Math.abs(other.x - box.x) * 2 < other.width + box.width &&
        Math.abs(other.y - box.y) * 2 < other.height + box.height,
    );
    if (!clashes) kept.push(box);
    return !clashes;
  });
}

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
    place: (pixelOf) => {
      const boxes = shown.map(({ label }): Box => {
        const [x, y] = pixelOf(label.point);
        const width = label.text.length * CHARACTER_PIXELS + 6;
        const shift = label.side === 'left' ? width / 2 + 6 : 0;
        return { x: x - shift, y, width, height: LINE_PIXELS };
      });
      const keep = keepApart(boxes);
      shown.forEach(({ element }, i) => {
        const box = boxes[i];
        if (!box) return;
        element.hidden = keep[i] !== true;
        element.style.transform = `translate(${Math.round(box.x)}px, ${Math.round(box.y)}px) translate(-50%, -50%)`;
      });
    },
    destroy: () => root.remove(),
  };
}
