/** Random but valid networks with signals, yields, junction places and too much demand, by seed. */
import { createRandom } from '#contracts';
import { GUIDANCE_DEFAULTS, type GuidanceOptions } from '../guidance/inform-drivers.ts';
import { createTrafficRun, type TrafficRun } from '../loading/create-traffic-run.ts';
import { buildTrafficDemand } from '../loading/traffic-demand.ts';
import { TRAFFIC_DEFAULTS, type TrafficParameters } from '../loading/traffic-parameters.ts';
import { buildRoadNetwork } from '../road/build-road-network.ts';
import type { MovementInput, RoadLinkInput, SignalInput } from '../road/road-types.ts';

const LONGEST_ROUTE = 12;

export function createRandomRoad(
  seed: number,
  runSeed = seed,
  changes: Partial<TrafficParameters> = {},
  guidance?: Partial<GuidanceOptions>,
): TrafficRun {
  const random = createRandom(seed, 'random road');
  const pick = (limit: number): number => random.nextInteger(limit);
  const nodeCount = 4 + pick(8);
  const ends: { readonly from: number; readonly to: number }[] = [];
  for (let node = 0; node < nodeCount; node += 1) {
    // A ring keeps every node reachable; the rest is random.
    ends.push({ from: node, to: (node + 1) % nodeCount });
    for (let extra = pick(3); extra > 0; extra -= 1) ends.push({ from: node, to: pick(nodeCount) });
  }
  const links: RoadLinkInput[] = ends.map((_, at) => ({
    id: `l${at}`,
    lengthMetres: 5 + pick(300),
    freeSpeedMetresPerSecond: 3 + pick(20),
    lanes: 1 + pick(3),
  }));
  const signals: SignalInput[] = [];
  const movements: MovementInput[] = [];
  for (let node = 0; node < nodeCount; node += 1) {
    const into = ends.flatMap((end, at) => (end.to === node ? [at] : []));
    const out = ends.flatMap((end, at) => (end.from === node ? [at] : []));
    const first = movements.length;
    const isSignal = random.next() < 0.5;
    for (const from of into) {
      for (const to of out) {
        movements.push({
          fromLink: `l${from}`,
          fromLane: pick(links[from]?.lanes ?? 1),
          toLink: `l${to}`,
          toLane: pick(links[to]?.lanes ?? 1),
          lengthMetres: pick(20),
          speedMetresPerSecond: 3 + pick(12),
          waitingPlaces: pick(3),
          signal: isSignal ? { id: `s${node}`, index: movements.length - first } : undefined,
          yieldsTo:
            movements.length > first && random.next() < 0.5
              ? [first + pick(movements.length - first)]
              : [],
          mergeWeight: 1 + pick(3),
        });
      }
    }
    if (!isSignal) continue;
    const width = movements.length - first;
    const letters = (open: number): string =>
      Array.from({ length: width }, (_, at) => (at % 2 === open ? 'g' : 'r')).join('');
    signals.push({
      id: `s${node}`,
      offsetSeconds: pick(60),
      phases: [
        { seconds: 5 + pick(40), state: letters(0) },
        { seconds: 3, state: letters(0).replaceAll('g', 'y') },
        { seconds: 5 + pick(40), state: letters(1) },
        { seconds: 3, state: letters(1).replaceAll('g', 'y') },
      ],
    });
  }
  const network = buildRoadNetwork({ links, movements, signals });
  const routes = Array.from({ length: 60 }, () => {
    let link = pick(ends.length);
    const route = [`l${link}`];
    for (let more = pick(LONGEST_ROUTE); more > 0; more -= 1) {
      const next = ends.flatMap((end, at) => (end.from === ends[link]?.to ? [at] : []));
      link = next[pick(next.length)] ?? link;
      route.push(`l${link}`);
    }
    return route;
  });
  const { demand } = buildTrafficDemand(network, {
    classes: [
      { id: 'car', maxSpeedMetresPerSecond: 50, speedFactor: 1 },
      { id: 'lorry', maxSpeedMetresPerSecond: 8, speedFactor: 0.9 },
    ],
    routes,
    trips: Array.from({ length: 100 + pick(900) }, (_, at) => ({
      id: String(at),
      departSeconds: random.next() * 900,
      vehicleClass: pick(2),
      route: pick(routes.length),
    })),
    departOffsetMetres: 5.1,
  });
  return createTrafficRun({
    network,
    demand,
    parameters: { ...TRAFFIC_DEFAULTS, ...changes },
    ...(guidance && { guidance: { ...GUIDANCE_DEFAULTS, ...guidance } }),
    seed: runSeed,
    recordSeconds: 300,
    endSeconds: 1200,
  });
}
