/**
 * Bus routes of an OSM extract (wiki.openstreetmap.org/wiki/Buses): relations `route=bus`, one a
 * direction, whose members say where buses stop, in order. A stop is mapped as a point on the street, as
 * a platform beside it, or as both in a row.
 */
import type { LocalizedText, Point } from '#contracts';
import type { SourceBusLine, SourceBusStop } from '../source-city.ts';
import type { OsmData, OsmMember, OsmRelation, OsmTags } from './osm-records.ts';
import type { PlacedNodes } from './place-nodes.ts';
import { nameFromTags } from './read-tag-values.ts';

/** A stop and its platform lie nearer to each other than the stops of a line. */
const SAME_STOP_METRES = 60;
/** Lines that run at night alone, by the number on the bus. */
const NIGHT = /^(N\d*|.*[Nn]uit.*|.*[Nn]ight.*)$/;
const NIGHT_HOURS = { firstSecond: 79_200, lastSecond: 102_600 } as const;

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
    const calls = relation.members.filter(({ role }) => /^(stop|platform)/.test(role));
    const { stops, isCutBefore, isCutAfter } = stopsOf(calls, data, places);
    if (stops.length === 0) {
      skip('bus line: none of its stops is in the file', id);
      return [];
    }
    const headway = secondsFromInterval(tags.interval);
    const isNight = NIGHT.test(tags.ref ?? '') || tags.by_night === 'only';
    return [
      {
        id,
        name: nameOf(relation),
        stops,
        comesFromOutside: isCutBefore,
        goesOutside: isCutAfter,
        ...(headway === undefined
          ? {}
          : {
              headwaySeconds: {
                value: headway,
                source: `OpenStreetMap ${id}, interval=${tags.interval}`,
              },
            }),
        ...(isNight ? NIGHT_HOURS : {}),
      },
    ];
  });
}

function stopsOf(
  calls: readonly OsmMember[],
  data: OsmData,
  places: PlacedNodes,
): {
  readonly stops: readonly SourceBusStop[];
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
} {
  const stops: SourceBusStop[] = [];
  let onStreet = false;
  let isCutBefore = false;
  let isCutAfter = false;
  for (const member of calls) {
    const found = placeOf(member, data, places);
    if (!found) {
      if (stops.length === 0) isCutBefore = true;
      isCutAfter = true;
      continue;
    }
    isCutAfter = false;
    const isStreet = member.role.startsWith('stop');
    const before = stops.at(-1);
    const isSame = before !== undefined && distance(before.point, found.point) < SAME_STOP_METRES;
    const stop: SourceBusStop = {
      id: `${member.type}/${member.ref}`,
      name: nameFromTags(found.tags) ?? before?.name ?? { zh: '公交站', en: 'Bus stop' },
      point: found.point,
    };
    if (!isSame || before === undefined) stops.push(stop);
    // Of the two records of one stop that on the street says where buses stand.
    else if (isStreet && !onStreet) stops[stops.length - 1] = { ...stop, name: before.name };
    else continue;
    onStreet = isStreet;
  }
  return { stops, isCutBefore, isCutAfter };
}

function placeOf(
  { type, ref }: OsmMember,
  data: OsmData,
  places: PlacedNodes,
): { readonly point: Point; readonly tags: OsmTags } | undefined {
  if (type === 'node') {
    const point = places.pointOf(ref);
    return point && { point, tags: data.nodes.get(ref)?.tags ?? {} };
  }
  const way = type === 'way' ? data.ways.get(ref) : undefined;
  const known = (way?.refs ?? []).flatMap((node): Point[] => {
    const point = places.pointOf(node);
    return point ? [point] : [];
  });
  if (!way || known.length === 0) return undefined;
  const mean = (axis: 0 | 1): number =>
    known.reduce((sum, point) => sum + point[axis], 0) / known.length;
  return { point: [mean(0), mean(1)], tags: way.tags };
}

/** `1 → Saint-Roman`, as on the bus's front. */
function nameOf({ id, tags }: OsmRelation): LocalizedText {
  const plain = nameFromTags(tags) ?? { zh: `relation/${id}`, en: `relation/${id}` };
  const { ref, to } = tags;
  if (ref === undefined || to === undefined) return plain;
  return { zh: `${ref} 路 → ${tags['to:zh'] ?? to}`, en: `${ref} → ${tags['to:en'] ?? to}` };
}

/** `10`, `00:10`, `00:10:00`: minutes, hours and minutes, with seconds. */
export function secondsFromInterval(text: string | undefined): number | undefined {
  const match = /^(?:(\d{1,3})|(\d{1,2}):(\d{2})(?::(\d{2}))?)$/.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const [, minutes, hours, ofHour, seconds] = match;
  const total =
    minutes === undefined
      ? 3600 * Number(hours) + 60 * Number(ofHour) + Number(seconds ?? 0)
      : 60 * Number(minutes);
  return total >= 60 && total <= 86_400 ? total : undefined;
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
