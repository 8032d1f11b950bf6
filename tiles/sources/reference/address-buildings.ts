/**
 * Addresses as people write them here: a lane number on the compound's street and a house number in
 * it (零陵路123弄4号), or a number straight on the street. Numbers grow along the street, odd on one
 * side and even on the other, and no two are equal; they are synthetic.
 */
import type { LocalizedText, Point } from '#contracts';
import type { BuildingSite } from './building-site.ts';
import { centreOf, distance } from './plane-shapes.ts';
import {
  chainageAt,
  findPlaceOnWay,
  type GraphWay,
  lineOf,
  type StreetGraph,
} from './street-graph.ts';
import { indexWays } from './way-index.ts';

const METRES_PER_NUMBER = 7;

export interface AddressBook {
  addressesOf(site: BuildingSite): LocalizedText[];
}

export function openAddressBook(
  graph: StreetGraph,
  names: ReadonlyMap<string, LocalizedText>,
): AddressBook {
  const nameOf = (way: GraphWay): LocalizedText | null => way.name ?? names.get(way.id) ?? null;
  const named = [...graph.ways.values()].filter((way) => nameOf(way) && !way.elevated);
  const used = new Map<string, Set<number>>();
  const numberAt = (way: GraphWay, at: Point): number => {
    const place = findPlaceOnWay(graph, way, at);
    const [a, b] = [lineOf(graph, way)[place.segment], lineOf(graph, way)[place.segment + 1]];
    const left =
      a && b ? (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0]) > 0 : false;
    let number = 2 * Math.floor(chainageAt(graph, way, at) / METRES_PER_NUMBER) + (left ? 1 : 2);
    const taken = used.get(way.id) ?? new Set<number>();
    while (taken.has(number)) number += 2;
    taken.add(number);
    used.set(way.id, taken);
    return number;
  };
  const index = indexWays(graph, named);
  const nearestWay = (at: Point): GraphWay => index.nearest(at);
  const addressesOf = (site: BuildingSite): LocalizedText[] => {
    const gate = centreOf(site.ring);
    const lane = nearestWay(gate);
    const compound = site.buildings.some((building) => building.compound);
    const laneNumber = compound ? numberAt(lane, gate) : 0;
    const inLane = site.buildings
      .map((building, index) => ({
        building,
        index,
        from: distance(centreOf(building.ring), gate),
      }))
      .filter(({ building }) => building.compound)
      .sort((a, b) => b.from - a.from);
    const houseNumber = new Map(inLane.map(({ index }, order) => [index, order + 1]));
    return site.buildings.map((building, index) => {
      const house = houseNumber.get(index);
      const way = house === undefined ? nearestWay(centreOf(building.ring)) : lane;
      const name = nameOf(way) ?? { zh: '', en: '' };
      if (house === undefined) {
        const number = numberAt(way, centreOf(building.ring));
        return { zh: `${name.zh}${number}号`, en: `${number} ${name.en}` };
      }
      return {
        zh: `${name.zh}${laneNumber}弄${house}号`,
        en: `No. ${house}, Lane ${laneNumber}, ${name.en}`,
      };
    });
  };
  return { addressesOf };
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const numeral = (n: number): string =>
  n <= 10
    ? (NUMERALS[n - 1] ?? '')
    : `${n >= 20 ? (NUMERALS[Math.floor(n / 10) - 1] ?? '') : ''}十${n % 10 === 0 ? '' : (NUMERALS[(n % 10) - 1] ?? '')}`;

/** Side streets are synthetic, so they take no real street's name but a branch number of their parent's. */
export function nameSideStreets(graph: StreetGraph): Map<string, LocalizedText> {
  const names = new Map<string, LocalizedText>();
  const counts = new Map<string, number>();
  const main = [...graph.ways.values()].filter((way) => way.name && !way.elevated);
  const index = indexWays(graph, main);
  for (const way of graph.ways.values()) {
    if (way.name || way.wayClass === 'lane') continue;
    const line = lineOf(graph, way);
    const middle = line[Math.floor(line.length / 2)] ?? [0, 0];
    const parent = index.nearest(middle);
    const count = (counts.get(parent.id) ?? 0) + 1;
    counts.set(parent.id, count);
    const name = parent.name ?? { zh: '', en: '' };
    names.set(way.id, { zh: `${name.zh}${numeral(count)}支路`, en: `${name.en} Branch ${count}` });
  }
  return names;
}
