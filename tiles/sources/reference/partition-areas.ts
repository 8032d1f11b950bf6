/**
 * District → street units → residents' committees → grids over the quarters. Names and codes are
 * facts; outlines are made here: a quarter belongs to the street unit of the nearest site, and each
 * unit is divided into committees, each committee into grids, of about equal numbers of homes.
 */
import { type Area, type AreaId, areaIdSchema, type Polygon, ringArea } from '#contracts';
import type { Quarter } from './assign-fabrics.ts';
import { type Faces, findFaces } from './face-adjacency.ts';
import { type GrowthFaces, growRegions } from './grow-regions.ts';
import type { Fabric, StreetUnitFact } from './place-facts.ts';
import { centreOf, distance } from './plane-shapes.ts';
import type { ReferenceFacts } from './read-reference-facts.ts';
import type { StreetGraph } from './street-graph.ts';
import { ringOfBlock } from './trace-blocks.ts';

export interface AreaPartition {
  /** Parents before children. */
  readonly areas: readonly Area[];
  /** The grid of each quarter. */
  readonly gridOf: readonly AreaId[];
}

/** Homes and firms to a hectare, roughly: only the balance between areas hangs on it. */
const UNITS_PER_HECTARE: { readonly [fabric in Fabric]: number } = {
  slabs: 190,
  towers: 210,
  lanes: 190,
  villas: 80,
  village: 60,
  offices: 90,
  works: 15,
  mall: 110,
  hotel: 110,
  hospital: 60,
  school: 10,
  campus: 15,
  civic: 10,
  church: 5,
  temple: 5,
  station: 2,
  park: 1,
};
/** A grid worker's beat: Shanghai plans 300–500 households to one; middle. */
const UNITS_PER_GRID = 400;

export function partitionAreas(
  graph: StreetGraph,
  quarters: readonly Quarter[],
  facts: ReferenceFacts['areas'],
): AreaPartition {
  const faces = findFaces(
    graph,
    quarters.map((quarter) => quarter.block),
  );
  const growth: GrowthFaces = {
    centres: quarters.map((quarter) => centreOf(ringOfBlock(quarter.block))),
    weights: quarters.map(
      (quarter) =>
        (ringArea(ringOfBlock(quarter.block)) / 10_000) * UNITS_PER_HECTARE[quarter.fabric],
    ),
    neighbours: faces.neighbours,
  };
  const all = quarters.map((_, index) => index);
  const district = areaIdSchema.parse(facts.district.code);
  const areas: Area[] = [
    areaFrom(district, 'district', null, facts.district.name, faces.outlineOf(all), 'inferred'),
  ];
  const gridOf = new Array<AreaId>(quarters.length).fill(district);
  const membersOf = assignStreets(growth, facts.streets);
  facts.streets.forEach((street, index) => {
    const members = membersOf[index] ?? [];
    if (members.length < street.committees.length) {
      throw new Error(
        `areas.json: ${street.name.zh} has ${street.committees.length} committees but only ${members.length} blocks; move its sites`,
      );
    }
    const id = areaIdSchema.parse(street.code);
    areas.push(
      areaFrom(id, 'street', district, street.name, faces.outlineOf(members), 'synthetic'),
    );
    growRegions(growth, members, street.committees.length).forEach((region, k) => {
      const committee = street.committees[k];
      if (committee)
        areas.push(...committeeAreas(committee, id, region, { faces, growth, gridOf }));
    });
  });
  return { areas, gridOf };
}

function committeeAreas(
  committee: StreetUnitFact['committees'][number],
  street: AreaId,
  members: readonly number[],
  { faces, growth, gridOf }: { faces: Faces; growth: GrowthFaces; gridOf: AreaId[] },
): Area[] {
  const id = areaIdSchema.parse(committee.code);
  const weight = members.reduce((sum, face) => sum + (growth.weights[face] ?? 0), 0);
  const grids = growRegions(growth, members, Math.max(1, Math.round(weight / UNITS_PER_GRID)));
  return [
    areaFrom(id, 'committee', street, committee.name, faces.outlineOf(members), 'synthetic'),
    ...grids.map((grid, index): Area => {
      const gridId = areaIdSchema.parse(`${id}-${index + 1}`);
      for (const face of grid) gridOf[face] = gridId;
      const name = { zh: `第${index + 1}网格`, en: `Grid ${index + 1}` };
      return areaFrom(gridId, 'grid', id, name, faces.outlineOf(grid), 'synthetic');
    }),
  ];
}

function areaFrom(
  id: AreaId,
  level: Area['level'],
  parent: AreaId | null,
  name: Area['name'],
  outline: Polygon,
  kind: Area['kind'],
): Area {
  return {
    id,
    level,
    parent,
    name,
    outline: outline.map((ring) => ring.map(([x, y]): [number, number] => [x, y])),
    kind,
  };
}

/** Nearest site first; then pieces cut off from their unit's main piece go to the neighbour around them. */
function assignStreets(growth: GrowthFaces, streets: readonly StreetUnitFact[]): number[][] {
  const unitOf = growth.centres.map((centre) => {
    const far = (street: StreetUnitFact): number =>
      Math.min(...street.sites.map((site) => distance(site, centre)));
    return streets.reduce(
      (best, street, index) => (far(street) < far(streets[best] ?? street) ? index : best),
      0,
    );
  });
  for (let round = 0; round < streets.length; round += 1) {
    let moved = false;
    streets.forEach((_, unit) => {
      const [, ...cutOff] = piecesOf(growth, unitOf, unit);
      for (const face of cutOff.flat()) {
        const next = neighbourUnit(growth, unitOf, face);
        if (next === null) continue;
        unitOf[face] = next;
        moved = true;
      }
    });
    if (!moved) break;
  }
  return streets.map((_, unit) => unitOf.flatMap((of, face) => (of === unit ? [face] : [])));
}

/** Connected pieces of a unit, most faces first. */
function piecesOf(growth: GrowthFaces, unitOf: readonly number[], unit: number): number[][] {
  const open = new Set(unitOf.flatMap((of, face) => (of === unit ? [face] : [])));
  const pieces: number[][] = [];
  for (const start of open) {
    const piece = [start];
    open.delete(start);
    for (let i = 0; i < piece.length; i += 1) {
      for (const next of growth.neighbours[piece[i] ?? -1]?.keys() ?? [])
        if (open.delete(next)) piece.push(next);
    }
    pieces.push(piece);
  }
  return pieces.sort((a, b) => b.length - a.length);
}

function neighbourUnit(
  growth: GrowthFaces,
  unitOf: readonly number[],
  face: number,
): number | null {
  const shared = new Map<number, number>();
  for (const [other, metres] of growth.neighbours[face] ?? []) {
    const unit = unitOf[other];
    if (unit !== undefined && unit !== unitOf[face])
      shared.set(unit, (shared.get(unit) ?? 0) + metres);
  }
  const [best] = [...shared].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return best ? best[0] : null;
}
