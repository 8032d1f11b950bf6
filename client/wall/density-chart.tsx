/** A place's density over the forecast: median line, band up to the 90 % quantile, the shown time. */
import { useMemo } from 'react';
import type { Frames, WalkLink } from '#contracts';
import { CRITICAL_PERSONS_PER_SQUARE_METRE, densityOf } from '../layers/index.ts';
import { frameIndexAt } from '../store/index.ts';

const WIDTH = 240;
const HEIGHT = 36;
/** The scale reaches the critical limit at least, so that a low curve looks low. */
const LEAST_TOP = CRITICAL_PERSONS_PER_SQUARE_METRE + 0.5;

export interface DensityChartProps {
  readonly frames: Frames;
  readonly linkIndex: number;
  readonly link: WalkLink | undefined;
  readonly shownMs: number;
  readonly label: string;
}

export function DensityChart({ frames, linkIndex, link, shownMs, label }: DensityChartProps) {
  const paths = useMemo(
    () => (link ? densityPaths(frames, linkIndex, link) : null),
    [frames, linkIndex, link],
  );
  if (!paths) return null;
  const at = frameIndexAt(frames, shownMs);
  const x = at === null ? null : (at / Math.max(1, frames.frameCount - 1)) * WIDTH;
  return (
    <svg
      className="wall-chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line x1={0} x2={WIDTH} y1={paths.limitY} y2={paths.limitY} className="wall-chart-limit" />
      <path d={paths.band} className="wall-chart-band" />
      <path d={paths.median} className="wall-chart-median" />
      {x === null ? null : <line x1={x} x2={x} y1={0} y2={HEIGHT} className="wall-chart-now" />}
    </svg>
  );
}

/** SVG path texts in a box of WIDTH × HEIGHT, y downwards. */
export function densityPaths(
  frames: Frames,
  linkIndex: number,
  link: WalkLink,
): { readonly median: string; readonly band: string; readonly limitY: number } {
  const medians: number[] = [];
  const highs: number[] = [];
  for (let frame = 0; frame < frames.frameCount; frame += 1) {
    const at = frame * frames.walkLinkCount + linkIndex;
    medians.push(densityOf(frames.walkPersons[at] ?? 0, link));
    highs.push(densityOf(frames.walkPersonsHigh[at] ?? 0, link));
  }
  const top = Math.max(LEAST_TOP, ...highs);
  const x = (frame: number): string =>
    ((frame / Math.max(1, frames.frameCount - 1)) * WIDTH).toFixed(1);
  const y = (density: number): string => (HEIGHT - (density / top) * HEIGHT).toFixed(1);
  const points = (values: readonly number[]): string[] =>
    values.map((value, i) => `${x(i)} ${y(value)}`);
  const forth = points(medians);
  const back = points(highs).reverse();
  return {
    median: `M${forth.join('L')}`,
    band: `M${forth.join('L')}L${back.join('L')}Z`,
    limitY: HEIGHT - (CRITICAL_PERSONS_PER_SQUARE_METRE / top) * HEIGHT,
  };
}
