/** What the names of a group share: `Lane 151, Longhua West Road` of sixty flats in it. */
const WORD = /[\p{L}\p{N}]/u;
/** Scripts whose words are not parted by spaces: a name may be cut between any two characters. */
const IDEOGRAPH = /\p{Script=Han}/u;
const EDGES = /^[\s,，、·-]+|[\s,，、·-]+$/gu;

/** The longest common beginning or end, never cut inside a word or number; the first name if none. */
export function commonName(names: readonly string[]): string {
  const first = names[0] ?? '';
  const rest = names.slice(1);
  let head = 0;
  while (head < first.length && rest.every((name) => name[head] === first[head])) head += 1;
  while (head > 0 && cutsWord(first, head)) head -= 1;
  let tail = 0;
  while (tail < first.length && rest.every((name) => name.at(-1 - tail) === first.at(-1 - tail))) {
    tail += 1;
  }
  while (tail > 0 && cutsWord(first, first.length - tail)) tail -= 1;
  const shared = head >= tail ? first.slice(0, head) : first.slice(first.length - tail);
  return shared.replace(EDGES, '') || first;
}

function cutsWord(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' ';
  const after = text[at] ?? ' ';
  if (IDEOGRAPH.test(before) || IDEOGRAPH.test(after)) return false;
  return WORD.test(before) && WORD.test(after);
}
