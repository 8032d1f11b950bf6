/** Counts what a builder mended or found odd, by rule, with the first few places. */

export interface Repair {
  readonly rule: string;
  readonly count: number;
  /** The first few places. */
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

export interface RepairLog {
  add(rule: string, place: string): void;
  list(): readonly Repair[];
}

export function createRepairLog(): RepairLog {
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
