/**
 * Many short texts as one long one, searched by the engine's own `indexOf`: no index to build or to
 * keep, any part of a word found, about 1 ms for a million characters. Each entry answers with how
 * well it holds a word.
 *
 * A word that begins with a digit is a house or room number: it must begin a number (`88` is in
 * `88弄` and `880号`, not in `188号`). One or two Latin letters must begin a word.
 */
import { BREAK, joinTexts } from './join-texts.ts';

export const QUALITY = { none: 0, inside: 5, wordStart: 9, prefix: 12, whole: 15 } as const;

export interface TextStock {
  readonly size: number;
  /** Raises `qualities[entry]` to the quality × `weight` of each entry that holds the word. */
  match(word: string, qualities: Uint8Array, weight: number): void;
}

const LATIN = /^[a-z']+$/;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isLatinOrDigit = (code: number): boolean =>
  isDigit(code) || (code >= 0x61 && code <= 0x7a) || code === 0x27;

/** Texts are folded; empty ones match nothing. */
export function createTextStock(texts: readonly string[]): TextStock {
  const { joined, starts } = joinTexts(texts);

  const qualityAt = (position: number, start: number, end: number, word: string): number => {
    const wordEnd = position + word.length;
    const firstIsDigit = isDigit(word.charCodeAt(0));
    const before = joined.charCodeAt(position - 1);
    if (position === start) {
      if (wordEnd === end) return QUALITY.whole;
      // `12` in `12号` is the number 12, in `120号` only its beginning.
      const cutsNumber =
        isDigit(word.charCodeAt(word.length - 1)) && isDigit(joined.charCodeAt(wordEnd));
      return cutsNumber ? QUALITY.wordStart : QUALITY.prefix;
    }
    if (firstIsDigit) return isDigit(before) ? QUALITY.none : QUALITY.wordStart;
    const continues = isLatinOrDigit(before) && isLatinOrDigit(word.charCodeAt(0));
    return continues ? QUALITY.inside : QUALITY.wordStart;
  };

  /** `pattern` ends with the word. */
  const scan = (pattern: string, word: string, qualities: Uint8Array, weight: number): void => {
    const skip = pattern.length - word.length;
    let entry = 0;
    for (let found = joined.indexOf(pattern); found >= 0; ) {
      const position = found + skip;
      while ((starts[entry + 1] ?? joined.length) <= position) entry += 1;
      const end = (starts[entry + 1] ?? joined.length) - 1;
      let best = qualityAt(position, starts[entry] ?? 0, end, word);
      // A later place in the same text may be the start of a word.
      for (let next = position; best < QUALITY.wordStart; ) {
        next = joined.indexOf(word, next + 1);
        if (next < 0 || next >= end) break;
        best = Math.max(best, qualityAt(next, starts[entry] ?? 0, end, word));
      }
      const score = Math.round(best * weight);
      if (score > (qualities[entry] ?? 0)) qualities[entry] = score;
      // From the break on, which begins the next text.
      found = joined.indexOf(pattern, end);
    }
  };

  return {
    size: texts.length,
    match: (word, qualities, weight) => {
      if (word.length === 0) return;
      if (word.length <= 2 && LATIN.test(word)) {
        scan(`${BREAK}${word}`, word, qualities, weight);
        scan(` ${word}`, word, qualities, weight);
      } else {
        scan(word, word, qualities, weight);
      }
    },
  };
}
