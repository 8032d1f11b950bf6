/**
 * A region → a crowd scenario. Behind every portal's edge lies a niche into which people walk to
 * leave; before it, a strip in which people appear who come in. One people group for each pair of
 * portals has the journey between them; one pool of slots holds whoever is there.
 */
import { type CrowdScenario, parseCrowdScenario } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import { type MicroRegion, RegionError } from './region-types.ts';

type Point = readonly [number, number];

/** A body that leaves clears the edge by 1.2 m; the niche holds it. */
const NICHE_METRES = 3;
/** Newcomers stand this far behind the edge, in a strip of this depth, clear of its ends. */
const STRIP_BEGIN_METRES = 0.3;
const STRIP_DEPTH_METRES = 1.6;
const STRIP_SIDE_METRES = 0.25;

export interface CompiledRegion {
  readonly scenario: CrowdScenario;
  /** Index of the people group that walks from portal p to portal q. */
  groupOf(from: number, to: number): number;
}

export function compileRegion(region: MicroRegion, model: DistrictModel): CompiledRegion {
  const problems = problemsOf(region, model);
  if (problems.length > 0) throw new RegionError(region.name, problems);
  const portals = region.portals.map((portal) => {
    const ring = region.floor[portal.ring] ?? [];
    const a = ring[portal.edge] as Point;
    const b = ring[(portal.edge + 1) % ring.length] as Point;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const along: Point = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    const left: Point = [-along[1], along[0]];
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const probe = isOnFloor(region, [middle[0] + 0.05 * left[0], middle[1] + 0.05 * left[1]]);
    const inward: Point = probe ? left : [-left[0], -left[1]];
    const at = (share: number, depth: number): [number, number] => [
      a[0] + along[0] * share + inward[0] * depth,
      a[1] + along[1] * share + inward[1] * depth,
    ];
    const box = (from: number, to: number, begin: number, end: number): [number, number][] => [
      at(from, begin),
      at(to, begin),
      at(to, end),
      at(from, end),
    ];
    return {
      ...portal,
      niche: [at(0, -NICHE_METRES), at(length, -NICHE_METRES)],
      exit: box(0, length, -NICHE_METRES, 0),
      entry: box(
        STRIP_SIDE_METRES,
        length - STRIP_SIDE_METRES,
        STRIP_BEGIN_METRES,
        STRIP_BEGIN_METRES + STRIP_DEPTH_METRES,
      ),
    };
  });
  const rings = region.floor.map((ring, index) =>
    ring.flatMap((corner, edge): [number, number][] => {
      const niche = portals.find((p) => p.ring === index && p.edge === edge)?.niche ?? [];
      return [[corner[0], corner[1]], ...niche];
    }),
  );
  const polygon = (ring: [number, number][]) => ({ type: 'Polygon' as const, coordinates: [ring] });
  const exitName = (portal: number): string => `portal ${portal}`;
  const parsed = parseCrowdScenario({
    format: 'gezi-crowd',
    version: 1,
    name: region.name,
    seed: region.seed,
    parameters: region.parameters,
    timeStepSeconds: region.timeStepSeconds,
    durationSeconds: 1e6,
    rerouteSeconds: region.rerouteSeconds,
    levels: [{ id: 'floor', walkable: { type: 'Polygon', coordinates: rings } }],
    exits: portals.map((portal, index) => ({
      id: exitName(index),
      level: 'floor',
      area: polygon(portal.exit),
    })),
    people: [
      {
        id: 'pool',
        level: 'floor',
        area: polygon(portals[0]?.entry ?? []),
        count: region.slots,
        fromPortal: true,
        journey: [{ type: 'exit', exits: [exitName(0)] }],
      },
      ...portals.flatMap((from, p) =>
        portals.map((_, q) => ({
          id: `from ${p} to ${q}`,
          level: 'floor',
          area: polygon(from.entry),
          count: 0,
          journey: [{ type: 'exit' as const, exits: [exitName(q)] }],
        })),
      ),
    ],
  });
  if (!parsed.ok) throw new RegionError(region.name, parsed.problems);
  return {
    scenario: parsed.scenario,
    groupOf: (from, to) => 1 + from * portals.length + to,
  };
}

/** Every node at which the region's links meet others, or begin and end, must have a portal. */
function problemsOf(region: MicroRegion, model: DistrictModel): readonly string[] {
  const problems: string[] = [];
  const { links } = model.networks.walk;
  const inside = new Set(region.links);
  const atPortal = new Set(region.portals.map((portal) => portal.node));
  if (region.links.length === 0) problems.push('links: expected at least one, got none');
  for (const index of region.links) {
    if (!links[index]) problems.push(`links: the network has no walk link ${index}`);
  }
  const touched = new Set(region.links.flatMap((i) => [links[i]?.from ?? -1, links[i]?.to ?? -1]));
  links.forEach((link, index) => {
    if (inside.has(index)) return;
    for (const node of [link.from, link.to]) {
      if (touched.has(node) && !atPortal.has(node)) {
        problems.push(
          `node ${node}: link ${link.id} leads out of the region, expected a portal there`,
        );
      }
    }
  });
  model.walk.places.node.forEach((node, place) => {
    if (touched.has(node) && !atPortal.has(node)) {
      problems.push(
        `node ${node}: a ${model.walk.places.kind[place]} lies inside the region, expected a portal there`,
      );
    }
  });
  region.portals.forEach((portal, index) => {
    if (!touched.has(portal.node)) {
      problems.push(`portal ${index}: node ${portal.node} is at no link of the region`);
    }
    const ring = region.floor[portal.ring];
    if (!ring || portal.edge < 0 || portal.edge >= ring.length) {
      problems.push(`portal ${index}: the floor has no edge ${portal.edge} in ring ${portal.ring}`);
    }
  });
  if (new Set(region.portals.map((portal) => portal.node)).size !== region.portals.length) {
    problems.push('portals: expected every node once');
  }
  return problems;
}

function isOnFloor(region: MicroRegion, point: Point): boolean {
  let inside = false;
  for (const ring of region.floor) {
    ring.forEach((a, index) => {
      const b = ring[(index + 1) % ring.length] as Point;
      const isAcross = a[1] > point[1] !== b[1] > point[1];
      if (!isAcross) return;
      const x = a[0] + ((point[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0]);
      if (x > point[0]) inside = !inside;
    });
  }
  return inside;
}
