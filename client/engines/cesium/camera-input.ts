/**
 * Pointer, wheel, touch and keys → a new view of the district. One finger or the left button
 * moves the ground, two fingers or the right button (or Ctrl) turn and tilt, wheel and pinch zoom.
 * Keys: arrows move, Shift + arrows turn and tilt, + and − zoom, Home shows the whole district.
 */
import type { OrbitView } from './orbit-camera.ts';
import { panView } from './orbit-camera.ts';

export interface CameraInput {
  readonly current: () => OrbitView;
  readonly set: (view: OrbitView, how: 'at-once' | 'eased') => void;
  readonly home: () => void;
  /** A press and release in one place, CSS pixels from the canvas's corner. */
  readonly onTap: (x: number, y: number) => void;
}

const TAP_PIXELS = 5;
const TURN_RADIANS_PER_PIXEL = 0.005;
const ZOOM_PER_WHEEL_PIXEL = 0.0012;
const KEY_PAN_PIXELS = 90;
const KEY_TURN_RADIANS = 0.13;
const KEY_ZOOM = 0.8;

export function attachCameraInput(element: HTMLElement, input: CameraInput): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  const stop = new AbortController();
  const { signal } = stop;
  element.tabIndex = 0;
  let moved = 0;

  const local = (event: PointerEvent | WheelEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const turn = (view: OrbitView, right: number, down: number): OrbitView => ({
    ...view,
    headingRadians: view.headingRadians + right * TURN_RADIANS_PER_PIXEL,
    pitchRadians: view.pitchRadians + down * TURN_RADIANS_PER_PIXEL,
  });

  element.addEventListener(
    'pointerdown',
    (event) => {
      // Markers lie over the canvas and are pressed themselves.
      if (event.target instanceof Element && event.target.closest('button')) return;
      if (pointers.size === 0) moved = 0;
      pointers.set(event.pointerId, local(event));
      element.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = local(event);
      const right = now.x - before.x;
      const down = now.y - before.y;
      moved += Math.abs(right) + Math.abs(down);
      const view = input.current();
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const was = Math.hypot(before.x - other.x, before.y - other.y);
        const is = Math.hypot(now.x - other.x, now.y - other.y);
        const swing =
          Math.atan2(now.y - other.y, now.x - other.x) -
          Math.atan2(before.y - other.y, before.x - other.x);
        input.set(
          {
            ...view,
            rangeMetres: view.rangeMetres * (is > 0 ? was / is : 1),
            headingRadians: view.headingRadians - Math.atan2(Math.sin(swing), Math.cos(swing)),
          },
          'at-once',
        );
      } else if (event.buttons & 2 || event.ctrlKey || event.shiftKey) {
        input.set(turn(view, right, down), 'at-once');
      } else if (moved > TAP_PIXELS) {
        input.set(panView(view, { right, down }, element.clientHeight), 'at-once');
      }
      pointers.set(event.pointerId, now);
    },
    { signal },
  );
  const release = (event: PointerEvent): void => {
    const at = pointers.get(event.pointerId);
    pointers.delete(event.pointerId);
    if (at && event.type === 'pointerup' && moved <= TAP_PIXELS && event.button === 0) {
      input.onTap(at.x, at.y);
    }
  };
  element.addEventListener('pointerup', release, { signal });
  element.addEventListener('pointercancel', release, { signal });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const view = input.current();
      const pixels = event.deltaMode === 1 ? event.deltaY * 33 : event.deltaY;
      const factor = Math.exp(Math.max(-400, Math.min(400, pixels)) * ZOOM_PER_WHEEL_PIXEL);
      // Towards the pointer: the point under it stays where it is.
      const at = local(event);
      const fromMiddle = {
        right: at.x - element.clientWidth / 2,
        down: at.y - element.clientHeight / 2,
      };
      const share = factor - 1;
      const panned = panView(
        view,
        { right: fromMiddle.right * share, down: fromMiddle.down * share },
        element.clientHeight,
      );
      input.set({ ...panned, rangeMetres: view.rangeMetres * factor }, 'at-once');
    },
    { signal, passive: false },
  );
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  element.addEventListener(
    'keydown',
    (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const next = viewAfterKey(input.current(), event.key, event.shiftKey, element.clientHeight);
      if (next === null) {
        if (event.key !== 'Home') return;
        input.home();
      } else input.set(next, 'eased');
      event.preventDefault();
    },
    { signal },
  );
  return () => stop.abort();
}

/** null for a key that means nothing here. */
export function viewAfterKey(
  view: OrbitView,
  key: string,
  shift: boolean,
  heightPixels: number,
): OrbitView | null {
  const pan = (right: number, down: number): OrbitView =>
    panView(view, { right: -right * KEY_PAN_PIXELS, down: -down * KEY_PAN_PIXELS }, heightPixels);
  switch (key) {
    case 'ArrowLeft':
      return shift
        ? { ...view, headingRadians: view.headingRadians - KEY_TURN_RADIANS }
        : pan(-1, 0);
    case 'ArrowRight':
      return shift
        ? { ...view, headingRadians: view.headingRadians + KEY_TURN_RADIANS }
        : pan(1, 0);
    case 'ArrowUp':
      return shift ? { ...view, pitchRadians: view.pitchRadians + KEY_TURN_RADIANS } : pan(0, -1);
    case 'ArrowDown':
      return shift ? { ...view, pitchRadians: view.pitchRadians - KEY_TURN_RADIANS } : pan(0, 1);
    case '+':
    case '=':
      return { ...view, rangeMetres: view.rangeMetres * KEY_ZOOM };
    case '-':
    case '_':
      return { ...view, rangeMetres: view.rangeMetres / KEY_ZOOM };
    default:
      return null;
  }
}
