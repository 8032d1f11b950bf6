/** OpenStreetMap's own records, as both readers deliver them. Degrees WGS84, untouched. */
export type OsmTags = Readonly<Record<string, string>>;

export interface OsmNode {
  readonly id: number;
  readonly lonDegrees: number;
  readonly latDegrees: number;
  readonly tags: OsmTags;
}

export interface OsmWay {
  readonly id: number;
  readonly refs: readonly number[];
  readonly tags: OsmTags;
}

export interface OsmMember {
  readonly type: 'node' | 'way' | 'relation';
  readonly ref: number;
  readonly role: string;
}

export interface OsmRelation {
  readonly id: number;
  readonly members: readonly OsmMember[];
  readonly tags: OsmTags;
}

export interface OsmData {
  readonly nodes: ReadonlyMap<number, OsmNode>;
  readonly ways: ReadonlyMap<number, OsmWay>;
  readonly relations: readonly OsmRelation[];
  /** Nodes whose position is no place on Earth; what uses them is skipped. */
  readonly nodesOutOfRange: readonly string[];
}

export const NO_TAGS: OsmTags = {};

/** Collects records while a reader streams them. */
export interface OsmCollector {
  addNode(node: OsmNode): void;
  addWay(way: OsmWay): void;
  addRelation(relation: OsmRelation): void;
  finish(): OsmData;
}

export function createOsmCollector(): OsmCollector {
  const nodes = new Map<number, OsmNode>();
  const ways = new Map<number, OsmWay>();
  const relations: OsmRelation[] = [];
  const nodesOutOfRange: string[] = [];
  return {
    addNode: (node) => {
      const { lonDegrees, latDegrees } = node;
      if (Math.abs(latDegrees) <= 90 && Math.abs(lonDegrees) <= 180) nodes.set(node.id, node);
      else nodesOutOfRange.push(`node/${node.id} (lat ${latDegrees}, lon ${lonDegrees})`);
    },
    addWay: (way) => ways.set(way.id, way),
    addRelation: (relation) => relations.push(relation),
    finish: () => ({ nodes, ways, relations, nodesOutOfRange }),
  };
}
