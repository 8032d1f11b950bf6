/**
 * Tables on the GPU that a CustomShader reads by texel, and their partial renewal.
 *
 * Cesium has no public way to change part of a texture (issues 5094, 7521): a new TextureUniform
 * replaces it whole. `Texture.copyFrom` does, but is private. This module is the only place that
 * reaches for it, tests that it is there, and otherwise falls back to the public way.
 */
import {
  type CustomShader,
  PixelFormat,
  TextureMagnificationFilter,
  TextureMinificationFilter,
  TextureUniform,
} from 'cesium';

export interface DataTextureOptions {
  /** Name of the uniform in the shaders. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Bytes a texel: one (red) or four (RGBA). */
  readonly channels: 1 | 4;
  /** Rows that are sent together at most; what changed in two bands is sent as two pieces. */
  readonly bandRows?: number;
}

export interface DataTexture {
  /** Row-major; write here, then `touch` the rows. */
  readonly texels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly uniform: TextureUniform;
  readonly touchRows: (first: number, last: number) => void;
  /** Sends what was touched to every shader given; call once a frame. True when anything was sent. */
  readonly flush: (shaders: readonly CustomShader[]) => boolean;
  /** Which way the last flush took, for the figures. */
  readonly lastWay: () => 'none' | 'partial' | 'whole';
}

interface PartialTexture {
  copyFrom(options: {
    readonly xOffset: number;
    readonly yOffset: number;
    readonly source: {
      readonly width: number;
      readonly height: number;
      readonly arrayBufferView: Uint8Array;
    };
  }): void;
}

export function createDataTexture(options: DataTextureOptions): DataTexture {
  const { name, width, height, channels } = options;
  const bandRows = options.bandRows ?? height;
  const texels = new Uint8Array(width * height * channels);
  const makeUniform = (): TextureUniform =>
    new TextureUniform({
      typedArray: texels,
      width,
      height,
      repeat: false,
      pixelFormat: channels === 1 ? PixelFormat.RED : PixelFormat.RGBA,
      minificationFilter: TextureMinificationFilter.NEAREST,
      magnificationFilter: TextureMagnificationFilter.NEAREST,
    });
  const bands = Math.ceil(height / bandRows);
  /** First and last touched row of each band; first > last = nothing. */
  const firsts = new Int32Array(bands).fill(height);
  const lasts = new Int32Array(bands).fill(-1);
  let way: 'none' | 'partial' | 'whole' = 'none';

  const sendBand = (texture: PartialTexture, first: number, last: number): void => {
    const rowBytes = width * channels;
    texture.copyFrom({
      xOffset: 0,
      yOffset: first,
      source: {
        width,
        height: last - first + 1,
        arrayBufferView: texels.subarray(first * rowBytes, (last + 1) * rowBytes),
      },
    });
  };
  return {
    texels,
    width,
    height,
    uniform: makeUniform(),
    touchRows: (from, to) => {
      for (let band = Math.floor(from / bandRows); band * bandRows <= to; band += 1) {
        const start = band * bandRows;
        firsts[band] = Math.min(firsts[band] ?? height, Math.max(from, start));
        lasts[band] = Math.max(lasts[band] ?? -1, Math.min(to, start + bandRows - 1));
      }
    },
    flush: (shaders) => {
      if (lasts.every((last) => last < 0)) return false;
      for (const shader of shaders) {
        const texture = partialTexture(shader, name);
        // Not drawn with yet: the texture is made of `texels` as they are then.
        if (texture === 'not-made') continue;
        way = texture ? 'partial' : 'whole';
        if (!texture) shader.setUniform(name, makeUniform());
        for (let band = 0; texture && band < bands; band += 1) {
          const last = lasts[band] ?? -1;
          if (last >= 0) sendBand(texture, firsts[band] ?? 0, last);
        }
      }
      firsts.fill(height);
      lasts.fill(-1);
      return true;
    },
    lastWay: () => way,
  };
}

/** The shader's GPU texture when this Cesium has one with `copyFrom`; else null. */
function partialTexture(shader: CustomShader, name: string): PartialTexture | 'not-made' | null {
  const manager: unknown = Reflect.get(shader, '_textureManager');
  if (!hasMethod(manager, 'getTexture')) return null;
  const texture = manager.getTexture(name);
  if (texture === undefined) return 'not-made';
  return hasMethod(texture, 'copyFrom') ? texture : null;
}

function hasMethod<Name extends string>(
  value: unknown,
  name: Name,
): value is Readonly<Record<Name, (...parameters: readonly unknown[]) => unknown>> {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function'
  );
}
