/** The streets of a run as SVG: speed against free speed by colour and width, queues along the links. */
import type { DistrictNetworks } from '#contracts';
import type { TrafficRun } from '#simulations';
import type { QueueSampler } from './sample-queues.ts';

const SIZE_PIXELS = 1400;
/** Share of the free speed below which a link is drawn so; grey is normal. */
const BANDS = [
  { below: 0.25, colour: '#e5484d', name: '&lt; 25 %' },
  { below: 0.5, colour: '#f5a623', name: '25–50 %' },
  { below: 0.75, colour: '#8a8f98', name: '50–75 %' },
  { below: Number.POSITIVE_INFINITY, colour: '#4a5058', name: '≥ 75 %' },
] as const;
const EMPTY = '#2a2f37';

export function drawRoadMap(
  networks: DistrictNetworks,
  run: TrafficRun,
  sampler: QueueSampler,
  interval: number,
): string {
  const { links, nodes, signals } = networks.street;
  const xs = nodes.map(({ point }) => point[0]);
  const ys = nodes.map(({ point }) => point[1]);
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  const scale = SIZE_PIXELS / Math.max(east - west, north - south, 1);
  const place = ([x, y]: readonly [number, number]): string =>
    `${((x - west) * scale).toFixed(1)},${((north - y) * scale).toFixed(1)}`;
  const shapes = links.map((link, at) => {
    const record = interval * links.length + at;
    const spent = run.state.recordSeconds[record] as number;
    const share =
      (run.state.recordMetres[record] as number) / spent / link.freeSpeedMetresPerSecond;
    const band = spent > 0 ? BANDS.find(({ below }) => share < below) : undefined;
    const { queue } = sampler.meanOf(interval, at);
    const width = 1 + link.lanes * 0.7;
    const line = `<polyline points="${link.line.map(place).join(' ')}" stroke="${band?.colour ?? EMPTY}" stroke-width="${width.toFixed(1)}"/>`;
    const queueMetres = Math.min(link.lengthMetres, (queue * 7.5) / link.lanes);
    const end = link.line.at(-1);
    const bar =
      queueMetres > 15 && end
        ? `<circle cx="${((end[0] - west) * scale).toFixed(1)}" cy="${((north - end[1]) * scale).toFixed(1)}" r="${Math.sqrt(queueMetres * scale).toFixed(1)}" fill="none" stroke="#fff" stroke-width="0.6"/>`
        : '';
    return line + bar;
  });
  const lights = signals.map(({ node }) => {
    const [x, y] = nodes[node]?.point ?? [0, 0];
    return `<rect x="${((x - west) * scale - 1.5).toFixed(1)}" y="${((north - y) * scale - 1.5).toFixed(1)}" width="3" height="3" fill="#7aa2f7"/>`;
  });
  const legend = BANDS.map(
    ({ colour, name }, at) =>
      `<text x="12" y="${24 + at * 18}" fill="${colour}" font-size="14">■ ${name}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE_PIXELS}" height="${((north - south) * scale).toFixed(0)}">`,
    '<rect width="100%" height="100%" fill="#12161d"/>',
    '<g fill="none" stroke-linecap="round">',
    ...shapes,
    '</g>',
    ...lights,
    ...legend,
    '</svg>',
  ].join('\n');
}
