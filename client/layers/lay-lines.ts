/** The city's lines on the district's ground: straight from station to station, for no track is known. */
import {
  type DistrictNetworks,
  type LocalFrame,
  type Point,
  stationsBehind,
  type TransitNetwork,
} from '#contracts';

export interface LineSection {
  readonly line: number;
  readonly from: Point;
  readonly to: Point;
}

export interface LinesLayout {
  readonly network: TransitNetwork;
  /** By station of the lines; null where its place is not known. */
  readonly points: readonly (Point | null)[];
  /** By station of the lines: position in `networks.stations`, -1 outside the district. */
  readonly stationOf: readonly number[];
  /** What is drawn: between two stops of which one at least is the district's, each once. */
  readonly sections: readonly LineSection[];
}

export function layLines(
  network: TransitNetwork,
  networks: Pick<DistrictNetworks, 'stations'>,
  frame: Pick<LocalFrame, 'pointFromLonLat'>,
): LinesLayout {
  const stationOf = network.stations.map(() => -1);
  networks.stations.forEach((station, index) => {
    for (const behind of stationsBehind(network, station)) stationOf[behind] = index;
  });
  const points = network.stations.map(({ lonLat }, behind): Point | null => {
    const ours = networks.stations[stationOf[behind] ?? -1];
    if (ours) return ours.point;
    return lonLat ? frame.pointFromLonLat(lonLat[0], lonLat[1]) : null;
  });
  const drawn = new Map<string, LineSection>();
  for (const pattern of network.patterns) {
    const stations = pattern.stops.map((stop) => network.stops[stop]?.station ?? -1);
    if (pattern.loop) stations.push(stations[0] ?? -1);
    stations.slice(1).forEach((to, at) => {
      const from = stations[at] ?? -1;
      const [a, b] = [points[from], points[to]];
      const isNear = (stationOf[from] ?? -1) >= 0 || (stationOf[to] ?? -1) >= 0;
      if (!a || !b || !isNear) return;
      const key = `${pattern.line} ${Math.min(from, to)} ${Math.max(from, to)}`;
      if (!drawn.has(key)) drawn.set(key, { line: pattern.line, from: a, to: b });
    });
  }
  return { network, points, stationOf, sections: [...drawn.values()] };
}
