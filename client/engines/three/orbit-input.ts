/**
 * Hands on the building: drag turns (in plan and section it moves), right or shift drag moves, wheel
 * and pinch zoom, keys do the same. A press that hardly moves is a pick.
 */
import { type OrbitState, panOrbit, turnOrbit, zoomOrbit } from './orbit-camera.ts';

const RADIANS_PER_PIXEL = 0.008;
const CLICK_PIXELS = 5;
const KEY_RADIANS = Math.PI / 24;
const KEY_PIXELS = 40;
const KEY_ZOOM = 1.2;

export interface OrbitInputOptions {
  readonly element: HTMLElement;
  readonly read: () => OrbitState;
  readonly write: (state: OrbitState) => void;
  readonly mayTurn: () => boolean;
  /** Pixels from the element's top left corner. */
  readonly onPick: (x: number, y: number) => void;
  /** null = the pointer has left or drags. */
  readonly onHover: (place: readonly [number, number] | null) => void;
  readonly onFit: () => void;
}

/** null for a key that means nothing here. */
export function orbitAfterKey(state: OrbitState, key: string, turns: boolean): OrbitState | null {
  switch (key) {
    case 'ArrowLeft':
      return turns ? turnOrbit(state, KEY_RADIANS, 0) : panOrbit(state, KEY_PIXELS, 0);
    case 'ArrowRight':
      return turns ? turnOrbit(state, -KEY_RADIANS, 0) : panOrbit(state, -KEY_PIXELS, 0);
    case 'ArrowUp':
      return turns ? turnOrbit(state, 0, KEY_RADIANS) : panOrbit(state, 0, KEY_PIXELS);
    case 'ArrowDown':
      return turns ? turnOrbit(state, 0, -KEY_RADIANS) : panOrbit(state, 0, -KEY_PIXELS);
    case '+':
    case '=':
      return zoomOrbit(state, KEY_ZOOM);
    case '-':
      return zoomOrbit(state, 1 / KEY_ZOOM);
    default:
      return null;
  }
}

/** Returns how to let go. */
export function listenToHands(options: OrbitInputOptions): () => void {
  const { element, read, write, mayTurn } = options;
  const controller = new AbortController();
  const { signal } = controller;
  const pointers = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  let pans = false;

  const placeOf = (event: MouseEvent): readonly [number, number] => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  element.addEventListener(
    'pointerdown',
    (event) => {
      element.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (pointers.size === 1) travelled = 0;
      else travelled = CLICK_PIXELS + 1;
      pans = event.button === 2 || event.shiftKey || !mayTurn();
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const last = pointers.get(event.pointerId);
      if (!last) {
        if (event.pointerType === 'mouse') options.onHover(placeOf(event));
        return;
      }
      const dx = event.clientX - last.x;
      const dy = event.clientY - last.y;
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      travelled += Math.hypot(dx, dy);
      if (travelled <= CLICK_PIXELS) return;
      options.onHover(null);
      if (other) {
        const before = Math.hypot(last.x - other.x, last.y - other.y);
        const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
        const zoomed = before > 0 ? zoomOrbit(read(), after / before) : read();
        write(panOrbit(zoomed, dx / 2, dy / 2));
      } else if (pans) {
        write(panOrbit(read(), dx, dy));
      } else {
        write(turnOrbit(read(), -dx * RADIANS_PER_PIXEL, dy * RADIANS_PER_PIXEL));
      }
    },
    { signal },
  );
  const release = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return;
    if (event.type === 'pointerup' && travelled <= CLICK_PIXELS && event.button === 0) {
      options.onPick(...placeOf(event));
    }
  };
  element.addEventListener('pointerup', release, { signal });
  element.addEventListener('pointercancel', release, { signal });
  element.addEventListener('pointerleave', () => options.onHover(null), { signal });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const [x, y] = placeOf(event);
      const factor = Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0015));
      write(zoomOrbit(read(), factor, x - element.clientWidth / 2, y - element.clientHeight / 2));
    },
    { signal, passive: false },
  );
  element.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Home' || event.key === '0') {
        event.preventDefault();
        options.onFit();
        return;
      }
      const next = orbitAfterKey(read(), event.key, mayTurn() && !event.shiftKey);
      if (!next) return;
      event.preventDefault();
      write(next);
    },
    { signal },
  );
  return () => controller.abort();
}
