/** Beneath the streets: buildings without outlines, venues with one. */
import type { Layer } from '@deck.gl/core';
import { PathLayer, SolidPolygonLayer } from '@deck.gl/layers';
import type { BuildingFootprint, Ring } from '#contracts';
import type { MapColours } from './map-colours.ts';
import type { Footprints, PaneScene } from './pane-records.ts';

type Corner = [number, number];
const corners = (ring: Ring): Corner[] => ring.map(([x, y]): Corner => [x, y]);

function closedRing(ring: Ring): Corner[] {
  const first = ring[0];
  return corners(first ? [...ring, first] : ring);
}

export const groundLayers = (
  id: string,
  footprints: Footprints,
  venues: PaneScene['venues'],
  c: MapColours,
): Layer[] => [
  new SolidPolygonLayer<BuildingFootprint>({
    id: `${id}-buildings`,
    data: footprints,
    getPolygon: (building) => building.footprint.map(corners),
    getFillColor: c.building,
  }),
  new SolidPolygonLayer<PaneScene['venues'][number]>({
    id: `${id}-venues`,
    data: venues,
    getPolygon: (venue) => corners(venue.outline),
    getFillColor: c.venue,
    pickable: true,
  }),
  new PathLayer<PaneScene['venues'][number]>({
    id: `${id}-venue-lines`,
    data: venues,
    getPath: (venue) => closedRing(venue.outline),
    getColor: c.secondary,
    widthUnits: 'pixels',
    getWidth: 1.5,
  }),
];
