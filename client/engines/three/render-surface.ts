/**
 * Canvas, renderer and camera: draws one picture when asked and none otherwise, follows its
 * container's size, and outlives a lost graphics context.
 */
import { Color, OrthographicCamera, Scene, WebGLRenderer } from 'three';
import { COARSE_SHARE, createMotionPace, SHARPEN_AFTER_MS } from './motion-pace.ts';
import { cameraAxes, type OrbitState } from './orbit-camera.ts';

const BACKGROUND = '#0e1116';
const PIXEL_RATIO_LIMIT = 2;
/** Deep enough for any building from any side; orthographic depth is linear, so it costs little. */
const DEPTH_METRES = 4000;

export interface RenderSurfaceOptions {
  readonly container: HTMLElement;
  /** Called before each picture with the frame's time; true asks for one more. */
  readonly onFrame: (timeMs: number) => boolean;
  readonly onDrawn: () => void;
  readonly onResize: () => void;
  readonly onContext: (state: 'lost' | 'restored') => void;
}

export interface RenderSurface {
  readonly scene: Scene;
  readonly camera: OrthographicCamera;
  readonly pixelRatio: number;
  readonly invalidate: () => void;
  /** A copy of the picture, drawn anew: the canvas itself is empty between frames. */
  readonly copy: () => HTMLCanvasElement;
  readonly aim: (orbit: OrbitState) => void;
  readonly dispose: () => void;
}

/** Throws when the browser offers no WebGL 2. */
export function createRenderSurface(options: RenderSurfaceOptions): RenderSurface {
  const { container } = options;
  const renderer = new WebGLRenderer({ antialias: true, powerPreference: 'high-performance' });
  const pixelRatio = Math.min(PIXEL_RATIO_LIMIT, window.devicePixelRatio);
  renderer.setPixelRatio(pixelRatio);
  renderer.localClippingEnabled = true;
  const canvas = renderer.domElement;
  canvas.style.display = 'block';
  container.append(canvas);
  const scene = new Scene();
  scene.background = new Color(BACKGROUND);
  const camera = new OrthographicCamera(-1, 1, 1, -1, 0.1, DEPTH_METRES);
  let frame: number | null = null;

  const pace = createMotionPace();
  let share = 1;
  let sharpening: ReturnType<typeof setTimeout> | null = null;

  const isEmpty = (): boolean => container.clientWidth === 0 || container.clientHeight === 0;
  const setShare = (next: number): void => {
    if (next === share) return;
    share = next;
    renderer.setPixelRatio(pixelRatio * share);
  };
  const render = (): void => {
    renderer.render(scene, camera);
    options.onDrawn();
  };
  const sharpenLater = (): void => {
    if (sharpening !== null) clearTimeout(sharpening);
    sharpening = setTimeout(() => {
      sharpening = null;
      if (frame !== null || isEmpty()) return;
      setShare(1);
      render();
    }, SHARPEN_AFTER_MS);
  };
  const invalidate = (): void => {
    frame ??= requestAnimationFrame((timeMs) => {
      frame = null;
      if (isEmpty()) return;
      if (options.onFrame(timeMs)) invalidate();
      setShare(pace.next(timeMs));
      render();
      if (share === COARSE_SHARE) sharpenLater();
    });
  };

  const resize = new ResizeObserver(() => {
    if (isEmpty()) return;
    renderer.setSize(container.clientWidth, container.clientHeight);
    options.onResize();
    invalidate();
  });
  resize.observe(container);

  const events = new AbortController();
  canvas.addEventListener('webglcontextlost', () => options.onContext('lost'), events);
  canvas.addEventListener(
    'webglcontextrestored',
    () => {
      options.onContext('restored');
      invalidate();
    },
    events,
  );

  return {
    scene,
    camera,
    pixelRatio,
    invalidate,
    copy: () => {
      setShare(1);
      renderer.render(scene, camera);
      const copied = document.createElement('canvas');
      copied.width = canvas.width;
      copied.height = canvas.height;
      copied.getContext('2d')?.drawImage(canvas, 0, 0);
      return copied;
    },
    aim: (orbit) => {
      const { forward, up } = cameraAxes(orbit);
      const [x, y, z] = orbit.target;
      const half = DEPTH_METRES / 2;
      camera.up.set(up[0], up[1], up[2]);
      camera.position.set(x - forward[0] * half, y - forward[1] * half, z - forward[2] * half);
      camera.lookAt(x, y, z);
      const halfWidth = (container.clientWidth / 2) * orbit.metresPerPixel;
      const halfHeight = (container.clientHeight / 2) * orbit.metresPerPixel;
      camera.left = -halfWidth;
      camera.right = halfWidth;
      camera.top = halfHeight;
      camera.bottom = -halfHeight;
      camera.updateProjectionMatrix();
      camera.updateMatrixWorld();
    },
    dispose: () => {
      if (frame !== null) cancelAnimationFrame(frame);
      if (sharpening !== null) clearTimeout(sharpening);
      resize.disconnect();
      events.abort();
      renderer.dispose();
      canvas.remove();
    },
  };
}
