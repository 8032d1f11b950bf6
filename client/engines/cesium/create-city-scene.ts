/**
 * The Cesium adapter: plain records in, a drawn district out. The only surface the wall sees.
 * Changes are collected and drawn once a frame; nothing here knows a store, React or the network
 * beyond the tiles' own address. Local east-north-up metres throughout.
 */
import { Cartesian2, type Cesium3DTileset } from 'cesium';
import { attachCameraInput } from './camera-input.ts';
import { createCellLayer } from './cell-layer.ts';
import { cellOfPick, colourVolumes } from './colour-volumes.ts';
import { createWidget } from './create-widget.ts';
import { createLinkLayer, type LinkLayer } from './link-layer.ts';
import { loadBaseLayer, loadCityTileset } from './load-tilesets.ts';
import { createMarkerLayer } from './markers.ts';
import { nearestLink } from './nearest-link.ts';
import { type Extent, metresPerPixel } from './orbit-camera.ts';
import { createOutlineLayer } from './outline-layer.ts';
import { readPixel } from './read-pixel.ts';
import { chooseProfile, MEASURED_FRAMES, PROFILES, type RenderProfile } from './render-profile.ts';
import type { RibbonLink } from './ribbon-mesh.ts';
import { createSceneCamera } from './scene-camera.ts';
import { createSceneFrame } from './scene-frame.ts';
import type { CityScene, CitySceneOptions, LinkLayerName, ScenePick } from './scene-types.ts';
import { createUnitVolumes } from './unit-volumes.ts';

/** Streets lie just above the ground, footways above streets: less than a kerb, more than the depth step. */
const LINK_HEIGHT_METRES: Readonly<Record<LinkLayerName, number>> = {
  street: 0.15,
  walk: 0.4,
  line: 0.9,
};
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
  const frame = createSceneFrame(options.origin);
  const classifies = options.baseLayerUrl !== null;
  const cells = createCellLayer(options.origin, options.alarmPalette);
  const units = createUnitVolumes(scene, frame.toWorld, cells);
  const layers = new Map<LinkLayerName, { layer: LinkLayer; links: readonly RibbonLink[] }>();
  const outline = createOutlineLayer(scene, frame.toWorld);
  const ground = createLinkLayer(scene, frame.enuToEcef, [groundOf(extent)], GROUND_HEIGHT_METRES);
  ground.colour(new Uint8Array([...options.groundRgb, 255]), null);
  const markers = createMarkerLayer(container, scene, frame.toWorld, (id) =>
    options.onPick({ type: 'marker', id }),
  );
  const moving = createMarkerLayer(container, scene, frame.toWorld, (id) =>
    options.onPick({ type: 'marker', id }),
  );
  let tileset: Cesium3DTileset | null = null;
  let profile: RenderProfile = PROFILES.plain;
  let frames = 0;
  let disposed = false;
  let lost = false;

  const camera = createSceneCamera(scene, frame, {
    container,
    extent,
    reducedMotion: options.reducedMotion,
  });
  const stopInput = attachCameraInput(container, {
    current: camera.view,
    set: camera.set,
    home: () => camera.goTo('district'),
    onTap: (x, y) => options.onPick(pickAt(x, y)),
  });

  const pickAt = (x: number, y: number): ScenePick => {
    const cell = cellOfPick(scene.pick(new Cartesian2(x, y)));
    if (cell !== null) return { type: 'cell', cell };
    const ray = scene.camera.getPickRay(new Cartesian2(x, y));
    const place = ray ? frame.groundOnRay(ray.origin, ray.direction) : null;
    if (!place) return { type: 'nothing' };
    const reach = metresPerPixel(camera.view(), container.clientHeight) * PICK_PIXELS;
    for (const name of ['walk', 'street'] as const) {
      const index = nearestLink(layers.get(name)?.links ?? [], place, reach);
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
    if (tileset && !classifies) tileset.maximumScreenSpaceError = chosen.maximumScreenSpaceError;
    cells.setMotion(options.reducedMotion ? 'none' : chosen.colourMotion);
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
  scene.preUpdate.addEventListener(camera.advance);
  scene.preRender.addEventListener(() => {
    if (cells.flush(performance.now())) scene.requestRender();
    units.flush();
    ground.flush();
    for (const { layer } of layers.values()) layer.flush();
  });
  scene.postRender.addEventListener(() => {
    frames += 1;
    moving.place(markers.place());
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
  const resize = new ResizeObserver(() => camera.apply());
  resize.observe(container);

  onStatus({ state: 'loading' });
  camera.apply();
  const { maximumScreenSpaceError } = profile;
  const tellNoTiles =
    (url: string) =>
    (error: unknown): void => {
      if (!disposed) onStatus({ state: 'no-tiles', detail: `${url}: ${String(error)}` });
    };
  if (options.baseLayerUrl !== null) {
    loadBaseLayer(scene, options.baseLayerUrl, maximumScreenSpaceError).then(
      () => scene.requestRender(),
      tellNoTiles(options.baseLayerUrl),
    );
  }
  const shader = classifies ? null : cells.shader;
  loadCityTileset(scene, options.tilesetUrl, { shader, maximumScreenSpaceError }).then((loaded) => {
    if (disposed) return;
    tileset = loaded;
    if (classifies) colourVolumes(loaded, cells, units.covers);
    scene.requestRender();
  }, tellNoTiles(options.tilesetUrl));

  const renderNow = (): void => {
    scene.requestRender();
    scene.render();
  };
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
    markCells: (found) => {
      cells.mark(found);
      scene.requestRender();
    },
    lookInto: (storey) => {
      cells.lookInto(storey);
      scene.requestRender();
    },
    showUnits: (volumes) => {
      if (!classifies) return;
      units.show(volumes);
      scene.requestRender();
    },
    setLinks: (name, links) => {
      layers.get(name)?.layer.dispose();
      layers.set(name, {
        layer: createLinkLayer(scene, frame.enuToEcef, links, LINK_HEIGHT_METRES[name]),
        links,
      });
      scene.requestRender();
    },
    colourLinks: (name, colours, hatches) => {
      layers.get(name)?.layer.colour(colours, hatches);
      scene.requestRender();
    },
    showQueues: (shares) => {
      layers.get('street')?.layer.queue(shares);
      scene.requestRender();
    },
    setMarkers: (records) => {
      markers.set(records);
      scene.requestRender();
    },
    setMoving: (records) => {
      moving.set(records);
      scene.requestRender();
    },
    setPlaces: camera.setPlaces,
    goTo: camera.goTo,
    view: camera.view,
    probe: () => ({
      tilesLoaded: tileset?.tilesLoaded ?? false,
      frames,
      profile: profile.name,
      updateWay: cells.updateWay(),
      cellColour: cells.colourOf,
      pixelAt: (x, y) => readPixel(widget.canvas, renderNow, x, y),
      cellAt: (x, y) => cellOfPick(scene.pick(new Cartesian2(x, y))),
    }),
    dispose: () => {
      if (disposed) return;
      disposed = true;
      stopInput();
      resize.disconnect();
      canvas.removeEventListener('webglcontextlost', onLost);
      markers.dispose();
      moving.dispose();
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
