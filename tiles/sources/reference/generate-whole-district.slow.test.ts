/** All of Xuhui: sizes, distributions against published ones, brute force on samples, core within whole. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  busLineIdSchema,
  CELL_ID_LIMIT,
  createLocalFrame,
  createRandom,
  polygonArea,
  type ValueKind,
} from '#contracts';
import { inferFacts } from '../../model/infer-heights.ts';
import { buildNetworks } from '../../model/networks/build-networks.ts';
import { undrivableLegs } from '../../model/networks/testing/undrivable-legs.ts';
import { planBuilding } from '../../model/plan-building.ts';
import type { SourceCity } from '../source-city.ts';
import { generateReferenceCity } from './generate-reference-city.ts';
import { boxOf } from './plane-shapes.ts';
import { readReferenceFacts } from './read-reference-facts.ts';
import {
  buildingsTouching,
  countPieces,
  crossingsWithoutNode,
  outerOf,
} from './testing/inspect-district.ts';
import { WHOLE_DISTRICT_UNITS } from './unit-sizes.ts';

const SAMPLE = fileURLToPath(
  new URL(
    '../../../../shared/data/shanghai-building-reference/validation_shanghai_validation_set_v0.csv',
    import.meta.url,
  ),
);
if (!existsSync(SAMPLE))
  console.warn(`skipped: ${SAMPLE} is not here; floors in Xujiahui are not compared with it`);

const SEEDS = [1, 7, 20_260_101];
const whole = generateReferenceCity({ seed: 1, area: 'whole' });
const levelsOf = (city: SourceCity): number[] => city.buildings.map((b) => b.levels ?? 1);

function countModel(city: SourceCity): { units: number; storeys: number } {
  const facts = inferFacts(city);
  const stated: ValueKind = city.statedKind;
  const fail = (...what: readonly string[]): void => {
    throw new Error(what.join(': '));
  };
  let units = 0;
  let storeys = 0;
  city.buildings.forEach((building, i) => {
    const fact = facts[i];
    if (!fact) return;
    const plan = planBuilding(building, fact, undefined, {
      stated,
      derived: stated,
      skip: fail,
      fault: fail,
    });
    storeys += plan.storeys.length;
    for (const storey of plan.storeys) units += storey.units.length;
  });
  return { units, storeys };
}

/** Largest distance between two distributions of whole numbers (Kolmogorov–Smirnov). */
function greatestGap(one: readonly number[], two: readonly number[]): number {
  const share = (values: readonly number[], most: number): number =>
    values.filter((value) => value <= most).length / values.length;
  return Math.max(...one.map((value) => Math.abs(share(one, value) - share(two, value))));
}

describe('whole reference district', () => {
  it.each(SEEDS)(
    'has 25,000–40,000 buildings and 600,000 units to one in a hundred, seed %i',
    (seed) => {
      const city = seed === 1 ? whole : generateReferenceCity({ seed, area: 'whole' });
      expect(city.buildings.length).toBeGreaterThan(25_000);
      expect(city.buildings.length).toBeLessThan(40_000);
      const { units, storeys } = countModel(city);
      expect(Math.abs(units / WHOLE_DISTRICT_UNITS - 1)).toBeLessThan(0.01);
      expect(units + storeys + city.buildings.length).toBeLessThan(CELL_ID_LIMIT);
    },
  );

  it.each(SEEDS)(
    'is one street graph and one walk graph without bare crossings, seed %i',
    (seed) => {
      const city = seed === 1 ? whole : generateReferenceCity({ seed, area: 'whole' });
      expect(countPieces(city.streets)).toBe(1);
      expect(
        countPieces([...city.streets.filter((street) => street.walkable), ...city.footways]),
      ).toBe(1);
      expect(crossingsWithoutNode(city)).toEqual([]);
    },
  );

  it.each(SEEDS)('keeps 600 buildings drawn by lot apart from all others, seed %i', (seed) => {
    const city = seed === 1 ? whole : generateReferenceCity({ seed, area: 'whole' });
    const random = createRandom(seed, 'test/overlaps');
    const sample = new Set(
      Array.from(
        { length: 600 },
        () => city.buildings[random.nextInteger(city.buildings.length)]?.id ?? '',
      ),
    );
    expect(buildingsTouching(city, sample)).toEqual([]);
  });

  it('holds the core unchanged: every building, address, area and flat size', () => {
    const byId = new Map(whole.buildings.map((building) => [building.id, building]));
    const core = generateReferenceCity({ seed: 1, area: 'core' });
    expect(core.buildings.length).toBeGreaterThan(1000);
    for (const building of core.buildings)
      expect(byId.get(building.id), building.id).toEqual(building);
    const areas = new Set(whole.areas?.map((area) => area.id));
    expect(core.areas?.filter((area) => !areas.has(area.id))).toEqual([]);
    for (const [part, all] of [
      [core.stations, whole.stations],
      [core.venues, whole.venues],
      [core.squares, whole.squares],
    ] as const) {
      for (const item of part) expect(all, item.id).toContainEqual(item);
    }
    const ways = new Map(whole.streets.map((street) => [street.id, street]));
    for (const street of core.streets)
      expect(ways.get(street.id)?.name, street.id).toEqual(street.name);
  });

  it('shares its buildings out over storey bands as the city does', () => {
    // Buildings of Shanghai by storeys, from n_clean_pairs of reference_storey_height_by_band.csv
    // (354,139 buildings, tianyichen1001/Yuqian_Shanghai-Energy, MIT).
    const bands = [
      { low: 1, high: 3, city: 163_878 },
      { low: 4, high: 6, city: 111_468 },
      { low: 7, high: 9, city: 49_935 },
      { low: 10, high: 18, city: 21_874 },
      { low: 19, high: 999, city: 6_791 + 193 },
    ];
    const total = bands.reduce((sum, band) => sum + band.city, 0);
    const levels = levelsOf(whole);
    for (const band of bands) {
      const ours = levels.filter((n) => n >= band.low && n <= band.high).length / levels.length;
      // 6 points: an inner district has more towers (published: Xujiahui 32 % above 15 storeys)
      // than a city with farmland, which the table covers.
      expect(Math.abs(ours - band.city / total), `${band.low}–${band.high} storeys`).toBeLessThan(
        0.06,
      );
    }
  });

  it.skipIf(!existsSync(SAMPLE))('has the floors that were counted in Xujiahui', () => {
    const frame = createLocalFrame(whole.origin);
    const rows = readFileSync(SAMPLE, 'utf8')
      .split('\n')
      .map((line) => line.split(','))
      .filter((row) => row[3] === 'xujiahui' && Number(row[9]) > 0);
    expect(rows.length).toBe(37);
    const window = boxOf(rows.map((row) => frame.pointFromLonLat(Number(row[2]), Number(row[1]))));
    // Sheds in yards are not seen from the street, where the sample was counted.
    const ours = whole.buildings.filter((building) => {
      const [x, y] = outerOf(building)[0] ?? [0, 0];
      const within = x > window.west && x < window.east && y > window.south && y < window.north;
      return within && polygonArea(building.outline) >= 150;
    });
    const observed = rows.map((row) => Number(row[9]));
    const gap = greatestGap(
      observed,
      ours.map((building) => building.levels ?? 1),
    );
    // Kolmogorov–Smirnov at 5 % for 37 observations: 1.36 / √37.
    expect(gap).toBeLessThan(1.36 / Math.sqrt(rows.length));
  });

  it('takes storey heights from the published table by use', () => {
    const { metres } = readReferenceFacts().storeyHeights;
    const landmarks = new Set(readReferenceFacts().buildings.buildings.map((b) => `ref/${b.id}`));
    for (const building of whole.buildings) {
      if (building.use !== 'residential' || landmarks.has(building.id)) continue;
      expect(building.storeyHeightMetres, building.id).toBe(metres.residential);
    }
    const towers = whole.buildings.filter((b) => b.use === 'office' && b.parts.length === 2);
    expect(towers.length).toBeGreaterThan(200);
    for (const { id, parts } of towers) {
      const heights = parts.map(
        (part) =>
          ((part.heightMetres ?? 0) - (part.minHeightMetres ?? 0)) /
          ((part.levels ?? 0) - (part.minLevel ?? 0)),
      );
      // Centimetres, as heights are rounded.
      expect(heights[0], id).toBeCloseTo(metres.podium, 1);
      expect(heights[1], id).toBeCloseTo(metres.office, 1);
    }
  });
});

it('runs every bus line over all its stops', () => {
  const lost: string[] = [];
  const networks = buildNetworks(whole, [], (reason, example) => {
    if (reason.startsWith('bus')) lost.push(`${reason}: ${example}`);
  });
  expect(lost).toEqual([]);
  expect(undrivableLegs(networks)).toEqual([]);
  const wholeCalls = new Map(networks.buses.lines.map(({ id, stops }) => [id, stops.length]));
  for (const { id, stops } of whole.busLines ?? []) {
    expect(wholeCalls.get(busLineIdSchema.parse(id)), id).toBe(stops.length);
  }
  expect(wholeCalls.size).toBe(13);
});
