/**
 * A query as words that the city knows. What is written in one piece comes apart where nothing holds
 * it whole: between scripts and numbers (`徐家汇漕溪北路88号1203室`), then, in Chinese, after the
 * longest beginning that something holds.
 */
import { WORDS_AT_MOST, wordsOf } from './fold-text.ts';
import type { SearchIndex, WordMatch } from './search-index.ts';

/** A number takes the sign after it along: 88弄, 12号, 3楼, 1203室. */
const PIECES = /\d+[弄号楼层室]?|[a-z][a-z'-]*|\p{Script=Han}+|[^\s]/gu;

export function readQuery(index: SearchIndex, query: string): readonly WordMatch[] {
  const matches: WordMatch[] = [];
  for (const word of wordsOf(query)) {
    const match = index.match(word);
    if (match.isAnywhere) {
      matches.push(match);
      continue;
    }
    const pieces = word.match(PIECES) ?? [word];
    for (const piece of pieces) {
      if (pieces.length > 1 && index.match(piece).isAnywhere) matches.push(index.match(piece));
      else matches.push(...cutHan(index, piece));
    }
  }
  return matches.slice(0, WORDS_AT_MOST);
}

function cutHan(index: SearchIndex, piece: string): readonly WordMatch[] {
  const found: WordMatch[] = [];
  let rest = piece;
  while (rest.length > 0 && found.length < WORDS_AT_MOST) {
    if (!/^\p{Script=Han}/u.test(rest)) return [...found, index.match(rest)];
    // Beginnings of what is held are held: the longest one lies between 1 and all.
    let low = 0;
    let high = rest.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (index.match(rest.slice(0, middle)).isAnywhere) low = middle;
      else high = middle - 1;
    }
    // One sign alone is no name: then nothing holds this piece, and the query finds nothing.
    if (low < Math.min(2, rest.length)) return [...found, index.match(rest)];
    found.push(index.match(rest.slice(0, low)));
    rest = rest.slice(low);
  }
  return found;
}
