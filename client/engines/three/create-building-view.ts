/**
 * The building taken apart, on three.js: draws a BuildingDraw on demand (no loop when nothing
 * moves), picks, outlines the selection in white, eases what moves within 200 ms.
 */
import {
  Color,
  Mesh,
  OrthographicCamera,
  Raycaster,
  Scene,
  Vector2,
  type Vector3,
  WebGLRenderer,
} from 'three';
import { LineMaterial } from 'three/addons/lines/LineMaterial.js';
import { LineSegments2 } from 'three/addons/lines/LineSegments2.js';
import { LineSegmentsGeometry } from 'three/addons/lines/LineSegmentsGeometry.js';
import type { CellId } from '#contracts';
import { outlineEdges } from './build-prisms.ts';
import type { BuildingDraw, PieceColour, TakenApart } from './building-draw.ts';
import { choosePlane, type SectionPlane } from './cut-section.ts';
import { createLabels } from './draw-labels.ts';
import { labelPoint } from './label-point.ts';
import {
  cameraAxes,
  fitOrbit,
  mixOrbit,
  type OrbitState,
  pixelOf,
  type Vector,
} from './orbit-camera.ts';
import { listenToHands } from './orbit-input.ts';
import { placeStoreys, type StoreyPlace } from './place-storeys.ts';
import { type BuildingScene, createBuildingScene, topOf } from './storey-meshes.ts';

const BACKGROUND = '#0e1116';
const SELECTION_PIXELS = 3;
const EASE_MS = 180;
const START_AZIMUTH = Math.PI / 5;
const AXONOMETRIC_ELEVATION = Math.PI / 5;
const PIXEL_RATIO_LIMIT = 2;

export interface BuildingViewOptions {
  readonly container: HTMLElement;
  readonly onPick: (cell: CellId) => void;
  /** Pixels from the container's top left corner; null when nothing is under the pointer. */
  readonly onHover: (
    hover: { readonly cell: CellId; readonly x: number; readonly y: number } | null,
  ) => void;
  /** `lost`: the graphics card was taken away; drawing goes on by itself when it is back. */
  readonly onContext: (state: 'lost' | 'restored') => void;
  readonly onDrawn: () => void;
}

export interface BuildingView {
  readonly show: (building: BuildingDraw, labels: ReadonlyMap<CellId, string>) => void;
  readonly takeApart: (state: TakenApart) => void;
  readonly colour: (colourOf: (cell: CellId) => PieceColour, cells?: Iterable<CellId>) => void;
  /** A unit or a storey; null for none. */
  readonly select: (cell: CellId | null) => void;
  readonly fit: () => void;
  readonly unitMeshes: () => number;
  /** Client coordinates of a point on the piece; null when it is hidden. */
  readonly screenPosition: (cell: CellId) => readonly [number, number] | null;
  readonly colourOf: (cell: CellId) => readonly [number, number, number] | null;
  readonly destroy: () => void;
}

interface Shown {
  readonly building: BuildingDraw;
  readonly scene: BuildingScene;
  readonly origin: readonly [number, number];
  readonly breadthMetres: number;
}

const WHOLE: TakenApart = {
  mode: 'axonometric',
  storey: null,
  above: 'lift',
  spread: false,
  cutShare: 0.5,
};

/** Throws when the browser offers no WebGL 2; the caller says so and keeps list and card. */
export function createBuildingView(options: BuildingViewOptions): BuildingView {
  const { container } = options;
  const renderer = new WebGLRenderer({ antialias: true, powerPreference: 'high-performance' });
  const pixelRatio = Math.min(PIXEL_RATIO_LIMIT, window.devicePixelRatio);
  renderer.setPixelRatio(pixelRatio);
  renderer.localClippingEnabled = true;
  renderer.domElement.style.display = 'block';
  container.append(renderer.domElement);
  container.tabIndex = 0;
  const scene = new Scene();
  scene.background = new Color(BACKGROUND);
  const camera = new OrthographicCamera(-1, 1, 1, -1, 0.1, 10);
  const selectionMaterial = new LineMaterial({
    color: '#ffffff',
    linewidth: SELECTION_PIXELS,
    depthTest: false,
    transparent: true,
  });
  const labels = createLabels(container);
  const raycaster = new Raycaster();

  let shown: Shown | null = null;
  let state = WHOLE;
  let places: readonly StoreyPlace[] = [];
  let selected: CellId | null = null;
  let selection: LineSegments2 | null = null;
  let orbit: OrbitState = {
    target: [0, 0, 0],
    azimuthRadians: START_AZIMUTH,
    elevationRadians: AXONOMETRIC_ELEVATION,
    metresPerPixel: 0.1,
  };
  let easing: {
    readonly from: OrbitState;
    readonly to: OrbitState;
    readonly placesFrom: readonly StoreyPlace[];
    readonly placesTo: readonly StoreyPlace[];
    readonly startMs: number;
  } | null = null;
  let frame: number | null = null;
  let hovered: CellId | null = null;
  let colourOfCell: ((cell: CellId) => PieceColour) | null = null;

  const invalidate = (): void => {
    frame ??= requestAnimationFrame(draw);
  };

  function draw(timeMs: number): void {
    frame = null;
    if (container.clientWidth === 0 || container.clientHeight === 0) return;
    if (easing) {
      const share = Math.min(1, (timeMs - easing.startMs) / EASE_MS);
      const eased = 1 - (1 - share) ** 3;
      orbit = mixOrbit(easing.from, easing.to, eased);
      setPlaces(mixPlaces(easing.placesFrom, easing.placesTo, eased));
      if (share < 1) invalidate();
      else easing = null;
    }
    aimCamera();
    renderer.render(scene, camera);
    labels.place((point) => pixelOnCanvas(point));
    if (shown) options.onDrawn();
  }

  function aimCamera(): void {
    const { forward, up } = cameraAxes(orbit);
    const far = 4000;
    const half = far / 2;
    camera.up.set(up[0], up[1], up[2]);
    camera.position.set(
      orbit.target[0] - forward[0] * half,
      orbit.target[1] - forward[1] * half,
      orbit.target[2] - forward[2] * half,
    );
    camera.lookAt(orbit.target[0], orbit.target[1], orbit.target[2]);
    const halfWidth = (container.clientWidth / 2) * orbit.metresPerPixel;
    const halfHeight = (container.clientHeight / 2) * orbit.metresPerPixel;
    camera.left = -halfWidth;
    camera.right = halfWidth;
    camera.top = halfHeight;
    camera.bottom = -halfHeight;
    camera.far = far;
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
  }

  function pixelOnCanvas(point: Vector): readonly [number, number] {
    const [x, y] = pixelOf(orbit, point);
    return [x + container.clientWidth / 2, y + container.clientHeight / 2];
  }

  function setPlaces(next: readonly StoreyPlace[]): void {
    places = next;
    shown?.scene.place(places);
    drawSelection();
    placeLabels();
  }

  /** Eases to the state's camera and storeys; at once under reduced motion or before the first. */
  function moveTo(to: OrbitState, placesTo: readonly StoreyPlace[]): void {
    const still =
      window.matchMedia('(prefers-reduced-motion: reduce)').matches ||
      places.length !== placesTo.length;
    if (still) {
      easing = null;
      orbit = to;
      setPlaces(placesTo);
    } else {
      easing = { from: orbit, to, placesFrom: places, placesTo, startMs: performance.now() };
    }
    invalidate();
  }

  function visiblePoints(at: readonly StoreyPlace[]): readonly Vector[] {
    if (!shown) return [];
    const { building, origin } = shown;
    return building.storeys.flatMap((storey, i) => {
      const place = at[i];
      if (!place || place.look === 'hidden') return [];
      return (storey.footprint[0] ?? []).flatMap(([x, y]): Vector[] => [
        [x - origin[0], y - origin[1], storey.floorMetres + place.liftMetres],
        [x - origin[0], y - origin[1], topOf(storey) + place.liftMetres],
      ]);
    });
  }

  const planeNow = (): SectionPlane | null =>
    shown && state.mode === 'section'
      ? choosePlane(
          shown.building.storeys.map((storey) => storey.footprint),
          state.cutShare,
        )
      : null;

  function directionNow(): Pick<OrbitState, 'azimuthRadians' | 'elevationRadians'> {
    if (state.mode === 'plan') return { azimuthRadians: 0, elevationRadians: Math.PI / 2 };
    const plane = planeNow();
    if (plane) {
      const [nx, ny] = plane.normal;
      return { azimuthRadians: Math.atan2(-nx, -ny), elevationRadians: 0 };
    }
    return { azimuthRadians: START_AZIMUTH, elevationRadians: AXONOMETRIC_ELEVATION };
  }

  function fitNow(turnKept: boolean): void {
    if (!shown) return;
    const placesTo = placeStoreys(shown.building.storeys, shown.breadthMetres, state);
    const direction = turnKept && state.mode === 'axonometric' ? orbit : directionNow();
    const to = fitOrbit(
      visiblePoints(placesTo),
      { azimuthRadians: direction.azimuthRadians, elevationRadians: direction.elevationRadians },
      container.clientWidth,
      container.clientHeight,
    );
    moveTo(to, placesTo);
  }

  function drawSelection(): void {
    if (selection) {
      selection.geometry.dispose();
      selection.removeFromParent();
      selection = null;
    }
    const piece = selected === null ? null : findPiece(selected);
    if (!shown || !piece || piece.place.look === 'hidden') return;
    const geometry = new LineSegmentsGeometry();
    geometry.setPositions([...outlineEdges(piece.outline, piece.floor, piece.top, shown.origin)]);
    selection = new LineSegments2(geometry, selectionMaterial);
    selection.position.z = piece.place.liftMetres;
    selection.renderOrder = 10;
    scene.add(selection);
  }

  function findPiece(cell: CellId) {
    if (!shown) return null;
    for (const [i, storey] of shown.building.storeys.entries()) {
      const place = places[i];
      if (!place) continue;
      const at = { floor: storey.floorMetres, top: topOf(storey), place, storeyIndex: i };
      if (storey.cell === cell) return { ...at, outline: storey.footprint };
      const piece = storey.pieces.find((candidate) => candidate.cell === cell);
      if (piece) return { ...at, outline: piece.outline };
    }
    return null;
  }

  function pointOn(cell: CellId): Vector | null {
    const piece = findPiece(cell);
    if (!shown || !piece || piece.place.look === 'hidden') return null;
    const plane = planeNow();
    const z = plane ? (piece.floor + piece.top) / 2 : piece.top;
    const [x, y] = labelPoint(piece.outline);
    return [x - shown.origin[0], y - shown.origin[1], z + piece.place.liftMetres];
  }

  function placeLabels(): void {
    const storey = state.storey === null ? null : shown?.building.storeys[state.storey];
    if (!storey || state.mode === 'section') {
      labels.show([]);
      return;
    }
    labels.show(
      storey.pieces.flatMap((piece) => {
        const point = pointOn(piece.cell);
        const text = texts.get(piece.cell);
        return point && text ? [{ text, point }] : [];
      }),
    );
  }
  let texts: ReadonlyMap<CellId, string> = new Map();

  function hit(x: number, y: number): CellId | null {
    if (!shown) return null;
    aimCamera();
    scene.updateMatrixWorld();
    const pointer = new Vector2(
      (x / container.clientWidth) * 2 - 1,
      1 - (y / container.clientHeight) * 2,
    );
    raycaster.setFromCamera(pointer, camera);
    const plane = planeNow();
    for (const found of raycaster.intersectObjects([...shown.scene.pickable()], false)) {
      if (plane && isCutAway(found.point, plane, shown.origin)) continue;
      const slots =
        found.object instanceof Mesh ? found.object.geometry.getAttribute('slot') : null;
      const slot = slots && found.face ? slots.getX(found.face.a) : -1;
      return shown.scene.cellOfSlot[slot] ?? null;
    }
    return null;
  }

  function hover(place: readonly [number, number] | null): void {
    const cell = place ? hit(place[0], place[1]) : null;
    container.style.cursor = cell === null ? 'grab' : 'pointer';
    options.onHover(cell !== null && place ? { cell, x: place[0], y: place[1] } : null);
    if (cell === hovered) return;
    hovered = cell;
    shown?.scene.materials.setHovered(
      cell === null ? -1 : (shown.scene.slotOfCell.get(cell) ?? -1),
    );
    invalidate();
  }

  function colourPieces(cells: Iterable<CellId>): void {
    if (!shown || !colourOfCell) return;
    const { slotOfCell, table } = shown.scene;
    for (const cell of cells) {
      const slot = slotOfCell.get(cell);
      if (slot !== undefined) table.write(slot, colourOfCell(cell));
    }
    invalidate();
  }

  const letGo = listenToHands({
    element: container,
    read: () => orbit,
    write: (next) => {
      if (easing) setPlaces(easing.placesTo);
      easing = null;
      orbit = next;
      invalidate();
    },
    mayTurn: () => state.mode === 'axonometric',
    onPick: (x, y) => {
      const cell = hit(x, y);
      if (cell !== null) options.onPick(cell);
    },
    onHover: hover,
    onFit: () => fitNow(false),
  });

  let fitted = false;
  const resize = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = container;
    if (width === 0 || height === 0) return;
    renderer.setSize(width, height);
    if (!fitted) fitNow(false);
    fitted = shown !== null;
    invalidate();
  });
  resize.observe(container);

  const contextEvents = new AbortController();
  renderer.domElement.addEventListener(
    'webglcontextlost',
    () => options.onContext('lost'),
    contextEvents,
  );
  renderer.domElement.addEventListener(
    'webglcontextrestored',
    () => {
      options.onContext('restored');
      invalidate();
    },
    contextEvents,
  );

  return {
    show: (building, labelTexts) => {
      shown?.scene.group.removeFromParent();
      shown?.scene.dispose();
      const extent = extentOf(building);
      const origin = [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2] as const;
      const buildingScene = createBuildingScene(building, origin, pixelRatio);
      shown = {
        building,
        scene: buildingScene,
        origin,
        breadthMetres: Math.min(extent[2] - extent[0], extent[3] - extent[1]),
      };
      scene.add(buildingScene.group);
      texts = labelTexts;
      hovered = null;
      places = [];
      buildingScene.cut(planeNow());
      colourPieces(buildingScene.cellOfSlot);
      fitted = container.clientWidth > 0;
      fitNow(false);
    },
    takeApart: (next) => {
      const before = state;
      state = next;
      if (!shown) return;
      if (before.mode !== next.mode || before.cutShare !== next.cutShare) {
        shown.scene.cut(planeNow());
        shown.scene.place(places);
      }
      if (before.mode !== next.mode) fitNow(false);
      else if (
        before.storey !== next.storey ||
        before.above !== next.above ||
        before.spread !== next.spread
      )
        fitNow(true);
      else invalidate();
    },
    colour: (colourOf, cells) => {
      colourOfCell = colourOf;
      colourPieces(cells ?? shown?.scene.cellOfSlot ?? []);
    },
    select: (cell) => {
      selected = cell;
      drawSelection();
      invalidate();
    },
    fit: () => fitNow(false),
    unitMeshes: () => shown?.scene.unitMeshes ?? 0,
    screenPosition: (cell) => {
      const point = pointOn(cell);
      if (!point) return null;
      const [x, y] = pixelOnCanvas(point);
      const box = container.getBoundingClientRect();
      return [box.left + x, box.top + y];
    },
    colourOf: (cell) => {
      const slot = shown?.scene.slotOfCell.get(cell);
      return slot === undefined ? null : (shown?.scene.table.read(slot) ?? null);
    },
    destroy: () => {
      if (frame !== null) cancelAnimationFrame(frame);
      letGo();
      resize.disconnect();
      contextEvents.abort();
      labels.destroy();
      selection?.geometry.dispose();
      selectionMaterial.dispose();
      shown?.scene.dispose();
      renderer.dispose();
      renderer.domElement.remove();
    },
  };
}

/** [west, south, east, north] of all storeys. */
function extentOf(building: BuildingDraw): readonly [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const storey of building.storeys) {
    for (const [x, y] of storey.footprint[0] ?? []) {
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    }
  }
  return west <= east ? [west, south, east, north] : [0, 0, 0, 0];
}

const isCutAway = (
  point: Vector3,
  plane: SectionPlane,
  origin: readonly [number, number],
): boolean =>
  (point.x + origin[0]) * plane.normal[0] + (point.y + origin[1]) * plane.normal[1] >
  plane.distanceMetres + 0.05;

/** Looks change at once, heights ease. */
const mixPlaces = (
  from: readonly StoreyPlace[],
  to: readonly StoreyPlace[],
  share: number,
): readonly StoreyPlace[] =>
  to.map((place, i) => {
    const start = from[i]?.liftMetres ?? place.liftMetres;
    return { look: place.look, liftMetres: start + (place.liftMetres - start) * share };
  });
