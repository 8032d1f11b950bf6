/**
 * The page of tileset/second-client.spec.ts: one tileset in Cesium as our wall opens it, and in
 * 3d-tiles-renderer (NASA-AMMOS, on three), which shares no line with Cesium. Both are asked what
 * stands on the line from an eye to a target; earth-fixed metres.
 */
import { TilesRenderer } from '3d-tiles-renderer';
import { GLTFExtensionsPlugin } from '3d-tiles-renderer/plugins';
import { Cartesian2, Cartesian3, Cesium3DTileFeature } from 'cesium';
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import * as three from 'three';
import { z } from 'zod';
import { cellPalette, createCellLayer, createWidget, loadCityTileset } from '#client';
import type { FrameOrigin, Vector3 } from '#contracts';
import type { PickedUnit } from '../tileset/aim.ts';

export interface TilesetReader {
  /** What is met first on the way from the eye to the target; null when nothing is. */
  readonly pick: (eye: Vector3, target: Vector3) => Promise<PickedUnit | null>;
}

const pickedSchema = z.object({
  cell: z.number(),
  code: z.string(),
  storey: z.number(),
  building: z.number(),
  buildingId: z.string(),
});
const FIELD_DEGREES = 40;
const PROPERTIES = ['cell', 'code', 'storey', 'building', 'buildingId'] as const;

const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));

async function openCesium(url: string, origin: FrameOrigin): Promise<TilesetReader> {
  const container = document.querySelector<HTMLElement>('#scene');
  if (!container) throw new Error('the page has no #scene');
  const { scene, canvas } = createWidget(container, '#000000');
  const { shader } = createCellLayer(origin, cellPalette('alarm'));
  const tileset = await loadCityTileset(scene, url, {
    shader,
    maximumScreenSpaceError: 1,
  });
  return {
    pick: async (eye, target) => {
      const from = new Cartesian3(...eye);
      const direction = Cartesian3.normalize(
        Cartesian3.subtract(new Cartesian3(...target), from, new Cartesian3()),
        new Cartesian3(),
      );
      const right = Cartesian3.normalize(
        Cartesian3.cross(direction, Cartesian3.normalize(from, new Cartesian3()), new Cartesian3()),
        new Cartesian3(),
      );
      scene.camera.setView({
        destination: from,
        orientation: { direction, up: Cartesian3.cross(right, direction, new Cartesian3()) },
      });
      do {
        scene.requestRender();
        await frame();
      } while (!tileset.tilesLoaded);
      const middle = new Cartesian2(canvas.clientWidth / 2, canvas.clientHeight / 2);
      const feature: unknown = scene.pick(middle);
      if (!(feature instanceof Cesium3DTileFeature)) return null;
      return pickedSchema.parse(
        Object.fromEntries(PROPERTIES.map((name) => [name, feature.getProperty(name)])),
      );
    },
  };
}

/** What 3d-tiles-renderer's plugin leaves on a mesh; it has no types of its own for it. */
interface MeshReaders {
  readonly meshFeatures: {
    getFeatures(triangle: number, barycoord: three.Vector3): readonly (number | null)[];
  };
  readonly structuralMetadata: {
    getPropertyTableData(tables: readonly number[], ids: readonly (number | null)[]): unknown;
  };
}

function openRenderer(url: string): TilesetReader {
  const renderer = new three.WebGLRenderer();
  renderer.setSize(256, 256);
  const camera = new three.PerspectiveCamera(FIELD_DEGREES, 1, 1, 1e7);
  // Tiles' addresses are joined to this one as text: whole, and not at the top of the server.
  const tiles = new TilesRenderer(new URL(url, location.href).href);
  tiles.registerPlugin(
    new GLTFExtensionsPlugin({ metadata: true, meshoptDecoder: MeshoptDecoder }),
  );
  tiles.errorTarget = 1;
  tiles.setCamera(camera);
  tiles.setResolutionFromRenderer(camera, renderer);
  let idle = false;
  let failure: string | null = null;
  tiles.addEventListener('tiles-load-end', () => {
    idle = true;
  });
  tiles.addEventListener('tiles-load-start', () => {
    idle = false;
  });
  tiles.addEventListener('load-error', ({ error, url: address }) => {
    failure = `${address}: ${error.message}`;
  });
  return {
    pick: async (eye, target) => {
      const from = new three.Vector3(...eye);
      camera.position.copy(from);
      camera.up.copy(from).normalize();
      camera.lookAt(...target);
      camera.updateMatrixWorld();
      // The first update asks for tiles, later ones show what came: until nothing is under way.
      let quiet = 0;
      while (quiet < 5) {
        tiles.update();
        await frame();
        if (failure !== null) throw new Error(`3d-tiles-renderer: ${failure}`);
        quiet = idle && tiles.loadProgress === 1 ? quiet + 1 : 0;
      }
      tiles.group.updateMatrixWorld(true);
      const ray = new three.Raycaster(from, new three.Vector3(...target).sub(from).normalize());
      const [hit] = ray.intersectObject(tiles.group, true);
      return hit ? readHit(hit) : null;
    },
  };
}

function readHit(hit: three.Intersection): PickedUnit {
  const { faceIndex, barycoord } = hit;
  const { meshFeatures, structuralMetadata } = hit.object.userData as MeshReaders;
  if (faceIndex === null || faceIndex === undefined || !barycoord) {
    throw new Error('3d-tiles-renderer: expected a triangle of the mesh, got none');
  }
  const ids = meshFeatures.getFeatures(faceIndex, barycoord);
  return z.tuple([pickedSchema]).parse(structuralMetadata.getPropertyTableData([0], ids))[0];
}

declare global {
  interface Window {
    openCesium?: typeof openCesium;
    openRenderer?: typeof openRenderer;
    reader?: TilesetReader;
  }
}
window.openCesium = openCesium;
window.openRenderer = openRenderer;
