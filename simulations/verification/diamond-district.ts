/** A street that forks and joins again, beside the two footways and the crossing of another district. */
import { type DistrictNetworks, districtNetworksSchema } from '#contracts';
import { createCrossingDistrict } from './crossing-district.ts';

/** Positions of its street links. */
export const DIAMOND = { in: 0, short: 1, long1: 2, long2: 3, out: 4, back: 5 } as const;

/** Into `in`, then over `short` or round over `long-1` and `long-2`, then `out`, whose other side is `back`. */
export function createDiamond(
  more: Partial<Pick<DistrictNetworks, 'buses'>> = {},
): DistrictNetworks {
  const base = createCrossingDistrict({
    ...{ facility: 'square', lengthMetres: 30, widthMetres: 4, gateWidthMetres: 3 },
  });
  const points = [
    [80, -600],
    [80, -300],
    [80, 0],
    [230, -150],
    [80, 300],
  ];
  const link = (id: string, from: number, to: number, lanes: number) => ({
    ...{ id, from, to, lanes, lengthMetres: id.startsWith('long') ? 400 : 300 },
    ...{ freeSpeedMetresPerSecond: 13.9, capacityVehiclesPerHour: 1800 * lanes },
    ...{ roadClass: 'secondary', name: null, kind: 'synthetic' },
    line: [points[from], points[to]],
  });
  return districtNetworksSchema.parse({
    ...base,
    ...more,
    street: {
      nodes: points.map((point, index) => ({ point, gateway: index === 0 || index === 4 })),
      links: [
        link('in', 0, 1, 2),
        link('short', 1, 2, 2),
        link('long-1', 1, 3, 2),
        link('long-2', 3, 2, 2),
        link('out', 2, 4, 1),
        link('back', 4, 2, 1),
      ],
      forbiddenTurns: [],
      signals: [],
    },
  });
}
