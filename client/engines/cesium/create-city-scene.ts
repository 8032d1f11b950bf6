/**
 * The Cesium adapter: plain records in, a drawn district out. The only surface the wall sees.
 * Changes are collected and drawn once a frame; nothing here knows a store, React or the network
 * beyond the tiles' own address. Local east-north-up metres throughout.
 */
import { Cartesian2, Cartesian3, type Cesium3DTileset, Matrix4, PerspectiveFrustum } from 'cesium';
import {
  type CellQuantityId,
  ecefFromEnuMatrix,
  type FrameOrigin,
  type Point,
  type Ring,
} from '#contracts';
import { attachCameraInput } from './camera-input.ts';
import { createCellLayer, loadCityTileset } from './cell-layer.ts';
import { createWidget } from './create-widget.ts';
import { createLinkLayer, type LinkLayer } from './link-layer.ts';
import { createMarkerLayer, type MarkerRecord } from './markers.ts';
import { nearestLink } from './nearest-link.ts';
import {
  type CameraPreset,
  type Extent,
  limitView,
  metresPerPixel,
  mixViews,
  type OrbitView,
  poseFromView,
  presetView,
  VERTICAL_FIELD_RADIANS,
} from './orbit-camera.ts';
import { createOutlineLayer, type PrismOutline } from './outline-layer.ts';
import { chooseProfile, MEASURED_FRAMES, PROFILES, type RenderProfile } from './render-profile.ts';
import type { RibbonLink } from './ribbon-mesh.ts';

export type LinkLayerName = 'street' | 'walk';

export type ScenePick =
  | { readonly type: 'cell'; readonly cell: number }
  | { readonly type: 'link'; readonly layer: LinkLayerName; readonly index: number }
  | { readonly type: 'marker'; readonly id: string }
  | { readonly type: 'nothing' };

export type SceneStatus =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly profile: RenderProfile['name'] }
  /** Tiles could not be read; the rest of the scene still works. */
  | { readonly state: 'no-tiles'; readonly detail: string }
  /** The graphics context is gone: create a new scene. */
  | { readonly state: 'lost'; readonly detail: string };

export interface CitySceneOptions {
  readonly container: HTMLElement;
  readonly origin: FrameOrigin;
  readonly extentMetres: Extent;
  readonly venue: Point | null;
  readonly tilesetUrl: string;
  /** [r, g, b, a] × 256 of the alarm quantity. */
  readonly alarmPalette: Uint8Array;
  readonly background: string;
  /** Plain ground under the district in place of a globe. */
  readonly groundRgb: readonly [number, number, number];
  readonly reducedMotion: boolean;
  readonly onPick: (pick: ScenePick) => void;
  readonly onStatus: (status: SceneStatus) => void;
}

export interface CityScene {
  readonly writeCells: (quantity: CellQuantityId, bytes: Uint8Array) => void;
  readonly changeCells: (quantity: CellQuantityId, changes: Uint8Array) => void;
  readonly showQuantity: (quantity: CellQuantityId, palette: Uint8Array) => void;
  readonly selectCells: (cells: readonly number[], outline: readonly PrismOutline[]) => void;
  readonly setLinks: (layer: LinkLayerName, links: readonly RibbonLink[]) => void;
  readonly colourLinks: (
    layer: LinkLayerName,
    colours: Uint8Array,
    hatches: Uint8Array | null,
  ) => void;
  readonly setMarkers: (markers: readonly MarkerRecord[]) => void;
  readonly goTo: (view: CameraPreset | Partial<OrbitView>) => void;
  readonly view: () => OrbitView;
  readonly probe: () => SceneProbe;
  readonly dispose: () => void;
}

export interface SceneProbe {
  readonly tilesLoaded: boolean;
  readonly frames: number;
  readonly profile: RenderProfile['name'];
  readonly updateWay: 'none' | 'partial' | 'whole';
  /** Colour of the legend that the cell has on screen now, from the same tables the shader reads. */
  readonly cellColour: (cell: number) => readonly [number, number, number];
  /** What is really drawn: renders a frame and reads one pixel back, CSS pixels. */
  readonly pixelAt: (x: number, y: number) => readonly [number, number, number];
  readonly cellAt: (x: number, y: number) => number | null;
}

const EASE_MS = 200;
/** Streets lie just above the ground, footways above streets: less than a kerb, more than the depth step. */
const LINK_HEIGHT_METRES: Readonly<Record<LinkLayerName, number>> = { street: 0.15, walk: 0.4 };
/** Below every street; a metre apart, the depth buffer never mixes them up. */
const GROUND_HEIGHT_METRES = -0.8;
/** Streets reach a little beyond the last building. */
const GROUND_MARGIN_METRES = 200;
/** How far beside a link a press still means it. */
const PICK_PIXELS = 6;

export function createCityScene(options: CitySceneOptions): CityScene {
  const { container, extentMetres: extent, onStatus } = options;
  const widget = createWidget(container, options.background);
  const { scene, canvas } = widget;
  const enuToEcef = Matrix4.fromArray([...ecefFromEnuMatrix(options.origin)]);
  const toWorld = (point: Point, height: number): Cartesian3 =>
    Matrix4.multiplyByPoint(
      enuToEcef,
      new Cartesian3(point[0], point[1], height),
      new Cartesian3(),
    );
  const toWorldVector = (v: readonly [number, number, number]): Cartesian3 =>
    Matrix4.multiplyByPointAsVector(enuToEcef, new Cartesian3(...v), new Cartesian3());

  const cells = createCellLayer(options.origin, options.alarmPalette);
  const layers = new Map<LinkLayerName, { layer: LinkLayer; links: readonly RibbonLink[] }>();
  const outline = createOutlineLayer(scene, toWorld);
  const ground = createLinkLayer(scene, enuToEcef, [groundOf(extent)], GROUND_HEIGHT_METRES);
  ground.colour(new Uint8Array([...options.groundRgb, 255]), null);
  const markers = createMarkerLayer(container, scene, toWorld, (id) =>
    options.onPick({ type: 'marker', id }),
  );
  let tileset: Cesium3DTileset | null = null;
  let profile: RenderProfile = PROFILES.plain;
  let frames = 0;
  let disposed = false;
  let lost = false;

  // Camera
  const aspect = (): number =>
    Math.max(0.2, container.clientWidth / Math.max(1, container.clientHeight));
  const preset = (name: CameraPreset): OrbitView =>
    presetView(name, { extent, venue: options.venue }, aspect());
  let view = limitView(preset('district'), extent);
  let ease: {
    readonly from: OrbitView;
    readonly to: OrbitView;
    readonly startedMs: number;
  } | null = null;
  const applyCamera = (): void => {
    const pose = poseFromView(view);
    scene.camera.setView({
      destination: toWorld([pose.eye[0], pose.eye[1]], pose.eye[2]),
      orientation: { direction: toWorldVector(pose.direction), up: toWorldVector(pose.up) },
    });
    const { frustum } = scene.camera;
    if (frustum instanceof PerspectiveFrustum) {
      // Cesium's angle is that of the longer side; ours is the vertical one.
      const ratio = aspect();
      frustum.fov =
        ratio > 1
          ? 2 * Math.atan(Math.tan(VERTICAL_FIELD_RADIANS / 2) * ratio)
          : VERTICAL_FIELD_RADIANS;
      frustum.near = 1;
      frustum.far = 100_000;
    }
    scene.requestRender();
  };
  const setView = (next: OrbitView, how: 'at-once' | 'eased'): void => {
    const to = limitView(next, extent);
    if (how === 'at-once' || options.reducedMotion) {
      ease = null;
      view = to;
    } else {
      ease = { from: view, to, startedMs: performance.now() };
    }
    applyCamera();
  };
  const goTo = (to: CameraPreset | Partial<OrbitView>): void =>
    setView(typeof to === 'string' ? preset(to) : { ...(ease?.to ?? view), ...to }, 'eased');

  const stopInput = attachCameraInput(container, {
    current: () => ease?.to ?? view,
    set: setView,
    home: () => goTo('district'),
    onTap: (x, y) => options.onPick(pickAt(x, y)),
  });

  const groundAt = (x: number, y: number): Point | null => {
    const ray = scene.camera.getPickRay(new Cartesian2(x, y));
    if (!ray) return null;
    const inverse = Matrix4.inverse(enuToEcef, new Matrix4());
    const from = Matrix4.multiplyByPoint(inverse, ray.origin, new Cartesian3());
    const along = Matrix4.multiplyByPointAsVector(inverse, ray.direction, new Cartesian3());
    if (along.z >= -1e-6) return null;
    const t = -from.z / along.z;
    return [from.x + along.x * t, from.y + along.y * t];
  };
  const pickAt = (x: number, y: number): ScenePick => {
    const cell = cells.cellOfPick(scene.pick(new Cartesian2(x, y)));
    if (cell !== null) return { type: 'cell', cell };
    const ground = groundAt(x, y);
    if (!ground) return { type: 'nothing' };
    const reach = metresPerPixel(view, container.clientHeight) * PICK_PIXELS;
    for (const name of ['walk', 'street'] as const) {
      const index = nearestLink(layers.get(name)?.links ?? [], ground, reach);
      if (index !== null) return { type: 'link', layer: name, index };
    }
    return { type: 'nothing' };
  };

  // Frame loop
  const frameTimes: number[] = [];
  let lastFrameMs: number | null = null;
  let measuring = true;
  const adoptProfile = (chosen: RenderProfile): void => {
    profile = chosen;
    scene.msaaSamples = chosen.msaaSamples;
    widget.useBrowserRecommendedResolution = !chosen.useDevicePixels;
    widget.resolutionScale = chosen.resolutionScale;
    if (tileset) tileset.maximumScreenSpaceError = chosen.maximumScreenSpaceError;
  };
  const measureFrame = (): void => {
    const now = performance.now();
    if (lastFrameMs === null) onStatus({ state: 'ready', profile: profile.name });
    if (lastFrameMs !== null) frameTimes.push(now - lastFrameMs);
    lastFrameMs = now;
    if (frameTimes.length < MEASURED_FRAMES) {
      scene.requestRender();
      return;
    }
    measuring = false;
    adoptProfile(chooseProfile(frameTimes));
    onStatus({ state: 'ready', profile: profile.name });
  };
  scene.preUpdate.addEventListener(() => {
    if (!ease) return;
    const share = Math.min(1, (performance.now() - ease.startedMs) / EASE_MS);
    view = mixViews(ease.from, ease.to, 1 - (1 - share) ** 3);
    if (share >= 1) ease = null;
    applyCamera();
  });
  scene.preRender.addEventListener(() => {
    cells.flush();
    ground.flush();
    for (const { layer } of layers.values()) layer.flush();
  });
  scene.postRender.addEventListener(() => {
    frames += 1;
    markers.place();
    if (!measuring || !tileset) return;
    if (tileset.tilesLoaded) measureFrame();
    else scene.requestRender();
  });
  scene.renderError.addEventListener((_scene: unknown, error: unknown) => {
    onStatus({ state: 'lost', detail: String(error) });
  });
  const onLost = (event: Event): void => {
    event.preventDefault();
    if (lost || disposed) return;
    lost = true;
    widget.useDefaultRenderLoop = false;
    onStatus({ state: 'lost', detail: 'webglcontextlost' });
  };
  canvas.addEventListener('webglcontextlost', onLost);
  const resize = new ResizeObserver(() => applyCamera());
  resize.observe(container);

  onStatus({ state: 'loading' });
  applyCamera();
  loadCityTileset(scene, options.tilesetUrl, cells.shader, profile.maximumScreenSpaceError).then(
    (loaded) => {
      if (disposed) return;
      tileset = loaded;
      scene.requestRender();
    },
    (error: unknown) => {
      if (!disposed)
        onStatus({ state: 'no-tiles', detail: `${options.tilesetUrl}: ${String(error)}` });
    },
  );

  return {
    writeCells: (quantity, bytes) => {
      cells.writeAll(quantity, bytes);
      scene.requestRender();
    },
    changeCells: (quantity, changes) => {
      cells.writeChanges(quantity, changes);
      scene.requestRender();
    },
    showQuantity: (quantity, palette) => {
      cells.show(quantity, palette);
      scene.requestRender();
    },
    selectCells: (chosen, prisms) => {
      cells.select(chosen);
      outline.show(prisms);
      scene.requestRender();
    },
    setLinks: (name, links) => {
      layers.get(name)?.layer.dispose();
      layers.set(name, {
        layer: createLinkLayer(scene, enuToEcef, links, LINK_HEIGHT_METRES[name]),
        links,
      });
      scene.requestRender();
    },
    colourLinks: (name, colours, hatches) => {
      layers.get(name)?.layer.colour(colours, hatches);
      scene.requestRender();
    },
    setMarkers: (records) => {
      markers.set(records);
      scene.requestRender();
    },
    goTo,
    view: () => ease?.to ?? view,
    probe: () => ({
      tilesLoaded: tileset?.tilesLoaded ?? false,
      frames,
      profile: profile.name,
      updateWay: cells.updateWay(),
      cellColour: cells.colourOf,
      pixelAt: (x, y) => readPixel(widget.canvas, () => scene.render(), x, y),
      cellAt: (x, y) => cells.cellOfPick(scene.pick(new Cartesian2(x, y))),
    }),
    dispose: () => {
      if (disposed) return;
      disposed = true;
      stopInput();
      resize.disconnect();
      canvas.removeEventListener('webglcontextlost', onLost);
      markers.dispose();
      widget.destroy();
      container.replaceChildren();
    },
  };
}

/** One ribbon as wide as the district. */
function groundOf([west, south, east, north]: Extent): RibbonLink {
  const middle = (west + east) / 2;
  return {
    line: [
      [middle, south - GROUND_MARGIN_METRES],
      [middle, north + GROUND_MARGIN_METRES],
    ],
    widthMetres: east - west + 2 * GROUND_MARGIN_METRES,
    rightMetres: 0,
    leastPixels: 0,
  };
}

/** Only within the frame's own task does the drawing buffer still hold the picture. */
function readPixel(
  canvas: HTMLCanvasElement,
  render: () => void,
  x: number,
  y: number,
): readonly [number, number, number] {
  render();
  const gl = canvas.getContext('webgl2');
  if (!gl) return [0, 0, 0];
  const scale = canvas.width / Math.max(1, canvas.clientWidth);
  const bytes = new Uint8Array(4);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.readPixels(
    Math.floor(x * scale),
    canvas.height - 1 - Math.floor(y * scale),
    1,
    1,
    gl.RGBA,
    gl.UNSIGNED_BYTE,
    bytes,
  );
  return [bytes[0] ?? 0, bytes[1] ?? 0, bytes[2] ?? 0];
}
