/**
 * Vehicles as instances: grey bodies, pointed and lighter at the front, so that their way is seen in
 * shape and tone. Taxis carry a sign on the roof, buses are long, emergency vehicles carry a bar
 * across the roof.
 */

import {
  BoxGeometry,
  type BufferGeometry,
  DynamicDrawUsage,
  ExtrudeGeometry,
  Float32BufferAttribute,
  Group,
  InstancedMesh,
  MeshLambertMaterial,
  Shape,
} from 'three';
import { CLOSE_UP_VEHICLES } from '#contracts';

const MOST_VEHICLES = 4000;
/** Along, across, up. A passenger car, assumed for all but buses and emergency vehicles. */
const BODY_METRES = {
  car: [4.5, 1.8, 1.5],
  bus: [12, 2.5, 3],
  emergency: [6, 2, 2.4],
} as const;
const NOSE_METRES = 1.2;
const SIGN_METRES = [0.7, 1.3, 0.5] as const;
const BAR_METRES = [0.9, 2, 0.7] as const;
const REAR = 0.13;
const FRONT = 0.75;
const SIGN = '#e6eaf0';
const BAR = '#4fb3ff';

/** Vehicles of one second by the middle of their front, metres from the origin and radians from east. */
export interface VehicleFrame {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly heading: Float32Array;
  readonly nextX: Float32Array;
  readonly nextY: Float32Array;
  /** Within half a turn of `heading`. */
  readonly nextHeading: Float32Array;
  /** Position in `CLOSE_UP_VEHICLES`. */
  readonly kind: Uint8Array;
}

export interface Vehicles {
  readonly group: Group;
  /** Takes a second's vehicles; `share` of the way to the next one. */
  place(frame: VehicleFrame, share: number): void;
  dispose(): void;
}

export function createVehicles(): Vehicles {
  const group = new Group();
  const meshOf = (geometry: BufferGeometry, material: MeshLambertMaterial): InstancedMesh => {
    const mesh = new InstancedMesh(geometry, material, MOST_VEHICLES);
    mesh.instanceMatrix.setUsage(DynamicDrawUsage);
    mesh.frustumCulled = false;
    mesh.count = 0;
    group.add(mesh);
    return mesh;
  };
  const grey = new MeshLambertMaterial({ vertexColors: true });
  const bodyOf = (size: Size): InstancedMesh => meshOf(vehicleBody(size), grey);
  const cars = bodyOf(BODY_METRES.car);
  const signs = meshOf(
    onRoof(SIGN_METRES, BODY_METRES.car, 0.6),
    new MeshLambertMaterial({ color: SIGN }),
  );
  const buses = bodyOf(BODY_METRES.bus);
  const vans = bodyOf(BODY_METRES.emergency);
  const bars = meshOf(
    onRoof(BAR_METRES, BODY_METRES.emergency, 0.35),
    new MeshLambertMaterial({ color: BAR }),
  );
  const meshes = [cars, signs, buses, vans, bars];
  const partsOf: Readonly<Record<(typeof CLOSE_UP_VEHICLES)[number], readonly InstancedMesh[]>> = {
    car: [cars],
    taxi: [cars, signs],
    bus: [buses],
    emergency: [vans, bars],
  };
  const parts = CLOSE_UP_VEHICLES.map((kind) => partsOf[kind]);
  const write = (mesh: InstancedMesh, x: number, y: number, heading: number): void => {
    const { array } = mesh.instanceMatrix;
    const at = 16 * mesh.count;
    const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
    array[at] = cos;
    array[at + 1] = sin;
    array[at + 4] = -sin;
    array[at + 5] = cos;
    array[at + 10] = 1;
    array[at + 12] = x;
    array[at + 13] = y;
    array[at + 15] = 1;
    mesh.count += 1;
  };
  return {
    group,
    place: (frame, share) => {
      for (const mesh of meshes) mesh.count = 0;
      const between = (from: Float32Array, to: Float32Array, i: number): number =>
        (from[i] as number) + ((to[i] as number) - (from[i] as number)) * share;
      const count = Math.min(frame.count, MOST_VEHICLES);
      for (let i = 0; i < count; i += 1) {
        const x = between(frame.x, frame.nextX, i);
        const y = between(frame.y, frame.nextY, i);
        const heading = between(frame.heading, frame.nextHeading, i);
        for (const mesh of parts[frame.kind[i] as number] ?? []) write(mesh, x, y, heading);
      }
      for (const { instanceMatrix, count: shown } of meshes) {
        instanceMatrix.clearUpdateRanges();
        instanceMatrix.addUpdateRange(0, 16 * shown);
        instanceMatrix.needsUpdate = true;
      }
    },
    dispose: () => {
      for (const mesh of meshes) {
        mesh.geometry.dispose();
        (mesh.material as MeshLambertMaterial).dispose();
        mesh.dispose();
      }
    },
  };
}

type Size = readonly [length: number, width: number, height: number];

/** Heads east, its front at the origin. */
function vehicleBody([length, width, height]: Size): BufferGeometry {
  const half = width / 2;
  const outline = new Shape();
  outline.moveTo(-length, -half);
  outline.lineTo(-NOSE_METRES, -half);
  outline.lineTo(0, -half / 3);
  outline.lineTo(0, half / 3);
  outline.lineTo(-NOSE_METRES, half);
  outline.lineTo(-length, half);
  const body = new ExtrudeGeometry(outline, { depth: height, bevelEnabled: false });
  const places = body.getAttribute('position');
  const tones = Array.from({ length: places.count }, (_, i) => {
    const tone = REAR + (FRONT - REAR) * (1 + places.getX(i) / length) ** 2;
    return [tone, tone, tone];
  });
  body.setAttribute('color', new Float32BufferAttribute(tones.flat(), 3));
  return body;
}

/** So far back on the roof, as a part of the body's length. */
function onRoof(size: Size, [length, , height]: Size, part: number): BufferGeometry {
  const box = new BoxGeometry(...size);
  box.translate(-part * length, 0, height + size[2] / 2);
  return box;
}
