/** Counts what was repaired, by rule, with the first few places. */
import type { RoadRepair } from './road-types.ts';

const EXAMPLES = 5;

export interface RepairLog {
  add(rule: string, place: string): void;
  list(): readonly RoadRepair[];
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
