/** Texts as one, so that one search runs over all of them: each between breaks, and where each starts. */
export const BREAK = '\n';

export interface JoinedTexts {
  readonly joined: string;
  /** Of text i, and at the end of where one more would start. */
  readonly starts: Uint32Array;
}

export function joinTexts(texts: readonly string[]): JoinedTexts {
  const starts = new Uint32Array(texts.length + 1);
  let at = 1;
  texts.forEach((text, i) => {
    starts[i] = at;
    at += text.length + 1;
  });
  starts[texts.length] = at;
  return { joined: `${BREAK}${texts.join(BREAK)}${BREAK}`, starts };
}
