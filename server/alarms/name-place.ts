/** Names and map points for the places of alarms. */
import type { Alarm, DistrictNetworks, LocalizedText, Point, Sensor } from '#contracts';

export type AlarmPlace = Alarm['place'];

export interface NamedPlace {
  readonly place: AlarmPlace;
  readonly placeName: LocalizedText;
  readonly point: [number, number] | null;
}

const SENSOR_NAMES: Readonly<Record<Sensor['type'], LocalizedText>> = {
  'people-counter': { zh: '客流计', en: 'People counter' },
  'gate-counter': { zh: '场馆门计数', en: 'Gate counter' },
  'station-gates': { zh: '车站闸机', en: 'Station gates' },
  'road-detector': { zh: '道路检测器', en: 'Road detector' },
  'weather-station': { zh: '气象站', en: 'Weather station' },
};

/** null when the place is not in the networks. */
export function nameNetworkPlace(
  networks: DistrictNetworks,
  place: Exclude<AlarmPlace, { type: 'unit' }>,
): NamedPlace | null {
  switch (place.type) {
    case 'walk-link': {
      const link = networks.walk.links.find((candidate) => candidate.id === place.link);
      if (!link) return null;
      const placeName = link.name ?? { zh: `步道 ${link.id}`, en: `Footway ${link.id}` };
      return { place, placeName, point: middleOf(link.line) };
    }
    case 'station': {
      const station = networks.stations.find((candidate) => candidate.id === place.station);
      if (!station) return null;
      return { place, placeName: station.name, point: [...station.point] };
    }
    case 'sensor': {
      const sensor = networks.sensors.find((candidate) => candidate.id === place.sensor);
      if (!sensor) return null;
      const name = SENSOR_NAMES[sensor.type];
      return {
        place,
        placeName: { zh: `${name.zh} ${sensor.id}`, en: `${name.en} ${sensor.id}` },
        point: pointOfSensor(networks, sensor),
      };
    }
  }
}

export function pointOfSensor(networks: DistrictNetworks, sensor: Sensor): [number, number] | null {
  switch (sensor.type) {
    case 'people-counter':
      return middleOf(networks.walk.links[sensor.walkLink]?.line ?? []);
    case 'road-detector':
      return middleOf(networks.street.links[sensor.streetLink]?.line ?? []);
    case 'station-gates': {
      const station = networks.stations.find((candidate) => candidate.id === sensor.station);
      return station ? [...station.point] : null;
    }
    case 'gate-counter': {
      const gate = networks.venues.flatMap((v) => v.gates).find((g) => g.id === sensor.gate);
      const point = gate ? networks.walk.nodes[gate.node]?.point : undefined;
      return point ? [...point] : null;
    }
    case 'weather-station':
      return [...sensor.point];
  }
}

/** The vertex in the middle: near enough for a mark on the map. */
function middleOf(line: readonly Point[]): [number, number] | null {
  const point = line[Math.floor(line.length / 2)];
  return point ? [point[0], point[1]] : null;
}
