/** Frames of two seconds → what the drawing moves between, coloured by density or by destination. */
import { CLOSE_UP_DENSITY_STEPS, type CloseUpFrame } from '#contracts';
import type { BodyFrame } from '../engines/three/index.ts';
import {
  ALARM_HEX,
  CRITICAL_PERSONS_PER_SQUARE_METRE,
  densityHatch,
  densityRgb,
  type Rgb,
  rgbFromHex,
} from '../layers/index.ts';

/** Positions in BODY_SHAPES: circle, square, triangle, diamond. */
const [CIRCLE, SQUARE, TRIANGLE, DIAMOND] = [0, 1, 2, 3];

export interface PersonLook {
  readonly rgb: Rgb;
  readonly shape: number;
}

/** Fruin's bands; the hatched ones have a shape of their own, and above 4/m² the alarm's. */
export function lookOfDensity(personsPerSquareMetre: number): PersonLook {
  if (personsPerSquareMetre >= CRITICAL_PERSONS_PER_SQUARE_METRE) {
    return { rgb: rgbFromHex(ALARM_HEX.critical), shape: TRIANGLE };
  }
  const shape = [CIRCLE, DIAMOND, SQUARE][densityHatch(personsPerSquareMetre)] ?? CIRCLE;
  return { rgb: densityRgb(personsPerSquareMetre), shape };
}

/**
 * Destinations by how many go there, each with colour and shape; blue, green and purple of Okabe and
 * Ito (Color Universal Design, 2008), which keep apart for the colour-blind and off the alarms' hues.
 */
export const DESTINATION_LOOKS: readonly { readonly hex: string; readonly shape: number }[] = [
  { hex: '#56b4e9', shape: CIRCLE },
  { hex: '#cc79a7', shape: SQUARE },
  { hex: '#009e73', shape: DIAMOND },
  { hex: '#e6eaf0', shape: TRIANGLE },
  { hex: '#0072b2', shape: SQUARE },
];
/** Of all further destinations. */
export const OTHER_LOOK = { hex: '#8b97a8', shape: CIRCLE };

export type PersonLooks = (frame: CloseUpFrame, person: number) => PersonLook;

export const looksByDensity = (): PersonLooks => {
  const looks = Array.from({ length: 256 }, (_, step) =>
    lookOfDensity(step / CLOSE_UP_DENSITY_STEPS),
  );
  return (frame, person) => looks[frame.density[person] as number] as PersonLook;
};

/** `order`: destinations, the most sought first. */
export const looksByDestination = (order: readonly number[]): PersonLooks => {
  const looks = Array.from({ length: 256 }, (_, destination): PersonLook => {
    const { hex, shape } = DESTINATION_LOOKS[order.indexOf(destination)] ?? OTHER_LOOK;
    return { rgb: rgbFromHex(hex), shape };
  });
  return (frame, person) => looks[frame.destination[person] as number] as PersonLook;
};

/** `next`: the second after, null at the end. Who is not in it stays where he is. */
export function peopleOfSecond(
  frame: CloseUpFrame,
  next: CloseUpFrame | null,
  lookOf: PersonLooks,
): BodyFrame {
  const count = frame.serial.length;
  const out = {
    count,
    x: new Float32Array(count),
    y: new Float32Array(count),
    nextX: new Float32Array(count),
    nextY: new Float32Array(count),
    shape: new Uint8Array(count),
    colour: new Float32Array(3 * count),
  };
  const later = new Map<number, number>();
  next?.serial.forEach((serial, index) => {
    later.set(serial, index);
  });
  for (let i = 0; i < count; i += 1) {
    const x = (frame.xCentimetres[i] as number) / 100;
    const y = (frame.yCentimetres[i] as number) / 100;
    const j = later.get(frame.serial[i] as number);
    out.x[i] = x;
    out.y[i] = y;
    out.nextX[i] = next && j !== undefined ? (next.xCentimetres[j] as number) / 100 : x;
    out.nextY[i] = next && j !== undefined ? (next.yCentimetres[j] as number) / 100 : y;
    const { rgb, shape } = lookOf(frame, i);
    out.shape[i] = shape;
    for (const channel of [0, 1, 2] as const) out.colour[3 * i + channel] = linear(rgb[channel]);
  }
  return out;
}

/** sRGB byte → the linear light in which the engine mixes. */
function linear(byte: number): number {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
