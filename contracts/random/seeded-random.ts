/**
 * Seeded random numbers: sfc32 (Chris Doty-Humphrey, PractRand), 128-bit state, period ≥ 2^32,
 * passes PractRand to 32 TB and BigCrush. Chosen because its four 32-bit words are exact in
 * JavaScript integers and can be saved and restored with the rest of a simulation's state.
 */
export interface RandomState {
  a: number;
  b: number;
  c: number;
  counter: number;
}

export interface SeededRandom {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform integer in [0, limit). */
  nextInteger(limit: number): number;
  /** Standard normal (polar Box–Muller, Marsaglia 1964; no cached second value, so state is the words only). */
  nextNormal(): number;
  save(): RandomState;
  restore(state: RandomState): void;
}

/** 32-bit FNV-1a of a text, to derive independent streams from one seed. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** One stream per (seed, stream name): adding draws to one stream never shifts another. */
export function createRandom(seed: number, stream = ''): SeededRandom {
  let a = seed >>> 0;
  let b = Math.floor(seed / 0x100000000) >>> 0;
  let c = hashText(stream);
  let counter = 1;

  const nextWord = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i += 1) nextWord();

  const next = (): number => nextWord() / 4294967296;
  return {
    next,
    nextInteger: (limit) => Math.floor(next() * limit),
    nextNormal: () => {
      for (;;) {
        const u = 2 * next() - 1;
        const v = 2 * next() - 1;
        const s = u * u + v * v;
        if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
      }
    },
    save: () => ({ a, b, c, counter }),
    restore: (state) => {
      ({ a, b, c, counter } = state);
    },
  };
}
