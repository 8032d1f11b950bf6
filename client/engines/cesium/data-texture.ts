/**
 * RGBA8 tables on the GPU that a CustomShader reads by texel, and their partial renewal.
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

export interface DataTexture {
  /** Row-major RGBA; write here, then `touch` the rows. */
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

export function createDataTexture(name: string, width: number, height: number): DataTexture {
  const texels = new Uint8Array(width * height * 4);
  const makeUniform = (): TextureUniform =>
    new TextureUniform({
      typedArray: texels,
      width,
      height,
      repeat: false,
      pixelFormat: PixelFormat.RGBA,
      minificationFilter: TextureMinificationFilter.NEAREST,
      magnificationFilter: TextureMagnificationFilter.NEAREST,
    });
  let first = height;
  let last = -1;
  let way: 'none' | 'partial' | 'whole' = 'none';
  return {
    texels,
    width,
    height,
    uniform: makeUniform(),
    touchRows: (from, to) => {
      first = Math.min(first, from);
      last = Math.max(last, to);
    },
    flush: (shaders) => {
      if (last < first) return false;
      const rows = last - first + 1;
      for (const shader of shaders) {
        const texture = partialTexture(shader, name);
        if (texture) {
          const arrayBufferView = texels.subarray(first * width * 4, (last + 1) * width * 4);
          texture.copyFrom({
            xOffset: 0,
            yOffset: first,
            source: { width, height: rows, arrayBufferView },
          });
          way = 'partial';
        } else {
          shader.setUniform(name, makeUniform());
          way = 'whole';
        }
      }
      first = height;
      last = -1;
      return true;
    },
    lastWay: () => way,
  };
}

/** The shader's GPU texture when this Cesium has one with `copyFrom`; else null. */
function partialTexture(shader: CustomShader, name: string): PartialTexture | null {
  const manager: unknown = Reflect.get(shader, '_textureManager');
  if (!hasMethod(manager, 'getTexture')) return null;
  const texture = manager.getTexture(name);
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
