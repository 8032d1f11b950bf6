/** What the checker objects to. Each rule is one law of a built city, listed in docs/models/tiles.md. */
export const CHECK_RULES = {
  manifest: 'manifest.json is there and follows its schema',
  files: 'every file of the manifest has its bytes and checksum; every tile is listed',
  counts: 'counts and cell ranges of the manifest match what is stored',
  store: 'city.sqlite opens, its cells and references are whole',
  areas: 'units fill their storey: outlines and areas add up to the footprint within 0.5 %',
  neighbours: 'no two buildings stand on the same ground at one height',
  networks: 'networks.json, and transit.json where there is one, follow their schemas and counts',
  tileset: 'tileset.json is 3D Tiles 1.1 in the form Gezi writes',
  bounds: 'children lie inside their parents, vertices inside their tiles',
  'geometric-error': 'geometric error falls from parent to child',
  gltf: 'Khronos’ validator finds no error and no warning in any tile',
  metadata: 'feature ids are in range, tables have their length, one schema for all tiles',
  solids: 'every feature is a closed solid that faces outwards',
  volumes: 'every storey and unit has the volume that city.sqlite gives it',
  cells: 'each building, storey and unit stands exactly once at its level, and ids resolve',
  levels: 'building, storey, unit in this order on every path, with the same buildings in each',
} as const;
export type CheckRule = keyof typeof CHECK_RULES;

export interface Finding {
  readonly rule: CheckRule;
  /** File, tile, cell or record. */
  readonly place: string;
  /** What was expected and what came. */
  readonly message: string;
}

/** Keeps the first few findings of each rule and counts the rest. */
export interface FindingList {
  add(rule: CheckRule, place: string, message: string): void;
  /** What another list kept, and how many it counted by rule. */
  addAll(kept: readonly Finding[], counts: ReadonlyMap<CheckRule, number>): void;
  readonly counts: ReadonlyMap<CheckRule, number>;
  count(rule: CheckRule): number;
  readonly total: number;
  readonly kept: readonly Finding[];
}

const KEPT_PER_RULE = 20;

export function createFindingList(): FindingList {
  const kept: Finding[] = [];
  const counts = new Map<CheckRule, number>();
  let total = 0;
  const keep = (finding: Finding): void => {
    const same = kept.filter((one) => one.rule === finding.rule);
    if (same.length < KEPT_PER_RULE) kept.push(finding);
  };
  return {
    kept,
    counts,
    get total() {
      return total;
    },
    count: (rule) => counts.get(rule) ?? 0,
    add: (rule, place, message) => {
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
      total += 1;
      keep({ rule, place, message });
    },
    addAll: (others, theirCounts) => {
      for (const [rule, count] of theirCounts) {
        counts.set(rule, (counts.get(rule) ?? 0) + count);
        total += count;
      }
      for (const finding of others) keep(finding);
    },
  };
}
