/** The height of a list row in pixels, from the root size (a wall sets a larger one). */
import { useState } from 'react';

/** Row height in root ems: 32 px at a desk, 44 px under a finger. */
const ROW_REM = { fine: 2, coarse: 2.75 } as const;

export function useRowPixels(): number {
  const [pixels] = useState(() => {
    const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const coarse = window.matchMedia('(pointer: coarse)').matches;
    return Math.round((Number.isFinite(root) ? root : 16) * ROW_REM[coarse ? 'coarse' : 'fine']);
  });
  return pixels;
}
