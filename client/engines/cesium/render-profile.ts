/**
 * How richly to draw, decided by the first frames' own times. Without a graphics processor one
 * full frame of 1280×720 costs 700 ms with Cesium's defaults and 72 ms lean (measured, Chromium
 * with software rendering on two cores), so everything starts lean and is raised when it is cheap.
 */
import type { ColourMotion } from './cell-layer.ts';

export interface RenderProfile {
  readonly name: 'fine' | 'plain' | 'sparse';
  readonly msaaSamples: 1 | 4;
  /** Drawing-buffer pixels per CSS pixel, before the device's own ratio (`fine` only). */
  readonly resolutionScale: number;
  readonly useDevicePixels: boolean;
  /** Pixels of geometric error that a tile may show. */
  readonly maximumScreenSpaceError: number;
  /** Which changes of colour are shown as motion: each step of it is a frame. */
  readonly colourMotion: ColourMotion;
}

export const PROFILES = {
  fine: {
    name: 'fine',
    msaaSamples: 4,
    resolutionScale: 1,
    useDevicePixels: true,
    maximumScreenSpaceError: 12,
    colourMotion: 'all',
  },
  plain: {
    name: 'plain',
    msaaSamples: 1,
    resolutionScale: 1,
    useDevicePixels: false,
    maximumScreenSpaceError: 16,
    colourMotion: 'choices',
  },
  sparse: {
    name: 'sparse',
    msaaSamples: 1,
    resolutionScale: 0.6,
    useDevicePixels: false,
    maximumScreenSpaceError: 24,
    colourMotion: 'none',
  },
} as const satisfies Readonly<Record<string, RenderProfile>>;

/** A screen shows 60 frames a second: half of that time is left over for everything else. */
const CHEAP_FRAME_MS = 20;
/** Above this, moving the camera feels like a slide show. */
const DEAR_FRAME_MS = 90;
export const MEASURED_FRAMES = 7;

export function chooseProfile(frameMilliseconds: readonly number[]): RenderProfile {
  const sorted = [...frameMilliseconds].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) return PROFILES.plain;
  if (median < CHEAP_FRAME_MS) return PROFILES.fine;
  return median > DEAR_FRAME_MS ? PROFILES.sparse : PROFILES.plain;
}
