/**
 * A picture of layers that were only just made: their programs are linked while frames go by, and
 * until then they draw nothing. So frames pass until something is drawn, and two more for glyphs.
 */
const MOST_FRAMES = 120;
const FRAMES_AFTER = 2;

export async function settledPicture(
  draw: () => Promise<HTMLCanvasElement>,
): Promise<HTMLCanvasElement> {
  let left = MOST_FRAMES;
  while (!isDrawn(await draw())) {
    left -= 1;
    if (left === 0) {
      throw new Error(`map picture: expected a drawing within ${MOST_FRAMES} frames, got none`);
    }
    await nextFrame();
  }
  for (let i = 0; i < FRAMES_AFTER; i += 1) await nextFrame();
  return draw();
}

const nextFrame = (): Promise<number> =>
  new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });

/** Any pixel that is not clear. */
function isDrawn(canvas: HTMLCanvasElement): boolean {
  const { width, height } = canvas;
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
  if (!pixels) return false;
  for (let alpha = 3; alpha < pixels.length; alpha += 4) if (pixels[alpha] !== 0) return true;
  return false;
}
