/**
 * A regular district for verification and benchmarks: a square grid of streets with pavements,
 * crossings and signals, a venue in the middle, stations around it. No city behind it.
 */
import type { DistrictNetworks } from '#contracts';
import { districtNetworksSchema } from '#contracts';

export interface GridDistrictOptions {
  /** Street nodes on a side. */
  readonly blocks: number;
  readonly blockMetres: number;
  readonly walkWidthMetres: number;
  readonly gateWidthMetres: number;
  readonly stationPersonsPerMinute: number;
  readonly residents: number;
  readonly workers: number;
}

export const GRID_DISTRICT_DEFAULTS: GridDistrictOptions = {
  blocks: 9,
  blockMetres: 200,
  walkWidthMetres: 5,
  gateWidthMetres: 8,
  stationPersonsPerMinute: 350,
  residents: 30_000,
  workers: 20_000,
};

export function createGridDistrict(options: Partial<GridDistrictOptions> = {}): DistrictNetworks {
  const settings = { ...GRID_DISTRICT_DEFAULTS, ...options };
  const { blocks: n, blockMetres } = settings;
  // Two pavement steps a block make junctions denser than streets, as on real footways.
  const w = 2 * n - 1;
  const step = blockMetres / 2;
  const inner = (i: number, size: number): boolean => i > 0 && i < size - 1;
  const point = (x: number, y: number, metres: number): [number, number] => [
    x * metres,
    y * metres,
  ];

  const streetNodes = grid(n, (x, y) => ({
    point: point(x, y, blockMetres),
    gateway: !inner(x, n) !== !inner(y, n) && (x + y) % 2 === 1,
  }));
  const streetPairs = edgesOf(n);
  const streetLinks = streetPairs.flatMap(([from, to], index) =>
    [
      [from, to],
      [to, from],
    ].map(([a, b], side) => ({
      id: `street-${index}-${side}`,
      from: a,
      to: b,
      lengthMetres: blockMetres,
      lanes: 2,
      freeSpeedMetresPerSecond: 13.9,
      capacityVehiclesPerHour: 3600,
      roadClass: 'secondary' as const,
      name: null,
      line: [streetNodes[a as number]?.point, streetNodes[b as number]?.point],
      kind: 'synthetic' as const,
    })),
  );
  const signals = streetNodes.flatMap((node, index) => {
    const arms = streetLinks.flatMap((link, i) => (link.to === index ? [i] : []));
    if (arms.length < 3) return [];
    const isEastWest = (i: number): boolean => {
      const from = streetNodes[streetLinks[i]?.from as number];
      return from?.point[1] === node.point[1];
    };
    const phase = (links: number[]) => ({ greenSeconds: 40, intergreenSeconds: 5, links });
    return [
      {
        id: `signal-${index}`,
        node: index,
        cycleSeconds: 90,
        offsetSeconds: (index * 17) % 90,
        phases: [phase(arms.filter(isEastWest)), phase(arms.filter((i) => !isEastWest(i)))],
        kind: 'synthetic' as const,
      },
    ];
  });

  const walkNodes = grid(w, (x, y) => ({
    point: point(x, y, step),
    residents: settings.residents / (w * w),
    workers: settings.workers / (w * w),
    gateway: (x === 0 || x === w - 1) && y % 4 === 0,
  }));
  const walkLinks = edgesOf(w).map(([from, to], index) => ({
    id: `walk-${index}`,
    from,
    to,
    lengthMetres: step,
    widthMetres: settings.walkWidthMetres,
    facility: 'pavement' as const,
    oneWay: false,
    name: null,
    line: [walkNodes[from]?.point, walkNodes[to]?.point],
    streetLinks: [],
    kind: 'synthetic' as const,
  }));
  const middle = (w - 1) / 2;
  const at = (x: number, y: number): number => Math.round(y) * w + Math.round(x);
  const names = { zh: '网格', en: 'Grid' };
  const around: readonly (readonly [number, number])[] = [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ];
  const stationSteps = Math.max(2, Math.round(middle / 2));
  const mid = (n - 1) / 2;
  return districtNetworksSchema.parse({
    version: 1,
    street: { nodes: streetNodes, links: streetLinks, forbiddenTurns: [], signals },
    walk: { nodes: walkNodes, links: walkLinks },
    stations: around.map(([x, y], index) => ({
      id: `station-${index}`,
      name: names,
      lines: ['1'],
      point: point(middle + x * stationSteps, middle + y * stationSteps, step),
      departureCapacityPersonsPerMinute: {
        value: settings.stationPersonsPerMinute,
        kind: 'synthetic',
        source: 'grid district',
      },
      entrances: [0, 1].map((side) => ({
        id: `entrance-${index}-${side}`,
        name: names,
        node: at(middle + x * stationSteps + side * y, middle + y * stationSteps + side * x),
        capacityPersonsPerMinute: settings.stationPersonsPerMinute * 0.6,
      })),
      kind: 'synthetic',
    })),
    venues: [
      {
        id: 'venue',
        name: names,
        outline: [
          [
            [middle * step - 90, middle * step - 90],
            [middle * step + 90, middle * step - 90],
            [middle * step + 90, middle * step + 90],
            [middle * step - 90, middle * step + 90],
          ],
        ],
        capacityPersons: { value: 80_000, kind: 'synthetic', source: 'grid district' },
        gates: around.map(([x, y], index) => ({
          id: `gate-${index}`,
          name: names,
          node: at(middle + x, middle + y),
          widthMetres: settings.gateWidthMetres,
          kind: 'synthetic',
        })),
        carParks: [
          {
            name: names,
            streetNode: Math.round(mid - 1) * n + Math.round(mid),
            walkNode: at(middle + 2, middle + 2),
            capacityVehicles: 1500,
            exitVehiclesPerHour: 1200,
            kind: 'synthetic',
          },
        ],
      },
    ],
    sensors: [],
  });
}

function grid<T>(size: number, make: (x: number, y: number) => T): T[] {
  return Array.from({ length: size * size }, (_, i) => make(i % size, Math.floor(i / size)));
}

/** Neighbours to the east and north. */
function edgesOf(size: number): (readonly [number, number])[] {
  return Array.from({ length: size * size }, (_, i) => i).flatMap((i) => [
    ...(i % size < size - 1 ? [[i, i + 1] as const] : []),
    ...(i < size * (size - 1) ? [[i, i + size] as const] : []),
  ]);
}
