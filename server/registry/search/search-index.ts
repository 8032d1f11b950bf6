/**
 * What a word of a query means in a city: how well each building, area, firm, tail of a unit code,
 * use and named place holds it, as one byte each (text-stock.ts). A word is looked up once and kept,
 * so that a keystroke costs the word being typed.
 */
import { BUILDING_USES } from '#contracts';
import type { City } from '../open-city.ts';
import { ancestorsOf } from '../read-areas.ts';
import { readColumns, textsOrNullOf } from '../read-columns.ts';
import { NONE, type UnitRegister } from '../unit-register.ts';
import { foldName, foldText } from './fold-text.ts';
import { listPlaces, type NamedPlace } from './list-places.ts';
import { createPinyinStock } from './pinyin-stock.ts';
import { createPinyinReader } from './read-pinyin.ts';
import { createTextStock, QUALITY, type TextStock } from './text-stock.ts';
import { USE_WORDS } from './use-words.ts';

export interface WordMatch {
  readonly word: string;
  /** Quality of each building by its own texts, its areas and its use. */
  readonly buildings: Uint8Array;
  readonly areas: Uint8Array;
  readonly firms: Uint8Array;
  readonly tails: Uint8Array;
  readonly uses: Uint8Array;
  readonly places: Uint8Array;
  /** The word is a piece of a code across its first hyphen: building ends, tail begins. */
  readonly codes: readonly { readonly buildings: Uint8Array; readonly tails: Uint8Array }[];
  /** Some unit holds the word itself, not only through its building. */
  readonly isOfUnits: boolean;
  readonly isAnywhere: boolean;
}

export interface SearchIndex {
  readonly places: readonly NamedPlace[];
  match(word: string): WordMatch;
  /** Buildings of exactly this name or address, in either language. */
  buildingsCalled(text: string): readonly number[];
}

/** Weights of fields: what a thing is called before where it lies. */
const WEIGHT = {
  name: 1,
  sound: 0.85,
  address: 0.9,
  id: 0.8,
  inArea: 0.4,
  ofUse: 0.35,
  firm: 0.95,
};
const KEPT_WORDS = 64;

export function createSearchIndex(
  city: Pick<City, 'sqlite' | 'register' | 'networks'>,
): SearchIndex {
  const { register } = city;
  const reader = createPinyinReader();
  const fields = readBuildingTexts(city.sqlite);
  const zhNames = fields.nameZh.map(foldName);
  const zhAddresses = fields.addressZh.map(foldName);
  const enNames = fields.nameEn.map(foldText);
  const enAddresses = fields.addressEn.map(foldText);
  const called = groupByText([zhNames, zhAddresses, enNames, enAddresses]);
  const named = [createTextStock(zhNames), createTextStock(enNames)];
  const addressed = [createTextStock(zhAddresses), createTextStock(enAddresses)];
  const sounds = [createPinyinStock(zhNames, reader), createPinyinStock(zhAddresses, reader)];
  const ids = register.buildingIds.map(foldText);
  const idStock = createTextStock(ids);
  const bilingual = (texts: readonly { readonly zh: string; readonly en: string }[]) => {
    const zh = texts.map((text) => foldName(text.zh));
    return {
      texts: [createTextStock(zh), createTextStock(texts.map(({ en }) => foldText(en)))],
      sounds: [createPinyinStock(zh, reader)],
    };
  };
  const areas = bilingual(register.areaList.map(({ name }) => name));
  const firms = bilingual(register.firmNames);
  const places = listPlaces(city.networks);
  const placeStocks = bilingual(places.map(({ title }) => title));
  const useStock = createTextStock(BUILDING_USES.map((use) => USE_WORDS[use]));
  const tails = createTailMatcher(register);

  const look = (word: string): WordMatch => {
    const run = (stocks: readonly TextStock[], into: Uint8Array, weight: number): Uint8Array => {
      for (const stock of stocks) stock.match(word, into, weight);
      return into;
    };
    const runBoth = (stocks: ReturnType<typeof bilingual>, weight: number): Uint8Array => {
      const into = run(stocks.texts, new Uint8Array(stocks.texts[0]?.size ?? 0), weight);
      return run(stocks.sounds, into, weight * WEIGHT.sound);
    };
    const uses = run([useStock], new Uint8Array(BUILDING_USES.length), 1);
    // `residential` begins no other word; a word inside a word is chance.
    for (let use = 0; use < uses.length; use += 1) {
      if ((uses[use] ?? 0) < QUALITY.wordStart || word.length < 2) uses[use] = 0;
    }
    const areaQualities = runBoth(areas, WEIGHT.name);
    const buildings = new Uint8Array(register.buildingIds.length);
    run(named, buildings, WEIGHT.name);
    run(addressed, buildings, WEIGHT.address);
    run(sounds, buildings, WEIGHT.sound);
    run([idStock], buildings, WEIGHT.id);
    inherit(register, buildings, areaQualities, uses);
    const firmQualities = runBoth(firms, WEIGHT.firm);
    const tailQualities = tails.match(word);
    const codes = tails.cutCodes(word, ids);
    const isOfUnits = has(firmQualities) || has(tailQualities) || has(uses) || codes.length > 0;
    const placeQualities = runBoth(placeStocks, WEIGHT.name);
    return {
      ...{ word, buildings, uses, codes, isOfUnits },
      ...{
        areas: areaQualities,
        firms: firmQualities,
        tails: tailQualities,
        places: placeQualities,
      },
      isAnywhere: isOfUnits || has(buildings) || has(areaQualities) || has(placeQualities),
    };
  };

  const kept = new Map<string, WordMatch>();
  return {
    places,
    buildingsCalled: (text) => called.get(foldName(text)) ?? called.get(foldText(text)) ?? [],
    match: (word) => {
      const known = kept.get(word);
      kept.delete(word);
      const match = known ?? look(word);
      kept.set(word, match);
      const [oldest] = kept.keys();
      if (kept.size > KEPT_WORDS && oldest !== undefined) kept.delete(oldest);
      return match;
    },
  };
}

/** Entries by text over several columns, each once, rising; empty texts are nobody's. */
function groupByText(
  columns: readonly (readonly string[])[],
): ReadonlyMap<string, readonly number[]> {
  const entries = new Map<string, number[]>();
  columns[0]?.forEach((_, entry) => {
    for (const text of new Set(columns.map((column) => column[entry] ?? ''))) {
      if (text === '') continue;
      const list = entries.get(text);
      if (list) list.push(entry);
      else entries.set(text, [entry]);
    }
  });
  return entries;
}

const has = (qualities: Uint8Array): boolean => qualities.some((quality) => quality > 0);

/** A building lies in its areas and has its use. */
function inherit(
  register: UnitRegister,
  buildings: Uint8Array,
  areas: Uint8Array,
  uses: Uint8Array,
): void {
  const ofArea = register.areaList.map((_, area) => {
    let best = 0;
    for (const at of ancestorsOf(register.areaList, area)) best = Math.max(best, areas[at] ?? 0);
    return Math.round(best * WEIGHT.inArea);
  });
  for (let building = 0; building < buildings.length; building += 1) {
    const area = register.buildingAreas[building] ?? NONE;
    const use = (uses[register.buildingUses[building] ?? 0] ?? 0) * WEIGHT.ofUse;
    const quality = Math.max(area === NONE ? 0 : (ofArea[area] ?? 0), Math.round(use));
    if (quality > (buildings[building] ?? 0)) buildings[building] = quality;
  }
}

/** `12楼`, `12层`, `12f` are a storey; `1203室` is a room, and only that. */
const STOREY_WORD = /^(b?\d{1,3})(?:楼|层|f)$/;
const ROOM_WORD = /^([a-z]?\d{1,5}[a-z]?)(?:室|单元|房|号房)$/;

function createTailMatcher(register: UnitRegister) {
  const folded = register.tailTexts.map(({ label, number }) => ({
    label: foldText(label),
    number: foldText(number),
    whole: foldText(`${label}-${number}`),
    // Room 01 on 12F is 1201 on its door.
    door: /^\d{1,2}$/.test(number) ? `${label.replace(/\D/g, '')}${number.padStart(2, '0')}` : '',
  }));
  return {
    match: (word: string): Uint8Array => {
      const qualities = new Uint8Array(folded.length);
      const storey = STOREY_WORD.exec(word)?.[1];
      const room = ROOM_WORD.exec(word)?.[1];
      folded.forEach(({ label, number, whole, door }, tail) => {
        let quality = 0;
        if (room !== undefined) quality = number === room || door === room ? QUALITY.whole : 0;
        else if (storey !== undefined)
          quality = label === `${storey}f` || label === storey ? QUALITY.wordStart : 0;
        else if (number === word || whole === word) quality = QUALITY.whole;
        else if (door === word) quality = QUALITY.prefix;
        else if (word.length > 1 && (whole.startsWith(word) || number.startsWith(word)))
          quality = QUALITY.wordStart;
        if (quality > 0) qualities[tail] = quality;
      });
      return qualities;
    },
    cutCodes: (word: string, ids: readonly string[]): WordMatch['codes'] => {
      const cuts: { buildings: Uint8Array; tails: Uint8Array }[] = [];
      for (let at = word.indexOf('-'); at > 0; at = word.indexOf('-', at + 1)) {
        const end = word.slice(0, at);
        const begin = word.slice(at + 1);
        const buildings = Uint8Array.from(ids, (id) =>
          id === end ? QUALITY.prefix : id.endsWith(end) ? QUALITY.wordStart : 0,
        );
        if (!has(buildings)) continue;
        const tails = Uint8Array.from(folded, ({ whole }) =>
          whole === begin ? QUALITY.whole : whole.startsWith(begin) ? QUALITY.wordStart : 0,
        );
        if (has(tails)) cuts.push({ buildings, tails });
      }
      return cuts;
    },
  };
}

function readBuildingTexts(sqlite: City['sqlite']) {
  const read = readColumns(
    sqlite,
    { nameZh: 'name_zh', nameEn: 'name_en', addressZh: 'address_zh', addressEn: 'address_en' },
    'building ORDER BY cell',
  );
  const texts = (values: readonly unknown[]) => textsOrNullOf(values).map((text) => text ?? '');
  return {
    nameZh: texts(read.nameZh),
    nameEn: texts(read.nameEn),
    addressZh: texts(read.addressZh),
    addressEn: texts(read.addressEn),
  };
}
