/** The sheet's map on white ground, cut to a shape that leaves a page room for its list. */
import type { DistrictMap } from '../engines/deck/index.ts';
import { type SheetSceneInput, sheetScene } from './sheet-scene.ts';

/** Wider or higher maps are cut at the sides: what the plan speaks of is in the middle. */
const ASPECT = { least: 1.25, most: 1.9 } as const;

export async function sheetPicture(map: DistrictMap, input: SheetSceneInput): Promise<Blob> {
  const drawn = await map.picture(sheetScene(input));
  const aspect = Math.min(ASPECT.most, Math.max(ASPECT.least, drawn.width / drawn.height));
  const width = Math.round(Math.min(drawn.width, drawn.height * aspect));
  const height = Math.round(Math.min(drawn.height, drawn.width / aspect));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('sheet: expected a 2D canvas context, the browser gave none');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.drawImage(drawn, (width - drawn.width) / 2, (height - drawn.height) / 2);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('sheet: expected a PNG, the browser made none'));
    }, 'image/png');
  });
}
