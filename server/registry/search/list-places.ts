/** Named places that are no cells: stations, venues, roads. */
import type { DistrictNetworks, LocalizedText } from '#contracts';

export interface NamedPlace {
  readonly type: 'station' | 'venue' | 'road';
  readonly key: string;
  readonly title: LocalizedText;
  readonly detail: LocalizedText;
  readonly point: readonly [number, number] | null;
}

export function listPlaces(networks: DistrictNetworks): readonly NamedPlace[] {
  const stations = networks.stations.map(
    ({ id, name, lines, point }): NamedPlace => ({
      type: 'station',
      key: id,
      title: name,
      detail: {
        zh: lines.map((line) => (/^\d+$/.test(line) ? `${line} 号线` : line)).join('、'),
        en: lines.map((line) => (/^\d+$/.test(line) ? `Line ${line}` : line)).join(', '),
      },
      point: [point[0], point[1]],
    }),
  );
  const venues = networks.venues.map(({ id, name, outline, capacityPersons }): NamedPlace => {
    const corner = outline[0]?.[0];
    const persons = capacityPersons.value;
    return {
      type: 'venue',
      key: id,
      title: name,
      detail: { zh: `可容纳 ${persons} 人`, en: `holds ${persons} people` },
      point: corner ? [corner[0], corner[1]] : null,
    };
  });
  return [...stations, ...venues, ...listRoads(networks)];
}

function listRoads({ street, walk }: DistrictNetworks): readonly NamedPlace[] {
  const roads = new Map<
    string,
    {
      name: LocalizedText;
      metres: number;
      longest: number;
      point: readonly [number, number] | null;
    }
  >();
  for (const { name, line, lengthMetres } of [...street.links, ...walk.links]) {
    if (!name) continue;
    const key = name.zh;
    const road = roads.get(key) ?? { name, metres: 0, longest: 0, point: null };
    road.metres += lengthMetres;
    const middle = line[Math.floor(line.length / 2)];
    if (middle && lengthMetres > road.longest) {
      road.longest = lengthMetres;
      road.point = [middle[0], middle[1]];
    }
    roads.set(key, road);
  }
  return [...roads].map(([key, { name, point }]) => ({
    ...{ type: 'road' as const, key, title: name, point },
    detail: { zh: '道路', en: 'Road' },
  }));
}
