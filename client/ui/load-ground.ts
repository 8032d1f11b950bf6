/** How full something is, as a CSS background: the one hue, and a bar along the foot as long as the load. */
import { singleHueRgb } from '../layers/index.ts';

/** `null`: not known. */
export function loadGround(share: number | null): string {
  if (share === null) return 'var(--raised)';
  const percent = Math.round(100 * Math.min(1, Math.max(0, share)));
  const bar = `linear-gradient(to right, #e6eaf0 ${percent}%, #0e1116 ${percent}%)`;
  return `${bar} bottom / 100% 5px no-repeat, rgb(${singleHueRgb(share).join(' ')})`;
}
