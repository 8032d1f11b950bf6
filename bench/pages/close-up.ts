/**
 * The page of `bench close-up`: 20,000 people who move in every frame, as the close-up draws them and
 * as one mesh a person, timed on the main thread of this page. The graphics process is drained before
 * each frame, so that its work counts as nobody's.
 */
import {
  CylinderGeometry,
  DirectionalLight,
  Group,
  Mesh,
  MeshLambertMaterial,
  OrthographicCamera,
  Scene,
  WebGLRenderer,
} from 'three';
import { type BodyFrame, createBodies } from '#client';
import { createRandom } from '#contracts';

export interface CloseUpSetUp {
  readonly people: number;
  readonly rounds: number;
}

export interface CloseUpTimes {
  /** Milliseconds of the main thread, one per frame. */
  readonly instances: readonly number[];
  readonly meshes: readonly number[];
  /** A frame with colours renewed, once a second. */
  readonly recoloured: readonly number[];
  readonly instanceCalls: number;
  readonly meshCalls: number;
  /** Pixels of the last frame that show somebody. */
  readonly shownPixels: number;
}

const SIDE_METRES = 141;
const SIZE = 256;

export async function runCloseUpPage({ people, rounds }: CloseUpSetUp): Promise<CloseUpTimes> {
  const renderer = new WebGLRenderer({ preserveDrawingBuffer: true });
  renderer.setSize(SIZE, SIZE);
  document.body.append(renderer.domElement);
  const half = SIDE_METRES / 2;
  const camera = new OrthographicCamera(-half, half, half, -half, 1, 1000);
  camera.position.set(0, 0, 500);
  const sun = new DirectionalLight('#ffffff', 3);
  sun.position.set(0, 0, 1);
  const frame = drawPeople(people);

  const timed = async (scene: Scene, move: (share: number) => void): Promise<number[]> => {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      drain(renderer);
      const startMs = performance.now();
      move((round + 1) / rounds);
      renderer.render(scene, camera);
      times.push(performance.now() - startMs);
      await new Promise((done) => setTimeout(done, 0));
    }
    return times;
  };

  const meshScene = new Scene();
  const group = new Group();
  const shape = new CylinderGeometry(0.14, 0.24, 1.65, 8, 1).rotateX(Math.PI / 2);
  const materials = Array.from(
    { length: 7 },
    (_, i) => new MeshLambertMaterial({ color: 0x20 * i }),
  );
  for (let i = 0; i < people; i += 1) group.add(new Mesh(shape, materials[i % 7]));
  meshScene.add(group, sun.clone());
  const meshes = await timed(meshScene, (share) => {
    group.children.forEach((mesh, i) => {
      mesh.position.set(
        (frame.x[i] ?? 0) + ((frame.nextX[i] ?? 0) - (frame.x[i] ?? 0)) * share,
        (frame.y[i] ?? 0) + ((frame.nextY[i] ?? 0) - (frame.y[i] ?? 0)) * share,
        0,
      );
    });
  });
  const meshCalls = renderer.info.render.calls;

  const scene = new Scene();
  const bodies = createBodies();
  bodies.setNear(true);
  scene.add(bodies.group, sun);
  bodies.place(frame, 0);
  renderer.render(scene, camera);
  const instances = await timed(scene, (share) => bodies.place(frame, share));
  const instanceCalls = renderer.info.render.calls;
  const recoloured = await timed(scene, (share) => bodies.place({ ...frame }, share));
  return {
    instances,
    meshes,
    recoloured,
    instanceCalls,
    meshCalls,
    shownPixels: countShown(renderer),
  };
}

function drawPeople(count: number): BodyFrame {
  const random = createRandom(1, 'close-up');
  const place = (): Float32Array =>
    Float32Array.from({ length: count }, () => (random.next() - 0.5) * SIDE_METRES);
  const [x, y] = [place(), place()];
  return {
    count,
    x,
    y,
    nextX: x.map((value) => value + 1.3),
    nextY: y.map((value) => value + 0.2),
    shape: Uint8Array.from({ length: count }, (_, i) => i % 4),
    colour: Float32Array.from({ length: 3 * count }, () => 0.3 + 0.7 * random.next()),
  };
}

function drain(renderer: WebGLRenderer): void {
  const context = renderer.getContext();
  context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
}

function countShown(renderer: WebGLRenderer): number {
  const context = renderer.getContext();
  const pixels = new Uint8Array(4 * SIZE * SIZE);
  context.readPixels(0, 0, SIZE, SIZE, context.RGBA, context.UNSIGNED_BYTE, pixels);
  let shown = 0;
  for (let i = 0; i < pixels.length; i += 4) if ((pixels[i] ?? 0) > 0) shown += 1;
  return shown;
}

declare global {
  interface Window {
    runCloseUpPage?: typeof runCloseUpPage;
  }
}
window.runCloseUpPage = runCloseUpPage;
