/**
 * CQL2 text (OGC 21-065r2), the part that clients push down: comparisons, LIKE and ILIKE, BETWEEN,
 * IN, IS NULL, AND, OR, NOT, over text, numbers, true, false, DATE('…') and TIMESTAMP('…'). A value
 * that is null makes a comparison neither true nor false, as in SQL.
 */
export type Value = string | number | boolean | null;
/** null: unknown. */
export type Truth = boolean | null;

export type Expression =
  | { readonly op: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly op: 'not'; readonly of: Expression }
  | {
      readonly op: 'compare';
      readonly sign: Comparison;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly op: 'like'; readonly of: Operand; readonly pattern: RegExp }
  | { readonly op: 'between'; readonly of: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly op: 'in'; readonly of: Operand; readonly list: readonly Operand[] }
  | { readonly op: 'is-null'; readonly of: Operand }
  | { readonly op: 'literal'; readonly value: boolean };
type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Operand =
  | { readonly type: 'property'; readonly name: string }
  | { readonly type: 'value'; readonly value: Value };

export class CqlError extends Error {
  override readonly name = 'CqlError';
}

const LONGEST = 4_000;
const DEEPEST = 50;
const TOKEN =
  /\s*(?:([A-Za-z_][\w.:]*)|"((?:[^"]|"")+)"|'((?:[^']|'')*)'|([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(<>|<=|>=|[=<>(),]))/y;

interface Token {
  readonly type: 'word' | 'name' | 'text' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

function readTokens(source: string): readonly Token[] {
  if (source.length > LONGEST) {
    throw new CqlError(`filter: expected at most ${LONGEST} characters, got ${source.length}`);
  }
  const tokens: Token[] = [];
  let at = 0;
  while (source.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match)
      throw new CqlError(`filter, character ${at}: cannot read ${source.slice(at, at + 20)}`);
    const [, word, name, text, number, sign] = match;
    at = TOKEN.lastIndex;
    if (word !== undefined) tokens.push({ type: 'word', text: word, at });
    else if (name !== undefined)
      tokens.push({ type: 'name', text: name.replaceAll('""', '"'), at });
    else if (text !== undefined)
      tokens.push({ type: 'text', text: text.replaceAll("''", "'"), at });
    else if (number !== undefined) tokens.push({ type: 'number', text: number, at });
    else tokens.push({ type: 'sign', text: sign ?? '', at });
  }
  return [...tokens, { type: 'end', text: 'the end', at }];
}

export function parseCql2(source: string): Expression {
  const tokens = readTokens(source);
  let next = 0;
  const peek = (): Token => tokens[next] ?? { type: 'end', text: 'the end', at: source.length };
  const take = (): Token => {
    const token = peek();
    next += 1;
    return token;
  };
  const isWord = (word: string): boolean =>
    peek().type === 'word' && peek().text.toUpperCase() === word;
  const isSign = (sign: string): boolean => peek().type === 'sign' && peek().text === sign;
  const accept = (isNext: boolean): boolean => {
    if (isNext) next += 1;
    return isNext;
  };
  const fail = (expected: string): never => {
    throw new CqlError(`filter, character ${peek().at}: expected ${expected}, got ${peek().text}`);
  };
  const expectSign = (sign: string): void => {
    if (!accept(isSign(sign))) fail(sign);
  };

  const readOr = (depth: number): Expression => {
    if (depth > DEEPEST) fail(`at most ${DEEPEST} levels of brackets`);
    let left = readAnd(depth);
    while (accept(isWord('OR'))) left = { op: 'or', left, right: readAnd(depth) };
    return left;
  };
  const readAnd = (depth: number): Expression => {
    let left = readNot(depth);
    while (accept(isWord('AND'))) left = { op: 'and', left, right: readNot(depth) };
    return left;
  };
  const readNot = (depth: number): Expression => {
    if (accept(isWord('NOT'))) return { op: 'not', of: readNot(depth + 1) };
    if (accept(isSign('('))) {
      const inner = readOr(depth + 1);
      expectSign(')');
      return inner;
    }
    return readPredicate();
  };
  const readPredicate = (): Expression => {
    const left = readOperand();
    const isNegated = accept(isWord('NOT'));
    const negate = (expression: Expression): Expression =>
      isNegated ? { op: 'not', of: expression } : expression;
    if (isWord('LIKE') || isWord('ILIKE')) {
      const flags = take().text.toUpperCase() === 'ILIKE' ? 'isu' : 'su';
      const pattern = readOperand();
      if (pattern.type !== 'value' || typeof pattern.value !== 'string') return fail('a pattern');
      return negate({ op: 'like', of: left, pattern: patternOf(pattern.value, flags) });
    }
    if (accept(isWord('BETWEEN'))) {
      const low = readOperand();
      if (!accept(isWord('AND'))) fail('AND');
      return negate({ op: 'between', of: left, low, high: readOperand() });
    }
    if (accept(isWord('IN'))) {
      expectSign('(');
      const list = [readOperand()];
      while (accept(isSign(','))) list.push(readOperand());
      expectSign(')');
      return negate({ op: 'in', of: left, list });
    }
    if (isNegated) return fail('LIKE, BETWEEN or IN');
    if (accept(isWord('IS'))) {
      const isNot = accept(isWord('NOT'));
      if (!accept(isWord('NULL'))) fail('NULL');
      const isNull: Expression = { op: 'is-null', of: left };
      return isNot ? { op: 'not', of: isNull } : isNull;
    }
    const sign = peek();
    if (sign.type === 'sign' && isComparison(sign.text)) {
      next += 1;
      return { op: 'compare', sign: sign.text, left, right: readOperand() };
    }
    if (left.type === 'value' && typeof left.value === 'boolean') {
      return { op: 'literal', value: left.value };
    }
    return fail('a comparison');
  };
  const readOperand = (): Operand => {
    const token = peek();
    if (token.type === 'number') return literal(Number(take().text));
    if (token.type === 'text') return literal(take().text);
    if (token.type === 'name') return { type: 'property', name: take().text };
    if (token.type !== 'word') return fail('a property or a value');
    const upper = take().text.toUpperCase();
    if (upper === 'TRUE' || upper === 'FALSE') return literal(upper === 'TRUE');
    if ((upper === 'DATE' || upper === 'TIMESTAMP') && accept(isSign('('))) {
      const text = take();
      if (text.type !== 'text') return fail('a time in quotes');
      expectSign(')');
      return literal(text.text);
    }
    return { type: 'property', name: token.text };
  };

  const expression = readOr(0);
  if (peek().type !== 'end') fail('AND, OR or the end');
  return expression;
}

const literal = (value: Value): Operand => ({ type: 'value', value });
const isComparison = (text: string): text is Comparison =>
  ['=', '<>', '<', '<=', '>', '>='].includes(text);

/** `%` any characters, `_` one, `\` takes the next as it is. */
function patternOf(text: string, flags: string): RegExp {
  const source = text.replace(/\\(.)|[%_]|[.*+?^${}()|[\]\\/]/gsu, (found, escaped?: string) => {
    if (escaped !== undefined) return escapeSign(escaped);
    return found === '%' ? '.*?' : found === '_' ? '.' : `\\${found}`;
  });
  return new RegExp(`^${source}$`, flags);
}

const escapeSign = (sign: string): string =>
  /[.*+?^${}()|[\]\\/]/.test(sign) ? `\\${sign}` : sign;

/** Names of all properties that the expression asks for. */
export function propertiesOf(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const note = (...operands: readonly Operand[]): void => {
    for (const operand of operands) if (operand.type === 'property') names.add(operand.name);
  };
  const walk = (at: Expression): void => {
    switch (at.op) {
      case 'and':
      case 'or':
        walk(at.left);
        walk(at.right);
        break;
      case 'not':
        walk(at.of);
        break;
      case 'compare':
        note(at.left, at.right);
        break;
      case 'between':
        note(at.of, at.low, at.high);
        break;
      case 'in':
        note(at.of, ...at.list);
        break;
      case 'like':
      case 'is-null':
        note(at.of);
        break;
      case 'literal':
        break;
    }
  };
  walk(expression);
  return [...names];
}
