/**
 * From a unit's code to its cell without keeping 600,000 codes (60 MB and half a second as a Map):
 * `<building>-<storey label>-<number>` comes apart into a building and a tail, which an
 * open-addressed table of unit indices leads on. Codes of another form are kept as they are.
 */
import type { UnitRegister } from './unit-register.ts';

/** What a ReadonlyMap of codes would offer. */
export interface UnitCodes extends Iterable<readonly [code: string, cell: number]> {
  readonly size: number;
  get(code: string): number | undefined;
  has(code: string): boolean;
}

const EMPTY = 0xffffffff;
/** Knuth's multiplicative hash, 2^32 / golden ratio. */
const MULTIPLIER = 2654435761;

export function createUnitCodes(register: UnitRegister): UnitCodes {
  const { count, cells, buildings, tails, tailTexts, oddCodes } = register;
  const bits = Math.max(4, Math.ceil(Math.log2(count * 2 + 1)));
  const slots = new Uint32Array(1 << bits).fill(EMPTY);
  const mask = slots.length - 1;
  const slotOf = (building: number, tail: number): number =>
    Math.imul(Math.imul(building + 1, MULTIPLIER) ^ tail, MULTIPLIER) >>> (32 - bits);
  for (let unit = 0; unit < count; unit += 1) {
    if (oddCodes.has(unit)) continue;
    let slot = slotOf(buildings[unit] ?? 0, tails[unit] ?? 0);
    while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
    slots[slot] = unit;
  }
  const odd = new Map([...oddCodes].map(([unit, code]) => [code, unit]));
  const tailIndex = new Map(tailTexts.map(({ label, number }, i) => [`${label}-${number}`, i]));
  const buildingIndex = new Map(register.buildingIds.map((id, i) => [id, i]));

  const unitOf = (code: string): number | undefined => {
    const last = code.lastIndexOf('-');
    const middle = last > 0 ? code.lastIndexOf('-', last - 1) : -1;
    if (middle > 0) {
      const building = buildingIndex.get(code.slice(0, middle));
      const tail = tailIndex.get(code.slice(middle + 1));
      if (building !== undefined && tail !== undefined) {
        for (let slot = slotOf(building, tail); ; slot = (slot + 1) & mask) {
          const unit = slots[slot] ?? EMPTY;
          if (unit === EMPTY) break;
          if (buildings[unit] === building && tails[unit] === tail) return unit;
        }
      }
    }
    return odd.get(code);
  };
  const get = (code: string): number | undefined => {
    const unit = unitOf(code);
    return unit === undefined ? undefined : cells[unit];
  };
  return {
    size: count,
    get,
    has: (code) => unitOf(code) !== undefined,
    *[Symbol.iterator]() {
      for (let unit = 0; unit < count; unit += 1) {
        yield [register.codeOf(unit), cells[unit] ?? 0] as const;
      }
    },
  };
}
