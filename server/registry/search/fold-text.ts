/**
 * One form for what is written in many: full width and half width, capitals, accents, curly
 * apostrophes, spaces that Chinese does not need. Names and queries go through the same fold.
 */
const COMBINING = /\p{Mn}+/gu;
const HAN_SPACES = /(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/gu;

export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(COMBINING, '')
    .normalize('NFC')
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/** `零陵路 2 号` → `零陵路2号`: for texts that are searched, where a query may leave spaces out. */
export const foldName = (text: string): string => foldText(text).replace(HAN_SPACES, '');

/** What people put between the words of a query. Hyphens and slashes belong to codes. */
const BETWEEN_WORDS = /[\s,，、;；·()（）]+/u;

export const WORDS_AT_MOST = 6;

export function wordsOf(query: string): readonly string[] {
  return foldText(query).split(BETWEEN_WORDS).filter(Boolean).slice(0, WORDS_AT_MOST);
}
