/**
 * Attributes of any table → facts of a building, by the names that cadastres, city models and web
 * exports use for them (docs/models/sources.md, "Attributes"). `--fields` names others.
 */
import { BUILDING_USES, type BuildingUse, type LocalizedText } from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import { classifyUseWord } from './classify-use-word.ts';

export interface BuildingAttributes {
  readonly id?: string;
  readonly name?: LocalizedText;
  readonly address?: LocalizedText;
  readonly use?: BuildingUse;
  readonly heightMetres?: number;
  readonly levels?: number;
  readonly dwellings?: number;
}

const FIELDS = [
  'id',
  'name',
  'address',
  'number',
  'street',
  'use',
  'height',
  'levels',
  'dwellings',
] as const;
type Field = (typeof FIELDS)[number];

/** Lower case, without blanks, colons, dashes and underscores; the first that a feature has wins. */
const USUAL_NAMES: Readonly<Record<Field, readonly string[]>> = {
  id: ['id', 'gmlid', 'buildingid', 'identificatie', 'localid', 'osmid', 'uuid'],
  name: ['name', 'buildingname', 'namezh', 'nameen', 'naam', '名称'],
  address: ['address', 'fulladdress', 'addrfull', 'adresse', 'adres', '地址'],
  number: ['addrhousenumber', 'housenumber', 'hausnummer', 'hnr', 'huisnummer', 'blkno'],
  street: ['addrstreet', 'street', 'strasse', 'straße', 'straat', 'roadname'],
  use: [
    'use',
    'buildinguse',
    'function',
    'usage',
    'class',
    'gebaeude1',
    'gebaeudefunktion',
    'gebaeudefu',
    'bezgfk',
    'building',
    'type',
    'fclass',
    '用途',
  ],
  height: [
    'height',
    'measuredheight',
    'heightm',
    'buildingheight',
    'hoogte',
    'hoehe',
    'höhe',
    '高度',
  ],
  levels: [
    'levels',
    'buildinglevels',
    'storeysaboveground',
    'storeys',
    'stories',
    'numfloors',
    'floors',
    'floor',
    'floorcount',
    'anzahldero',
    'anzahlderoberirdischengeschosse',
    'aog',
    'maxfloorlvl',
    'bouwlagen',
    '层数',
  ],
  dwellings: ['dwellings', 'totaldwellingunits', 'dwellingunits', 'households', 'flats', '户数'],
};

/** The highest building on Earth has 828 m; anything above is a slip of the unit. */
const HIGHEST_METRES = 1000;
const MOST_LEVELS = 250;
/** The largest blocks of flats on Earth hold some thousands. */
const MOST_DWELLINGS = 10_000;

type Skip = (reason: string, example: string) => void;
export type FieldNames = Readonly<Partial<Record<Field, string>>>;

/** `height=HOEHE,levels=AOG` as given to `--fields`. */
export function fieldNamesFrom(text: string): FieldNames {
  const names: Partial<Record<Field, string>> = {};
  for (const pair of text.split(',')) {
    const [field, name, ...more] = pair.split('=').map((part) => part.trim());
    const known = FIELDS.find((one) => one === field);
    if (!known || !name || more.length > 0) {
      throw new CityBuildError(
        `--fields: expected pairs of ${FIELDS.join('|')}=COLUMN with commas between, got "${pair}".`,
      );
    }
    names[known] = name;
  }
  return names;
}

export function readAttributes(
  properties: Readonly<Record<string, unknown>>,
  place: string,
  fields: FieldNames,
  skip: Skip,
): BuildingAttributes {
  const plain = new Map<string, unknown>();
  for (const [key, value] of Object.entries(properties)) {
    const short = plainKey(key);
    if (!plain.has(short)) plain.set(short, value);
  }
  const valuesOf = (field: Field): string[] => {
    const chosen = fields[field];
    const names = chosen === undefined ? USUAL_NAMES[field] : [plainKey(chosen)];
    return names.flatMap((name) => textOf(plain.get(name)) ?? []);
  };
  const number = (field: Field, most: number, what: string): number | undefined => {
    const [text] = valuesOf(field);
    if (text === undefined) return undefined;
    const value = Number(text.replace(',', '.').replace(/\s*m$/, ''));
    if (Number.isFinite(value) && value >= 0 && value <= most) return value;
    skip(`building: ${field} is not ${what}, value left out`, `${place} (${text})`);
    return undefined;
  };
  const positive = (value: number | undefined) =>
    value !== undefined && value > 0 ? value : undefined;
  const street = valuesOf('street')[0];
  const house = valuesOf('number')[0];
  const address = valuesOf('address')[0] ?? joinAddress(house, street);
  const found = {
    id: valuesOf('id')[0],
    name: localized(valuesOf('name')[0]),
    address: localized(address),
    use: firstUse(valuesOf('use')),
    heightMetres: positive(number('height', HIGHEST_METRES, `a height below ${HIGHEST_METRES} m`)),
    levels: positive(number('levels', MOST_LEVELS, 'a number of storeys')),
    dwellings: number('dwellings', MOST_DWELLINGS, 'a number of dwellings'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function plainKey(key: string): string {
  return key.toLowerCase().replace(/[\s_:.-]/g, '');
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** Chinese runs from the large to the small. */
function joinAddress(house: string | undefined, street: string | undefined): string | undefined {
  if (house === undefined || street === undefined) return street;
  return /\p{Script=Han}/u.test(street) ? `${street}${house}` : `${house} ${street}`;
}

function localized(text: string | undefined): LocalizedText | undefined {
  return text === undefined ? undefined : { zh: text, en: text };
}

function firstUse(words: readonly string[]): BuildingUse | undefined {
  for (const word of words) {
    const use =
      BUILDING_USES.find((known) => known === word.toLowerCase()) ?? classifyUseWord(word);
    if (use) return use;
  }
  return undefined;
}
