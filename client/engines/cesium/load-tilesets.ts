/** The two tilesets of a scene: our city, and optionally a photographed or scanned one under it. */
import {
  Cartesian2,
  Cesium3DTileset,
  ClassificationType,
  type CustomShader,
  type Scene,
} from 'cesium';

const MEBIBYTE = 1024 * 1024;
/**
 * Bytes of tiles that are kept, and how far a single view may go beyond. A view of the district
 * needs 30 to 90 MiB (bench view); the rest is what was seen before and comes back at once.
 */
const CITY_CACHE_BYTES = 256 * MEBIBYTE;
const CITY_OVERFLOW_BYTES = 128 * MEBIBYTE;
const BASE_CACHE_BYTES = 512 * MEBIBYTE;

/**
 * With a base layer the city's volumes colour that layer's surface. Cesium draws each volume on its
 * own (two draws), so that only whole buildings are taken: their error of 16 m stays below this
 * limit from 30 m on. The units of the chosen building come on their own (unit-volumes.ts).
 */
const CLASSIFYING_SCREEN_SPACE_ERROR = 500;

export async function loadCityTileset(
  scene: Scene,
  url: string,
  options: {
    /** null: the volumes colour another tileset's surface (colour-volumes.ts). */
    readonly shader: CustomShader | null;
    readonly maximumScreenSpaceError: number;
  },
): Promise<Cesium3DTileset> {
  const { shader } = options;
  const tileset = await Cesium3DTileset.fromUrl(url, {
    maximumScreenSpaceError:
      shader === null ? CLASSIFYING_SCREEN_SPACE_ERROR : options.maximumScreenSpaceError,
    // Both make far tiles coarser than near ones; on a wall the far half is read just as well.
    dynamicScreenSpaceError: false,
    foveatedScreenSpaceError: false,
    cullRequestsWhileMoving: false,
    environmentMapOptions: { enabled: false },
    cacheBytes: CITY_CACHE_BYTES,
    maximumCacheOverflowBytes: CITY_OVERFLOW_BYTES,
    ...(shader === null ? { classificationType: ClassificationType.CESIUM_3D_TILE } : {}),
  });
  leaveUnlit(tileset);
  if (shader !== null) tileset.customShader = shader;
  scene.primitives.add(tileset);
  return tileset;
}

/** A mesh from photographs or Gaussian splats, as 3D Tiles; drawn as it is, never picked. */
export async function loadBaseLayer(
  scene: Scene,
  url: string,
  maximumScreenSpaceError: number,
): Promise<Cesium3DTileset> {
  const tileset = await Cesium3DTileset.fromUrl(url, {
    maximumScreenSpaceError,
    dynamicScreenSpaceError: false,
    cacheBytes: BASE_CACHE_BYTES,
  });
  scene.primitives.add(tileset);
  return tileset;
}

/**
 * Cesium computes a sky's light for every tileset and model, with a wait for the graphics processor
 * at the start; our colours are data and take none of it.
 */
export function leaveUnlit(lit: {
  readonly imageBasedLighting: { imageBasedLightingFactor: Cartesian2 };
}): void {
  lit.imageBasedLighting.imageBasedLightingFactor = new Cartesian2(0, 0);
}
