/**
 * Search by building name, address or id, and by unit code, in both languages. Every word of the
 * query must occur somewhere; hits that begin with the query come first. Plain LIKE over the whole
 * table: 30,000 units answer within 50 ms; an index of n-grams is the next step beyond that.
 */
import { cellIdSchema, type SearchHit } from '#contracts';
import { numberOf, textOf } from '../store/read-row.ts';
import { localizedOf } from './describe-building.ts';
import { buildingTitle, unitTitle } from './describe-cell.ts';
import type { City } from './open-city.ts';

export const SEARCH_LIMIT = 50;
const WORDS_AT_MOST = 6;

export function searchCity(city: City, query: string, limit: number): readonly SearchHit[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean).slice(0, WORDS_AT_MOST);
  if (words.length === 0) return [];
  const patterns = words.map((word) => `%${escapeLike(word)}%`);
  const buildings = findBuildings(city, patterns, `${escapeLike(words[0] ?? '')}%`, limit);
  if (buildings.length >= limit) return buildings;
  return [...buildings, ...findUnits(city, patterns, limit - buildings.length)];
}

const BUILDING_TEXT = `(coalesce(b.name_zh,'') || ' ' || coalesce(b.name_en,'') || ' ' ||
  coalesce(b.address_zh,'') || ' ' || coalesce(b.address_en,'') || ' ' || b.id)`;

const matches = (text: string, count: number): string =>
  Array.from({ length: count }, () => `${text} LIKE ? ESCAPE '\\'`).join(' AND ');

function findBuildings(
  city: City,
  patterns: readonly string[],
  prefix: string,
  limit: number,
): readonly SearchHit[] {
  const rows = city.sqlite
    .prepare(
      `SELECT b.cell, b.id AS building_id, b.name_zh, b.name_en, b.address_zh, b.address_en, b.storeys
       FROM building b WHERE ${matches(BUILDING_TEXT, patterns.length)}
       ORDER BY (coalesce(b.name_zh,'') LIKE ? ESCAPE '\\'
              OR coalesce(b.name_en,'') LIKE ? ESCAPE '\\') DESC, b.cell LIMIT ?`,
    )
    .all(...patterns, prefix, prefix, limit);
  return rows.map((row) => {
    const cell = cellIdSchema.parse(numberOf(row, 'cell'));
    const address = localizedOf(row, 'address');
    const storeys = numberOf(row, 'storeys');
    return {
      cell,
      building: cell,
      type: 'building',
      title: buildingTitle(row),
      detail: {
        zh: [address?.zh, `${storeys} 层`].filter(Boolean).join(' · '),
        en: [address?.en, `${storeys} storeys`].filter(Boolean).join(' · '),
      },
    };
  });
}

/** A word may name the unit (`12F-1203`), another its building. */
function findUnits(city: City, patterns: readonly string[], limit: number): readonly SearchHit[] {
  const rows = city.sqlite
    .prepare(
      `SELECT u.cell, u.building_cell, u.code, u.number, s.label, b.id AS building_id,
              b.name_zh, b.name_en, b.address_zh, b.address_en
       FROM unit u JOIN storey s ON s.cell = u.storey_cell JOIN building b ON b.cell = u.building_cell
       WHERE u.code LIKE ? ESCAPE '\\'
         ${patterns.length > 1 ? `AND ${matches(`(u.code || ' ' || ${BUILDING_TEXT})`, patterns.length - 1)}` : ''}
       ORDER BY u.cell LIMIT ?`,
    )
    .all(...unitFirst(patterns), limit);
  return rows.map((row) => ({
    cell: cellIdSchema.parse(numberOf(row, 'cell')),
    building: cellIdSchema.parse(numberOf(row, 'building_cell')),
    type: 'unit',
    title: unitTitle(row),
    detail: { zh: textOf(row, 'code'), en: textOf(row, 'code') },
  }));
}

/** The word with a digit is the likely unit code. */
function unitFirst(patterns: readonly string[]): readonly string[] {
  const digit = patterns.findIndex((pattern) => /\d/.test(pattern));
  if (digit <= 0) return patterns;
  return [patterns[digit] ?? '', ...patterns.slice(0, digit), ...patterns.slice(digit + 1)];
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
