/**
 * Divides a connected set of faces into regions of about equal weight that each hang together: seeds
 * far from one another (farthest-point sampling), then the lightest region takes the next face on
 * its border that lies nearest its seed. A balanced, capacity-weighted Voronoi partition on faces.
 */
import type { Point } from '#contracts';
import { distance } from './plane-shapes.ts';

export interface GrowthFaces {
  readonly centres: readonly Point[];
  readonly weights: readonly number[];
  readonly neighbours: readonly ReadonlyMap<number, number>[];
}

/** The members of each region; `count` regions, fewer where there are fewer faces. */
export function growRegions(
  { centres, weights, neighbours }: GrowthFaces,
  members: readonly number[],
  count: number,
): number[][] {
  const inside = new Set(members);
  const seeds = farApart(members, centres, Math.min(count, members.length));
  const regions = seeds.map((seed) => ({
    seed: centres[seed] ?? ([0, 0] as Point),
    faces: [seed],
    weight: weights[seed] ?? 0,
    border: new Set<number>(),
  }));
  const taken = new Set(seeds);
  const open = (face: number, border: Set<number>): void => {
    for (const next of neighbours[face]?.keys() ?? [])
      if (inside.has(next) && !taken.has(next)) border.add(next);
  };
  for (const region of regions) open(region.faces[0] ?? -1, region.border);
  for (;;) {
    let lightest: (typeof regions)[number] | null = null;
    for (const region of regions) {
      for (const face of region.border) if (taken.has(face)) region.border.delete(face);
      if (region.border.size > 0 && (!lightest || region.weight < lightest.weight))
        lightest = region;
    }
    if (!lightest) return regions.map((region) => region.faces);
    const { seed, border } = lightest;
    const far = (face: number): number => distance(centres[face] ?? seed, seed);
    const next = [...border].reduce((best, face) => (far(face) < far(best) ? face : best));
    taken.add(next);
    border.delete(next);
    lightest.faces.push(next);
    lightest.weight += weights[next] ?? 0;
    open(next, border);
  }
}

function farApart(members: readonly number[], centres: readonly Point[], count: number): number[] {
  const at = (face: number): Point => centres[face] ?? [0, 0];
  const first = members.reduce((best, face) =>
    at(face)[0] + at(face)[1] < at(best)[0] + at(best)[1] ? face : best,
  );
  const seeds = [first];
  const away = new Map(members.map((face) => [face, distance(at(face), at(first))]));
  while (seeds.length < count) {
    const next = members.reduce((best, face) =>
      (away.get(face) ?? 0) > (away.get(best) ?? 0) ? face : best,
    );
    seeds.push(next);
    for (const face of members)
      away.set(face, Math.min(away.get(face) ?? 0, distance(at(face), at(next))));
  }
  return seeds;
}
