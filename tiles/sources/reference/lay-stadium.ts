/**
 * The sports park: bowl, halls, the platform ring around the bowl with its gates, walkways to the
 * streets and stations, squares and car parks. Dimensions are facts; the walkways' courses are not.
 */
import type { Point, Polygon, Ring } from '#contracts';
import type { SourceBuilding, SourceCity, SourceFootway, SourceSolid } from '../source-city.ts';
import {
  add,
  distance,
  ellipse,
  mix,
  pairsOf,
  placeRing,
  roundPoint,
  scale,
  subtract,
} from './plane-shapes.ts';
import type { ReferenceFacts } from './read-reference-facts.ts';
import { polygonOf, rectangle } from './shape-buildings.ts';
import { addNode, joinWay, pointOf, type StreetGraph, wayOf } from './street-graph.ts';

type Stadium = ReferenceFacts['stadium'];

export interface SportsPark {
  readonly buildings: readonly SourceBuilding[];
  readonly footways: readonly SourceFootway[];
  readonly squares: SourceCity['squares'];
  readonly venue: SourceCity['venues'][number];
  readonly keptFree: readonly Ring[];
}

/** Assumed courses: where on the ring (degrees from east, counter-clockwise), by what bends, to which street. */
const WALKWAYS: readonly {
  from: number;
  bends: readonly Point[];
  way: string;
  at: Point;
  width: number;
}[] = [
  { from: 0, bends: [], way: 'tianyaoqiao', at: [390, 30], width: 14 },
  { from: 33.75, bends: [[250, 190]], way: 'tianyaoqiao', at: [335, 262], width: 10 },
  { from: 67.5, bends: [], way: 'lingling', at: [150, 430], width: 14 },
  { from: 101.25, bends: [], way: 'lingling', at: [-40, 340], width: 10 },
  { from: 135, bends: [], way: 'lingling', at: [-240, 245], width: 10 },
  { from: 180, bends: [[-260, 72]], way: 'caoxi-north', at: [-587, 62], width: 14 },
  {
    from: 213.75,
    bends: [
      [-290, -85],
      [-330, -112],
    ],
    way: 'zhongshan-south-2',
    at: [-395, -197],
    width: 10,
  },
  { from: 247.5, bends: [[-78, -205]], way: 'zhongshan-south-2', at: [-86, -265], width: 14 },
  { from: 281.25, bends: [], way: 'zhongshan-south-2', at: [46, -252], width: 12 },
  { from: 315, bends: [[200, -180]], way: 'zhongshan-south-2', at: [238, -222], width: 10 },
];
const SQUARES = [
  { at: 0, zh: '东广场', en: 'East Square', outer: 228 },
  { at: 67.5, zh: '北广场', en: 'North Square', outer: 240 },
  { at: 180, zh: '西广场', en: 'West Square', outer: 228 },
  { at: 270, zh: '南广场', en: 'South Square', outer: 206 },
] as const;
const RING_NODES = 32;
const SECTORS = 32;
/** Lower tier between roof opening and pitch, top of its last row; assumption. */
const LOWER_TIER_METRES = 9;

export function laySportsPark(graph: StreetGraph, facts: ReferenceFacts): SportsPark {
  const { stadium } = facts;
  const footways: SourceFootway[] = [];
  const promenade = { zh: '体育场环路', en: 'Stadium Ring Promenade' };
  const footway = (id: string, nodes: string[], width: number, name = promenade): void => {
    footways.push({
      id: `ref/f-${id}`,
      line: nodes.map((node) => pointOf(graph, node)),
      nodes,
      name,
      bridgeOrTunnel: false,
      facility: 'footway',
      widthMetres: width,
      oneWay: false,
    });
  };
  const { width } = stadium.platformMetres;
  const { eastWest, northSouth } = stadium.spanMetres;
  const ringPoints = ellipse([0, 0], eastWest + width, northSouth + width, RING_NODES);
  const ring = ringPoints.map((point) => addNode(graph, point));
  const nodeAt = (degrees: number): string =>
    ring[Math.round((degrees / 360) * RING_NODES) % RING_NODES] ?? '';
  // Quarters rather than one closed way: no consumer has to know about ways that end where they began.
  const quarter = RING_NODES / 4;
  for (let q = 0; q < 4; q += 1) {
    const nodes = Array.from(
      { length: quarter + 1 },
      (_, i) => ring[(q * quarter + i) % RING_NODES] ?? '',
    );
    footway(`ring-${q + 1}`, nodes, width);
  }
  const gates = layGates(graph, stadium, nodeAt, footway);
  const keptFree: Ring[] = [
    ellipse([0, 0], eastWest + 2 * width, northSouth + 2 * width, RING_NODES),
  ];
  WALKWAYS.forEach((walk, index) => {
    const bends = walk.bends.map((bend) => addNode(graph, bend));
    const end = joinWay(graph, wayOf(graph, `ref/w-${walk.way}`), walk.at, 20);
    const nodes = [nodeAt(walk.from), ...bends, end];
    footway(`walk-${index + 1}`, nodes, walk.width, {
      zh: `体育公园${index + 1}号步道`,
      en: `Sports Park Walk ${index + 1}`,
    });
    for (const [a, b] of pairsOf(
      nodes.map((node) => pointOf(graph, node)),
      false,
    ))
      keptFree.push(stripOf(a, b, walk.width));
  });
  const squares = SQUARES.map((square, index) => {
    const angle = (square.at / 180) * Math.PI;
    const depth = square.outer - 172;
    const centre = scale([Math.cos(angle), Math.sin(angle)], 172 + depth / 2);
    return {
      id: `ref/square-${index + 1}`,
      outline: [placeRing(rectangle(depth, 84), centre, angle)],
      name: { zh: square.zh, en: square.en },
    };
  });
  for (const square of squares) keptFree.push(square.outline[0] ?? []);
  for (const park of stadium.carParks.parks)
    keptFree.push(placeRing(rectangle(64, 44), park.point, 0.35));
  const bowl = bowlOf(stadium);
  return {
    buildings: [bowl, ...stadium.halls.map(hallOf)],
    footways,
    squares,
    keptFree,
    venue: {
      id: stadium.id,
      name: stadium.name,
      outline: bowl.outline,
      capacityPersons: stadium.capacityPersons,
      gates,
      carParks: stadium.carParks.parks,
    },
  };
}

function layGates(
  graph: StreetGraph,
  stadium: Stadium,
  nodeAt: (degrees: number) => string,
  footway: (id: string, nodes: string[], width: number) => void,
): SourceCity['venues'][number]['gates'] {
  const { count, widthMetres } = stadium.gates;
  const outline = ellipse(
    [0, 0],
    stadium.spanMetres.eastWest,
    stadium.spanMetres.northSouth,
    count,
  );
  return outline.map((point, index) => {
    footway(
      `gate-${index + 1}`,
      [addNode(graph, point), nodeAt((index / count) * 360)],
      widthMetres,
    );
    return { name: { zh: `${index + 1}号门`, en: `Gate ${index + 1}` }, point, widthMetres };
  });
}

function stripOf(a: Point, b: Point, width: number): Ring {
  const [dx, dy] = subtract(b, a);
  return placeRing(rectangle(distance(a, b), width), mix(a, b, 0.5), Math.atan2(dy, dx));
}

/** A saddle in sectors: high in the west, lower in the east, lowest at the ends of the pitch. */
function bowlOf(stadium: Stadium): SourceBuilding {
  const outer = ellipse(
    [0, 0],
    stadium.spanMetres.eastWest,
    stadium.spanMetres.northSouth,
    SECTORS,
  );
  const opening = ellipse(
    [0, 0],
    stadium.roofOpeningMetres.eastWest,
    stadium.roofOpeningMetres.northSouth,
    SECTORS,
  );
  const pitch = ellipse(
    [0, 0],
    stadium.pitchOpeningMetres.eastWest,
    stadium.pitchOpeningMetres.northSouth,
    SECTORS,
  );
  const { west, east, ends } = stadium.heightMetres;
  const parts: SourceSolid[] = outer.map((corner, i) => {
    const next = (i + 1) % SECTORS;
    const angle = ((i + 0.5) / SECTORS) * 2 * Math.PI;
    const peak = Math.cos(angle) > 0 ? east : west;
    const height = ends + (peak - ends) * Math.cos(angle) ** 2;
    const pick = (ring: Ring, k: number): Point => ring[k] ?? corner;
    return {
      outline: [[corner, pick(outer, next), pick(opening, next), pick(opening, i)]],
      heightMetres: Math.round(height * 10) / 10,
      roofShape: 'flat',
    };
  });
  parts.push({
    outline: [opening, [...pitch].reverse()],
    heightMetres: LOWER_TIER_METRES,
    roofShape: 'flat',
  });
  const outline: Polygon = [outer, [...pitch].reverse()];
  const { zh, en } = stadium.address;
  return {
    id: stadium.id,
    outline,
    heightMetres: west,
    levels: 6,
    roofShape: 'flat',
    use: 'sport',
    name: stadium.name,
    address: { zh, en },
    parts,
  };
}

function hallOf(hall: Stadium['halls'][number]): SourceBuilding {
  const shape = polygonOf(hall.shape === 'circle' ? 40 : 6, hall.diameterMetres);
  return {
    id: `ref/${hall.id}`,
    outline: [shape.map((p) => roundPoint(add(p, hall.centre)))],
    heightMetres: hall.heightMetres,
    levels: 3,
    roofShape: 'flat',
    use: 'sport',
    name: hall.name,
    address: hall.address,
    parts: [],
  };
}
