/** Where a marker's words have room: right of it, left of it near the right edge, or nowhere. */

/** Ideographs and full-width signs are as wide as they are high; other letters take some 0.58 of it. */
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
const NARROW_EMS = 0.58;

export function widthInEms(text: string): number {
  let ems = 0;
  for (const character of text) ems += WIDE.test(character) ? 1 : NARROW_EMS;
  return ems;
}

export function chooseLabelSide(
  xPixels: number,
  widthPixels: number,
  roomPixels: number,
): 'right' | 'left' | 'nowhere' {
  if (xPixels + widthPixels <= roomPixels) return 'right';
  return xPixels - widthPixels >= 0 ? 'left' : 'nowhere';
}
