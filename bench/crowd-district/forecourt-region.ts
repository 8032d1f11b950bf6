/**
 * A stretch of the stadium's ring forecourt as a microscopic region: from one ring node to its two
 * neighbours, with the gate that opens on it and the walkway that leads away from it.
 */
import type { DistrictNetworks } from '#contracts';
import type { MicroRegion } from '#simulations';

type Point = readonly [number, number];

/** Ring links are the widest at the stadium. */
const RING_METRES = 15;

export function forecourtRegion(networks: DistrictNetworks, gateId: string): MicroRegion {
  const { nodes, links } = networks.walk;
  const venue = networks.venues.find((one) => one.gates.some((gate) => gate.id === gateId));
  const gate = venue?.gates.find((one) => one.id === gateId);
  if (!venue || !gate) throw new Error(`forecourt: the district has no gate ${gateId}`);
  const at = (node: number): number[] =>
    links.flatMap((link, index) => (link.from === node || link.to === node ? [index] : []));
  const other = (link: number, node: number): number =>
    (links[link]?.from === node ? links[link]?.to : links[link]?.from) ?? -1;
  const isRing = (link: number): boolean => (links[link]?.widthMetres ?? 0) >= RING_METRES;
  const centre = middleOf(venue.outline[0] ?? []);

  // From the gate outwards to the ring.
  const inside: number[] = [];
  let node = gate.node;
  while (!at(node).some(isRing)) {
    const next = at(node).find(
      (link) => links[link]?.facility !== 'gate' && !inside.includes(link),
    );
    if (next === undefined) throw new Error(`forecourt: no ring in front of gate ${gateId}`);
    inside.push(next);
    node = other(next, node);
  }
  const ring = at(node).filter(isRing);
  const angle = (point: Point): number => Math.atan2(point[1] - centre[1], point[0] - centre[0]);
  const home = nodes[node]?.point ?? centre;
  const turn = (index: number): number => {
    const far = nodes[other(index, node)]?.point ?? centre;
    return Math.atan2(Math.sin(angle(far) - angle(home)), Math.cos(angle(far) - angle(home)));
  };
  const [clockwise, counter] = [...ring].sort((a, b) => turn(a) - turn(b));
  if (clockwise === undefined || counter === undefined || ring.length !== 2) {
    throw new Error(`forecourt: expected two ring links at node ${node}, got ${ring.length}`);
  }
  const away = at(node).find((link) => !ring.includes(link) && !inside.includes(link));
  if (away === undefined) throw new Error(`forecourt: no walkway leads away from node ${node}`);
  const half = (links[counter]?.widthMetres ?? 0) / 2;
  const lineFrom = (link: number): Point[] => {
    const line = (links[link]?.line ?? []) as Point[];
    return links[link]?.from === node ? [...line] : [...line].reverse();
  };
  const before = lineFrom(clockwise).slice(1).reverse();
  const after = lineFrom(counter).slice(1);
  const shift = (point: Point, metres: number): Point => {
    const [dx, dy] = [point[0] - centre[0], point[1] - centre[1]];
    const radius = Math.hypot(dx, dy);
    return [point[0] + (dx / radius) * metres, point[1] + (dy / radius) * metres];
  };
  const aside = (point: Point, metres: number): Point => {
    const turned = angle(home) + Math.PI / 2;
    return [point[0] + Math.cos(turned) * metres, point[1] + Math.sin(turned) * metres];
  };
  const outer = shift(home, half);
  const inner = shift(home, -half);
  const awayHalf = (links[away]?.widthMetres ?? 0) / 2;
  const floor: Point[] = [
    ...before.map((point) => shift(point, half)),
    aside(outer, -awayHalf),
    aside(outer, awayHalf),
    ...after.map((point) => shift(point, half)),
    ...[...after].reverse().map((point) => shift(point, -half)),
    aside(inner, gate.widthMetres / 2),
    aside(inner, -gate.widthMetres / 2),
    ...[...before].reverse().map((point) => shift(point, -half)),
  ];
  return {
    name: `forecourt of ${gateId}`,
    floor: [floor],
    portals: [
      { node, ring: 0, edge: before.length },
      { node: other(counter, node), ring: 0, edge: before.length + 1 + after.length },
      { node: gate.node, ring: 0, edge: before.length + 2 + 2 * after.length },
      { node: other(clockwise, node), ring: 0, edge: floor.length - 1 },
    ],
    links: [...inside, clockwise, counter],
    slots: 4000,
    parameters: 'calibrated',
    timeStepSeconds: 0.2,
    seed: 1,
  };
}

function middleOf(ring: readonly (readonly number[])[]): Point {
  let [x, y] = [0, 0];
  for (const point of ring) {
    x += (point[0] ?? 0) / ring.length;
    y += (point[1] ?? 0) / ring.length;
  }
  return [x, y];
}
