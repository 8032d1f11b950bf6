/**
 * Members of an OSM bus route → its stops, in order. A stop is mapped as a point on the street (role
 * `stop`), as a platform beside it, or as both: in a row, or all of one kind before all of the other
 * (wiki.openstreetmap.org/wiki/Public_transport allows both orders). Where both are known, the point
 * on the street says where buses stand.
 */
import type { Point } from '#contracts';
import type { SourceBusStop } from '../source-city.ts';
import type { OsmData, OsmMember, OsmTags } from './osm-records.ts';
import type { PlacedNodes } from './place-nodes.ts';
import { nameFromTags } from './read-tag-values.ts';

/** A point on the street and its platform lie nearer to each other than the stops of a line. */
const SAME_STOP_METRES = 60;

interface Call {
  readonly id: string;
  readonly isStreet: boolean;
  /** null: not in the file. */
  readonly point: Point | null;
  readonly tags: OsmTags;
}

export function orderBusCalls(
  members: readonly OsmMember[],
  data: OsmData,
  places: PlacedNodes,
): readonly SourceBusStop[] {
  const calls = members
    .filter(({ role }) => /^(stop|platform)/.test(role))
    .map((member) => callOf(member, data, places));
  return groupCalls(interleave(calls)).map((group): SourceBusStop => {
    const known = group.filter(({ point }) => point !== null);
    const best = known.find(({ isStreet }) => isStreet) ?? known[0] ?? group[0];
    const named = group.map(({ tags }) => nameFromTags(tags)).find((name) => name !== undefined);
    return {
      id: best?.id ?? '',
      name: named ?? { zh: '公交站', en: 'Bus stop' },
      point: best?.point ?? null,
    };
  });
}

function callOf({ type, ref, role }: OsmMember, data: OsmData, places: PlacedNodes): Call {
  const id = `${type}/${ref}`;
  const isStreet = role.startsWith('stop');
  if (type === 'node') {
    const tags = data.nodes.get(ref)?.tags ?? {};
    return { id, isStreet, point: places.pointOf(ref) ?? null, tags };
  }
  const way = type === 'way' ? data.ways.get(ref) : undefined;
  const known = (way?.refs ?? []).flatMap((node): Point[] => {
    const point = places.pointOf(node);
    return point ? [point] : [];
  });
  const mean = (axis: 0 | 1): number =>
    known.reduce((sum, point) => sum + point[axis], 0) / known.length;
  const point: Point | null = known.length > 0 ? [mean(0), mean(1)] : null;
  return { id, isStreet, point, tags: way?.tags ?? {} };
}

/** All points on the street before all platforms, or the other way round: each platform goes to its stop. */
function interleave(calls: readonly Call[]): readonly Call[] {
  const split = calls.findIndex(({ isStreet }) => isStreet !== calls[0]?.isStreet);
  const [head, tail] = [calls.slice(0, split), calls.slice(split)];
  const isInBlocks = tail.every(({ isStreet }) => isStreet === tail[0]?.isStreet);
  if (split < 2 || tail.length < 2 || !isInBlocks) return calls;
  const [streets, platforms] = head[0]?.isStreet ? [head, tail] : [tail, head];
  const beside: Call[][] = [[], ...streets.map((street) => [street])];
  let at = 0;
  for (const platform of platforms) {
    if (platform.point === null) continue;
    const match = streets.findIndex((street, index) => index >= at && isNear(street, platform));
    if (match >= 0) at = match + 1;
    beside[at]?.push(platform);
  }
  return beside.flat();
}

function groupCalls(calls: readonly Call[]): readonly (readonly Call[])[] {
  const groups: Call[][] = [];
  for (const call of calls) {
    const group = groups.at(-1);
    if (group && isSameStop(group, call)) group.push(call);
    else groups.push([call]);
  }
  return groups;
}

function isSameStop(group: readonly Call[], call: Call): boolean {
  if (group.some(({ id }) => id === call.id)) return true;
  const twin = group.find(({ isStreet }) => isStreet === call.isStreet);
  // Different stops may lie as near as this: two of one kind are one only by name.
  if (twin)
    return isNear(twin, call) && twin.tags.name !== undefined && twin.tags.name === call.tags.name;
  return group.every((other) => other.point === null || call.point === null || isNear(other, call));
}

function isNear({ point: a }: Call, { point: b }: Call): boolean {
  return a !== null && b !== null && Math.hypot(a[0] - b[0], a[1] - b[1]) < SAME_STOP_METRES;
}
