/** Density and flow as an SVG: points of models and data, curves of theory. */
export interface DiagramSeries {
  readonly name: string;
  readonly colour: string;
  readonly kind: 'line' | 'dots' | 'rings';
  /** [persons/m², persons/(m·s)]. */
  readonly points: readonly (readonly [number, number])[];
}

const WIDTH = 760;
const HEIGHT = 460;
const LEFT = 64;
const BOTTOM = 56;
const TOP = 24;
const RIGHT = 16;
const MOST_DENSITY = 6;
const MOST_FLOW = 2.4;

export function drawDiagram(title: string, series: readonly DiagramSeries[]): string {
  const x = (density: number): string =>
    (LEFT + (density / MOST_DENSITY) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (flow: number): string =>
    (HEIGHT - BOTTOM - (flow / MOST_FLOW) * (HEIGHT - BOTTOM - TOP)).toFixed(1);
  const ticks = [
    ...[0, 1, 2, 3, 4, 5, 6].map(
      (d) =>
        `<line x1="${x(d)}" y1="${y(0)}" x2="${x(d)}" y2="${y(MOST_FLOW)}" stroke="#ddd"/><text x="${x(d)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${d}</text>`,
    ),
    ...[0, 0.5, 1, 1.5, 2].map(
      (q) =>
        `<line x1="${x(0)}" y1="${y(q)}" x2="${x(MOST_DENSITY)}" y2="${y(q)}" stroke="#ddd"/><text x="${LEFT - 8}" y="${Number(y(q)) + 4}" text-anchor="end">${q}</text>`,
    ),
  ];
  const drawn = series.map(({ kind, colour, points }) => {
    if (kind === 'line') {
      const path = points.map(([d, q], i) => `${i === 0 ? 'M' : 'L'}${x(d)} ${y(q)}`).join('');
      return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`;
    }
    const paint = kind === 'dots' ? `fill="${colour}"` : `fill="none" stroke="${colour}"`;
    const radius = kind === 'dots' ? 3.5 : 4.5;
    const circles = points.map(([d, q]) => `<circle cx="${x(d)}" cy="${y(q)}" r="${radius}"/>`);
    return `<g ${paint}>${circles.join('')}</g>`;
  });
  const legend = series.map(
    ({ name, colour }, i) =>
      `<rect x="${WIDTH - 268}" y="${TOP + 6 + 18 * i}" width="12" height="12" fill="${colour}"/><text x="${WIDTH - 250}" y="${TOP + 16 + 18 * i}">${name}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="${title}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...ticks,
    ...drawn,
    ...legend,
    `<text x="${(WIDTH + LEFT) / 2}" y="${HEIGHT - 14}" text-anchor="middle">density, persons/m²</text>`,
    `<text transform="translate(18 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">specific flow, persons/(m·s)</text>`,
    `<text x="${LEFT}" y="16">${title}</text>`,
    '</svg>',
    '',
  ].join('\n');
}
