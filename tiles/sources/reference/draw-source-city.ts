/** A source record as a plain top-down SVG, to look at what a source gave before it becomes a model. */
import type { BuildingUse, Point, Polygon } from '#contracts';
import type { SourceCity } from '../source-city.ts';

const USE_COLOURS: Partial<Record<BuildingUse, string>> = {
  residential: '#d9a066',
  office: '#6f8fb5',
  retail: '#c8616b',
  hotel: '#a678b4',
  education: '#d8c24a',
  health: '#e48fa0',
  sport: '#5fa777',
  religious: '#8a6d3b',
  civic: '#8f9a8f',
};

export function drawSourceCity(city: SourceCity, pixelsPerMetre = 0.7): string {
  const points = city.streets.flatMap((street) => street.line);
  const west = Math.min(...points.map((p) => p[0]));
  const north = Math.max(...points.map((p) => p[1]));
  const east = Math.max(...points.map((p) => p[0]));
  const south = Math.min(...points.map((p) => p[1]));
  const at = ([x, y]: Point): string =>
    `${((x - west) * pixelsPerMetre).toFixed(1)},${((north - y) * pixelsPerMetre).toFixed(1)}`;
  const path = (polygon: Polygon): string =>
    polygon.map((ring) => `M${ring.map(at).join('L')}Z`).join('');
  const line = (points: readonly Point[], metres: number, colour: string, extra = ''): string =>
    `<polyline points="${points.map(at).join(' ')}" fill="none" stroke="${colour}" stroke-width="${metres * pixelsPerMetre}" stroke-linecap="round" stroke-linejoin="round" ${extra}/>`;
  const parts: string[] = [];
  for (const square of city.squares)
    parts.push(`<path d="${path(square.outline)}" fill="#e7dcc3"/>`);
  for (const footway of city.footways)
    parts.push(line(footway.line, footway.widthMetres ?? 2, '#dcd3bf'));
  for (const street of city.streets) {
    if (street.bridgeOrTunnel) continue;
    parts.push(
      line(
        street.line,
        (street.lanes ?? 1) * 3.3 + 4,
        street.lanes && street.lanes > 2 ? '#ffffff' : '#f4f1ea',
      ),
    );
  }
  for (const building of city.buildings) {
    const colour = (building.use && USE_COLOURS[building.use]) || '#999';
    const opacity = Math.min(1, 0.45 + (building.heightMetres ?? 10) / 110);
    parts.push(
      `<path d="${path(building.outline)}" fill="${colour}" fill-opacity="${opacity.toFixed(2)}" fill-rule="evenodd" stroke="#0003" stroke-width="0.5"/>`,
    );
    for (const solid of building.parts.slice(1))
      parts.push(`<path d="${path(solid.outline)}" fill="#0002" fill-rule="evenodd"/>`);
  }
  for (const street of city.streets)
    if (street.bridgeOrTunnel) parts.push(line(street.line, 14, '#7c8894', 'stroke-opacity="0.6"'));
  const names = new Set<string>();
  for (const street of city.streets) {
    if (!street.name || names.has(street.name.zh) || street.roadClass === 'residential') continue;
    names.add(street.name.zh);
    const middle = street.line[Math.floor(street.line.length / 2)];
    if (middle)
      parts.push(
        `<text x="${at(middle).split(',')[0]}" y="${at(middle).split(',')[1]}" font-size="13" fill="#334">${street.name.zh}</text>`,
      );
  }
  for (const station of city.stations) {
    for (const entrance of station.entrances) {
      const [x, y] = at(entrance.point).split(',');
      parts.push(`<circle cx="${x}" cy="${y}" r="3.5" fill="#0a6"/>`);
    }
    const [x, y] = at(station.point).split(',');
    parts.push(
      `<circle cx="${x}" cy="${y}" r="6" fill="#d22"/><text x="${Number(x) + 8}" y="${y}" font-size="15" font-weight="bold" fill="#911">${station.name.zh}</text>`,
    );
  }
  const width = Math.round((east - west) * pixelsPerMetre);
  const height = Math.round((north - south) * pixelsPerMetre);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#e3e6df"/>${parts.join('\n')}</svg>`;
}
