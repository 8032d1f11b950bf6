/**
 * A venue, a footway over a street to the border, and the street: the smallest place where people
 * and vehicles meet. The middle link is a crossing, or any facility without the street.
 */
import type { DistrictNetworks, WalkLink } from '#contracts';
import { districtNetworksSchema } from '#contracts';
import { oneGateVenue } from './one-gate-venue.ts';

export interface CrossingDistrictOptions {
  readonly facility: WalkLink['facility'];
  readonly lengthMetres: number;
  readonly widthMetres: number;
  readonly riseMetres?: number;
  readonly gateWidthMetres: number;
  /** Vehicles' green within a cycle of 90 s; none: no signal. */
  readonly greenSeconds?: number;
}

const APPROACH_METRES = 60;

export function createCrossingDistrict(options: CrossingDistrictOptions): DistrictNetworks {
  const { facility, lengthMetres, widthMetres, riseMetres, gateWidthMetres, greenSeconds } =
    options;
  const name = { zh: '过街', en: 'Crossing' };
  const xs = [0, APPROACH_METRES, APPROACH_METRES + lengthMetres];
  const ends = [...xs, (xs[2] ?? 0) + APPROACH_METRES];
  const walk = (id: string, from: number, middle: boolean) => ({
    id,
    from,
    to: from + 1,
    lengthMetres: middle ? lengthMetres : APPROACH_METRES,
    widthMetres: middle ? widthMetres : 20,
    facility: middle ? facility : 'square',
    oneWay: false,
    ...(middle && riseMetres !== undefined ? { riseMetres } : {}),
    name: null,
    line: [
      [ends[from], 0],
      [ends[from + 1], 0],
    ],
    streetLinks: middle && facility === 'crossing' ? [0] : [],
    kind: 'synthetic',
  });
  const street = (id: string, from: number) => ({
    id,
    from,
    to: from + 1,
    lengthMetres: 200,
    lanes: 2,
    freeSpeedMetresPerSecond: 12,
    capacityVehiclesPerHour: 3600,
    roadClass: 'secondary',
    name: null,
    line: [
      [80, (from - 1) * 200],
      [80, from * 200],
    ],
    kind: 'synthetic',
  });
  return districtNetworksSchema.parse({
    version: 1,
    street: {
      nodes: [-200, 0, 200].map((y) => ({ point: [80, y], gateway: y !== 0 })),
      links: [street('before', 0), street('after', 1)],
      forbiddenTurns: [],
      signals:
        greenSeconds === undefined
          ? []
          : [
              {
                id: 'signal',
                node: 1,
                cycleSeconds: 90,
                offsetSeconds: 0,
                phases: [
                  { greenSeconds, intergreenSeconds: 0, links: [0] },
                  { greenSeconds: 90 - greenSeconds, intergreenSeconds: 0, links: [] },
                ],
                kind: 'synthetic',
              },
            ],
    },
    walk: {
      nodes: ends.map((x, i) => ({
        point: [x, 0],
        residents: 0,
        workers: 0,
        gateway: i === ends.length - 1,
      })),
      links: [walk('first', 0, false), walk('middle', 1, true), walk('last', 2, false)],
    },
    stations: [],
    venues: [oneGateVenue(name, gateWidthMetres)],
    sensors: [],
  });
}
