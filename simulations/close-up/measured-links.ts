/** Walk links that a measure acts on: only the network knows how, so a close-up leaves them there. */
import type { DistrictNetworks, Measure } from '#contracts';

export function measuredWalkLinks(
  { walk }: DistrictNetworks,
  measures: readonly Measure[],
): ReadonlySet<number> {
  const named = new Set<string>(
    measures.flatMap((measure) => ('link' in measure ? measure.link : [])),
  );
  return new Set(walk.links.flatMap((link, index) => (named.has(link.id) ? [index] : [])));
}
