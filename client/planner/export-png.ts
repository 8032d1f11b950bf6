/**
 * The map as a picture that stands alone: title, time, kind mark, map, legend, attribution.
 * Drawn on a canvas of our own; nothing of the page's style is needed.
 */
import {
  DENSITY_BANDS,
  DIFFERENCE_FULL_PERSONS_PER_SQUARE_METRE,
  DIVERGING,
  SPEED_STEPS,
} from '../layers/index.ts';

export interface PictureText {
  readonly title: string;
  /** One per pane. */
  readonly paneTitles: readonly string[];
  readonly time: string;
  readonly densityTitle: string;
  readonly speedTitle: string;
  /** null = no difference on the map. */
  readonly differenceTitle: string | null;
  readonly notices: readonly string[];
}

const FONT =
  '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC Variable",sans-serif';
const MARGIN = 24;
const HEAD = 72;
const LEGEND = 64;
const LINE = 22;
const MIN_WIDTH = 1000;

export async function planPicture(map: HTMLCanvasElement, text: PictureText): Promise<Blob> {
  const width = Math.max(MIN_WIDTH, map.width + 2 * MARGIN);
  const foot = MARGIN + LEGEND + LINE * text.notices.length;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = HEAD + map.height + foot + MARGIN;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('picture: expected a 2D canvas context, the browser gave none');
  context.fillStyle = '#0e1116';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'middle';
  const write = (words: string, x: number, y: number, size: number, colour = '#e6eaf0') => {
    context.font = `${size}px ${FONT}`;
    context.fillStyle = colour;
    context.fillText(words, x, y);
    return context.measureText(words).width;
  };
  write(text.title, MARGIN, 26, 22);
  write(text.time, MARGIN, 52, 16, '#a9b4c2');
  context.drawImage(map, MARGIN, HEAD);
  text.paneTitles.forEach((title, i) => {
    const x = MARGIN + 12 + (i * map.width) / text.paneTitles.length;
    write(title, x, HEAD + 20, 16);
  });
  let x = MARGIN;
  const y = HEAD + map.height + MARGIN;
  const group = (
    title: string,
    steps: readonly { readonly hex: string; readonly label: string }[],
  ) => {
    write(title, x, y, 14, '#a9b4c2');
    for (const step of steps) {
      context.fillStyle = step.hex;
      context.fillRect(x, y + 14, 24, 12);
      context.strokeStyle = '#2b3440';
      context.strokeRect(x, y + 14, 24, 12);
      x += 30 + write(step.label, x + 28, y + 20, 13) + 10;
    }
    x += MARGIN;
  };
  if (text.differenceTitle !== null) {
    const full = DIFFERENCE_FULL_PERSONS_PER_SQUARE_METRE;
    group(text.differenceTitle, [
      { hex: DIVERGING.fewer, label: `−${full}` },
      { hex: DIVERGING.neutral, label: '±0' },
      { hex: DIVERGING.more, label: `+${full}` },
    ]);
  }
  group(
    text.densityTitle,
    DENSITY_BANDS.map((band, i) => ({
      hex: band.hex,
      label: Number.isFinite(band.belowPersonsPerSquareMetre)
        ? `${band.letter} <${band.belowPersonsPerSquareMetre}`
        : `${band.letter} ≥${DENSITY_BANDS[i - 1]?.belowPersonsPerSquareMetre ?? 0}`,
    })),
  );
  group(
    text.speedTitle,
    SPEED_STEPS.map((step) => ({ hex: step.hex, label: `≥${Math.round(step.fromRatio * 100)}%` })),
  );
  text.notices.forEach((notice, i) => {
    write(notice, MARGIN, y + LEGEND + i * LINE, 13, '#a9b4c2');
  });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('picture: expected a PNG, the browser made none'));
    }, 'image/png');
  });
}
