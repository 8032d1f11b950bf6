/**
 * One level of a run as SVG: the time mean of the density per square metre of floor (grid method,
 * 1 m), the ways of at most 200 people, walls and exits. North is up.
 */
import type { CrowdScenario } from '#contracts';
import type { CrowdFrame } from '#simulations';

const MOST_WAYS = 200;
/** Persons/m² at which the colour is full. */
const FULL_DENSITY = 4;

export function drawCrowd(
  scenario: CrowdScenario,
  frames: readonly CrowdFrame[],
  levelIndex: number,
): string {
  const level = scenario.levels[levelIndex];
  if (level === undefined) return '';
  const { walkable } = level;
  const polygons = walkable.type === 'Polygon' ? [walkable.coordinates] : walkable.coordinates;
  const points = polygons.flat(2);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  const at = (x: number, y: number): string => `${(x - west).toFixed(2)} ${(north - y).toFixed(2)}`;
  const ringPath = (ring: readonly (readonly [number, number])[]): string =>
    `M${ring.map(([x, y]) => at(x, y)).join('L')}Z`;
  const outline = polygons.flat().map(ringPath).join('');
  const exits = scenario.exits
    .filter((exit) => exit.level === level.id)
    .map((exit) => `<path d="${exit.area.coordinates.map(ringPath).join('')}"/>`);
  const cells = [...meanDensity(frames, levelIndex)].map(([key, density]) => {
    const [x = 0, y = 0] = key.split(' ').map(Number);
    const opacity = Math.min(1, density / FULL_DENSITY).toFixed(3);
    return `<rect x="${x - west}" y="${(north - y - 1).toFixed(2)}" width="1" height="1" fill-opacity="${opacity}"><title>${density.toFixed(2)} persons/m²</title></rect>`;
  });
  const ways = collectWays(frames, levelIndex, at);
  const width = east - west;
  const height = north - south;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 ${width + 2} ${height + 2}" width="${Math.round(width * 20)}">
<title>${scenario.name.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}: mean density, full colour at ${FULL_DENSITY} persons/m²</title>
<path d="${outline}" fill="#f4f2ee" fill-rule="evenodd"/>
<g fill="#8f1d2c">${cells.join('')}</g>
<g fill="none" stroke="#1c5d99" stroke-width="0.05" stroke-opacity="0.5">${ways.join('')}</g>
<g fill="#2e8b57" fill-opacity="0.4">${exits.join('')}</g>
<path d="${outline}" fill="none" stroke="#222" stroke-width="0.1"/>
</svg>
`;
}

function meanDensity(frames: readonly CrowdFrame[], plane: number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const frame of frames) {
    frame.x.forEach((x, k) => {
      if (frame.plane[k] !== plane) return;
      const key = `${Math.floor(x)} ${Math.floor(frame.y[k] ?? 0)}`;
      sums.set(key, (sums.get(key) ?? 0) + 1 / frames.length);
    });
  }
  return sums;
}

function collectWays(
  frames: readonly CrowdFrame[],
  plane: number,
  at: (x: number, y: number) => string,
): readonly string[] {
  const ways = new Map<number, string[]>();
  for (const frame of frames) {
    frame.person.forEach((person, k) => {
      if (frame.plane[k] !== plane) return;
      const way = ways.get(person);
      const point = at(frame.x[k] ?? 0, frame.y[k] ?? 0);
      if (way !== undefined) way.push(point);
      else if (ways.size < MOST_WAYS) ways.set(person, [point]);
    });
  }
  return [...ways.values()].map((way) => `<path d="M${way.join('L')}"/>`);
}
