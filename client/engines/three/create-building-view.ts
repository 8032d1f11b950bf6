/**
 * The building taken apart, on three.js: draws a BuildingDraw on demand (no loop when nothing
 * moves), picks, outlines the selection in white, eases what moves within 200 ms.
 */
import type { CellId } from '#contracts';
import { type BuildingDraw, type PieceColour, WHOLE_BUILDING } from './building-draw.ts';
import type { BuildingView, BuildingViewOptions } from './building-view.ts';
import type { SectionPlane } from './cut-section.ts';
import { createLabels } from './draw-labels.ts';
import { type Easing, poseAt, type ViewPose } from './ease-view.ts';
import { extentOf, findPiece, planeOf, pointOn, visiblePoints } from './find-piece.ts';
import { labelsFor } from './label-pieces.ts';
import { fitOrbit, type OrbitState, pixelOf, type Vector } from './orbit-camera.ts';
import { listenToHands } from './orbit-input.ts';
import { pickPiece } from './pick-piece.ts';
import { placeStoreys, type StoreyPlace } from './place-storeys.ts';
import { createRenderSurface } from './render-surface.ts';
import { createSelectionOutline } from './selection-outline.ts';
import { type BuildingScene, createBuildingScene } from './storey-meshes.ts';

interface Shown {
  readonly building: BuildingDraw;
  readonly scene: BuildingScene;
  readonly origin: readonly [number, number];
  readonly breadthMetres: number;
  readonly labels: ReadonlyMap<CellId, string>;
}

/** First look at a building: its long side from the right, 36° from above. */
const TURN_FROM_FRONT_RADIANS = Math.PI / 5;
const ELEVATION_RADIANS = Math.PI / 5;

/** Throws when the browser offers no WebGL 2; the caller says so and keeps list and card. */
export function createBuildingView(options: BuildingViewOptions): BuildingView {
  const { container } = options;
  let shown: Shown | null = null;
  let state = WHOLE_BUILDING;
  let pose: ViewPose = { orbit: fitOrbit([], directionOf(0, 0), 1, 1), places: [] };
  let easing: Easing | null = null;
  let selected: CellId | null = null;
  let hovered: CellId | null = null;
  let colourOfCell: ((cell: CellId) => PieceColour) | null = null;
  let fitted = false;

  const surface = createRenderSurface({
    container,
    onFrame: (timeMs) => {
      if (easing) {
        const next = poseAt(easing, timeMs);
        if (next.done) easing = null;
        setPose(next);
      }
      surface.aim(pose.orbit);
      return easing !== null;
    },
    onDrawn: () => {
      labels.place(pixelOnCanvas);
      if (shown) options.onDrawn();
    },
    onResize: () => {
      if (!fitted) fitNow(false);
    },
    onContext: options.onContext,
  });
  const { scene, invalidate } = surface;
  const labels = createLabels(container);
  const outline = createSelectionOutline(scene);
  container.tabIndex = 0;

  function pixelOnCanvas(point: Vector): readonly [number, number] {
    const [x, y] = pixelOf(pose.orbit, point);
    return [x + container.clientWidth / 2, y + container.clientHeight / 2];
  }

  function setPose(next: ViewPose): void {
    pose = { orbit: next.orbit, places: next.places };
    shown?.scene.place(pose.places);
    decorate();
  }

  /** Outline and labels follow the storeys. */
  function decorate(): void {
    if (!shown) return;
    const { building, origin } = shown;
    const piece = selected === null ? null : findPiece(building, pose.places, selected);
    const plane = planeNow();
    outline.show(piece, origin, plane);
    labels.show(labelsFor(building, pose.places, state, shown.labels, origin, plane));
  }

  const planeNow = (): SectionPlane | null =>
    shown && state.mode === 'section' ? planeOf(shown.building, state.cutShare) : null;

  function directionNow(): Pick<OrbitState, 'azimuthRadians' | 'elevationRadians'> {
    if (!shown || state.mode === 'plan') return directionOf(0, Math.PI / 2);
    const [nx, ny] = planeOf(shown.building, state.cutShare).normal;
    const front = Math.atan2(-nx, -ny);
    return state.mode === 'section'
      ? directionOf(front, 0)
      : directionOf(front + TURN_FROM_FRONT_RADIANS, ELEVATION_RADIANS);
  }

  /** Everything in view; `turnKept` = from where the user looks now. */
  function fitNow(turnKept: boolean): void {
    if (!shown) return;
    const { building, origin, breadthMetres } = shown;
    const places = placeStoreys(building.storeys, breadthMetres, state);
    const { clientWidth, clientHeight } = container;
    fitted = clientWidth > 0 && clientHeight > 0;
    const { orbit: now } = easing?.to ?? pose;
    const direction =
      turnKept && state.mode === 'axonometric'
        ? directionOf(now.azimuthRadians, now.elevationRadians)
        : directionNow();
    const points = visiblePoints(building, places, origin);
    moveTo({ orbit: fitOrbit(points, direction, clientWidth, clientHeight), places });
  }

  /** Eases; at once under reduced motion and for the first picture of a building. */
  function moveTo(to: ViewPose): void {
    const still =
      window.matchMedia('(prefers-reduced-motion: reduce)').matches ||
      pose.places.length !== to.places.length;
    easing = still ? null : { from: pose, to, startMs: performance.now() };
    if (still) setPose(to);
    invalidate();
  }

  function hit(x: number, y: number): CellId | null {
    if (!shown) return null;
    surface.aim(pose.orbit);
    const { clientWidth: width, clientHeight: height } = container;
    const pointer = [(x / width) * 2 - 1, 1 - (y / height) * 2] as const;
    return pickPiece(shown.scene, surface.camera, pointer, planeNow(), shown.origin);
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
    let changed = false;
    for (const cell of cells) {
      const slot = slotOfCell.get(cell);
      if (slot === undefined) continue;
      table.write(slot, colourOfCell(cell));
      changed = true;
    }
    if (changed) invalidate();
  }

  const letGo = listenToHands({
    element: container,
    read: () => (easing?.to ?? pose).orbit,
    write: (orbit) => {
      const places: readonly StoreyPlace[] = (easing?.to ?? pose).places;
      const eased = easing !== null;
      easing = null;
      if (eased) setPose({ orbit, places });
      else pose = { orbit, places };
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

  return {
    show: (building, texts) => {
      shown?.scene.group.removeFromParent();
      shown?.scene.dispose();
      const [west, south, east, north] = extentOf(building);
      const origin = [(west + east) / 2, (south + north) / 2] as const;
      const made = createBuildingScene(building, origin, surface.pixelRatio);
      const breadthMetres = Math.min(east - west, north - south);
      shown = { building, scene: made, origin, breadthMetres, labels: texts };
      scene.add(made.group);
      hovered = null;
      easing = null;
      pose = { ...pose, places: [] };
      made.cut(planeNow());
      colourPieces(made.cellOfSlot);
      fitNow(false);
    },
    takeApart: (next) => {
      const before = state;
      state = next;
      if (!shown) return;
      const modeChanged = before.mode !== next.mode;
      if (modeChanged || before.cutShare !== next.cutShare) {
        shown.scene.cut(planeNow());
        setPose(pose);
        invalidate();
      }
      const movesStoreys =
        before.storey !== next.storey ||
        before.above !== next.above ||
        before.spread !== next.spread;
      if (modeChanged || movesStoreys) fitNow(!modeChanged);
    },
    colour: (colourOf, cells) => {
      colourOfCell = colourOf;
      colourPieces(cells ?? shown?.scene.cellOfSlot ?? []);
    },
    select: (cell) => {
      selected = cell;
      decorate();
      invalidate();
    },
    fit: () => fitNow(false),
    picture: () => surface.copy(),
    unitMeshes: () => shown?.scene.unitMeshes ?? 0,
    screenPosition: (cell) => {
      const piece = shown ? findPiece(shown.building, pose.places, cell) : null;
      if (!shown || !piece) return null;
      const [x, y] = pixelOnCanvas(pointOn(piece, shown.origin, planeNow()));
      const box = container.getBoundingClientRect();
      return [box.left + x, box.top + y];
    },
    colourOf: (cell) => {
      const slot = shown?.scene.slotOfCell.get(cell);
      return slot === undefined ? null : (shown?.scene.table.read(slot) ?? null);
    },
    destroy: () => {
      letGo();
      labels.destroy();
      outline.dispose();
      shown?.scene.dispose();
      surface.dispose();
    },
  };
}

const directionOf = (azimuthRadians: number, elevationRadians: number) => ({
  azimuthRadians,
  elevationRadians,
});
