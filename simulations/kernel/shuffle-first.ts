/**
 * Shuffles the first entries of a list (Fisher–Yates, xorshift32 of Marsaglia 2003) by a key such as
 * seed ^ second: no state to keep, and no lane inherits its place from its number.
 */
export function shuffleFirst(list: Int32Array, count: number, key: number): void {
  let word = Math.imul(key, 0x9e3779b1) | 1;
  for (let i = count - 1; i > 0; i -= 1) {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    const j = (word >>> 0) % (i + 1);
    const entry = list[i] as number;
    list[i] = list[j] as number;
    list[j] = entry;
  }
}
