/**
 * Chinese texts by sound: the whole pinyin from any syllable on (`jiahui` finds 徐家汇) and the
 * initials (`xjh`). Numbers in a text stay where they are: `cxbl88` finds 漕溪北路88弄.
 */

import { joinTexts } from './join-texts.ts';
import type { PinyinReader } from './read-pinyin.ts';
import { QUALITY, type TextStock } from './text-stock.ts';

/** By sound is less sure than by sign, by initials less than by whole syllables. */
const INITIALS_WEIGHT = 0.85;
const SHORTEST = 2;
const SOUND = /^(?=.*[a-z])[a-z0-9']+$/;

const HAN = /[\u3400-\u9fff]/;

export function createPinyinStock(texts: readonly string[], reader: PinyinReader): TextStock {
  const whole: string[] = [];
  const initials: string[] = [];
  /** Lengths of the syllables one after another, 0 at the end of each text. */
  const lengths: number[] = [];
  for (const text of texts) {
    // Only what a Latin keyboard could not type as it stands.
    const syllables = HAN.test(text) ? reader.syllablesOf(text) : [];
    let first = '';
    for (const syllable of syllables) {
      lengths.push(syllable.length);
      first += syllable[0] ?? '';
    }
    lengths.push(0);
    whole.push(syllables.join(''));
    initials.push(first);
  }
  const wholes = createSoundTexts(whole);
  const begins = new Uint8Array(wholes.length);
  let at = 1;
  for (const length of lengths) {
    if (length > 0) begins[at] = 1;
    at += Math.max(1, length);
  }
  const short = createSoundTexts(initials);
  return {
    size: texts.length,
    match: (word, qualities, weight) => {
      if (word.length < SHORTEST || !SOUND.test(word)) return;
      const sound = word.replaceAll("'", '').replaceAll('ü', 'v');
      wholes.match(sound, qualities, weight, begins);
      short.match(sound, qualities, weight * INITIALS_WEIGHT, null);
    },
  };
}

interface SoundTexts {
  readonly length: number;
  match(word: string, qualities: Uint8Array, weight: number, begins: Uint8Array | null): void;
}

function createSoundTexts(texts: readonly string[]): SoundTexts {
  const { joined, starts } = joinTexts(texts);
  return {
    length: joined.length,
    match: (word, qualities, weight, begins) => {
      let entry = 0;
      for (let found = joined.indexOf(word); found >= 0; ) {
        while ((starts[entry + 1] ?? joined.length) <= found) entry += 1;
        const end = (starts[entry + 1] ?? joined.length) - 1;
        if (begins && begins[found] === 0) {
          found = joined.indexOf(word, found + 1);
          continue;
        }
        const isStart = found === starts[entry];
        const isWhole = isStart && found + word.length === end;
        // Two initials somewhere inside say nothing.
        const inside = begins || word.length > 2 ? QUALITY.inside : QUALITY.none;
        const quality = isWhole ? QUALITY.whole : isStart ? QUALITY.prefix : inside;
        const score = Math.round(quality * weight);
        if (score > (qualities[entry] ?? 0)) qualities[entry] = score;
        found = joined.indexOf(word, quality === QUALITY.none ? found + 1 : end);
      }
    },
  };
}
