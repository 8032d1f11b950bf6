/**
 * Vehicles as instances: one grey body for all, pointed and lighter at the front, so that its way is
 * seen in shape and tone; taxis carry a sign on the roof.
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

const MOST_VEHICLES = 4000;
/** A passenger car, assumed for all. */
const CAR_METRES = { length: 4.5, width: 1.8, height: 1.5 } as const;
const NOSE_METRES = 1.2;
const SIGN_METRES = { length: 0.7, width: 1.3, height: 0.5 } as const;
const REAR = 0.13;
const FRONT = 0.75;
const SIGN = '#e6eaf0';

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
  /** 1: a taxi. */
  readonly isTaxi: Uint8Array;
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
  const bodies = meshOf(carBody(), new MeshLambertMaterial({ vertexColors: true }));
  const signs = meshOf(roofSign(), new MeshLambertMaterial({ color: SIGN }));
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
      bodies.count = 0;
      signs.count = 0;
      const between = (from: Float32Array, to: Float32Array, i: number): number =>
        (from[i] as number) + ((to[i] as number) - (from[i] as number)) * share;
      const count = Math.min(frame.count, MOST_VEHICLES);
      for (let i = 0; i < count; i += 1) {
        const x = between(frame.x, frame.nextX, i);
        const y = between(frame.y, frame.nextY, i);
        const heading = between(frame.heading, frame.nextHeading, i);
        write(bodies, x, y, heading);
        if (frame.isTaxi[i] === 1) write(signs, x, y, heading);
      }
      for (const { instanceMatrix, count: shown } of [bodies, signs]) {
        instanceMatrix.clearUpdateRanges();
        instanceMatrix.addUpdateRange(0, 16 * shown);
        instanceMatrix.needsUpdate = true;
      }
    },
    dispose: () => {
      for (const mesh of [bodies, signs]) {
        mesh.geometry.dispose();
        (mesh.material as MeshLambertMaterial).dispose();
        mesh.dispose();
      }
    },
  };
}

/** Heads east, its front at the origin. */
function carBody(): BufferGeometry {
  const { length, width, height } = CAR_METRES;
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

function roofSign(): BufferGeometry {
  const { length, width, height } = SIGN_METRES;
  const sign = new BoxGeometry(length, width, height);
  sign.translate(-0.6 * CAR_METRES.length, 0, CAR_METRES.height + height / 2);
  return sign;
}
