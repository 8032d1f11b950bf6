/**
 * The drawing as a PNG with its caption under it: what, which quantity, when, and what kind of data,
 * because a picture travels without the screen around it.
 */
import { download, fileName } from '../ui/index.ts';

const LINE_PIXELS = 28;
const MARGIN_PIXELS = 16;

export function savePicture(
  picture: HTMLCanvasElement,
  name: string,
  caption: readonly string[],
): void {
  const sheet = document.createElement('canvas');
  sheet.width = picture.width;
  sheet.height = picture.height + caption.length * LINE_PIXELS + 2 * MARGIN_PIXELS;
  const context = sheet.getContext('2d');
  if (!context) return;
  context.fillStyle = '#12161d';
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(picture, 0, 0);
  context.fillStyle = '#e6eaf0';
  context.textBaseline = 'middle';
  caption.forEach((line, i) => {
    context.font = `${i === 0 ? 600 : 400} 18px 'Noto Sans SC Variable', sans-serif`;
    const y = picture.height + MARGIN_PIXELS + (i + 0.5) * LINE_PIXELS;
    context.fillText(line, MARGIN_PIXELS, y, sheet.width - 2 * MARGIN_PIXELS);
  });
  sheet.toBlob((blob) => {
    if (blob) download(fileName(name, 'png'), blob);
  }, 'image/png');
}
