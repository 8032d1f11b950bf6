/** Coordinates to the centimetre and lengths to the millimetre: networks.json is read over the wire. */
import type { DistrictNetworks, Point } from '#contracts';

export function roundedNetworks(networks: DistrictNetworks): DistrictNetworks {
  return {
    ...networks,
    street: {
      ...networks.street,
      nodes: networks.street.nodes.map((node) => ({ ...node, point: centimetres(node.point) })),
      links: networks.street.links.map((link) => ({
        ...link,
        lengthMetres: millimetres(link.lengthMetres),
        freeSpeedMetresPerSecond: millimetres(link.freeSpeedMetresPerSecond),
        line: link.line.map(centimetres),
      })),
    },
    walk: {
      nodes: networks.walk.nodes.map((node) => ({ ...node, point: centimetres(node.point) })),
      links: networks.walk.links.map((link) => ({
        ...link,
        lengthMetres: millimetres(link.lengthMetres),
        widthMetres: millimetres(link.widthMetres),
        line: link.line.map(centimetres),
      })),
    },
    venues: networks.venues.map((venue) => ({
      ...venue,
      outline: venue.outline.map((ring) => ring.map(centimetres)),
    })),
    stations: networks.stations.map((station) => ({
      ...station,
      point: centimetres(station.point),
    })),
  };
}

function centimetres([x, y]: Point): [number, number] {
  return [Math.round(x * 100) / 100, Math.round(y * 100) / 100];
}

function millimetres(value: number): number {
  return Math.max(0.001, Math.round(value * 1000) / 1000);
}
