/** Metres per unit of a frame's x and y round one position, for shapes in degrees. */
import { createLocalFrame } from '#contracts';
import type { CoordinateFrame } from '../../frames/index.ts';
import type { UnitMetres } from './shape-solid.ts';

export function metresPerUnit(frame: CoordinateFrame, x: number, y: number): UnitMetres {
  if (frame.kind === 'projected') return [1, 1];
  const [lon, lat] = frame.lonLatFrom(x, y);
  if (!Number.isFinite(lon) || !(Math.abs(lat) < 90)) return [111_000, 111_000];
  const local = createLocalFrame({ lonDegrees: lon, latDegrees: lat, heightMetres: 0 });
  const step = 1e-4;
  const size = (dx: number, dy: number) =>
    Math.hypot(...local.pointFromLonLat(...frame.lonLatFrom(x + dx, y + dy))) / step;
  return [size(step, 0), size(0, step)];
}
