/**
 * Shanghai Indoor Stadium (上海体育馆) as a venue of the reference district. Its place is known to
 * some 100 m only (inferred, south-east of its metro station); its doors are synthetic.
 */
import { type DistrictNetworks, venueSchema } from '#contracts';

export const INDOOR_STADIUM = 'ref/shanghai-indoor-stadium-hall';
/** East and north of the reference origin, m; radius of the hall, m. */
const CENTRE = [-420, -150] as const;
const RADIUS = 60;
const DOORS = 8;
const DOOR_METRES = 2.4;
/** Seats; the crowd of the evening is set by the entries. */
const SEATS = 12_000;

export function withIndoorStadium(networks: DistrictNetworks): DistrictNetworks {
  const { nodes, links } = networks.walk;
  const reachable = mainPart(networks);
  const ring = Array.from({ length: 16 }, (_, i): [number, number] => {
    const angle = (i * Math.PI) / 8;
    return [CENTRE[0] + RADIUS * Math.cos(angle), CENTRE[1] + RADIUS * Math.sin(angle)];
  });
  const newNodes = [...nodes];
  const newLinks = [...links];
  const gates = Array.from({ length: DOORS }, (_, door) => {
    const angle = (door * 2 * Math.PI) / DOORS;
    const point: [number, number] = [
      CENTRE[0] + RADIUS * Math.cos(angle),
      CENTRE[1] + RADIUS * Math.sin(angle),
    ];
    const node = newNodes.length;
    newNodes.push({ point, residents: 0, workers: 0, gateway: false });
    const to = nearest(networks, reachable, point);
    const end = nodes[to]?.point ?? point;
    const template = links[0];
    if (!template) throw new Error('pulse: the reference district has no walk links');
    newLinks.push({
      ...template,
      id: `walk/pulse-${door}` as typeof template.id,
      from: node,
      to,
      lengthMetres: Math.max(5, Math.hypot(end[0] - point[0], end[1] - point[1])),
      widthMetres: 6,
      facility: 'square',
      oneWay: false,
      name: null,
      line: [point, end],
      streetLinks: [],
      kind: 'synthetic',
    });
    return {
      id: `${INDOOR_STADIUM}/gate/${door + 1}`,
      name: { zh: `${door + 1}号门`, en: `Door ${door + 1}` },
      node,
      widthMetres: DOOR_METRES,
      kind: 'synthetic',
    };
  });
  const venue = venueSchema.parse({
    id: INDOOR_STADIUM,
    name: { zh: '上海体育馆', en: 'Shanghai Indoor Stadium' },
    outline: [ring],
    capacityPersons: { value: SEATS, kind: 'inferred', source: 'about 12,000 seats (press)' },
    gates,
    carParks: [],
  });
  return {
    ...networks,
    walk: { nodes: newNodes, links: newLinks },
    venues: [...networks.venues, venue],
  };
}

/** Nodes joined to the first station's entrance. */
function mainPart(networks: DistrictNetworks): ReadonlySet<number> {
  const neighbours = new Map<number, number[]>();
  for (const { from, to } of networks.walk.links) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const start = networks.stations[0]?.entrances[0]?.node ?? 0;
  const found = new Set([start]);
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of neighbours.get(node) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

function nearest(
  networks: DistrictNetworks,
  among: ReadonlySet<number>,
  point: readonly [number, number],
): number {
  let best = -1;
  let bestMetres = Number.POSITIVE_INFINITY;
  for (const node of among) {
    const other = networks.walk.nodes[node]?.point;
    if (!other) continue;
    const metres = Math.hypot(other[0] - point[0], other[1] - point[1]);
    if (metres < bestMetres) {
      bestMetres = metres;
      best = node;
    }
  }
  return best;
}
