/** The law of neighbours: no two buildings of city.sqlite stand on the same ground at one height. */
import type { DatabaseSync } from 'node:sqlite';
import Flatbush from 'flatbush';
import { intersection } from 'polyclip-ts';
import { z } from 'zod';
import { type Polygon, polygonArea, polygonSchema } from '#contracts';
import type { FindingList } from './findings.ts';

/** Outlines drawn by hand overlap by a wall's width; twice what the build leaves. */
const TOLERATED_SQUARE_METRES = 1;

const rowSchema = z.object({ id: z.string(), footprint: z.string(), parts: z.string() });
const partsSchema = z.array(z.object({ baseMetres: z.number(), topMetres: z.number() }));

interface Standing {
  readonly id: string;
  readonly footprint: Polygon;
  readonly baseMetres: number;
  readonly topMetres: number;
}

export function checkNeighbours(database: DatabaseSync, findings: FindingList): void {
  const buildings: Standing[] = [];
  const query = 'SELECT id, footprint, parts FROM building ORDER BY cell';
  for (const raw of database.prepare(query).iterate()) {
    const { id, footprint, parts } = rowSchema.parse(raw);
    const solids = partsSchema.parse(JSON.parse(parts));
    buildings.push({
      id,
      footprint: polygonSchema.parse(JSON.parse(footprint)),
      baseMetres: Math.min(...solids.map((one) => one.baseMetres)),
      topMetres: Math.max(...solids.map((one) => one.topMetres)),
    });
  }
  if (buildings.length < 2) return;
  const boxes = buildings.map(({ footprint }) => boxOf(footprint));
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  buildings.forEach((one, at) => {
    for (const other of index.search(...(boxes[at] ?? [0, 0, 0, 0]))) {
      const neighbour = buildings[other];
      if (other <= at || !neighbour) continue;
      if (one.baseMetres >= neighbour.topMetres || neighbour.baseMetres >= one.topMetres) continue;
      const common = commonArea(one.footprint, neighbour.footprint);
      if (common <= TOLERATED_SQUARE_METRES) continue;
      findings.add(
        'neighbours',
        `building ${one.id}`,
        `shares ${common.toFixed(1)} m² of ground with ${neighbour.id}`,
      );
    }
  });
}

function boxOf([outer = []]: Polygon): readonly [number, number, number, number] {
  const xs = outer.map(([x]) => x);
  const ys = outer.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function commonArea(a: Polygon, b: Polygon): number {
  const rings = (polygon: Polygon) =>
    polygon.map((ring) => ring.map(([x, y]): [number, number] => [x, y]));
  return intersection(rings(a), rings(b)).reduce((sum, piece) => sum + polygonArea(piece), 0);
}
