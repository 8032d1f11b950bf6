/** What cannot be run is refused with its place; what can be mended is mended, counted and listed. */

/** One line: place, expected, got. */
export class TransitProblem extends Error {
  override readonly name = 'TransitProblem';
}

export interface TransitRepair {
  readonly rule: string;
  readonly count: number;
  /** The first few places. */
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

export interface TransitRepairLog {
  add(rule: string, place: string): void;
  list(): readonly TransitRepair[];
}

export function createTransitRepairLog(): TransitRepairLog {
  const rules = new Map<string, { count: number; examples: string[] }>();
  return {
    add: (rule, place) => {
      const entry = rules.get(rule) ?? { count: 0, examples: [] };
      entry.count += 1;
      if (entry.examples.length < EXAMPLES) entry.examples.push(place);
      rules.set(rule, entry);
    },
    list: () => [...rules].map(([rule, { count, examples }]) => ({ rule, count, examples })),
  };
}
