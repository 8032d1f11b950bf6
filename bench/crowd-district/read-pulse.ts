/**
 * The evening of 1 April 2015: entries at the metro station Shanghai Indoor Stadium per 5 minutes
 * (Shanghai SODA open data), less the base of the eight bins before.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findData } from '../traffic/data-folder.ts';

const FILE = 'event_surge_20150401_1600_2330.csv';
const COLUMN = '上海体育馆_entries';
const FIRST = '21:55';
const BINS = 5;
const BASE_BINS = 8;

export interface Pulse {
  /** Entries above the base. */
  readonly people: number;
  readonly base: number;
  /** Per 5 minutes from 21:55, adding up to 1. */
  readonly shares: readonly number[];
  /** The largest bin, persons per minute. */
  readonly peakPerMinute: number;
}

/** Undefined, with a printed notice, where the data are not there. */
export function readPulse(): Pulse | undefined {
  const folder = findData('shanghai-metro-soda2015');
  if (folder === undefined) return undefined;
  const [head, ...rows] = readFileSync(join(folder, FILE), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const column = head?.indexOf(COLUMN) ?? -1;
  const first = rows.findIndex((row) => row[0] === FIRST);
  if (column < 0 || first < BASE_BINS) {
    throw new Error(`${FILE}: expected a column ${COLUMN} and a row ${FIRST}`);
  }
  const entries = rows.map((row) => Number(row[column]));
  const before = entries.slice(first - BASE_BINS, first);
  const base = before.reduce((sum, n) => sum + n, 0) / BASE_BINS;
  const above = entries.slice(first, first + BINS).map((n) => n - base);
  const people = above.reduce((sum, n) => sum + n, 0);
  return {
    people: Math.round(people),
    base,
    shares: above.map((n) => n / people),
    peakPerMinute: Math.max(...above) / 5,
  };
}
