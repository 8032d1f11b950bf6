/** Ramps between the elevated roads and the streets below: needed for traffic, placed by assumption. */
import type { Point } from '#contracts';
import { mix, roundPoint } from './plane-shapes.ts';
import type { ReferenceFacts } from './read-reference-facts.ts';
import { addNode, joinWay, pointOf, type StreetGraph, wayOf } from './street-graph.ts';

const RAMPS: readonly { elevated: string; up: Point; surface: string; down: Point }[] = [
  { elevated: 'inner-ring', up: [700, 41], surface: 'zhongshan-south-2', down: [560, -60] },
  { elevated: 'inner-ring', up: [1000, 272], surface: 'zhongshan-south-2', down: [1120, 368] },
  { elevated: 'inner-ring', up: [-545, -122], surface: 'zhongshan-south-2', down: [-440, -175] },
  { elevated: 'humin-elevated', up: [-625, -420], surface: 'caoxi', down: [-630, -530] },
  { elevated: 'inner-ring', up: [2200, 1170], surface: 'zhongshan-south-2', down: [2340, 1265] },
  { elevated: 'inner-ring', up: [-1300, 400], surface: 'zhongshan-west', down: [-1190, 290] },
  { elevated: 'humin-elevated', up: [-1500, -2940], surface: 'humin', down: [-1580, -3060] },
  { elevated: 'middle-ring', up: [-1000, -3888], surface: 'shangzhong', down: [-850, -3894] },
  { elevated: 'middle-ring', up: [300, -3953], surface: 'shangzhong', down: [450, -3955] },
  { elevated: 'outer-ring', up: [900, -6141], surface: 'longwu', down: [1098, -6250] },
];
/** Beside the carriageway above which it descends. */
const ASIDE_METRES = 11;

export function layRamps(graph: StreetGraph, facts: ReferenceFacts): void {
  for (const [index, ramp] of RAMPS.entries()) {
    const fact = facts.roads.roads.find((road) => road.id === ramp.elevated);
    if (!fact) throw new Error(`ramps: roads.json has no road ${ramp.elevated}`);
    const up = joinWay(graph, wayOf(graph, `ref/w-${ramp.elevated}`), ramp.up, 15);
    const down = joinWay(graph, wayOf(graph, `ref/w-${ramp.surface}`), ramp.down, 15);
    const [a, b] = [pointOf(graph, up), pointOf(graph, down)];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const across: Point = [(b[1] - a[1]) / length, -(b[0] - a[0]) / length];
    const bends = [0.25, 0.75].map((t) => {
      const p = mix(a, b, t);
      return addNode(
        graph,
        roundPoint([p[0] + across[0] * ASIDE_METRES, p[1] + across[1] * ASIDE_METRES]),
      );
    });
    const id = `ref/w-ramp-${index + 1}`;
    graph.ways.set(id, {
      id,
      wayClass: 'motorway',
      name: { zh: `${fact.name.zh}匝道`, en: `${fact.name.en} Ramp` },
      lanes: 2,
      maxSpeedMetresPerSecond: 11.11,
      elevated: true,
      nodes: [up, ...bends, down],
    });
  }
}
