/** The still part of a close-up: floor, walls, buildings and streets around, and the openings as bars. */

import {
  BufferGeometry,
  Float32BufferAttribute,
  Group,
  LineBasicMaterial,
  LineSegments,
  type Material,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  Shape,
  ShapeGeometry,
  Vector2,
} from 'three';
import type { CloseUpScene, Point, Polygon } from '#contracts';
import { carriageways, stopLines } from './close-up-carriageways.ts';

const FLOOR = '#1c232c';
const WALL = '#8b97a8';
const BUILDING = '#151a21';
const BUILDING_LINE = '#2b3440';
const OPENING = '#9cc4ff';
const STREET = '#262d37';
const STOP_LINE = '#aab4c3';
const BAR_METRES = 0.5;

export interface Ground {
  readonly group: Group;
  dispose(): void;
}

export function createGround(scene: CloseUpScene): Ground {
  const group = new Group();
  const parts: (BufferGeometry | Material)[] = [];
  const add = (geometry: BufferGeometry, material: Material, isLine: boolean, z: number): void => {
    const part = isLine ? new LineSegments(geometry, material) : new Mesh(geometry, material);
    part.position.z = z;
    group.add(part);
    parts.push(geometry, material);
  };
  if (scene.buildings.length > 0) {
    const shapes = scene.buildings.map((building) => shapeOf(building));
    add(new ShapeGeometry(shapes), new MeshBasicMaterial({ color: BUILDING }), false, -0.1);
    add(
      segmentsOf(scene.buildings.flat(), () => true),
      new LineBasicMaterial({ color: BUILDING_LINE }),
      true,
      -0.05,
    );
  }
  const plain = (color: string) => new MeshBasicMaterial({ color });
  add(carriageways(scene.streets), plain(STREET), false, -0.03);
  add(stopLines(scene.signals), plain(STOP_LINE), false, 0.02);
  add(new ShapeGeometry([shapeOf(scene.floor)]), new MeshBasicMaterial({ color: FLOOR }), false, 0);
  const isOpening = (a: Point, b: Point): boolean =>
    scene.portals.some(({ from, to }) => isSame(from, a) && isSame(to, b));
  add(
    segmentsOf(scene.floor, (a, b) => !isOpening(a, b)),
    new LineBasicMaterial({ color: WALL }),
    true,
    0.05,
  );
  for (const { from, to } of scene.portals) {
    const bar = new PlaneGeometry(Math.hypot(to[0] - from[0], to[1] - from[1]), BAR_METRES);
    bar.rotateZ(Math.atan2(to[1] - from[1], to[0] - from[0]));
    bar.translate((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, 0);
    add(bar, new MeshBasicMaterial({ color: OPENING }), false, 0.08);
  }
  return {
    group,
    dispose: () => {
      for (const part of parts) part.dispose();
    },
  };
}

function shapeOf(polygon: Polygon): Shape {
  const [outer = [], ...holes] = polygon.map((ring) => ring.map(([x, y]) => new Vector2(x, y)));
  const shape = new Shape(outer);
  shape.holes = holes.map((hole) => new Shape(hole));
  return shape;
}

function segmentsOf(rings: Polygon, isShown: (a: Point, b: Point) => boolean): BufferGeometry {
  const places = rings.flatMap((ring) =>
    ring.flatMap((a, index) => {
      const b = ring[(index + 1) % ring.length] ?? a;
      return isShown(a, b) ? [a[0], a[1], 0, b[0], b[1], 0] : [];
    }),
  );
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(places, 3));
  return geometry;
}

const isSame = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1];
