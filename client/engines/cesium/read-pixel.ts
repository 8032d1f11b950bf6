/** Reads back what is really on screen, for the probe. */

/** Only within the frame's own task does the drawing buffer still hold the picture. */
export function readPixel(
  canvas: HTMLCanvasElement,
  render: () => void,
  x: number,
  y: number,
): readonly [number, number, number] {
  render();
  const gl = canvas.getContext('webgl2');
  if (!gl) return [0, 0, 0];
  const scale = canvas.width / Math.max(1, canvas.clientWidth);
  const bytes = new Uint8Array(4);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.readPixels(
    Math.floor(x * scale),
    canvas.height - 1 - Math.floor(y * scale),
    1,
    1,
    gl.RGBA,
    gl.UNSIGNED_BYTE,
    bytes,
  );
  return [bytes[0] ?? 0, bytes[1] ?? 0, bytes[2] ?? 0];
}
