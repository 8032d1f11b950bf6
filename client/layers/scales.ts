/**
 * The one set of colour scales over Cesium, three, deck.gl, charts and legends. Exactly the ramps
 * of the interface design: density in Fruin's walkway bands (J. J. Fruin, Pedestrian Planning and
 * Design, 1971; metric limits as in the Highway Capacity Manual), luminance-rising so that it
 * reads in greyscale; warm hues stay free for alarms.
 */
import type { AlarmPriority } from '#contracts';

/** 0…255 each. */
export type Rgb = readonly [number, number, number];
/** 0 none, 1 single hatch `//`, 2 double hatch `××`. */
export type Hatch = 0 | 1 | 2;

export const rgbFromHex = (hex: string): Rgb => {
  const word = Number.parseInt(hex.slice(1), 16);
  return [(word >> 16) & 255, (word >> 8) & 255, word & 255];
};

export interface DensityBand {
  readonly letter: 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
  /** Persons/m²: the band holds values from the last limit up to, not including, this one. */
  readonly belowPersonsPerSquareMetre: number;
  readonly hex: string;
  readonly hatch: Hatch;
}

export const DENSITY_BANDS: readonly DensityBand[] = [
  { letter: 'A', belowPersonsPerSquareMetre: 0.31, hex: '#16243f', hatch: 0 },
  { letter: 'B', belowPersonsPerSquareMetre: 0.43, hex: '#2f4569', hatch: 0 },
  { letter: 'C', belowPersonsPerSquareMetre: 0.72, hex: '#54688a', hatch: 0 },
  { letter: 'D', belowPersonsPerSquareMetre: 1.08, hex: '#7f8ea6', hatch: 0 },
  { letter: 'E', belowPersonsPerSquareMetre: 2.17, hex: '#b3bccb', hatch: 1 },
  { letter: 'F', belowPersonsPerSquareMetre: Number.POSITIVE_INFINITY, hex: '#eef1f5', hatch: 2 },
];
/** Above this a place is a critical alarm, not a colour of the scale. */
export const CRITICAL_PERSONS_PER_SQUARE_METRE = 4;

const BAND_RGB: readonly Rgb[] = DENSITY_BANDS.map((band) => rgbFromHex(band.hex));
const BLACK: Rgb = [0, 0, 0];

/** Position of the band in DENSITY_BANDS. */
export function densityBandIndex(personsPerSquareMetre: number): number {
  const index = DENSITY_BANDS.findIndex(
    (band) => personsPerSquareMetre < band.belowPersonsPerSquareMetre,
  );
  return index === -1 ? DENSITY_BANDS.length - 1 : index;
}

export const densityRgb = (personsPerSquareMetre: number): Rgb =>
  BAND_RGB[densityBandIndex(personsPerSquareMetre)] ?? BLACK;
export const densityHatch = (personsPerSquareMetre: number): Hatch =>
  DENSITY_BANDS[densityBandIndex(personsPerSquareMetre)]?.hatch ?? 0;

/** Speed over free-flow speed, six steps on the density ramp reversed: slow is bright. */
export const SPEED_STEPS: readonly { readonly fromRatio: number; readonly hex: string }[] = [
  { fromRatio: 0.85, hex: '#16243f' },
  { fromRatio: 0.7, hex: '#2f4569' },
  { fromRatio: 0.55, hex: '#54688a' },
  { fromRatio: 0.4, hex: '#7f8ea6' },
  { fromRatio: 0.25, hex: '#b3bccb' },
  { fromRatio: 0, hex: '#eef1f5' },
];
const SPEED_RGB: readonly Rgb[] = SPEED_STEPS.map((step) => rgbFromHex(step.hex));

export function speedRgb(ratio: number): Rgb {
  const index = SPEED_STEPS.findIndex((step) => ratio >= step.fromRatio);
  return SPEED_RGB[index === -1 ? SPEED_STEPS.length - 1 : index] ?? BLACK;
}

/** Occupancy, power, water and the like: one hue, 0 … 1. */
export const SINGLE_HUE = { from: '#0f2b2b', to: '#8fe0d2' } as const;
const HUE_FROM = rgbFromHex(SINGLE_HUE.from);
const HUE_TO = rgbFromHex(SINGLE_HUE.to);

export const singleHueRgb = (share: number): Rgb =>
  mix(HUE_FROM, HUE_TO, Math.min(1, Math.max(0, share)));

export const ALARM_HEX: Readonly<Record<AlarmPriority, string>> = {
  critical: '#ff4d4f',
  high: '#ff9f1a',
  medium: '#ffd666',
  advisory: '#c4a7ff',
};
/** By `ALARM_RANK`: index 0 is no alarm. */
export const ALARM_RGB_BY_RANK: readonly Rgb[] = [
  BLACK,
  rgbFromHex(ALARM_HEX.advisory),
  rgbFromHex(ALARM_HEX.medium),
  rgbFromHex(ALARM_HEX.high),
  rgbFromHex(ALARM_HEX.critical),
];

/** Differences between scenarios: fewer/better and more/worse, neutral grey at zero. */
export const DIVERGING = { fewer: '#5aa9e6', neutral: '#3a4452', more: '#e6a15a' } as const;
const FEWER = rgbFromHex(DIVERGING.fewer);
const NEUTRAL = rgbFromHex(DIVERGING.neutral);
const MORE = rgbFromHex(DIVERGING.more);
/** |difference| in persons/m² at which the colour is full. */
export const DIFFERENCE_FULL_PERSONS_PER_SQUARE_METRE = 2;
/** Below this a difference is noise of a few people and stays neutral. */
export const DIFFERENCE_NOISE_PERSONS_PER_SQUARE_METRE = 0.05;

/** share −1 (fewer) … 0 … 1 (more). */
export function differenceRgb(share: number): Rgb {
  const size = Math.min(1, Math.abs(share));
  return mix(NEUTRAL, share < 0 ? FEWER : MORE, size);
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2): number => Math.round(from[i] + (to[i] - from[i]) * share);
  return [at(0), at(1), at(2)];
}
