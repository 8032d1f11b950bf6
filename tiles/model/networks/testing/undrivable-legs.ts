/** Legs of bus lines, from the border over each call to the border, that no allowed way joins: breadth first. */
import type { DistrictNetworks } from '#contracts';

export function undrivableLegs({ street, buses }: DistrictNetworks): readonly string[] {
  const { links } = street;
  const forbidden = new Set(street.forbiddenTurns.map(({ from, to }) => `${from}>${to}`));
  const leaving = new Map<number, number[]>();
  links.forEach(({ from }, link) => {
    leaving.set(from, [...(leaving.get(from) ?? []), link]);
  });
  const reachedAfter = (first: readonly number[]): ReadonlySet<number> => {
    const seen = new Set(first);
    for (const link of seen) {
      for (const next of leaving.get(links[link]?.to ?? -1) ?? []) {
        if (!forbidden.has(`${link}>${next}`)) seen.add(next);
      }
    }
    return seen;
  };
  return buses.lines.flatMap(({ id, stops, entersAt, leavesAt }) => {
    const calls = stops.map((stop) => buses.stops[stop]?.streetLink ?? -1);
    const first = calls[0] ?? -1;
    const last = calls.at(-1) ?? -1;
    const bad = calls.slice(1).flatMap((to, k) => {
      const from = calls[k] ?? -1;
      return reachedAfter([from]).has(to) ? [] : [`${id}: call ${k} to ${k + 1}`];
    });
    if (entersAt !== null && !reachedAfter(leaving.get(entersAt) ?? []).has(first)) {
      bad.push(`${id}: border to first call`);
    }
    const toBorder = [...reachedAfter([last])].some((link) => links[link]?.to === leavesAt);
    if (leavesAt !== null && !toBorder) bad.push(`${id}: last call to border`);
    return bad;
  });
}
