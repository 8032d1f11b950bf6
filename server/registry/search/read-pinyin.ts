/**
 * How Chinese names sound, for typing them on a Latin keyboard: 徐家汇 → syllables xu, jia, hui.
 *
 * pinyin-pro knows phrases (重庆 chong qing, 长乐 chang le) but takes 35 µs for a firm's name, too
 * long for a district's 50,000 at the server's start. Here it is asked once for each pair of
 * neighbours that occurs; a character is read as in the pair where it is read unlike alone. Over the
 * names of the test this agrees with the whole phrase for more than 99 characters of 100.
 */
import { pinyin } from 'pinyin-pro';

/** CJK unified ideographs with extension A; rarer ones are left as they are. */
export const isHan = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;

export interface PinyinReader {
  /** A syllable for each Han character, other characters as they are, without separators. */
  syllablesOf(text: string): readonly string[];
}

export function createPinyinReader(): PinyinReader {
  const alone = new Map<string, string>();
  const pairs = new Map<string, readonly [string, string]>();
  const read = (text: string): string[] =>
    pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' });
  const readAlone = (character: string): string => {
    const known = alone.get(character);
    if (known !== undefined) return known;
    const made = read(character)[0] ?? character;
    alone.set(character, made);
    return made;
  };
  const readPair = (first: string, second: string): readonly [string, string] => {
    const key = first + second;
    const known = pairs.get(key);
    if (known) return known;
    const [a = readAlone(first), b = readAlone(second)] = read(key);
    const made = [a, b] as const;
    pairs.set(key, made);
    return made;
  };
  return {
    syllablesOf: (text) => {
      const syllables: string[] = [];
      for (let i = 0; i < text.length; i += 1) {
        const character = text[i] ?? '';
        if (!isHan(text.charCodeAt(i))) {
          syllables.push(character);
          continue;
        }
        const usual = readAlone(character);
        const before = i > 0 && isHan(text.charCodeAt(i - 1)) ? (text[i - 1] ?? '') : '';
        const inPair = before === '' ? usual : readPair(before, character)[1];
        const after = isHan(text.charCodeAt(i + 1)) ? (text[i + 1] ?? '') : '';
        if (inPair !== usual || after === '') syllables.push(inPair);
        else syllables.push(readPair(character, after)[0]);
      }
      return syllables;
    },
  };
}
