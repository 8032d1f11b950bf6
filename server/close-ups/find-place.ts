/** The name and the point of a close-up's place; null when the city has no such place. */
import type { CloseUpPlace, DistrictNetworks, LocalizedText, Point } from '#contracts';

export function findPlace(
  { walk, venues, stations }: DistrictNetworks,
  place: CloseUpPlace,
): { readonly name: LocalizedText; readonly point: Point } | null {
  const at = (node: number | undefined, ...names: readonly LocalizedText[]) => {
    const point = walk.nodes[node ?? -1]?.point;
    return point ? { name: joined(names), point } : null;
  };
  switch (place.type) {
    case 'gate': {
      const venue = venues.find((one) => one.gates.some((gate) => gate.id === place.id));
      const gate = venue?.gates.find((one) => one.id === place.id);
      return venue && gate ? at(gate.node, venue.name, gate.name) : null;
    }
    case 'entrance': {
      const entrances = stations.flatMap((station) => station.entrances);
      const entrance = entrances.find((one) => one.id === place.id);
      return entrance ? at(entrance.node, entrance.name) : null;
    }
    case 'walk-link': {
      const link = walk.links.find((one) => one.id === place.id);
      return link
        ? at(link.from, link.name ?? { zh: `步道 ${link.id}`, en: `Footway ${link.id}` })
        : null;
    }
    default:
      return place satisfies never;
  }
}

const joined = (names: readonly LocalizedText[]): LocalizedText => ({
  zh: names.map((name) => name.zh).join(' '),
  en: names.map((name) => name.en).join(' '),
});
