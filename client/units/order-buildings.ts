/** The order of the first list: nearest to the venue, or by name. */
import type { BuildingSummary, Polygon, Venue } from '#contracts';

export type BuildingOrder = 'near' | 'name';

export function orderBuildings(
  buildings: readonly BuildingSummary[],
  order: BuildingOrder,
  venue: Pick<Venue, 'outline'> | null,
  nameOf: (building: BuildingSummary) => string,
  locale: string,
): readonly BuildingSummary[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  const named = buildings.map((building) => ({ building, name: nameOf(building) }));
  if (order === 'name' || !venue) {
    return named
      .sort((a, b) => namedFirst(a.building, b.building) || collator.compare(a.name, b.name))
      .map(({ building }) => building);
  }
  const [east, north] = middleOf(venue.outline);
  const distance = ({ point }: BuildingSummary): number =>
    Math.hypot(point[0] - east, point[1] - north);
  return [...buildings].sort((a, b) => distance(a) - distance(b) || a.cell - b.cell);
}

/** Buildings that people know by name or address before those with only an id. */
const namedFirst = (a: BuildingSummary, b: BuildingSummary): number =>
  Number((a.name ?? a.address) === null) - Number((b.name ?? b.address) === null);

function middleOf(outline: Polygon): readonly [number, number] {
  const ring = outline[0] ?? [];
  const count = Math.max(1, ring.length);
  return [
    ring.reduce((sum, [x]) => sum + x, 0) / count,
    ring.reduce((sum, [, y]) => sum + y, 0) / count,
  ];
}
