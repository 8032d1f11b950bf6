/**
 * Which walk links a region around a place takes over: what people walk on the level and without
 * vehicles, connected, within a distance of the place. Everything whose rules only the network knows
 * stays there: crossings (people and vehicles hold each other), stairs and escalators (another
 * speed), gates and entrances (metering), and links that a measure acts on.
 */
import type { DistrictNetworks, Point, WalkLink } from '#contracts';

const LEVEL_FACILITIES: ReadonlySet<WalkLink['facility']> = new Set([
  'footway',
  'pavement',
  'square',
]);

export interface RegionSeed {
  readonly point: Point;
  /** Walk nodes at which the region begins. */
  readonly nodes: readonly number[];
}

export interface RegionReach {
  readonly radiusMetres: number;
  /** Longer links stay in the network, whole. */
  readonly longestLinkMetres: number;
  readonly keepInNetwork: ReadonlySet<number>;
}

/** Positions of the links, rising. */
export function linksAround(
  { walk }: DistrictNetworks,
  seed: RegionSeed,
  reach: RegionReach,
): readonly number[] {
  const linksAt = new Map<number, number[]>();
  walk.links.forEach((link, index) => {
    for (const node of [link.from, link.to]) {
      const at = linksAt.get(node);
      if (at) at.push(index);
      else linksAt.set(node, [index]);
    }
  });
  const taken = new Set<number>();
  const seen = new Set<number>(seed.nodes);
  const open = [...seed.nodes];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const index of linksAt.get(node) ?? []) {
      const link = walk.links[index];
      if (!link || reach.keepInNetwork.has(index) || !LEVEL_FACILITIES.has(link.facility)) continue;
      if (link.lengthMetres > reach.longestLinkMetres) continue;
      taken.add(index);
      const far = link.from === node ? link.to : link.from;
      const point = walk.nodes[far]?.point;
      if (!point || seen.has(far)) continue;
      const metres = Math.hypot(point[0] - seed.point[0], point[1] - seed.point[1]);
      if (metres > reach.radiusMetres) continue;
      seen.add(far);
      open.push(far);
    }
  }
  return [...taken].sort((a, b) => a - b);
}
