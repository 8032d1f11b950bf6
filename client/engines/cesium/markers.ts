/**
 * Stations, venues and alarms as HTML over the canvas: text in the interface's own font and sharp
 * at any drawing resolution, placed anew after each frame by a transform, never through React.
 * Where labels would cover each other the lower one folds to its shape. For pointers only: the
 * view's lists hold the same things for the keyboard, so the overlay is hidden from assistive tools.
 */
import { Cartesian2, type Cartesian3, type Scene, SceneTransforms } from 'cesium';
import type { Point } from '#contracts';
import { chooseLabelSide, widthInEms } from './label-side.ts';

export interface MarkerRecord {
  readonly id: string;
  /** [east, north] metres. */
  readonly point: Point;
  readonly heightMetres: number;
  /** Class of the element: `station`, `venue`, `alarm critical` … */
  readonly look: string;
  /** One character that says what it is without colour. */
  readonly shape: string;
  readonly label: string;
  readonly detail: string;
  readonly selected: boolean;
  /** Higher keeps its label when two collide. */
  readonly rank: number;
  /** Ground of the shape, a CSS colour, where it tells a quantity. */
  readonly ground?: string;
  /** Clockwise from north: a pointer at the shape's rim. */
  readonly headingDegrees?: number;
}

export interface MarkerBox {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface MarkerLayer {
  readonly set: (markers: readonly MarkerRecord[]) => void;
  /** Boxes that are taken already, in pixels of the container; returns all that are taken then. */
  readonly place: (taken?: readonly MarkerBox[]) => readonly MarkerBox[];
  readonly dispose: () => void;
}

interface Placed {
  record: MarkerRecord;
  readonly element: HTMLButtonElement;
  readonly shape: HTMLSpanElement;
  readonly label: HTMLSpanElement;
  readonly detail: HTMLSpanElement;
  world: Cartesian3;
  /** A place ahead, where there is a heading. */
  ahead: Cartesian3 | null;
}

/** Far enough that its direction on screen does not jump with a pixel. */
const AHEAD_METRES = 60;
const SHAPE_PIXELS = 26;
const GAP_PIXELS = 8;
const LINE_PIXELS = 20;

export function createMarkerLayer(
  container: HTMLElement,
  scene: Scene,
  toWorld: (point: Point, heightMetres: number) => Cartesian3,
  onPick: (id: string) => void,
): MarkerLayer {
  const root = document.createElement('div');
  root.className = 'scene-markers';
  root.setAttribute('aria-hidden', 'true');
  container.appendChild(root);
  const placed = new Map<string, Placed>();
  const window2 = new Cartesian2();
  const ahead2 = new Cartesian2();

  const create = (record: MarkerRecord): Placed => {
    const element = document.createElement('button');
    element.type = 'button';
    element.tabIndex = -1;
    const [shape, label, detail] = ['shape', 'label', 'detail'].map((name) => {
      const span = document.createElement('span');
      span.className = `marker-${name}`;
      element.appendChild(span);
      return span;
    }) as [HTMLSpanElement, HTMLSpanElement, HTMLSpanElement];
    element.addEventListener('click', () => onPick(record.id));
    root.appendChild(element);
    return {
      record,
      element,
      shape,
      label,
      detail,
      world: toWorld(record.point, record.heightMetres),
      ahead: null,
    };
  };
  const fill = (entry: Placed, record: MarkerRecord): void => {
    entry.record = record;
    entry.world = toWorld(record.point, record.heightMetres);
    entry.ahead = aheadOf(record);
    entry.element.className = `scene-marker ${record.look}${record.selected ? ' selected' : ''}${entry.ahead ? ' heading' : ''}`;
    entry.shape.textContent = record.shape;
    entry.label.textContent = record.label;
    entry.detail.textContent = record.detail;
    entry.shape.style.background = record.ground ?? '';
  };

  const aheadOf = ({ point, heightMetres, headingDegrees }: MarkerRecord): Cartesian3 | null => {
    if (headingDegrees === undefined) return null;
    const radians = (headingDegrees * Math.PI) / 180;
    const [east, north] = [Math.sin(radians), Math.cos(radians)];
    return toWorld([point[0] + east * AHEAD_METRES, point[1] + north * AHEAD_METRES], heightMetres);
  };
  /** The camera may look from any side: the pointer turns with the picture. */
  const turnPointer = (entry: Placed, at: Cartesian2): void => {
    if (entry.ahead === null) return;
    const to = SceneTransforms.worldToWindowCoordinates(scene, entry.ahead, ahead2);
    if (!to) return;
    const radians = Math.atan2(to.x - at.x, at.y - to.y);
    entry.element.style.setProperty('--heading', `${radians.toFixed(3)}rad`);
  };

  return {
    set: (markers) => {
      const kept = new Set<string>();
      for (const record of markers) {
        kept.add(record.id);
        const entry = placed.get(record.id) ?? create(record);
        placed.set(record.id, entry);
        fill(entry, record);
      }
      for (const [id, entry] of placed) {
        if (kept.has(id)) continue;
        entry.element.remove();
        placed.delete(id);
      }
    },
    place: (others = []) => {
      const { clientWidth, clientHeight } = container;
      const taken: MarkerBox[] = [...others];
      const byRank = [...placed.values()].sort((a, b) => b.record.rank - a.record.rank);
      const em = Number.parseFloat(getComputedStyle(root).fontSize) || 14;
      for (const entry of byRank) {
        const at = SceneTransforms.worldToWindowCoordinates(scene, entry.world, window2);
        const inside =
          at !== undefined &&
          at.x > -40 &&
          at.y > -40 &&
          at.x < clientWidth + 40 &&
          at.y < clientHeight + 40;
        entry.element.style.display = inside ? '' : 'none';
        if (!inside) continue;
        turnPointer(entry, at);
        const ems = Math.max(widthInEms(entry.record.label), widthInEms(entry.record.detail));
        const w = SHAPE_PIXELS + GAP_PIXELS + ems * em;
        const h = LINE_PIXELS * (entry.record.detail ? 2 : 1);
        const x = Math.round(at.x);
        const y = Math.round(at.y);
        const side = chooseLabelSide(x - SHAPE_PIXELS / 2, w, clientWidth);
        const left = side === 'left' ? x + SHAPE_PIXELS / 2 - w : x - SHAPE_PIXELS / 2;
        const box = { x: left, y: y - h / 2, w, h };
        const folded =
          side === 'nowhere' ||
          (!entry.record.selected &&
            taken.some(
              (o) =>
                box.x < o.x + o.w &&
                o.x < box.x + box.w &&
                box.y < o.y + o.h &&
                o.y < box.y + box.h,
            ));
        const flipped = side === 'left' && !folded;
        entry.element.classList.toggle('flipped', flipped);
        entry.element.classList.toggle('folded', folded);
        taken.push(folded ? { ...box, x: x - SHAPE_PIXELS / 2, w: SHAPE_PIXELS } : box);
        const shift = flipped ? `calc(${x + SHAPE_PIXELS}px - 100%)` : `${x}px`;
        entry.element.style.transform = `translate(${shift}, ${y}px)`;
        entry.element.style.zIndex = String(entry.record.rank);
      }
      return taken;
    },
    dispose: () => root.remove(),
  };
}
