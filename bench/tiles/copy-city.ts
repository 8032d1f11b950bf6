/**
 * A city many times side by side: the same work again and again, so that what a unit costs can be
 * compared between sizes without comparing two kinds of city. Copies stand a whole number of blocks
 * apart, so each is cut into the same tiles.
 */
import type { Point, Polygon } from '#contracts';
import type { SourceCity } from '#tiles';

/** Side of the build's blocks (tiles/tiling/plan-blocks.ts). */
const BLOCK_METRES = 640;

type Building = SourceCity['buildings'][number];

export function copyCity(city: SourceCity, copies: number): SourceCity {
  const spread = spreadOf(city);
  const side = Math.ceil(Math.sqrt(copies));
  const originals = new Map<Building, Building>();
  const all = Array.from({ length: copies }, (_, copy) => {
    const offset: Point = [(copy % side) * spread, Math.floor(copy / side) * spread];
    return copyOne(city, copy, offset, originals);
  });
  const { occupantOf } = city;
  return {
    ...city,
    areas: [],
    buildings: all.flatMap((one) => one.buildings),
    streets: all.flatMap((one) => one.streets),
    footways: all.flatMap((one) => one.footways),
    turnRestrictions: [],
    signalNodes: all.flatMap((one) => one.signalNodes),
    crossingNodes: all.flatMap((one) => one.crossingNodes),
    ...(occupantOf && {
      occupantOf: (building, unit) => occupantOf(originals.get(building) ?? building, unit),
    }),
  };
}

function copyOne(
  city: SourceCity,
  copy: number,
  offset: Point,
  originals: Map<Building, Building>,
): Pick<SourceCity, 'buildings' | 'streets' | 'footways' | 'signalNodes' | 'crossingNodes'> {
  const name = (id: string): string => `${id}~${copy}`;
  const point = ([x, y]: Point): Point => [x + offset[0], y + offset[1]];
  const moved = new Map<Polygon, Polygon>();
  const polygon = (given: Polygon): Polygon => {
    const known = moved.get(given);
    if (known) return known;
    const made = given.map((ring) => ring.map(point));
    moved.set(given, made);
    return made;
  };
  const buildings = city.buildings.map((building): Building => {
    const { area: _area, storeys, ...rest } = building;
    const made: Building = {
      ...rest,
      id: name(building.id),
      outline: polygon(building.outline),
      parts: building.parts.map((part) => ({ ...part, outline: polygon(part.outline) })),
      ...(storeys && {
        storeys: storeys.map((storey) => ({
          ...storey,
          outline: polygon(storey.outline),
          units: storey.units.map((unit) => ({ ...unit, outline: polygon(unit.outline) })),
        })),
      }),
    };
    originals.set(made, building);
    return made;
  });
  const way = <
    Way extends {
      readonly id: string;
      readonly line: readonly Point[];
      readonly nodes: readonly string[];
    },
  >(
    given: Way,
  ): Way => ({
    ...given,
    id: name(given.id),
    line: given.line.map(point),
    nodes: given.nodes.map(name),
  });
  return {
    buildings,
    streets: city.streets.map(way),
    footways: city.footways.map(way),
    signalNodes: city.signalNodes.map(name),
    crossingNodes: city.crossingNodes.map(name),
  };
}

function spreadOf({ buildings }: SourceCity): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { outline } of buildings) {
    for (const [x, y] of outline[0] ?? []) {
      low = Math.min(low, x, y);
      high = Math.max(high, x, y);
    }
  }
  return (Math.ceil((high - low) / BLOCK_METRES) + 1) * BLOCK_METRES;
}
