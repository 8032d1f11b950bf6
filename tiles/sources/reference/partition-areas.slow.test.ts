/** Areas of the whole district: a partition by area and by points thrown at it, names and codes real. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Area,
  createLocalFrame,
  createRandom,
  type Polygon,
  pointSchema,
  polygonArea,
} from '#contracts';
import { wgs84FromGcj02 } from '../../frames/index.ts';
import { generateReferenceCity } from './generate-reference-city.ts';
import { boxOf, centreOf, distanceToLine, isInside } from './plane-shapes.ts';
import { readReferenceFacts } from './read-reference-facts.ts';

const SHARED = fileURLToPath(new URL('../../../../shared/data/npm-china-admin/', import.meta.url));
const NAMES = `${SHARED}xuhui_streets_committees.csv`;
const OUTLINES = `${SHARED}shanghai_districts_decoded.geojson`;
for (const file of [NAMES, OUTLINES]) {
  if (!existsSync(file))
    console.warn(`skipped: ${file} is not here; comparisons with it do not run`);
}

/** Of the other districts' outlines, some are multipolygons: only Xuhui's is read further. */
const outlinesSchema = z.object({
  features: z.array(
    z.object({
      properties: z.object({ name: z.string() }),
      geometry: z.object({ coordinates: z.array(z.unknown()) }),
    }),
  ),
});

const city = generateReferenceCity({ seed: 1, area: 'whole' });
const areas = city.areas ?? [];
const ofLevel = (level: Area['level']): Area[] => areas.filter((area) => area.level === level);
const outlineOf = (area: Area): Polygon => {
  if (!area.outline) throw new Error(`area ${area.id} has no outline`);
  return area.outline;
};
const holds = (area: Area, point: readonly [number, number]): boolean => {
  const [outer, ...holes] = outlineOf(area);
  return !!outer && isInside(point, outer) && !holes.some((hole) => isInside(point, hole));
};

describe('areas of the reference district', () => {
  it('has one district, 13 street units, 312 committees and grids below each', () => {
    expect(ofLevel('district').length).toBe(1);
    expect(ofLevel('street').length).toBe(13);
    expect(ofLevel('committee').length).toBe(312);
    const withGrids = new Set(ofLevel('grid').map((grid) => grid.parent));
    expect(ofLevel('committee').filter((committee) => !withGrids.has(committee.id))).toEqual([]);
    const known = new Set<string>();
    for (const area of areas) {
      expect(area.parent === null || known.has(area.parent), area.id).toBe(true);
      known.add(area.id);
    }
  });

  it('adds up: children cover as much as their parent', () => {
    for (const parent of areas) {
      const children = areas.filter((area) => area.parent === parent.id);
      if (children.length === 0) continue;
      const sum = children.reduce((total, child) => total + polygonArea(outlineOf(child)), 0);
      // Coordinates are centimetres, sums of 10^8 m² lose no more than this.
      expect(Math.abs(sum - polygonArea(outlineOf(parent))), parent.id).toBeLessThan(0.01);
    }
  });

  it('puts 2,000 random points of the district into exactly one area of each level', () => {
    const random = createRandom(11, 'test/areas');
    const [district] = ofLevel('district');
    if (!district) throw new Error('no district');
    const box = boxOf(outlineOf(district)[0] ?? []);
    let thrown = 0;
    while (thrown < 2000) {
      const point = [
        box.west + random.next() * (box.east - box.west),
        box.south + random.next() * (box.north - box.south),
      ] as const;
      if (!holds(district, point)) continue;
      thrown += 1;
      for (const level of ['street', 'committee', 'grid'] as const) {
        const found = ofLevel(level).filter((area) => holds(area, point));
        expect(found.length, `${level} at ${point.join(',')}`).toBe(1);
      }
    }
  });

  it('puts every building into the grid that it stands in', () => {
    const byId = new Map(areas.map((area) => [area.id, area]));
    for (const building of city.buildings) {
      const grid = building.area === undefined ? undefined : byId.get(building.area);
      expect(grid?.level, building.id).toBe('grid');
      const centre = centreOf(building.outline[0] ?? []);
      if (grid) expect(holds(grid, centre), building.id).toBe(true);
    }
  });

  it.skipIf(!existsSync(NAMES))('has the names and codes of the statistics', () => {
    const rows = readFileSync(NAMES, 'utf8')
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','))
      .filter((row) => row.length === 4 && row[1] !== '漕河泾新兴技术开发区');
    const ours = new Map<string, string>(areas.map((area) => [area.id, area.name.zh]));
    expect(rows.length).toBe(312);
    for (const [street = '', streetName, committee = '', committeeName] of rows) {
      expect(ours.get(street)).toBe(streetName);
      expect(ours.get(committee)).toBe(committeeName);
    }
  });

  it('is as large as Xuhui', () => {
    const [district] = ofLevel('district');
    // 54.93 km² in the district's yearbook; the outline is on a 100 m grid: 1.5 %.
    const squareKilometres = (district ? polygonArea(outlineOf(district)) : 0) / 1e6;
    expect(Math.abs(squareKilometres / 54.93 - 1)).toBeLessThan(0.015);
  });

  it.skipIf(!existsSync(OUTLINES))('keeps the published outline within its simplification', () => {
    const facts = readReferenceFacts();
    const frame = createLocalFrame(facts.district.origin);
    const { features } = outlinesSchema.parse(JSON.parse(readFileSync(OUTLINES, 'utf8')));
    const xuhui = features.find((feature) => feature.properties.name === '徐汇区');
    const rings = z.array(z.array(pointSchema)).parse(xuhui?.geometry.coordinates);
    const points = (rings[0] ?? []).map((place) => frame.pointFromLonLat(...wgs84FromGcj02(place)));
    expect(points.length).toBeGreaterThan(80);
    const boundary = facts.district.boundary.points;
    const closed = [...boundary, ...boundary.slice(0, 1)];
    // Simplified by up to 110 m, rounded to metres.
    for (const point of points)
      expect(distanceToLine(point, closed), point.join(',')).toBeLessThan(112);
  });
});
