/** The fundamental diagrams as SVG: speed over density, models as marks, references as lines and bands. */
import { meanOf, PARAMETER_SETS_JUDGED } from './case-types.ts';
import { type DiagramBin, sfpeSpeed, singleFileBand, weidmannSpeed } from './diagrams.ts';
import { RING_DENSITIES } from './ring-diagram.ts';
import type { CaseResult } from './run-cases.ts';
import type { DiagramRow } from './write-crowd-page.ts';

const WIDTH = 640;
const HEIGHT = 400;
const LEFT = 56;
const BOTTOM = 48;
const TOP = 16;
const RIGHT = 16;
const COLOURS = ['#b5651d', '#1c5d99', '#6b4c9a', '#2e8b57'] as const;

interface Frame {
  readonly x: (density: number) => number;
  readonly y: (speed: number) => number;
  readonly axes: string;
}

function createFrame(mostDensity: number, mostSpeed: number, xLabel: string): Frame {
  const x = (density: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * density) / mostDensity;
  const y = (speed: number): number =>
    HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * speed) / mostSpeed;
  const step = mostDensity > 3 ? 1 : 0.5;
  const ticks: string[] = [];
  for (let at = 0; at <= mostDensity + 1e-9; at += step) {
    ticks.push(
      `<line x1="${px(x(at))}" y1="${px(y(0))}" x2="${px(x(at))}" y2="${px(y(0) + 5)}" stroke="#333"/><text x="${px(x(at))}" y="${px(y(0) + 18)}" text-anchor="middle">${at}</text>`,
    );
  }
  for (let at = 0; at <= mostSpeed + 1e-9; at += 0.5) {
    ticks.push(
      `<line x1="${LEFT}" y1="${px(y(at))}" x2="${WIDTH - RIGHT}" y2="${px(y(at))}" stroke="#ddd"/><text x="${LEFT - 6}" y="${px(y(at) + 4)}" text-anchor="end">${at}</text>`,
    );
  }
  const axes = `<g font-size="12" font-family="sans-serif" fill="#222">${ticks.join('')}<text x="${(LEFT + WIDTH) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${xLabel}</text><text transform="translate(16 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">speed, m/s</text></g>`;
  return { x, y, axes };
}

export function drawCorridorDiagram(
  rows: readonly DiagramRow[],
  bins: readonly DiagramBin[],
): string {
  const frame = createFrame(6, 2, 'density, persons/m²');
  const densities = Array.from({ length: 109 }, (_, k) => 0.05 * (k + 1)).filter((d) => d <= 5.4);
  const parts = [
    frame.axes,
    area(
      frame,
      bins.map(({ density, low, high }) => [density, low, high]),
      '#bbb',
    ),
    path(
      frame,
      bins.map(({ density, mean }) => [density, mean]),
      '#777',
      '',
    ),
    path(
      frame,
      densities.map((d) => [d, weidmannSpeed(d)]),
      '#111',
      '',
    ),
    path(
      frame,
      densities.filter((d) => d <= 3.76).map((d) => [d, sfpeSpeed(d)]),
      '#111',
      '6 4',
    ),
    ...rows.map(({ points }, k) => marks(frame, points, COLOURS[k] ?? '#000')),
    legend([
      ['#111', '', 'Weidmann 1993'],
      ['#111', '6 4', 'SFPE (Nelson and Mowrer)'],
      ...(bins.length > 0 ? [['#777', '', 'Jülich, mean and 10–90 %'] as const] : []),
      ...rows.map(({ name }, k) => [COLOURS[k] ?? '#000', 'mark', name] as const),
    ]),
  ];
  return svg('Speed over density in a corridor', parts);
}

export function drawRingDiagram(results: readonly CaseResult[]): string {
  const ring = results.find(({ item }) => item.key === 'ring diagram');
  const frame = createFrame(2.5, 1.5, 'density, persons/m of the ring');
  const bands = RING_DENSITIES.map((d) => [d, ...singleFileBand(d)] as const);
  const parts = [
    frame.axes,
    area(
      frame,
      bands.map(([d, low, , high]) => [d, low, high]),
      '#bbb',
    ),
    path(
      frame,
      bands.map(([d, , middle]) => [d, middle]),
      '#777',
      '',
    ),
    ...PARAMETER_SETS_JUDGED.map((set, k) =>
      marks(
        frame,
        RING_DENSITIES.map((density) => {
          const speeds = ring?.samples.numbers(`${set} ${density}`, 'speed') ?? [];
          return { density, speed: meanOf(speeds) };
        }),
        COLOURS[k] ?? '#000',
      ),
    ),
    legend([
      ['#777', '', 'measured, median and 10–90 %'],
      ...PARAMETER_SETS_JUDGED.map((set, k) => [COLOURS[k] ?? '#000', 'mark', set] as const),
    ]),
  ];
  return svg('Single file on a closed ring', parts);
}

function svg(title: string, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}">
<title>${title}</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}

function px(value: number): string {
  return value.toFixed(1);
}

function path(
  { x, y }: Frame,
  points: readonly (readonly [number, number])[],
  colour: string,
  dashes: string,
): string {
  if (points.length === 0) return '';
  const way = points.map(([d, v]) => `${px(x(d))} ${px(y(v))}`).join('L');
  return `<path d="M${way}" fill="none" stroke="${colour}" stroke-width="1.5" stroke-dasharray="${dashes}"/>`;
}

function area(
  { x, y }: Frame,
  points: readonly (readonly [number, number, number])[],
  colour: string,
): string {
  if (points.length === 0) return '';
  const up = points.map(([d, , high]) => `${px(x(d))} ${px(y(high))}`);
  const down = [...points].reverse().map(([d, low]) => `${px(x(d))} ${px(y(low))}`);
  return `<path d="M${[...up, ...down].join('L')}Z" fill="${colour}" fill-opacity="0.4"/>`;
}

function marks(
  { x, y }: Frame,
  points: readonly { readonly density: number; readonly speed: number }[],
  colour: string,
): string {
  const dots = points.map(
    ({ density, speed }) =>
      `<circle cx="${px(x(density))}" cy="${px(y(speed))}" r="4" fill="${colour}"/>`,
  );
  return dots.join('');
}

function legend(entries: readonly (readonly [string, string, string])[]): string {
  const rows = entries.map(([colour, kind, text], k) => {
    const at = TOP + 12 + 18 * k;
    const x0 = WIDTH - 230;
    const sign =
      kind === 'mark'
        ? `<circle cx="${x0 + 14}" cy="${at - 4}" r="4" fill="${colour}"/>`
        : `<line x1="${x0}" y1="${at - 4}" x2="${x0 + 28}" y2="${at - 4}" stroke="${colour}" stroke-width="1.5" stroke-dasharray="${kind}"/>`;
    return `${sign}<text x="${x0 + 36}" y="${at}">${text}</text>`;
  });
  return `<g font-size="12" font-family="sans-serif" fill="#222">${rows.join('')}</g>`;
}
