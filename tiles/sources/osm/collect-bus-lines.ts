/**
 * Bus routes of an OSM extract (wiki.openstreetmap.org/wiki/Buses): relations `route=bus`, one a
 * direction, whose members say where buses stop, in order.
 */
import type { LocalizedText } from '#contracts';
import type { SourceBusLine } from '../source-city.ts';
import { orderBusCalls } from './order-bus-calls.ts';
import type { OsmData, OsmRelation } from './osm-records.ts';
import type { PlacedNodes } from './place-nodes.ts';
import { readBusHours, secondsFromInterval } from './read-bus-hours.ts';
import { nameFromTags } from './read-tag-values.ts';

type Skip = (reason: string, example: string) => void;

export function collectBusLines(
  data: OsmData,
  places: PlacedNodes,
  skip: Skip,
): readonly SourceBusLine[] {
  return data.relations.flatMap((relation): SourceBusLine[] => {
    const { tags } = relation;
    if (tags.type !== 'route' || tags.route !== 'bus') return [];
    const id = `relation/${relation.id}`;
    const stops = orderBusCalls(relation.members, data, places);
    if (stops.every(({ point }) => point === null)) {
      const what =
        stops.length === 0 ? 'its relation lists no stops' : 'none of its stops is in the file';
      skip(`bus line: ${what}`, id);
      return [];
    }
    const headway = secondsFromInterval(tags.interval);
    const source = `OpenStreetMap ${id}, interval=${tags.interval}`;
    return [
      {
        id,
        ...(tags.ref === undefined ? {} : { number: tags.ref }),
        name: nameOf(relation),
        stops,
        ...(headway === undefined ? {} : { headwaySeconds: { value: headway, source } }),
        ...readBusHours(tags),
      },
    ];
  });
}

/** `1 → Saint-Roman`, as on the bus's front. */
function nameOf({ id, tags }: OsmRelation): LocalizedText {
  const plain = nameFromTags(tags) ?? { zh: `relation/${id}`, en: `relation/${id}` };
  const { ref, to } = tags;
  if (ref === undefined || to === undefined) return plain;
  return { zh: `${ref} 路 → ${tags['to:zh'] ?? to}`, en: `${ref} → ${tags['to:en'] ?? to}` };
}
