/** Counts what the build leaves out, by reason, with up to 20 examples each: manifest.skipped. */
import type { CityManifest } from '#contracts';

const EXAMPLES_PER_REASON = 20;

export interface SkipList {
  add(reason: string, example: string): void;
  addAll(entries: CityManifest['skipped']): void;
  list(): CityManifest['skipped'];
}

export function createSkipList(): SkipList {
  const reasons = new Map<string, { count: number; examples: string[] }>();
  const entryFor = (reason: string) => {
    const known = reasons.get(reason);
    if (known) return known;
    const fresh = { count: 0, examples: [] };
    reasons.set(reason, fresh);
    return fresh;
  };
  return {
    add: (reason, example) => {
      const entry = entryFor(reason);
      entry.count += 1;
      if (entry.examples.length < EXAMPLES_PER_REASON) entry.examples.push(example);
    },
    addAll: (entries) => {
      for (const given of entries) {
        const entry = entryFor(given.reason);
        entry.count += given.count;
        entry.examples.push(
          ...given.examples.slice(0, EXAMPLES_PER_REASON - entry.examples.length),
        );
      }
    },
    list: () => [...reasons].map(([reason, entry]) => ({ reason, ...entry })),
  };
}
