/**
 * The close-up's picture: ground, people and vehicles as instances, signals, labels at the openings, an orbit camera. Asks
 * for the moment to draw in each frame, so that no state of the page changes while people move.
 */

import { DirectionalLight, HemisphereLight, Mesh, MeshBasicMaterial, RingGeometry } from 'three';
import type { CloseUpScene, Point } from '#contracts';
import { type BodyFrame, createBodies } from './close-up-bodies.ts';
import { createGround, type Ground } from './close-up-ground.ts';
import { createSignals, type Signals } from './close-up-signals.ts';
import { createVehicles, type VehicleFrame } from './close-up-vehicles.ts';
import { createLabels } from './draw-labels.ts';
import { fitOrbit, type OrbitState, pixelOf, type Vector } from './orbit-camera.ts';
import { listenToHands } from './orbit-input.ts';
import { createRenderSurface } from './render-surface.ts';

/** Nearer than this, people are bodies. */
const NEAR_METRES_PER_PIXEL = 0.12;
/** From farther off, the ring around the most crowded place keeps its size on screen. */
const RING_FROM_METRES_PER_PIXEL = 0.14;
const DIRECTION = { azimuthRadians: 0, elevationRadians: 1.1 };

export interface CloseUpMoment {
  readonly frame: BodyFrame | null;
  readonly vehicles: VehicleFrame | null;
  /** By signal of the scene: position in CLOSE_UP_LIGHTS. */
  readonly lights: Uint8Array | null;
  /** From this second's places to the next one's, 0 … 1. */
  readonly share: number;
  /** The most crowded place, marked; metres from the origin. */
  readonly worst: Point | null;
  readonly isMoving: boolean;
}

export interface CloseUpViewOptions {
  readonly container: HTMLElement;
  readonly momentNow: (timeMs: number) => CloseUpMoment;
  /** Scale and direction of the picture, for scale bar and north arrow. */
  readonly onCamera: (camera: {
    readonly metresPerPixel: number;
    readonly azimuthRadians: number;
  }) => void;
  readonly onContext: (state: 'lost' | 'restored') => void;
  readonly onDrawn: () => void;
}

export interface CloseUpView {
  show(scene: CloseUpScene, portalNames: readonly string[]): void;
  /** Something changed: draw, and go on while people move. */
  refresh(): void;
  fit(): void;
  destroy(): void;
}

/** Throws when the browser offers no WebGL 2. */
export function createCloseUpView(options: CloseUpViewOptions): CloseUpView {
  const { container } = options;
  const bodies = createBodies();
  const vehicles = createVehicles();
  let signals: Signals | null = null;
  let ground: Ground | null = null;
  let shown: CloseUpScene | null = null;
  let orbit: OrbitState = fitOrbit([], DIRECTION, 1, 1);

  const surface = createRenderSurface({
    container,
    onFrame: (timeMs) => {
      const { frame, share, worst, isMoving, ...street } = options.momentNow(timeMs);
      if (frame) bodies.place(frame, share);
      bodies.group.visible = frame !== null;
      if (street.vehicles) vehicles.place(street.vehicles, share);
      vehicles.group.visible = street.vehicles !== null;
      if (street.lights) signals?.show(street.lights);
      if (signals) signals.group.visible = street.lights !== null;
      ring.visible = worst !== null;
      if (worst) ring.position.set(worst[0], worst[1], 0.4);
      surface.aim(orbit);
      return isMoving;
    },
    onDrawn: () => {
      const onScreen = (point: Vector): readonly [number, number] => {
        const [x, y] = pixelOf(orbit, point);
        return [container.clientWidth / 2 + x, container.clientHeight / 2 + y];
      };
      labels.place(onScreen, signals?.boxes(onScreen, orbit.metresPerPixel) ?? []);
      options.onDrawn();
    },
    onResize: () => fit(),
    onContext: options.onContext,
  });
  const labels = createLabels(container);
  const ring = new Mesh(
    new RingGeometry(1.7, 2, 32),
    new MeshBasicMaterial({ color: '#ffffff', depthTest: false }),
  );
  const sun = new DirectionalLight('#ffffff', 1.6);
  sun.position.set(-1, -2, 4);
  surface.scene.add(
    bodies.group,
    vehicles.group,
    ring,
    sun,
    new HemisphereLight('#ffffff', '#3a4452', 1.6),
  );

  const setOrbit = (next: OrbitState): void => {
    orbit = next;
    bodies.setNear(orbit.metresPerPixel < NEAR_METRES_PER_PIXEL);
    ring.scale.setScalar(Math.max(1, orbit.metresPerPixel / RING_FROM_METRES_PER_PIXEL));
    signals?.setScale(orbit.metresPerPixel);
    options.onCamera(orbit);
    surface.invalidate();
  };
  function fit(): void {
    const seen = [
      ...(shown?.floor[0] ?? []),
      ...(shown?.streets ?? []).flatMap(({ line }) => line),
    ];
    const corners = seen.map(([x, y]): Vector => [x, y, 0]);
    setOrbit(fitOrbit(corners, DIRECTION, container.clientWidth, container.clientHeight, 0.08));
  }
  const letGo = listenToHands({
    element: container,
    read: () => orbit,
    write: setOrbit,
    mayTurn: () => true,
    onPick: () => {},
    onHover: () => {},
    onFit: fit,
  });

  return {
    show: (scene, portalNames) => {
      ground?.group.removeFromParent();
      ground?.dispose();
      shown = scene;
      ground = createGround(scene);
      signals?.group.removeFromParent();
      signals?.dispose();
      signals = createSignals(scene.signals);
      surface.scene.add(ground.group, signals.group);
      labels.show(
        scene.portals.map(({ from, to }, index) => ({
          text: portalNames[index] ?? '',
          point: [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, 2.2],
          side: 'middle',
        })),
      );
      fit();
    },
    refresh: surface.invalidate,
    fit,
    destroy: () => {
      letGo();
      labels.destroy();
      ground?.dispose();
      bodies.dispose();
      vehicles.dispose();
      signals?.dispose();
      ring.geometry.dispose();
      ring.material.dispose();
      surface.dispose();
    },
  };
}
