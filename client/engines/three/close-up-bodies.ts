/**
 * Up to 20,000 people as instances: one mesh for each of four shapes, so that colour is never the only
 * cue. Near they are low bodies, from far off flat marks of the same outline. Frames are written into
 * the instances as they are, moved between two seconds; nothing is made anew.
 */
import {
  type BufferGeometry,
  CircleGeometry,
  CylinderGeometry,
  DynamicDrawUsage,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  MeshLambertMaterial,
} from 'three';

export const MOST_BODIES = 20_000;
/** By position in BODY_SHAPES (body-shapes.ts). */
const SIDES = [8, 4, 3, 4] as const;
/** The square and the diamond are the same outline, turned. */
const TURNS = [0, Math.PI / 4, Math.PI / 2, 0] as const;
const HEIGHT_METRES = 1.65;
const RADIUS_METRES = 0.24;
const MARK_METRES = 0.42;

/** People of one second, metres from the scene's origin, with the next second's place of each. */
export interface BodyFrame {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly nextX: Float32Array;
  readonly nextY: Float32Array;
  /** Position in BODY_SHAPES. */
  readonly shape: Uint8Array;
  /** [r, g, b] 0 … 1 by person. */
  readonly colour: Float32Array;
}

export interface Bodies {
  readonly group: Group;
  /** Takes a second's people; `share` of the way to the next one. */
  place(frame: BodyFrame, share: number): void;
  setNear(isNear: boolean): void;
  dispose(): void;
}

export function createBodies(): Bodies {
  const group = new Group();
  const material = new MeshLambertMaterial({ flatShading: true });
  const near = SIDES.map((sides, shape) => bodyOf(sides, TURNS[shape] ?? 0));
  const far = SIDES.map((sides, shape) => markOf(sides, TURNS[shape] ?? 0));
  const identity = identities();
  const meshes = far.map((geometry) => {
    const mesh = new InstancedMesh(geometry, material, MOST_BODIES);
    mesh.instanceMatrix.array.set(identity);
    mesh.instanceMatrix.setUsage(DynamicDrawUsage);
    mesh.instanceColor = new InstancedBufferAttribute(new Float32Array(3 * MOST_BODIES), 3);
    mesh.instanceColor.setUsage(DynamicDrawUsage);
    mesh.frustumCulled = false;
    mesh.count = 0;
    group.add(mesh);
    return mesh;
  });
  let coloured: BodyFrame | null = null;
  const filled = new Int32Array(meshes.length);

  return {
    group,
    place: (frame, share) => {
      filled.fill(0);
      const isNew = coloured !== frame;
      coloured = frame;
      const people = Math.min(frame.count, MOST_BODIES);
      for (let i = 0; i < people; i += 1) {
        const shape = frame.shape[i] as number;
        const mesh = meshes[shape] as InstancedMesh;
        const slot = filled[shape] as number;
        filled[shape] = slot + 1;
        const x = frame.x[i] as number;
        const y = frame.y[i] as number;
        const { array } = mesh.instanceMatrix;
        array[16 * slot + 12] = x + ((frame.nextX[i] as number) - x) * share;
        array[16 * slot + 13] = y + ((frame.nextY[i] as number) - y) * share;
        const colours = mesh.instanceColor;
        if (!isNew || !colours) continue;
        colours.array[3 * slot] = frame.colour[3 * i] as number;
        colours.array[3 * slot + 1] = frame.colour[3 * i + 1] as number;
        colours.array[3 * slot + 2] = frame.colour[3 * i + 2] as number;
      }
      meshes.forEach((mesh, shape) => {
        const count = filled[shape] as number;
        mesh.count = count;
        upload(mesh.instanceMatrix, 16 * count);
        if (isNew && mesh.instanceColor) upload(mesh.instanceColor, 3 * count);
      });
    },
    setNear: (isNear) => {
      meshes.forEach((mesh, shape) => {
        mesh.geometry = (isNear ? near : far)[shape] ?? mesh.geometry;
      });
    },
    dispose: () => {
      for (const mesh of meshes) mesh.dispose();
      for (const geometry of [...near, ...far]) geometry.dispose();
      material.dispose();
    },
  };
}

/** Only what is in use goes to the graphics card. */
function upload(attribute: InstancedBufferAttribute, length: number): void {
  attribute.clearUpdateRanges();
  attribute.addUpdateRange(0, length);
  attribute.needsUpdate = true;
}

function bodyOf(sides: number, turn: number): BufferGeometry {
  const body = new CylinderGeometry(0.6 * RADIUS_METRES, RADIUS_METRES, HEIGHT_METRES, sides, 1);
  body.rotateX(Math.PI / 2);
  body.rotateZ(turn);
  body.translate(0, 0, HEIGHT_METRES / 2);
  return body;
}

function markOf(sides: number, turn: number): BufferGeometry {
  const mark = new CircleGeometry(MARK_METRES, sides, turn);
  mark.translate(0, 0, 0.3);
  return mark;
}

function identities(): Float32Array {
  const all = new Float32Array(16 * MOST_BODIES);
  for (let i = 0; i < MOST_BODIES; i += 1) {
    for (const at of [0, 5, 10, 15]) all[16 * i + at] = 1;
  }
  return all;
}
