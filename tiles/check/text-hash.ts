/**
 * 53 bits of a text, so that the texts of a million cells can be compared over threads without being
 * held: FNV-1a twice with different starts (Fowler, Noll, Vo). Two texts meet once in 10^16.
 */
const PRIME = 0x01000193;

export function textHash(text: string): number {
  let high = 0x811c9dc5;
  let low = 0x9dc5811c;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, PRIME);
    low = Math.imul(low ^ (unit + i), PRIME);
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}
