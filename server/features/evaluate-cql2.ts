/** A CQL2 expression as a function of one feature's properties, in three-valued logic. */
import type { Expression, Operand, Truth, Value } from './cql2.ts';

/** The value of a property of the feature at hand. */
export type PropertyReader<Item> = (item: Item) => Value;

export function compileCql2<Item>(
  expression: Expression,
  readerOf: (name: string) => PropertyReader<Item>,
): (item: Item) => Truth {
  const operand = (of: Operand): PropertyReader<Item> => {
    if (of.type === 'property') return readerOf(of.name);
    const { value } = of;
    return () => value;
  };
  const compile = (at: Expression): ((item: Item) => Truth) => {
    switch (at.op) {
      case 'and': {
        const [left, right] = [compile(at.left), compile(at.right)];
        return (item) => {
          const a = left(item);
          if (a === false) return false;
          const b = right(item);
          return b === false ? false : a === null || b === null ? null : true;
        };
      }
      case 'or': {
        const [left, right] = [compile(at.left), compile(at.right)];
        return (item) => {
          const a = left(item);
          if (a === true) return true;
          const b = right(item);
          return b === true ? true : a === null || b === null ? null : false;
        };
      }
      case 'not': {
        const inner = compile(at.of);
        return (item) => {
          const truth = inner(item);
          return truth === null ? null : !truth;
        };
      }
      case 'compare': {
        const [left, right, { sign }] = [operand(at.left), operand(at.right), at];
        return (item) => {
          const order = compareValues(left(item), right(item));
          if (order === null) return null;
          if (sign === '=') return order === 0;
          if (sign === '<>') return order !== 0;
          if (sign === '<') return order < 0;
          if (sign === '<=') return order <= 0;
          return sign === '>' ? order > 0 : order >= 0;
        };
      }
      case 'like': {
        const [value, { pattern }] = [operand(at.of), at];
        return (item) => {
          const text = value(item);
          return text === null ? null : pattern.test(String(text));
        };
      }
      case 'between': {
        const [value, low, high] = [operand(at.of), operand(at.low), operand(at.high)];
        return (item) => {
          const is = value(item);
          const [above, below] = [compareValues(is, low(item)), compareValues(is, high(item))];
          return above === null || below === null ? null : above >= 0 && below <= 0;
        };
      }
      case 'in': {
        const [value, list] = [operand(at.of), at.list.map(operand)];
        return (item) => {
          const is = value(item);
          if (is === null) return null;
          return list.some((each) => compareValues(is, each(item)) === 0);
        };
      }
      case 'is-null': {
        const value = operand(at.of);
        return (item) => value(item) === null;
      }
      case 'literal':
        return () => at.value;
    }
  };
  return compile(expression);
}

/** null: not comparable. A number in quotes compares with a number as a number. */
function compareValues(a: Value, b: Value): number | null {
  if (a === null || b === null) return null;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) return null;
  return x - y;
}
