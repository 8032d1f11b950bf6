/**
 * All units as columns, in the order of their cells: what search, filters, lists, exports and the GIS
 * interface run over. 600,000 units take about 20 MB; one condition over all of them a few ms.
 *
 * A unit's code is `<building>-<storey label>-<number>`; the last two together are its tail, of
 * which a district has some thousands, so that codes are searched without holding them again.
 * Of occupants: type, persons, a firm's public name. Contact fields are not here: see occupants.ts.
 */
import type { DatabaseSync } from 'node:sqlite';
import { BUILDING_USES, type BuildingUse, type LocalizedText, valueKindSchema } from '#contracts';
import { numberOf, textOf } from '../store/read-row.ts';
import { type AreaRecord, readAreas } from './read-areas.ts';
import { indexCase, numbersOf, readColumns, textsOf } from './read-columns.ts';

export const NONE = -1;
export const OCCUPANT_TYPES = ['none', 'household', 'firm'] as const;
export type OccupantType = (typeof OCCUPANT_TYPES)[number];
export const UNIT_KINDS = valueKindSchema.options;

export interface UnitRegister {
  readonly count: number;
  /** Cell of each unit, rising. */
  readonly cells: Uint32Array;
  /** Index into `buildingCells`. */
  readonly buildings: Uint32Array;
  readonly storeys: Uint32Array;
  readonly levels: Int16Array;
  /** Index into `tailTexts`. */
  readonly tails: Uint32Array;
  readonly areas: Float32Array;
  /** Index into BUILDING_USES. */
  readonly uses: Uint8Array;
  /** Index into the options of valueKindSchema. */
  readonly kinds: Uint8Array;
  /** Index into OCCUPANT_TYPES. */
  readonly occupants: Uint8Array;
  readonly persons: Uint16Array;
  /** Index into `firmNames`, NONE. */
  readonly firms: Int32Array;

  readonly tailTexts: readonly { readonly label: string; readonly number: string }[];
  readonly firmNames: readonly LocalizedText[];
  readonly buildingCells: Uint32Array;
  readonly buildingIds: readonly string[];
  readonly buildingUses: Uint8Array;
  /** Index into `areaList`, NONE. */
  readonly buildingAreas: Int32Array;
  readonly areaList: readonly AreaRecord[];
  readonly storeyCells: Uint32Array;
  /** Cell of each storey's building. */
  readonly storeyBuildings: Uint32Array;
  /** Codes that do not follow the pattern, by unit. */
  readonly oddCodes: ReadonlyMap<number, string>;
  /** Index of the unit or building that has the cell, NONE. */
  readonly unitOfCell: (cell: number) => number;
  readonly buildingOfCell: (cell: number) => number;
  readonly codeOf: (unit: number) => string;
  readonly useOf: (unit: number) => BuildingUse;
}

export function readUnitRegister(sqlite: DatabaseSync, cellCount: number): UnitRegister {
  const areaList = readAreas(sqlite);
  const indexOfCell = new Int32Array(cellCount).fill(NONE);
  const buildingColumns = readBuildings(sqlite, areaList, indexOfCell);
  const storeyColumns = readStoreys(sqlite);
  const { buildingCells, buildingIds } = buildingColumns;
  const read = readColumns(
    sqlite,
    {
      cell: 'cell',
      storey: 'storey_cell',
      number: 'number',
      use: indexCase('use', BUILDING_USES),
      // Squared centimetres: shorter to write and read than all digits, and as exact as Float32.
      area: 'CAST(round(area_m2 * 10000) AS INTEGER)',
      kind: indexCase('kind', UNIT_KINDS),
    },
    'unit ORDER BY cell',
  );
  const cells = Uint32Array.from(numbersOf(read.cell, 'unit.cell'));
  const storeys = Uint32Array.from(numbersOf(read.storey, 'unit.storey_cell'));
  const storeyIndex = new Int32Array(cellCount).fill(NONE);
  storeyColumns.storeyCells.forEach((cell, i) => {
    storeyIndex[cell] = i;
  });
  const count = cells.length;
  const buildings = new Uint32Array(count);
  const levels = new Int16Array(count);
  const unitLabels = new Uint32Array(count);
  for (let unit = 0; unit < count; unit += 1) {
    const storey = storeyIndex[storeys[unit] ?? 0] ?? NONE;
    const building = indexOfCell[storeyColumns.storeyBuildings[storey] ?? 0] ?? NONE;
    if (storey === NONE || building === NONE) {
      throw new Error(
        `unit cell ${cells[unit]}: expected a storey of a building, got ${storeys[unit]}`,
      );
    }
    buildings[unit] = building;
    levels[unit] = storeyColumns.levels[storey] ?? 0;
    unitLabels[unit] = storeyColumns.labels[storey] ?? 0;
  }
  cells.forEach((cell, unit) => {
    indexOfCell[cell] = unit;
  });
  const numbers = textsOf(read.number, 'unit.number');
  const { tails, tailTexts } = makeTails(unitLabels, storeyColumns.labelTexts, numbers);
  const uses = Uint8Array.from(numbersOf(read.use, 'unit.use'), (use) => (use < 0 ? OTHER : use));
  const oddCodes = readOddCodes(sqlite, indexOfCell);
  return {
    ...{ count, cells, buildings, storeys, levels, tails, tailTexts, uses, oddCodes, areaList },
    ...buildingColumns,
    storeyCells: storeyColumns.storeyCells,
    storeyBuildings: storeyColumns.storeyBuildings,
    areas: Float32Array.from(numbersOf(read.area, 'unit.area_m2'), (area) => area / 10_000),
    kinds: Uint8Array.from(numbersOf(read.kind, 'unit.kind'), checkedKind),
    ...readOccupants(sqlite, count, indexOfCell),
    unitOfCell: (cell) => {
      const unit = indexOfCell[cell] ?? NONE;
      return cells[unit] === cell ? unit : NONE;
    },
    buildingOfCell: (cell) => {
      const building = indexOfCell[cell] ?? NONE;
      return buildingCells[building] === cell ? building : NONE;
    },
    codeOf: (unit) => {
      const tail = tailTexts[tails[unit] ?? 0];
      const id = buildingIds[buildings[unit] ?? 0] ?? '';
      return oddCodes.get(unit) ?? `${id}-${tail?.label ?? ''}-${tail?.number ?? ''}`;
    },
    useOf: (unit) => BUILDING_USES[uses[unit] ?? 0] ?? 'other',
  };
}

function readBuildings(
  sqlite: DatabaseSync,
  areaList: readonly AreaRecord[],
  indexOfCell: Int32Array,
) {
  const columns = { cell: 'cell', id: 'id', use: indexCase('use', BUILDING_USES), area: 'area' };
  const read = readColumns(sqlite, columns, 'building ORDER BY cell');
  const buildingCells = Uint32Array.from(numbersOf(read.cell, 'building.cell'));
  buildingCells.forEach((cell, i) => {
    indexOfCell[cell] = i;
  });
  const areaIndex = new Map<unknown, number>(areaList.map((area, i) => [area.id, i]));
  return {
    buildingCells,
    buildingIds: textsOf(read.id, 'building.id'),
    buildingUses: Uint8Array.from(numbersOf(read.use, 'building.use'), (use) =>
      use < 0 ? OTHER : use,
    ),
    buildingAreas: Int32Array.from(read.area, (area) => areaIndex.get(area) ?? NONE),
  };
}

function readStoreys(sqlite: DatabaseSync) {
  const columns = { cell: 'cell', building: 'building_cell', level: 'level', label: 'label' };
  const read = readColumns(sqlite, columns, 'storey ORDER BY cell');
  const labelTexts: string[] = [];
  const index = new Map<string, number>();
  const labels = Uint32Array.from(textsOf(read.label, 'storey.label'), (label) => {
    const known = index.get(label);
    if (known !== undefined) return known;
    index.set(label, labelTexts.length);
    return labelTexts.push(label) - 1;
  });
  return {
    storeyCells: Uint32Array.from(numbersOf(read.cell, 'storey.cell')),
    storeyBuildings: Uint32Array.from(numbersOf(read.building, 'storey.building_cell')),
    levels: Int16Array.from(numbersOf(read.level, 'storey.level')),
    ...{ labels, labelTexts },
  };
}

function makeTails(labels: Uint32Array, labelTexts: readonly string[], numbers: readonly string[]) {
  const tailTexts: { label: string; number: string }[] = [];
  const known = labelTexts.map(() => new Map<string, number>());
  const tails = Uint32Array.from(labels, (label, unit) => {
    const number = numbers[unit] ?? '';
    const found = known[label]?.get(number);
    if (found !== undefined) return found;
    known[label]?.set(number, tailTexts.length);
    return tailTexts.push({ label: labelTexts[label] ?? '', number }) - 1;
  });
  return { tails, tailTexts };
}

/** Compared by SQLite, so that the codes need not come over. */
function readOddCodes(sqlite: DatabaseSync, indexOfCell: Int32Array): ReadonlyMap<number, string> {
  const rows = sqlite
    .prepare(
      `SELECT u.cell, u.code FROM unit u CROSS JOIN storey s ON s.cell = u.storey_cell
       CROSS JOIN building b ON b.cell = s.building_cell
       WHERE u.code <> b.id || '-' || s.label || '-' || u.number
         OR instr(s.label, '-') > 0 OR instr(u.number, '-') > 0`,
    )
    .all();
  return new Map(
    rows.map((row) => [indexOfCell[numberOf(row, 'cell')] ?? NONE, textOf(row, 'code')]),
  );
}

function readOccupants(sqlite: DatabaseSync, count: number, indexOfCell: Int32Array) {
  const occupants = new Uint8Array(count);
  const persons = new Uint16Array(count);
  const firms = new Int32Array(count).fill(NONE);
  const columns = {
    cell: 'unit_cell',
    type: indexCase('type', OCCUPANT_TYPES),
    persons: 'persons',
  };
  const read = readColumns(sqlite, columns, 'occupant ORDER BY unit_cell');
  const types = numbersOf(read.type, 'occupant.type');
  const registered = numbersOf(read.persons, 'occupant.persons');
  numbersOf(read.cell, 'occupant.unit_cell').forEach((cell, i) => {
    const unit = indexOfCell[cell] ?? NONE;
    const type = types[i] ?? NONE;
    if (type <= 0) throw new Error(`occupant of cell ${cell}: expected a household or firm`);
    if (unit === NONE) throw new Error(`occupant of cell ${cell}: no unit has this cell`);
    occupants[unit] = type;
    persons[unit] = Math.min(0xffff, Math.max(0, registered[i] ?? 0));
  });
  const named = readColumns(
    sqlite,
    { cell: 'unit_cell', zh: 'coalesce(name_zh, name_en)', en: 'coalesce(name_en, name_zh)' },
    `occupant WHERE type = 'firm' AND coalesce(name_zh, name_en) IS NOT NULL ORDER BY unit_cell`,
  );
  const zh = textsOf(named.zh, 'occupant.name_zh');
  const en = textsOf(named.en, 'occupant.name_en');
  const firmNames: LocalizedText[] = [];
  const firmIndex = new Map<string, number>();
  numbersOf(named.cell, 'occupant.unit_cell').forEach((cell, i) => {
    const name = { zh: zh[i] ?? '', en: en[i] ?? '' };
    const key = `${name.zh}\n${name.en}`;
    let firm = firmIndex.get(key);
    if (firm === undefined) {
      firm = firmNames.push(name) - 1;
      firmIndex.set(key, firm);
    }
    firms[indexOfCell[cell] ?? 0] = firm;
  });
  return { occupants, persons, firms, firmNames };
}

function checkedKind(kind: number, row: number): number {
  if (kind >= 0) return kind;
  throw new Error(`unit.kind, row ${row}: expected one of ${UNIT_KINDS.join(', ')}`);
}

const OTHER = BUILDING_USES.indexOf('other');
