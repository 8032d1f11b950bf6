/** The border nodes over which a bus line comes into the network and leaves it. */
import type { Point, StreetNetwork } from '#contracts';
import type { Outside } from './drive-calls.ts';
import type { LinkPaths } from './link-paths.ts';

/** No farther from the line's stop than this. */
const BORDER_METRES = 8_000;

type Streets = Pick<StreetNetwork, 'nodes' | 'links'>;

/** The border node from which the line comes most directly. */
export function gatewayTo(
  link: number,
  from: Outside,
  street: Streets,
  paths: LinkPaths,
): number | null {
  if (from === null) return null;
  const own = street.links[link]?.from ?? -1;
  const drives = [...paths.before(link, BORDER_METRES)].map(
    ([other, metres]) =>
      [street.links[other]?.from ?? -1, metres + (street.links[other]?.lengthMetres ?? 0)] as const,
  );
  return nearestGateway([[own, 0], ...drives], from, street);
}

/** The border node over which it goes on most directly. */
export function gatewayFrom(
  link: number,
  to: Outside,
  street: Streets,
  paths: LinkPaths,
): number | null {
  if (to === null) return null;
  const own = street.links[link]?.to ?? -1;
  const drives = [...paths.after(link, BORDER_METRES)].map(
    ([other, metres]) =>
      [street.links[other]?.to ?? -1, metres + (street.links[other]?.lengthMetres ?? 0)] as const,
  );
  return nearestGateway([[own, 0], ...drives], to, street);
}

function nearestGateway(
  drives: readonly (readonly [node: number, metres: number])[],
  outside: Point | 'unknown',
  { nodes }: Streets,
): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [node, metres] of drives) {
    const at = nodes[node];
    if (!at?.gateway) continue;
    const whole = metres + (outside === 'unknown' ? 0 : distance(at.point, outside));
    if (whole >= least) continue;
    least = whole;
    best = node;
  }
  return best;
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
