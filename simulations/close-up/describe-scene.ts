/** What a close-up shows besides people: its floor, its ways in and out by name, the destinations. */
import type { CloseUpScene, CloseUpTarget, LocalizedText, Point, Polygon } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import type { MicroRegion } from '../portals/region-types.ts';

export interface DescribedScene {
  readonly scene: Omit<CloseUpScene, 'streets' | 'signals'>;
  /** By walk place: position in the scene's destinations. */
  readonly classOfPlace: Uint8Array;
}

export function describeScene(
  model: DistrictModel,
  region: MicroRegion,
  buildings: readonly Polygon[],
): DescribedScene {
  const origin = middleOf(region.floor);
  const local = ([x, y]: Point): [number, number] => [round(x - origin[0]), round(y - origin[1])];
  const localPolygon = (polygon: Polygon) => polygon.map((ring) => ring.map(local));
  const { places } = model.walk;
  const destinations: CloseUpTarget[] = [];
  const classOfPlace = new Uint8Array(places.count);
  for (let place = 0; place < places.count; place += 1) {
    const target = destinationOf(model, place);
    const key = JSON.stringify(target);
    let position = destinations.findIndex((one) => JSON.stringify(one) === key);
    if (position < 0) position = destinations.push(target) - 1;
    classOfPlace[place] = position;
  }
  const links = new Set(region.links);
  return {
    classOfPlace,
    scene: {
      origin: [origin[0], origin[1]],
      floor: localPolygon(region.floor),
      buildings: buildings.map(localPolygon),
      destinations,
      portals: region.portals.map(({ node, ring, edge }) => {
        const corners = region.floor[ring] ?? [];
        return {
          ...behindPortal(model, links, node),
          from: local(corners[edge] as Point),
          to: local(corners[(edge + 1) % corners.length] as Point),
        };
      }),
    },
  };
}

const round = (metres: number): number => Math.round(metres * 100) / 100;

function middleOf(floor: Polygon): Point {
  const ring = floor[0] ?? [];
  const [xs, ys] = [ring.map((point) => point[0]), ring.map((point) => point[1])];
  return [
    Math.round((Math.min(...xs) + Math.max(...xs)) / 2),
    Math.round((Math.min(...ys) + Math.max(...ys)) / 2),
  ];
}

/** Stations one by one; other places by their kind. */
function destinationOf(model: DistrictModel, place: number): CloseUpTarget {
  const { kind, range } = model.walk.places;
  const what = kind[place] ?? 'zone';
  if (what !== 'entrance') return { kind: what, name: null };
  const entrance = model.entrances[place - range.entrance[0]];
  const station = model.networks.stations[entrance?.station ?? -1];
  return { kind: 'station', name: station?.name ?? null };
}

function behindPortal(
  model: DistrictModel,
  links: ReadonlySet<number>,
  node: number,
): CloseUpTarget {
  const { networks } = model;
  for (const venue of networks.venues) {
    const gate = venue.gates.find((one) => one.node === node);
    if (gate) return { kind: 'gate', name: gate.name };
    if (venue.carParks.some((park) => park.walkNode === node)) {
      return { kind: 'car-park', name: null };
    }
  }
  for (const station of networks.stations) {
    const entrance = station.entrances.find((one) => one.node === node);
    if (entrance) return { kind: 'station', name: entrance.name };
  }
  const leads = networks.walk.links.filter(
    (link, index) => !links.has(index) && (link.from === node || link.to === node),
  );
  if (leads.length > 0) return { kind: 'way', name: nameOf(leads) };
  const place = model.walk.places.node.indexOf(node);
  const kind = model.walk.places.kind[place];
  return { kind: kind === undefined || kind === 'entrance' ? 'way' : kind, name: null };
}

const nameOf = (links: readonly { readonly name: LocalizedText | null }[]): LocalizedText | null =>
  links.find((link) => link.name !== null)?.name ?? null;
