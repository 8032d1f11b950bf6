import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCql2, type Value } from './cql2.ts';
import { compileCql2 } from './evaluate-cql2.ts';

type Row = Readonly<Record<string, Value>>;
const truthOf = (text: string, row: Row) =>
  compileCql2<Row>(parseCql2(text), (name) => (item) => item[name] ?? null)(row);

test.each([
  ["use = 'office' AND level >= 20", { use: 'office', level: 20 }, true],
  ["use <> 'office'", { use: 'office' }, false],
  ["name LIKE '%徐家_'", { name: '上海徐家汇' }, true],
  ["name LIKE 'a.c'", { name: 'abc' }, false],
  ["name LIKE '50\\%'", { name: '50%' }, true],
  ["name LIKE '50\\%'", { name: '500' }, false],
  ["name ILIKE 'SHANGHAI%'", { name: 'Shanghai Bank' }, true],
  ["name = 'O''Brien'", { name: "O'Brien" }, true],
  ['"floor area" BETWEEN 10 AND 1.2e1', { 'floor area': 12 }, true],
  ['level NOT BETWEEN 1 AND 3', { level: 2 }, false],
  ["use IN ('office', 'retail')", { use: 'retail' }, true],
  ["use NOT IN ('office')", { use: null }, null],
  ['firm IS NULL', { firm: null }, true],
  ['firm IS NOT NULL', { firm: null }, false],
  ['NOT (level > 3 OR level < 1)', { level: 2 }, true],
  // Unknown stays unknown under NOT, as in SQL.
  ['NOT level > 3', { level: null }, null],
  ['level > 3 OR TRUE', { level: null }, true],
  ["heard > TIMESTAMP('2026-11-22T00:00:00Z')", { heard: '2026-11-22T08:00:00Z' }, true],
] as const)('%s of %j is %s', (text, row, expected) => {
  expect(truthOf(text, row)).toBe(expected);
});

test.each([
  ['', /expected a property/],
  ['level', /expected a comparison/],
  ['level >', /expected a property or a value/],
  ["level = 'a", /cannot read/],
  ['level = 1 level = 2', /expected AND, OR or the end/],
  ['(level = 1', /expected \)/],
  ['level BETWEEN 1 OR 2', /expected AND/],
  ['level IN 1', /expected \(/],
  ['level = 1; DROP TABLE unit', /cannot read/],
  [`${'('.repeat(60)}a = 1${')'.repeat(60)}`, /levels of brackets/],
  ['a = 1 OR '.repeat(1_000), /at most 4000 characters/],
])('%s is refused with where and why', (text, message) => {
  expect(() => parseCql2(text)).toThrow(message);
});

// SQLite is the oracle: the same words mean the same there, apart from the case in LIKE.
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map(String),
  fc.constantFrom("'a'", "'ab'", "'b'"),
);
const property = fc.constantFrom('n', 'm', 't');
const predicate = fc.oneof(
  fc
    .tuple(property, fc.constantFrom('=', '<>', '<', '<=', '>', '>='), property)
    .filter(([a, , b]) => (a === 't') === (b === 't'))
    .map((parts) => parts.join(' ')),
  fc
    .tuple(property, fc.constantFrom('=', '<>', '<', '<=', '>', '>='), value)
    .filter(([name, , text]) => (name === 't') === text.startsWith("'"))
    .map((parts) => parts.join(' ')),
  fc.tuple(property, fc.constantFrom('IS NULL', 'IS NOT NULL')).map((parts) => parts.join(' ')),
  fc.constantFrom('n BETWEEN -1 AND 2', 'm NOT BETWEEN 0 AND 1', 'n IN (1, 2)', "t NOT IN ('a')"),
  fc.constantFrom("t LIKE 'a%'", "t NOT LIKE '_b'", "t LIKE '%b%'"),
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    predicate,
    fc
      .tuple(tie('expression'), fc.constantFrom('AND', 'OR'), tie('expression'))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('expression').map((of) => `NOT (${of})`),
  ),
}));
const number = fc.option(fc.integer({ min: -3, max: 3 }));
const row = fc.record({
  n: number,
  m: number,
  t: fc.option(fc.constantFrom('a', 'ab', 'b', 'bb')),
});

test('any expression is true, false or unknown as SQLite has it', () => {
  const sqlite = new DatabaseSync(':memory:');
  sqlite.exec(
    'PRAGMA case_sensitive_like = ON; CREATE TABLE x (n INTEGER, m INTEGER, t TEXT) STRICT',
  );
  const insert = sqlite.prepare('INSERT INTO x VALUES (?, ?, ?)');
  fc.assert(
    fc.property(expression, row, (text, item) => {
      sqlite.exec('DELETE FROM x');
      insert.run(item.n, item.m, item.t);
      const answer = sqlite.prepare(`SELECT (${text}) AS truth FROM x`).get()?.truth;
      const expected = answer === null ? null : answer === 1;
      expect([text, truthOf(text, item)]).toEqual([text, expected]);
    }),
    { seed: 4, numRuns: 1_500 },
  );
  sqlite.close();
});
