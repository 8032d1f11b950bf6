/**
 * Calls `move` again and again, outside React: every second, and less often where drawing is slow, so
 * that it takes a tenth of the time at most. Who asked for less motion sees trains move with the minute.
 */
const EVERY_MS = 1000;
const SHARE_OF_TIME = 0.1;

/** Returns how to stop. */
export function keepMoving(move: () => void): () => void {
  move();
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return () => {};
  let timer = setTimeout(step, EVERY_MS);
  let frame = 0;
  function step(): void {
    const begunMs = performance.now();
    move();
    // The first frame draws; the second comes when that is done.
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        const tookMs = performance.now() - begunMs;
        timer = setTimeout(step, Math.max(EVERY_MS, tookMs / SHARE_OF_TIME));
      });
    });
  }
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}
