/** Roads, sensors and areas as collections: small lists, made when they are asked for first. */
import { createLocalFrame, type Line, type Point, type Polygon, polygonSchema } from '#contracts';
import { pointOfSensor } from '../alarms/index.ts';
import { type City, lonLatPolygon } from '../registry/index.ts';
import type { SensorPresence } from '../state/district-state.ts';
import { textOf, textOrNullOf } from '../store/read-row.ts';
import { boxOf, meetWindow } from './city-geometry.ts';
import type { Box, Collection, Column } from './collection.ts';
import type { Value } from './cql2.ts';

interface Entry {
  readonly values: Readonly<Record<string, Value>>;
  readonly geometry: string;
  /** null: no geometry, in no box. */
  readonly box: Box | null;
}

type ListColumn = Omit<Column, 'read'>;

/** Made anew for each request: sensors tell when they were heard. */
export function createNetworkCollections(
  city: City,
  presence: () => readonly SensorPresence[],
): readonly { readonly id: string; readonly open: () => Collection }[] {
  const { lonLatFromPoint } = createLocalFrame(city.manifest.origin);
  const degrees = (point: Point): readonly [number, number] => {
    const [lon, lat] = lonLatFromPoint(point);
    return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
  };
  const roads = once(() => listCollection(ROADS, listRoads(city, degrees)));
  const areas = once(() => {
    const coordinatesOf = (polygon: Polygon) => lonLatPolygon(polygon, lonLatFromPoint);
    return listCollection(AREAS, listAreas(city, coordinatesOf));
  });
  return [
    { id: ROADS.id, open: roads },
    {
      id: SENSORS.id,
      open: () => listCollection(SENSORS, listSensors(city, presence(), degrees)),
    },
    { id: AREAS.id, open: areas },
  ];
}

type Description = Pick<
  Collection,
  'id' | 'title' | 'description' | 'geometryType' | 'timeColumn'
> & {
  readonly columns: readonly ListColumn[];
};

const text = (name: string, title: string): ListColumn => ({ name, title, type: 'string' });

const ROADS: Description = {
  id: 'roads',
  title: 'Roads',
  description: 'Links of the street network, each in the direction of travel.',
  geometryType: 'LineString',
  timeColumn: null,
  columns: [
    text('road', 'Link id'),
    text('name_zh', 'Name (Chinese)'),
    text('name_en', 'Name (English)'),
    text('road_class', 'Class'),
    { name: 'lanes', title: 'Lanes', type: 'integer' },
    { name: 'length_m', title: 'Length, m', type: 'number' },
    { name: 'free_speed_m_per_s', title: 'Free speed, m/s', type: 'number' },
    { name: 'capacity_per_h', title: 'Capacity, vehicles/h', type: 'number' },
    text('kind', 'Kind of truth'),
  ],
};
const SENSORS: Description = {
  id: 'sensors',
  title: 'Sensors',
  description: 'Devices of the district and when each was last heard.',
  geometryType: 'Point',
  timeColumn: 'heard',
  columns: [
    text('sensor', 'Sensor id'),
    text('type', 'Type'),
    { name: 'heard', title: 'Time of the newest value', type: 'date-time' },
    text('state', 'fresh, stale or silent; never heard: unheard'),
    text('kind', 'Kind of truth'),
  ],
};
const AREAS: Description = {
  id: 'areas',
  title: 'Areas',
  description: 'District, street units, residents’ committees and grids; some have no outline.',
  geometryType: 'Polygon',
  timeColumn: null,
  columns: [
    text('area', 'Area id'),
    text('level', 'district, street, committee or grid'),
    text('parent', 'Area above'),
    text('name_zh', 'Name (Chinese)'),
    text('name_en', 'Name (English)'),
    text('kind', 'Kind of truth of the outline'),
  ],
};

function listCollection(description: Description, entries: readonly Entry[]): Collection {
  return {
    ...description,
    size: entries.length,
    columns: description.columns.map((column) => ({
      ...column,
      read: (index) => entries[index]?.values[column.name] ?? null,
    })),
    isVisible: () => true,
    keyOf: (index) => index + 1,
    indexOfKey: (key) => Math.max(0, key - 1),
    meets: (index, window) => {
      const own = entries[index]?.box ?? null;
      return own === null ? 'no' : meetWindow(own, window);
    },
    geometryOf: (index) => entries[index]?.geometry ?? 'null',
  };
}

type Degrees = (point: Point) => readonly [number, number];

const lineOf = (line: Line, degrees: Degrees) => ({
  geometry: JSON.stringify({ type: 'LineString', coordinates: line.map(degrees) }),
  box: boxOf([[line]]),
});

const listRoads = ({ networks }: City, degrees: Degrees): readonly Entry[] =>
  networks.street.links.map((link) => ({
    values: {
      road: link.id,
      name_zh: link.name?.zh ?? null,
      name_en: link.name?.en ?? null,
      road_class: link.roadClass,
      lanes: link.lanes,
      length_m: Math.round(link.lengthMetres * 10) / 10,
      free_speed_m_per_s: link.freeSpeedMetresPerSecond,
      capacity_per_h: link.capacityVehiclesPerHour,
      kind: link.kind,
    },
    ...lineOf(link.line, degrees),
  }));

function listSensors(
  { networks }: City,
  presence: readonly SensorPresence[],
  degrees: Degrees,
): readonly Entry[] {
  return presence.map(({ sensor, heardMs, stale, silent }) => {
    const point = pointOfSensor(networks, sensor);
    const state = heardMs === null ? 'unheard' : silent ? 'silent' : stale ? 'stale' : 'fresh';
    return {
      values: {
        sensor: sensor.id,
        type: sensor.type,
        heard: heardMs === null ? null : new Date(heardMs).toISOString(),
        state,
        kind: sensor.kind,
      },
      geometry: point ? JSON.stringify({ type: 'Point', coordinates: degrees(point) }) : 'null',
      box: point ? [point[0], point[1], point[0], point[1]] : null,
    };
  });
}

function listAreas(
  { register, sqlite }: City,
  coordinatesOf: (polygon: Polygon) => unknown,
): readonly Entry[] {
  const outlines = new Map(
    sqlite
      .prepare('SELECT id, outline FROM area')
      .all()
      .map((row) => [textOf(row, 'id'), textOrNullOf(row, 'outline')]),
  );
  return register.areaList.map(({ id, level, name, kind, parent }) => {
    const outline = outlines.get(id) ?? null;
    const polygon = outline === null ? null : polygonSchema.parse(JSON.parse(outline));
    return {
      values: {
        ...{ area: id, level, parent: register.areaList[parent]?.id ?? null, kind },
        ...{ name_zh: name.zh, name_en: name.en },
      },
      geometry: polygon
        ? JSON.stringify({ type: 'Polygon', coordinates: coordinatesOf(polygon) })
        : 'null',
      box: polygon ? boxOf([polygon]) : null,
    };
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
