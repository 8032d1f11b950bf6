/** Values of OpenStreetMap tags in SI units. Source: wiki.openstreetmap.org/wiki/Map_features/Units. */
import type { LocalizedText } from '#contracts';
import type { OsmTags } from './osm-records.ts';

const METRES_PER_FOOT = 0.3048;
const METRES_PER_SECOND_PER_MPH = 0.44704;

/** `12`, `12.5 m`, `40'`, `5'10"`, `12,5`; undefined for anything else. */
export function metresFromTag(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const trimmed = text.trim();
  const metric = /^([0-9]+(?:[.,][0-9]+)?)\s*(m|metres?|meters?)?$/.exec(trimmed);
  if (metric?.[1]) return Number(metric[1].replace(',', '.'));
  const imperial = /^([0-9]+(?:\.[0-9]+)?)\s*(?:'|ft|feet)\s*(?:([0-9]+(?:\.[0-9]+)?)\s*")?$/.exec(
    trimmed,
  );
  if (!imperial?.[1]) return undefined;
  return (Number(imperial[1]) + Number(imperial[2] ?? 0) / 12) * METRES_PER_FOOT;
}

/** The first number of `5`, `5.5`, `-1`, `4;5`. */
export function numberFromTag(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const match = /^\s*(-?[0-9]+(?:[.,][0-9]+)?)\s*(?:;.*)?$/.exec(text);
  return match?.[1] ? Number(match[1].replace(',', '.')) : undefined;
}

/** `50`, `30 mph`; undefined for `signals`, `none`, country codes. */
export function speedFromTag(text: string | undefined): number | undefined {
  const match = /^([0-9]+(?:\.[0-9]+)?)\s*(mph|km\/h|kmh)?$/.exec(text?.trim() ?? '');
  const value = Number(match?.[1] ?? 0);
  if (!(value > 0)) return undefined;
  return match?.[2] === 'mph' ? value * METRES_PER_SECOND_PER_MPH : value / 3.6;
}

export function nameFromTags(tags: OsmTags): LocalizedText | undefined {
  const plain = tags.name ?? tags['addr:housename'];
  const zh = tags['name:zh-Hans'] ?? tags['name:zh'] ?? plain ?? tags['name:en'];
  const en = tags['name:en'] ?? plain ?? zh;
  return zh !== undefined && en !== undefined ? { zh, en } : undefined;
}

export function addressFromTags(tags: OsmTags): LocalizedText | undefined {
  const number = tags['addr:housenumber'];
  const street = tags['addr:street'] ?? tags['addr:place'];
  if (number === undefined && street === undefined) return undefined;
  const parts = [number, street, tags['addr:city']].filter((part) => part !== undefined);
  const zhParts = [tags['addr:city'], street, number].filter((part) => part !== undefined);
  // Chinese runs from the large to the small; only text in Chinese script may be joined so.
  const isChinese = /\p{Script=Han}/u.test(street ?? '');
  const en = parts.join(' ');
  return { zh: isChinese ? zhParts.join('') : en, en };
}
