import { expect, test } from '@playwright/test';

/** Every picture of the city needs WebGL2; without it the other failures would be riddles. */
test('the browser draws with WebGL2', async ({ page }) => {
  await page.setContent('<canvas width="4" height="4"></canvas>');
  const pixel = await page.evaluate(() => {
    const context = document.querySelector('canvas')?.getContext('webgl2');
    if (!context) return undefined;
    context.clearColor(1, 0.2, 0, 1);
    context.clear(context.COLOR_BUFFER_BIT);
    const rgba = new Uint8Array(4);
    context.readPixels(1, 1, 1, 1, context.RGBA, context.UNSIGNED_BYTE, rgba);
    return [...rgba];
  });
  expect(pixel).toEqual([255, 51, 0, 255]);
});

/** The client looks cells up in a 1024 × 1024 integer-addressed texture in the vertex stage too. */
test('the vertex stage may read textures', async ({ page }) => {
  const units = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('webgl2');
    return context?.getParameter(context.MAX_VERTEX_TEXTURE_IMAGE_UNITS);
  });
  expect(units).toBeGreaterThanOrEqual(4);
});
