/** Frames of two seconds → vehicles that the drawing moves between. */
import { CLOSE_UP_HEADING_STEPS, type CloseUpFrame } from '#contracts';
import type { VehicleFrame } from '../engines/three/index.ts';

/**
 * Farther in a second is another vehicle with the same id: 90 km/h and 10 m for a junction that the
 * model crosses at once.
 */
const FARTHEST_METRES = 25 + 10;
const STEP_RADIANS = (2 * Math.PI) / CLOSE_UP_HEADING_STEPS;

/** `next`: the second after, null at the end. Which is not in it stays where it is. */
export function vehiclesOfSecond(frame: CloseUpFrame, next: CloseUpFrame | null): VehicleFrame {
  const count = frame.vehicleId.length;
  const metres = (centimetres: Int16Array): Float32Array =>
    Float32Array.from(centimetres, (value) => value / 100);
  const x = metres(frame.vehicleXCentimetres);
  const y = metres(frame.vehicleYCentimetres);
  const heading = Float32Array.from(frame.vehicleHeading, (steps) => steps * STEP_RADIANS);
  const out = {
    count,
    x,
    y,
    heading,
    nextX: x.slice(),
    nextY: y.slice(),
    nextHeading: heading.slice(),
    kind: frame.vehicleKind,
  };
  if (!next) return out;
  const later = new Map<number, number>();
  next.vehicleId.forEach((id, index) => {
    later.set(id, index);
  });
  for (let i = 0; i < count; i += 1) {
    const j = later.get(frame.vehicleId[i] as number);
    if (j === undefined) continue;
    const nextX = (next.vehicleXCentimetres[j] as number) / 100;
    const nextY = (next.vehicleYCentimetres[j] as number) / 100;
    if (Math.hypot(nextX - (x[i] as number), nextY - (y[i] as number)) > FARTHEST_METRES) continue;
    out.nextX[i] = nextX;
    out.nextY[i] = nextY;
    const half = CLOSE_UP_HEADING_STEPS / 2;
    const turn = (next.vehicleHeading[j] as number) - (frame.vehicleHeading[i] as number);
    const shorter = ((turn + 3 * half) % CLOSE_UP_HEADING_STEPS) - half;
    out.nextHeading[i] = (heading[i] as number) + shorter * STEP_RADIANS;
  }
  return out;
}
