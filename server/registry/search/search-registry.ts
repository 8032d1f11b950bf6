/**
 * Search over everything that has a name: areas, stations, venues, roads, buildings and units, best
 * first within its group, the group with the best hit first. Personal names are in no index.
 */
import {
  type CellId,
  HIT_TYPES,
  type HitType,
  type LocalizedText,
  type RegistryGroup,
  type RegistryHit,
  type RegistrySearch,
} from '#contracts';
import { numberOf, type Row } from '../../store/read-row.ts';
import { localizedOf } from '../describe-building.ts';
import { buildingTitle, unitTitle } from '../describe-cell.ts';
import type { City } from '../open-city.ts';
import { type AreaRecord, ancestorsOf } from '../read-areas.ts';
import { NONE } from '../unit-register.ts';
import type { UnitScope } from '../unit-scope.ts';
import { matchUnits } from './match-units.ts';
import { pickBest, type RankedHits } from './pick-best.ts';
import { readQuery } from './read-query.ts';
import { createSearchIndex, type SearchIndex, type WordMatch } from './search-index.ts';

export interface SearchRequest {
  readonly query: string;
  /** null: the best of every type. */
  readonly type: HitType | null;
  readonly offset: number;
  readonly limit: number;
}

const indexes = new WeakMap<object, SearchIndex>();

/** Made at the first use, and at the server's start by asking for it there. */
export function searchIndexOf(city: Pick<City, 'sqlite' | 'register' | 'networks'>): SearchIndex {
  const known = indexes.get(city.register);
  if (known) return known;
  const made = createSearchIndex(city);
  indexes.set(city.register, made);
  return made;
}

export function searchRegistry(
  city: City,
  scope: UnitScope,
  request: SearchRequest,
): RegistrySearch {
  const { query, type, offset, limit } = request;
  const index = searchIndexOf(city);
  const words = readQuery(index, query);
  const isScoped = scope.allowed !== null;
  if (words.length === 0) return { query, groups: [], isScoped };
  const wanted = type === null ? HIT_TYPES : [type];
  const named = index.buildingsCalled(query);
  const found = wanted.map((each) => {
    const keep = type === null ? limit : offset + limit;
    const ranked = rank(city, index, scope, words, each, keep);
    // Who writes a whole address means that house, whatever else has the same words.
    const first = each === 'building' ? named.slice(0, keep) : [];
    const best = [...first, ...ranked.best.filter((id) => !first.includes(id))].slice(0, keep);
    const ids = best.slice(type === null ? 0 : offset);
    const group: RegistryGroup = {
      type: each,
      total: ranked.total,
      hits: ids.flatMap((id) => describeHit(city, index, each, id)),
    };
    return { group, score: first.length > 0 ? Number.POSITIVE_INFINITY : ranked.bestScore };
  });
  const groups = found
    .filter(({ group }) => group.total > 0)
    // A stable sort: groups that are equally good stay in the order of HIT_TYPES.
    .sort((a, b) => b.score - a.score)
    .map(({ group }) => group);
  return { query, groups, isScoped };
}

function rank(
  city: City,
  index: SearchIndex,
  scope: UnitScope,
  words: readonly WordMatch[],
  type: HitType,
  keep: number,
): RankedHits {
  const { register } = city;
  if (type === 'unit') {
    return pickBest(keep, (add) => {
      matchUnits(register, words, { allowed: scope.allowed, needsOwnWord: true }, add);
    });
  }
  if (type === 'building') return rankAll(words, (word) => word.buildings, keep);
  if (type === 'area') return rankAll(words, (word) => word.areas, keep);
  return rankAll(
    words,
    (word) => word.places,
    keep,
    (place) => index.places[place]?.type === type,
  );
}

function rankAll(
  words: readonly WordMatch[],
  columnOf: (word: WordMatch) => Uint8Array,
  keep: number,
  isOne: (entry: number) => boolean = () => true,
): RankedHits {
  const columns = words.map(columnOf);
  const size = columns[0]?.length ?? 0;
  return pickBest(keep, (add) => {
    for (let entry = 0; entry < size; entry += 1) {
      let score = 0;
      for (const column of columns) {
        const quality = column[entry] ?? 0;
        if (quality === 0) {
          score = 0;
          break;
        }
        score += quality;
      }
      if (score > 0 && isOne(entry)) add(entry, score);
    }
  });
}

function describeHit(
  city: City,
  index: SearchIndex,
  type: HitType,
  id: number,
): readonly RegistryHit[] {
  if (type === 'unit') return describeUnitHit(city, id);
  if (type === 'building') return describeBuildingHit(city, id);
  if (type === 'area') return describeAreaHit(city, id);
  const place = index.places[id];
  return place ? [{ ...place, cell: null, building: null, area: null }] : [];
}

function describeAreaHit({ register }: City, id: number): readonly RegistryHit[] {
  const area = register.areaList[id];
  if (!area) return [];
  const above = [...ancestorsOf(register.areaList, area.parent)].flatMap(
    (at) => register.areaList[at]?.name ?? [],
  );
  return [
    {
      ...{
        type: 'area',
        key: area.id,
        cell: null,
        building: null,
        area: area.id,
        title: area.name,
      },
      detail: {
        zh: above
          .toReversed()
          .map((name) => name.zh)
          .join(' › '),
        en: above.map((name) => name.en).join(', '),
      },
      point: null,
    },
  ];
}

function describeBuildingHit(city: City, id: number): readonly RegistryHit[] {
  const cell = city.register.buildingCells[id] ?? NONE;
  const row = city.sqlite.prepare(BUILDING).get(cell);
  if (!row) return [];
  const area = areaOf(city, id);
  const address = localizedOf(row, 'name') ? localizedOf(row, 'address') : null;
  return [
    {
      ...{ type: 'building', key: String(cell), cell: cell as CellId, building: cell as CellId },
      area: area?.id ?? null,
      title: buildingTitle(row),
      detail: joined([address, areaName(city, area)]),
      point: pointOf(row),
    },
  ];
}

function describeUnitHit(city: City, unit: number): readonly RegistryHit[] {
  const { register } = city;
  const building = register.buildings[unit] ?? 0;
  const cell = register.cells[unit] ?? NONE;
  const tail = register.tailTexts[register.tails[unit] ?? 0];
  const row = city.sqlite.prepare(BUILDING).get(register.buildingCells[building] ?? NONE);
  if (!row || !tail) return [];
  const area = areaOf(city, building);
  const code = register.codeOf(unit);
  return [
    {
      ...{ type: 'unit', key: String(cell), cell: cell as CellId },
      building: (register.buildingCells[building] ?? NONE) as CellId,
      area: area?.id ?? null,
      title: unitTitle({ ...row, label: tail.label, number: tail.number }),
      detail: joined([
        register.firmNames[register.firms[unit] ?? NONE] ?? null,
        { zh: code, en: code },
        areaName(city, area),
      ]),
      point: pointOf(row),
    },
  ];
}

const areaOf = ({ register }: City, building: number): AreaRecord | undefined =>
  register.areaList[register.buildingAreas[building] ?? NONE];

/** A grid's own name, `第2网格`, says little without its committee's. */
function areaName({ register }: City, area: AreaRecord | undefined): LocalizedText | null {
  const parent = area?.level === 'grid' ? register.areaList[area.parent] : undefined;
  if (!area || !parent) return area?.name ?? null;
  return { zh: `${parent.name.zh} ${area.name.zh}`, en: `${area.name.en}, ${parent.name.en}` };
}

const joined = (parts: readonly (LocalizedText | null)[]): LocalizedText => {
  const given = parts.flatMap((part) => part ?? []);
  return {
    zh: given.map(({ zh }) => zh).join(' · '),
    en: given.map(({ en }) => en).join(' · '),
  };
};

const pointOf = (row: Row): readonly [number, number] => [
  numberOf(row, 'east_m'),
  numberOf(row, 'north_m'),
];

const BUILDING = `SELECT id AS building_id, name_zh, name_en, address_zh, address_en, east_m, north_m
  FROM building WHERE cell = ?`;
