/**
 * A district of the size that the product is for, by seed and without geometry worth looking at:
 * some 32,000 buildings on a grid, 600,000 units, 14 streets with their committees and grids, a
 * household or firm at nine units of ten. Texts have the forms of Shanghai's addresses. For
 * benchmarks and slow tests of search, filters and the GIS interface; tiles are not made.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  CITY_FORMAT_VERSION,
  CITY_STORE_INDEXES,
  CITY_STORE_TABLES,
  type CityManifest,
  createRandom,
  type SeededRandom,
} from '#contracts';
import { FIXTURE_NETWORKS } from './fixture-networks.ts';
import {
  COMMITTEE_WORDS,
  ESTATE_WORDS,
  FAMILY_NAMES,
  FIRM_TRADES,
  FIRM_WORDS,
  GIVEN_NAMES,
  ROADS,
  STREETS,
} from './large-city-words.ts';

export interface LargeCity {
  readonly buildings: number;
  readonly storeys: number;
  readonly units: number;
}

const GRID_METRES = 40;
const COMMITTEES_A_STREET = 22;
const GRIDS_A_COMMITTEE = 4;

/** `units`: at least 1,000; the last building is cut so that the count is exact. */
export function buildLargeCity(directory: string, units: number, seed = 1): LargeCity {
  mkdirSync(join(directory, 'tiles'), { recursive: true });
  const sqlite = new DatabaseSync(join(directory, 'city.sqlite'));
  sqlite.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;');
  sqlite.exec(CITY_STORE_TABLES);
  sqlite.exec('BEGIN');
  const random = createRandom(seed);
  const grids = writeAreas(sqlite);
  const plan = planBuildings(units, random);
  const city = writeBuildings(sqlite, plan, grids, random);
  sqlite.exec('COMMIT');
  sqlite.exec(CITY_STORE_INDEXES);
  sqlite.close();
  writeFileSync(join(directory, 'networks.json'), JSON.stringify(FIXTURE_NETWORKS()));
  writeFileSync(join(directory, 'tileset.json'), JSON.stringify({ asset: { version: '1.1' } }));
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifestOf(city)));
  return city;
}

function writeAreas(sqlite: DatabaseSync): readonly string[] {
  const insert = sqlite.prepare(`INSERT INTO area VALUES (?, ?, ?, ?, ?, NULL, 'synthetic')`);
  insert.run('xuhui', 'district', null, '徐汇区', 'Xuhui District');
  const grids: string[] = [];
  STREETS.forEach(([zh, en], s) => {
    const street = `s${s}`;
    insert.run(street, 'street', 'xuhui', zh, en);
    for (let c = 0; c < COMMITTEES_A_STREET; c += 1) {
      const [wordZh, wordEn] = pick(COMMITTEE_WORDS, s * 7 + c);
      const part = Math.floor((s * 7 + c) / COMMITTEE_WORDS.length);
      const ordinal = ['一', '二', '三', '四', '五', '六', '七', '八'][part] ?? '';
      const committee = `${street}c${c}`;
      const name = [`${wordZh}${ordinal}村居委会`, `${wordEn} ${part + 1} Committee`] as const;
      insert.run(committee, 'committee', street, ...name);
      for (let g = 0; g < GRIDS_A_COMMITTEE; g += 1) {
        const grid = `${committee}g${g}`;
        insert.run(
          grid,
          'grid',
          committee,
          `${wordZh}${ordinal}第${g + 1}网格`,
          `${wordEn} grid ${g + 1}`,
        );
        grids.push(grid);
      }
    }
  });
  return grids;
}

interface Plan {
  readonly kind: 'walk-up' | 'tower' | 'office' | 'mall' | 'lane';
  readonly storeys: number;
  readonly unitsAStorey: number;
}

function planBuildings(units: number, random: SeededRandom): readonly Plan[] {
  const plans: Plan[] = [];
  for (let left = units; left > 0; ) {
    const draw = random.next();
    const plan: Plan =
      draw < 0.35
        ? { kind: 'lane', storeys: 3, unitsAStorey: 2 }
        : draw < 0.8
          ? { kind: 'walk-up', storeys: 6, unitsAStorey: 3 }
          : draw < 0.92
            ? { kind: 'tower', storeys: 12 + Math.floor(random.next() * 18), unitsAStorey: 3 }
            : draw < 0.97
              ? { kind: 'office', storeys: 5 + Math.floor(random.next() * 20), unitsAStorey: 4 }
              : { kind: 'mall', storeys: 4, unitsAStorey: 12 };
    plans.push(plan);
    left -= plan.storeys * plan.unitsAStorey;
  }
  return plans;
}

function writeBuildings(
  sqlite: DatabaseSync,
  plans: readonly Plan[],
  grids: readonly string[],
  random: SeededRandom,
): LargeCity {
  const building = sqlite.prepare(
    `INSERT INTO building VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'synthetic', 'fixture', ?, 'synthetic', 'fixture',
       ?, 'synthetic', 'fixture', ?, ?, ?, ?)`,
  );
  const storeys = plans.reduce((sum, plan) => sum + plan.storeys, 0);
  const columns = Math.ceil(Math.sqrt(plans.length));
  const writeUnits = unitWriter(sqlite, random);
  let storeyCell = plans.length;
  const firstUnit = plans.length + storeys;
  let unitCell = firstUnit;
  plans.forEach((plan, cell) => {
    const id = `lc/b${String(cell).padStart(5, '0')}`;
    const east = (cell % columns) * GRID_METRES;
    const north = Math.floor(cell / columns) * GRID_METRES;
    const [roadZh, roadEn] = pick(ROADS, Math.floor(cell / 320));
    const lane = 2 + (Math.floor(cell / 12) % 800);
    const door = 1 + (cell % 12);
    const isHome = plan.kind !== 'office' && plan.kind !== 'mall';
    const [estateZh, estateEn] = pick(ESTATE_WORDS, Math.floor(cell / 12) * 7);
    const named = !isHome || door === 1;
    const suffix =
      plan.kind === 'office'
        ? ['大厦', 'Tower']
        : plan.kind === 'mall'
          ? ['广场', 'Plaza']
          : ['小区', 'Estate'];
    building.run(
      cell,
      id,
      named ? `${estateZh}${suffix[0]}` : null,
      named ? `${estateEn} ${suffix[1]}` : null,
      isHome ? `${roadZh}${lane}弄${door}号` : `${roadZh}${lane}号`,
      isHome ? `No. ${door}, Lane ${lane}, ${roadEn}` : `${lane} ${roadEn}`,
      pick(grids, Math.floor((cell * grids.length) / plans.length)),
      isHome ? 'residential' : plan.kind === 'office' ? 'office' : 'retail',
      plan.storeys * 3,
      plan.storeys,
      east,
      north,
      squareAt(east, north),
      '[]',
    );
    ({ storeyCell, unitCell } = writeUnits({
      plan,
      cell,
      id,
      storeyCell,
      unitCell,
      isHome,
      firstUnit,
    }));
  });
  return { buildings: plans.length, storeys, units: unitCell - firstUnit };
}

function unitWriter(sqlite: DatabaseSync, random: SeededRandom) {
  const storey = sqlite.prepare(`INSERT INTO storey VALUES (?, ?, ?, ?, ?, 3, NULL, 'synthetic')`);
  const unit = sqlite.prepare(`INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 'synthetic')`);
  const occupant = sqlite.prepare(`INSERT INTO occupant VALUES (?, ?, ?, ?, ?, ?, ?, 'synthetic')`);
  return (at: {
    readonly plan: Plan;
    readonly cell: number;
    readonly id: string;
    readonly storeyCell: number;
    readonly unitCell: number;
    readonly isHome: boolean;
    readonly firstUnit: number;
  }) => {
    let { storeyCell, unitCell } = at;
    for (let level = 0; level < at.plan.storeys; level += 1) {
      const label = `${level + 1}F`;
      storey.run(storeyCell, at.cell, level, label, level * 3);
      for (let u = 0; u < at.plan.unitsAStorey; u += 1) {
        const number = `${level + 1}${String(u + 1).padStart(2, '0')}`;
        const use = at.isHome ? 'residential' : at.plan.kind === 'office' ? 'office' : 'retail';
        const area = Math.round((at.isHome ? 45 : 80) + random.next() * 90);
        unit.run(unitCell, storeyCell, at.cell, `${at.id}-${label}-${number}`, number, use, area);
        if (random.next() < 0.9) writeOccupant(occupant, unitCell, at.isHome, random);
        unitCell += 1;
      }
      storeyCell += 1;
    }
    return { storeyCell, unitCell };
  };
}

function writeOccupant(
  occupant: ReturnType<DatabaseSync['prepare']>,
  cell: number,
  isHome: boolean,
  random: SeededRandom,
): void {
  const draw = () => Math.floor(random.next() * 1e6);
  const name = `${pick(FAMILY_NAMES, draw())}${pick(GIVEN_NAMES, draw())}`;
  // 199 is followed by digits that no operator has given out as a subscriber's prefix.
  const phone = `1990${String(draw() % 10_000_000).padStart(7, '0')}`;
  if (isHome) {
    occupant.run(cell, 'household', 1 + (draw() % 5), null, null, name, phone);
    return;
  }
  const [firstZh, firstEn] = pick(FIRM_WORDS, draw());
  const [secondZh, secondEn] = pick(FIRM_WORDS, draw());
  const [tradeZh, tradeEn] = pick(FIRM_TRADES, draw());
  const zh = `上海${firstZh}${secondZh}${tradeZh}有限公司`;
  const en = `Shanghai ${firstEn} ${secondEn} ${tradeEn} Co., Ltd`;
  occupant.run(cell, 'firm', 2 + (draw() % 60), zh, en, name, phone);
}

const pick = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new Error(`expected a list with entries, got ${list.length}`);
  return found;
};

const squareAt = (east: number, north: number): string =>
  JSON.stringify([
    [
      [east - 10, north - 6],
      [east + 10, north - 6],
      [east + 10, north + 6],
      [east - 10, north + 6],
    ],
  ]);

function manifestOf({ buildings, storeys, units }: LargeCity): CityManifest {
  const side = Math.ceil(Math.sqrt(buildings)) * GRID_METRES;
  const cells = buildings + storeys + units;
  return {
    formatVersion: CITY_FORMAT_VERSION,
    district: 'large',
    name: { zh: '大区', en: 'Large district' },
    timeZone: 'Asia/Shanghai',
    builtAtMs: 0,
    origin: { lonDegrees: 121.4375, latDegrees: 31.1836, heightMetres: 4 },
    extentMetres: [-20, -20, side, side],
    sources: [],
    counts: {
      ...{ buildings, storeys, units, cells, tiles: 0 },
      ...{ streetLinks: 1, walkLinks: 1, signals: 1, stations: 1, venues: 1, sensors: 5 },
    },
    skipped: [],
    cellRanges: {
      buildings: [0, buildings],
      storeys: [buildings, buildings + storeys],
      units: [buildings + storeys, cells],
    },
    files: [],
  };
}
