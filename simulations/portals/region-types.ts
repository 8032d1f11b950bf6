/** A microscopic region of a district: its floor, its doors to the network, and what it replaces. */
import type { CrowdScenario } from '#contracts';

type Point = readonly [east: number, north: number];

export interface RegionPortal {
  /** Walk node at which people change between the region and the network. */
  readonly node: number;
  /** An edge of the floor's outline: from corner `edge` of ring `ring` to the next one. */
  readonly ring: number;
  readonly edge: number;
}

export interface MicroRegion {
  readonly name: string;
  /** Outer ring, then holes; open rings, metres of the district's frame. */
  readonly floor: readonly (readonly Point[])[];
  readonly portals: readonly RegionPortal[];
  /** Walk links that people walk here instead of in the network. */
  readonly links: readonly number[];
  /** People in the region at once, at most; more wait in front of it. */
  readonly slots: number;
  readonly parameters: CrowdScenario['parameters'];
  readonly timeStepSeconds: number;
  /** Between renewals of the ways over the floor with the crowd's density, s. */
  readonly rerouteSeconds: number;
  readonly seed: number;
}

/** Thrown with every problem of a region, each with its place. */
export class RegionError extends Error {
  readonly problems: readonly string[];

  constructor(name: string, problems: readonly string[]) {
    super(
      `region ${name} cannot be joined to the network:\n${problems.map((p) => `- ${p}`).join('\n')}`,
    );
    this.name = 'RegionError';
    this.problems = problems;
  }
}
