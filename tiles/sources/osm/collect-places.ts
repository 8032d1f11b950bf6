/** Stations, venues with their car parks, and squares of an OSM extract. */
import type { LocalizedText, Point } from '#contracts';
import { polygonArea } from '#contracts';
import { polygonCentre } from '../../geometry/measure-polygon.ts';
import { isPointInPolygon } from '../../geometry/point-in-polygon.ts';
import type { SourceCity } from '../source-city.ts';
import { type Area, collectAreas } from './collect-areas.ts';
import type { OsmData, OsmNode, OsmTags } from './osm-records.ts';
import type { PlacedNodes } from './place-nodes.ts';
import { nameFromTags, numberFromTag } from './read-tag-values.ts';

/** A gate of the station further than this belongs to something else. */
const ENTRANCE_REACH_METRES = 600;
const CAR_PARK_REACH_METRES = 350;
const MOST_CAR_PARKS = 8;
const LEAST_VENUE_SQUARE_METRES = 2_000;
const ENTRANCES = new Set(['subway_entrance', 'train_station_entrance']);

type Skip = (reason: string, example: string) => void;
const silent: Skip = () => undefined;

export function collectStations(
  data: OsmData,
  places: PlacedNodes,
  skip: Skip,
): SourceCity['stations'] {
  const heads: { id: string; tags: OsmTags; point: Point }[] = [];
  const entrances: { node: OsmNode; point: Point }[] = [];
  for (const node of data.nodes.values()) {
    const point = node.tags.railway === undefined ? undefined : places.pointOf(node.id);
    if (!point) continue;
    if (isStation(node.tags)) heads.push({ id: `node/${node.id}`, tags: node.tags, point });
    else if (ENTRANCES.has(node.tags.railway ?? '')) entrances.push({ node, point });
  }
  for (const area of collectAreas(data, places, isStation, 'station', silent)) {
    heads.push({ id: area.id, tags: area.tags, point: polygonCentre(area.polygon) });
  }
  const named = heads.filter((head, index) => {
    const name = nameFromTags(head.tags)?.en;
    const known = heads.slice(0, index).some((other) => nameFromTags(other.tags)?.en === name);
    if (name === undefined) skip('station: it has no name', head.id);
    return name !== undefined && !known;
  });
  return named.map((head) => {
    const name = nameFromTags(head.tags) ?? { zh: head.id, en: head.id };
    return {
      id: head.id,
      name,
      lines: (head.tags.line ?? head.tags.ref_line ?? '').split(';').filter((line) => line !== ''),
      point: head.point,
      entrances: entrances
        .filter((entrance) => nearest(named, entrance.point)?.id === head.id)
        .filter((entrance) => distance(entrance.point, head.point) < ENTRANCE_REACH_METRES)
        .map((entrance, index) => ({
          id: `node/${entrance.node.id}`,
          name: entranceName(entrance.node.tags, index + 1),
          point: entrance.point,
        })),
    };
  });
}

function isStation(tags: OsmTags): boolean {
  return tags.railway === 'station' || tags.railway === 'halt';
}

function entranceName(tags: OsmTags, number: number): LocalizedText {
  const label = tags.ref ?? String(number);
  return { zh: `${label}号口`, en: `Entrance ${label}` };
}

/** `leisure=stadium` with a name; a bare `building=stadium` inside one is its roof or stand. */
export function collectVenues(
  data: OsmData,
  places: PlacedNodes,
  skip: Skip,
): SourceCity['venues'] {
  const isVenue = (tags: OsmTags) => tags.leisure === 'stadium' || tags.building === 'stadium';
  const areas = collectAreas(data, places, isVenue, 'venue', skip)
    .filter((area) => polygonArea(area.polygon) >= LEAST_VENUE_SQUARE_METRES)
    .sort((a, b) => Number(b.tags.leisure === 'stadium') - Number(a.tags.leisure === 'stadium'));
  const kept: Area[] = [];
  for (const area of areas) {
    const centre = polygonCentre(area.polygon);
    const covered = kept.some((venue) => isPointInPolygon(centre, venue.polygon));
    if (covered) skip('venue: stands inside another venue', area.id);
    else if (!nameFromTags(area.tags)) skip('venue: it has no name', area.id);
    else kept.push(area);
  }
  const carParks = collectCarParks(data, places);
  return kept.map((area) => {
    const capacity = numberFromTag(area.tags.capacity);
    const centre = polygonCentre(area.polygon);
    return {
      id: area.id,
      name: nameFromTags(area.tags) ?? { zh: area.id, en: area.id },
      outline: area.polygon,
      ...(capacity !== undefined && capacity >= 1
        ? {
            capacityPersons: {
              value: Math.round(capacity),
              source: `OpenStreetMap ${area.id}, capacity=${area.tags.capacity}`,
            },
          }
        : {}),
      gates: [],
      carParks: carParks
        .filter((park) => distance(park.point, centre) < CAR_PARK_REACH_METRES)
        .sort((a, b) => distance(a.point, centre) - distance(b.point, centre))
        .slice(0, MOST_CAR_PARKS),
    };
  });
}

type CarPark = SourceCity['venues'][number]['carParks'][number];

function collectCarParks(data: OsmData, places: PlacedNodes): CarPark[] {
  const found: CarPark[] = [];
  const add = (tags: OsmTags, point: Point) => {
    const name = nameFromTags(tags) ?? { zh: '停车场', en: 'Car park' };
    const capacity = numberFromTag(tags.capacity);
    // The entrance and the area of one car park are mapped side by side under one name.
    const twin = found.some(
      (park) => park.name.en === name.en && distance(park.point, point) < 150,
    );
    if (twin) return;
    found.push({
      name,
      point,
      ...(capacity !== undefined && capacity >= 1
        ? { capacityVehicles: Math.round(capacity) }
        : {}),
    });
  };
  for (const node of data.nodes.values()) {
    const { amenity, access } = node.tags;
    if ((amenity !== 'parking_entrance' && amenity !== 'parking') || access === 'private') continue;
    const point = places.pointOf(node.id);
    if (point) add(node.tags, point);
  }
  const isPublicParking = (tags: OsmTags) =>
    tags.amenity === 'parking' && tags.access !== 'private';
  for (const area of collectAreas(data, places, isPublicParking, 'car park', silent)) {
    add(area.tags, polygonCentre(area.polygon));
  }
  return found;
}

export function collectSquares(
  data: OsmData,
  places: PlacedNodes,
  skip: Skip,
): SourceCity['squares'] {
  const isSquare = (tags: OsmTags) =>
    (tags.area === 'yes' || tags.type === 'multipolygon') &&
    (tags.highway === 'pedestrian' || tags.highway === 'footway');
  return collectAreas(data, places, isSquare, 'square', skip).map((area) => {
    const name = nameFromTags(area.tags);
    return { id: area.id, outline: area.polygon, ...(name ? { name } : {}) };
  });
}

function nearest<T extends { readonly point: Point }>(
  items: readonly T[],
  point: Point,
): T | undefined {
  let best: T | undefined;
  for (const item of items) {
    if (!best || distance(item.point, point) < distance(best.point, point)) best = item;
  }
  return best;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
