/** A venue, one straight footway and the border: the smallest district people can leave. */
import type { DistrictNetworks } from '#contracts';
import { districtNetworksSchema } from '#contracts';
import { oneGateVenue } from './one-gate-venue.ts';

export function createCorridorDistrict(options: {
  readonly lengthMetres: number;
  readonly widthMetres: number;
  readonly gateWidthMetres: number;
  /** Width of the footway's second half, if narrower. */
  readonly narrowMetres?: number;
}): DistrictNetworks {
  const { lengthMetres, widthMetres, gateWidthMetres } = options;
  const name = { zh: '走廊', en: 'Corridor' };
  const node = (x: number, gateway: boolean) => ({
    point: [x, 0],
    residents: 0,
    workers: 0,
    gateway,
  });
  const link = (id: string, from: number, to: number, width: number) => ({
    id,
    from,
    to,
    lengthMetres,
    widthMetres: width,
    // A square has no boundary layers, so its width is all walkable.
    facility: 'square',
    oneWay: false,
    name: null,
    line: [
      [from * lengthMetres, 0],
      [to * lengthMetres, 0],
    ],
    streetLinks: [],
    kind: 'synthetic',
  });
  return districtNetworksSchema.parse({
    version: 1,
    street: { nodes: [], links: [], forbiddenTurns: [], signals: [] },
    walk: {
      nodes: [node(0, false), node(lengthMetres, false), node(2 * lengthMetres, true)],
      links: [
        link('first', 0, 1, widthMetres),
        link('second', 1, 2, options.narrowMetres ?? widthMetres),
      ],
    },
    stations: [],
    venues: [oneGateVenue(name, gateWidthMetres)],
    sensors: [],
  });
}
