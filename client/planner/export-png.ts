/**
 * The map as a picture that stands alone: title, time, kind mark, map, legend, attribution.
 * Drawn on a canvas of our own; nothing of the page's style is needed.
 */
import {
  ALARM_HEX,
  CRITICAL_PERSONS_PER_SQUARE_METRE,
  DENSITY_BANDS,
  DIFFERENCE_FULL_PERSONS_PER_SQUARE_METRE,
  DIVERGING,
  type Hatch,
  SINGLE_HUE,
  SPEED_STEPS,
} from '../layers/index.ts';
import { ALARM_SHAPE } from '../ui/index.ts';

export interface PictureText {
  readonly title: string;
  /** One per pane. */
  readonly paneTitles: readonly string[];
  readonly time: string;
  readonly densityTitle: string;
  readonly criticalWord: string;
  /** null = no speeds on the map. */
  readonly speedTitle: string | null;
  readonly queueTitle: string;
  /** null = no difference on the map. */
  readonly differenceTitle: string | null;
  readonly notices: readonly string[];
}

const FONT =
  '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC Variable",sans-serif';
const MARGIN = 24;
const HEAD = 72;
/** A legend's group: title above its swatches. */
const GROUP = { height: 48, swatch: { width: 24, height: 12, top: 14 } } as const;
const LINE = 22;
const MIN_WIDTH = 1000;
const GROUND = '#0e1116';
const TEXT = '#e6eaf0';
const SECONDARY = '#a9b4c2';

type Sign =
  | { readonly type: 'fill'; readonly hex: string; readonly hatch: Hatch }
  | { readonly type: 'shape'; readonly shape: string; readonly hex: string }
  | { readonly type: 'circle'; readonly hex: string };
interface LegendStep {
  readonly sign: Sign;
  readonly label: string;
}
interface LegendGroup {
  readonly title: string;
  readonly steps: readonly LegendStep[];
}

const fill = (hex: string, label: string, hatch: Hatch = 0): LegendStep => ({
  sign: { type: 'fill', hex, hatch },
  label,
});

function legendGroups(text: PictureText): readonly LegendGroup[] {
  const full = DIFFERENCE_FULL_PERSONS_PER_SQUARE_METRE;
  const groups: LegendGroup[] = [];
  if (text.differenceTitle !== null) {
    groups.push({
      title: text.differenceTitle,
      steps: [
        fill(DIVERGING.fewer, `−${full}`),
        fill(DIVERGING.neutral, '±0'),
        fill(DIVERGING.more, `+${full}`, 1),
      ],
    });
  }
  groups.push({
    title: text.densityTitle,
    steps: [
      ...DENSITY_BANDS.map((band, i) => {
        const below = band.belowPersonsPerSquareMetre;
        const from = DENSITY_BANDS[i - 1]?.belowPersonsPerSquareMetre ?? 0;
        const range = Number.isFinite(below) ? `<${below}` : `≥${from}`;
        return fill(band.hex, `${band.letter} ${range}`, band.hatch);
      }),
      {
        sign: { type: 'shape', shape: ALARM_SHAPE.critical, hex: ALARM_HEX.critical },
        label: `${CRITICAL_PERSONS_PER_SQUARE_METRE}+ ${text.criticalWord}`,
      },
    ],
  });
  if (text.speedTitle !== null) {
    groups.push({
      title: text.speedTitle,
      steps: SPEED_STEPS.map((step) => fill(step.hex, `≥${Math.round(step.fromRatio * 100)}%`)),
    });
  }
  groups.push({
    title: text.queueTitle,
    steps: [{ sign: { type: 'circle', hex: SINGLE_HUE.to }, label: '' }],
  });
  return groups;
}

/** Pixels between a legend's parts. */
const STEP = { sign: 28, gap: 12 } as const;

export async function planPicture(map: HTMLCanvasElement, text: PictureText): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new Error('picture: expected a 2D canvas context, the browser gave none');
  const widthOf = (words: string, size: number): number => {
    context.font = `${size}px ${FONT}`;
    return context.measureText(words).width;
  };
  const width = Math.max(MIN_WIDTH, map.width + 2 * MARGIN);
  const placed = placeGroups(legendGroups(text), width, widthOf);
  const notices = text.notices.flatMap((notice) => wrapped(notice, width - 2 * MARGIN, widthOf));
  const legendTop = HEAD + map.height + MARGIN;
  const noticesTop = legendTop + placed.rows * GROUP.height + LINE / 2;
  canvas.width = width;
  canvas.height = noticesTop + notices.length * LINE + MARGIN / 2;

  context.fillStyle = GROUND;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'middle';
  const write = (words: string, x: number, y: number, size: number, colour = TEXT): void => {
    context.font = `${size}px ${FONT}`;
    context.fillStyle = colour;
    context.fillText(words, x, y);
  };
  write(text.title, MARGIN, 26, 22);
  write(text.time, MARGIN, 52, 16, SECONDARY);
  context.drawImage(map, MARGIN, HEAD);
  text.paneTitles.forEach((title, i) => {
    write(title, MARGIN + 12 + (i * map.width) / text.paneTitles.length, HEAD + 20, 16);
  });
  for (const { group, left, row } of placed.groups) {
    const top = legendTop + row * GROUP.height;
    write(group.title, left, top, 14, SECONDARY);
    let x = left;
    for (const { sign, label } of group.steps) {
      drawSign(context, sign, x, top + GROUP.swatch.top);
      write(label, x + STEP.sign, top + GROUP.swatch.top + GROUP.swatch.height / 2, 13);
      x += STEP.sign + widthOf(label, 13) + STEP.gap;
    }
  }
  notices.forEach((notice, i) => {
    write(notice, MARGIN, noticesTop + (i + 0.5) * LINE, 13, SECONDARY);
  });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('picture: expected a PNG, the browser made none'));
    }, 'image/png');
  });
}

/** Groups from left to right, a new row when the next would pass the edge. */
function placeGroups(
  groups: readonly LegendGroup[],
  width: number,
  widthOf: (words: string, size: number) => number,
) {
  let left = MARGIN;
  let row = 0;
  const placed = groups.map((group) => {
    const steps = group.steps.reduce(
      (sum, { label }) => sum + STEP.sign + widthOf(label, 13) + STEP.gap,
      0,
    );
    const size = Math.max(steps, widthOf(group.title, 14)) + MARGIN;
    if (left > MARGIN && left + size > width) {
      left = MARGIN;
      row += 1;
    }
    const at = { group, left, row };
    left += size;
    return at;
  });
  return { groups: placed, rows: row + 1 };
}

/** Broken at spaces or, where there are none, between characters. */
function wrapped(
  words: string,
  width: number,
  widthOf: (words: string, size: number) => number,
): readonly string[] {
  const lines = [''];
  for (const part of words.split(/(?<=\s)|(?<=[\u2e80-\uffef])/)) {
    const line = lines[lines.length - 1] ?? '';
    if (line !== '' && widthOf(line + part, 13) > width) lines.push(part);
    else lines[lines.length - 1] = line + part;
  }
  return lines;
}

function drawSign(context: CanvasRenderingContext2D, sign: Sign, x: number, y: number): void {
  const { width, height } = GROUP.swatch;
  if (sign.type === 'shape') {
    context.font = `16px ${FONT}`;
    context.fillStyle = sign.hex;
    context.fillText(sign.shape, x + 4, y + height / 2);
    return;
  }
  if (sign.type === 'circle') {
    context.strokeStyle = sign.hex;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(x + width / 2, y + height / 2, height / 2, 0, 2 * Math.PI);
    context.stroke();
    return;
  }
  context.fillStyle = sign.hex;
  context.fillRect(x, y, width, height);
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.lineWidth = 1.2;
  context.strokeStyle = GROUND;
  const leans = sign.hatch === 0 ? [] : sign.hatch === 1 ? [1] : [1, -1];
  for (const lean of leans) {
    for (let at = -height; at < width + height; at += 5) {
      context.beginPath();
      context.moveTo(x + at, lean === 1 ? y + height : y);
      context.lineTo(x + at + height, lean === 1 ? y : y + height);
      context.stroke();
    }
  }
  context.restore();
  context.lineWidth = 1;
  context.strokeStyle = '#2b3440';
  context.strokeRect(x, y, width, height);
}
