/**
 * Every unit that holds every word of a query, with how well: the sum over the words of the best
 * quality that the unit or its building holds the word with. One pass over all units, 5 to 15 ms for
 * 600,000; buildings that fail for good are skipped.
 */
import type { UnitRegister } from '../unit-register.ts';
import { NONE } from '../unit-register.ts';
import type { WordMatch } from './search-index.ts';

/** `visit` gets units in rising order. */
export function matchUnits(
  register: UnitRegister,
  words: readonly WordMatch[],
  options: {
    /** 1 for each building whose units may be seen; null: all. */
    readonly allowed: Uint8Array | null;
    /** At least one word in the unit's own texts: a street's name must not bring all its flats. */
    readonly needsOwnWord: boolean;
  },
  visit: (unit: number, score: number) => void,
): void {
  const { count, buildings, tails, firms, uses } = register;
  const { allowed, needsOwnWord } = options;
  if (words.length === 0 || (needsOwnWord && !words.some((word) => word.isOfUnits))) return;
  const isHopeless = findHopeless(register, words, allowed);
  for (let unit = 0; unit < count; unit += 1) {
    const building = buildings[unit] ?? 0;
    if (isHopeless[building] === 1) continue;
    const tail = tails[unit] ?? 0;
    const firm = firms[unit] ?? NONE;
    const use = uses[unit] ?? 0;
    let score = 0;
    let isOwn = false;
    for (let w = 0; w < words.length; w += 1) {
      const word = words[w];
      if (word === undefined) break;
      let own = word.tails[tail] ?? 0;
      if (firm !== NONE) own = Math.max(own, word.firms[firm] ?? 0);
      const ofUse = word.uses[use] ?? 0;
      if (ofUse > own) own = ofUse;
      for (const code of word.codes) {
        const end = code.buildings[building] ?? 0;
        const begin = code.tails[tail] ?? 0;
        // Both halves whole: this very unit.
        if (end > 0 && begin > 0) own = Math.max(own, end + begin);
      }
      const ofBuilding = word.buildings[building] ?? 0;
      if (own === 0 && ofBuilding === 0) {
        score = 0;
        break;
      }
      if (own > 0) isOwn = true;
      score += Math.max(own, ofBuilding);
    }
    if (score > 0 && (isOwn || !needsOwnWord)) visit(unit, score);
  }
}

/** Buildings where some word is found neither in the building nor, anywhere, in a unit. */
function findHopeless(
  register: UnitRegister,
  words: readonly WordMatch[],
  allowed: Uint8Array | null,
): Uint8Array {
  const hopeless = new Uint8Array(register.buildingIds.length);
  const outer = words.filter((word) => !word.isOfUnits);
  for (let building = 0; building < hopeless.length; building += 1) {
    const isOut = allowed !== null && allowed[building] !== 1;
    if (isOut || outer.some((word) => (word.buildings[building] ?? 0) === 0))
      hopeless[building] = 1;
  }
  return hopeless;
}
