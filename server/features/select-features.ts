/** The features of a collection that a request asks for: a test of one, and a page after a key. */
import type { FrameOrigin } from '#contracts';
import { BadRequest } from '../http/problem.ts';
import type { Collection, Column, View } from './collection.ts';
import { CqlError, type Expression, parseCql2, propertiesOf, type Value } from './cql2.ts';
import { compileCql2 } from './evaluate-cql2.ts';
import { readDatetime } from './read-datetime.ts';
import { geometryMeets, readBbox, windowOf } from './window.ts';

export const PAGE_DEFAULT = 1_000;
export const PAGE_MOST = 10_000;

export interface ItemsQuery {
  readonly limit: number;
  /** Features with a key of at least this. */
  readonly cursor: number;
  readonly isCountOnly: boolean;
  readonly fits: (index: number) => boolean;
  /** Nothing but the collection itself: its size is the answer. */
  readonly isWhole: boolean;
}

const OWN = [
  'limit',
  'cursor',
  'bbox',
  'bbox-crs',
  'crs',
  'datetime',
  'filter',
  'filter-lang',
  'filter-crs',
  'resultType',
  'f',
];
export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
/** `cql-text` is the draft's name, which GDAL before 3.9 sends. */
export const FILTER_LANGUAGES = ['cql2-text', 'cql-text'] as const;

export function readItemsQuery(
  collection: Collection,
  origin: FrameOrigin,
  view: View,
  given: Readonly<Record<string, string>>,
): ItemsQuery {
  const columns = new Map(collection.columns.map((column) => [column.name, column]));
  const tests: ((index: number) => boolean)[] = [];
  for (const [name, text] of Object.entries(given)) {
    const column = columns.get(name);
    if (column) tests.push(equals(column, text, view));
    else if (!OWN.includes(name)) {
      throw new BadRequest(
        `query.${name}: expected one of ${[...OWN, ...columns.keys()].join(', ')}`,
      );
    }
  }
  for (const name of ['bbox-crs', 'crs', 'filter-crs']) {
    const crs = given[name];
    if (crs !== undefined && crs !== CRS84)
      throw new BadRequest(`query.${name}: expected ${CRS84}, got ${crs}`);
  }
  const isOpenView = view.scope.allowed === null;
  if (given.filter !== undefined) tests.push(filterTest(collection, given, view));
  if (given.datetime !== undefined) tests.push(timeTest(collection, given.datetime, view));
  // Last, because it is the dearest.
  if (given.bbox !== undefined) tests.push(boxTest(collection, origin, given.bbox));
  return {
    limit: integerOf('limit', given.limit, 1, PAGE_MOST, PAGE_DEFAULT),
    cursor: integerOf('cursor', given.cursor, 0, Number.MAX_SAFE_INTEGER, 0),
    isCountOnly: given.resultType === 'hits',
    isWhole: tests.length === 0 && isOpenView,
    fits: (index) => collection.isVisible(index, view) && tests.every((test) => test(index)),
  };
}

function integerOf(
  name: string,
  text: string | undefined,
  low: number,
  high: number,
  usual: number,
): number {
  if (text === undefined) return usual;
  const value = Number(text);
  if (!Number.isInteger(value) || value < low) {
    throw new BadRequest(
      `query.${name}: expected a whole number from ${low}, got ${text.slice(0, 40)}`,
    );
  }
  // The standard wants a limit beyond the most to be served with the most.
  return Math.min(value, high);
}

function equals(column: Column, text: string, view: View): (index: number) => boolean {
  if (column.type === 'string' || column.type === 'date-time') {
    return (index) => column.read(index, view) === text;
  }
  const wanted = Number(text);
  if (Number.isNaN(wanted))
    throw new BadRequest(`query.${column.name}: expected a number, got ${text.slice(0, 40)}`);
  return (index) => column.read(index, view) === wanted;
}

function filterTest(
  collection: Collection,
  given: Readonly<Record<string, string>>,
  view: View,
): (index: number) => boolean {
  const language = given['filter-lang'] ?? 'cql2-text';
  if (!(FILTER_LANGUAGES as readonly string[]).includes(language)) {
    throw new BadRequest(`query.filter-lang: expected cql2-text, got ${language.slice(0, 40)}`);
  }
  const columns = new Map(collection.columns.map((column) => [column.name, column]));
  const expression = readExpression(given.filter ?? '');
  for (const name of propertiesOf(expression)) {
    if (columns.has(name)) continue;
    throw new BadRequest(
      `filter: expected one of ${[...columns.keys()].join(', ')}, got ${name.slice(0, 60)}`,
    );
  }
  const truth = compileCql2<number>(expression, (name) => {
    const column = columns.get(name);
    return (index): Value => column?.read(index, view) ?? null;
  });
  return (index) => truth(index) === true;
}

function readExpression(text: string): Expression {
  try {
    return parseCql2(text);
  } catch (error) {
    if (error instanceof CqlError) throw new BadRequest(error.message);
    throw error;
  }
}

function timeTest(collection: Collection, text: string, view: View): (index: number) => boolean {
  const span = readDatetime(text);
  if (typeof span === 'string') throw new BadRequest(span);
  const column = collection.columns.find(({ name }) => name === collection.timeColumn);
  // Features without a time fit any time, says the standard.
  if (!column) return () => true;
  return (index) => {
    const value = column.read(index, view);
    if (typeof value !== 'string') return true;
    const atMs = Date.parse(value);
    return atMs >= span.fromMs && atMs <= span.untilMs;
  };
}

function boxTest(
  collection: Collection,
  origin: FrameOrigin,
  text: string,
): (index: number) => boolean {
  const boxes = readBbox(text);
  if (typeof boxes === 'string') throw new BadRequest(boxes);
  const windows = boxes.map((box) => ({ box, window: windowOf(box, origin) }));
  return (index) =>
    windows.some(({ box, window }) => {
      const meeting = collection.meets(index, window);
      if (meeting !== 'maybe') return meeting === 'yes';
      return geometryMeets(collection.geometryOf(index), box);
    });
}
