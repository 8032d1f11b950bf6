import { expect, test } from 'vitest';
import {
  type StreetLink,
  type StreetNetwork,
  signalIdSchema,
  streetLinkIdSchema,
} from '#contracts';
import { buildRoadNetwork } from '../road/build-road-network.ts';
import { draftMovements } from './draft-movements.ts';
import { roadFromStreets } from './road-from-streets.ts';
import { doWaysCross, turnAngle, turnKind, waysEnds } from './turn-geometry.ts';

type Arm = 'n' | 'e' | 's' | 'w';
const ARMS: Readonly<Record<Arm, [number, number]>> = {
  n: [0, 100],
  e: [100, 0],
  s: [0, -100],
  w: [-100, 0],
};
const NAMES: readonly Arm[] = ['n', 'e', 's', 'w'];

/** A crossroads: node 0 in the middle, `n-in` comes from the north, `n-out` goes there. */
function crossroads(
  lanes: number,
  roadClass: (arm: Arm) => StreetLink['roadClass'] = () => 'secondary',
): StreetNetwork {
  const link = (arm: Arm, way: 'in' | 'out'): StreetLink => ({
    id: streetLinkIdSchema.parse(`${arm}-${way}`),
    from: way === 'in' ? NAMES.indexOf(arm) + 1 : 0,
    to: way === 'in' ? 0 : NAMES.indexOf(arm) + 1,
    lengthMetres: 100,
    lanes,
    freeSpeedMetresPerSecond: 14,
    capacityVehiclesPerHour: 1800 * lanes,
    roadClass: roadClass(arm),
    name: null,
    line: way === 'in' ? [ARMS[arm], [0, 0]] : [[0, 0], ARMS[arm]],
    kind: 'measured',
  });
  return {
    nodes: [
      { point: [0, 0], gateway: false },
      ...NAMES.map((arm) => ({ point: ARMS[arm], gateway: true })),
    ],
    links: NAMES.flatMap((arm) => [link(arm, 'in'), link(arm, 'out')]),
    forbiddenTurns: [],
    signals: [],
  };
}

/** `n-in → e-out` and the like, of the movements that the first one lets go first. */
function yieldsOf(network: StreetNetwork, from: Arm, to: Arm): readonly string[] {
  const { movements } = roadFromStreets(network);
  const own = movements.find((m) => m.fromLink === `${from}-in` && m.toLink === `${to}-out`);
  const names = (own?.yieldsTo ?? []).map((at) => {
    const foe = movements[at];
    return `${foe?.fromLink.slice(0, 1)}${foe?.toLink.slice(0, 1)}`;
  });
  return [...new Set(names)].sort();
}

test('turns, seen by a driver from the south: west is left, east right, north straight, south back', () => {
  const { links } = crossroads(1);
  const find = (id: string) => links.find((link) => link.id === id) as StreetLink;
  const kinds = NAMES.map((arm) => turnKind(turnAngle(find('s-in'), find(`${arm}-out`))));
  expect(kinds).toEqual(['straight', 'right', 'back', 'left']);
});

test('ways that cross, for traffic on the right, at a crossroads', () => {
  const { links } = crossroads(1);
  const find = (id: string) => links.find((link) => link.id === id) as StreetLink;
  const way = (from: Arm, to: Arm) => waysEnds(find(`${from}-in`), find(`${to}-out`));
  // Opposed straight ways pass; a left turn cuts the opposed straight way; two opposed left turns
  // pass in front of each other; right turns cut nothing that goes elsewhere.
  expect(doWaysCross(way('s', 'n'), way('n', 's'))).toBe(false);
  expect(doWaysCross(way('s', 'n'), way('w', 'e'))).toBe(true);
  expect(doWaysCross(way('s', 'w'), way('n', 's'))).toBe(true);
  expect(doWaysCross(way('s', 'e'), way('w', 'n'))).toBe(false);
  expect(doWaysCross(way('s', 'e'), way('n', 's'))).toBe(false);
});

test('the smaller road yields to all that crosses or joins it on the larger one', () => {
  const network = crossroads(1, (arm) => (arm === 'e' || arm === 'w' ? 'primary' : 'residential'));
  expect(yieldsOf(network, 's', 'n')).toEqual(expect.arrayContaining(['ew', 'we']));
  expect(yieldsOf(network, 'e', 'w')).toEqual([]);
  // A left turn off the larger road still lets those come by who drive against it.
  expect(yieldsOf(network, 'e', 's')).toEqual(expect.arrayContaining(['we']));
});

test('on equal roads who comes from the right goes first', () => {
  expect(yieldsOf(crossroads(1), 's', 'n')).toContain('ew');
  expect(yieldsOf(crossroads(1), 's', 'n')).not.toContain('we');
});

test.each([
  [1, { right: [0], straight: [0], left: [0] }],
  [2, { right: [0], straight: [0, 1], left: [1] }],
  [3, { right: [0], straight: [0, 1], left: [2] }],
])('turning lanes of an approach with %i lanes', (lanes, expected) => {
  const drafts = draftMovements(crossroads(lanes)).filter(({ from }) => from === 4);
  const lanesOf = (kind: string) => [
    ...new Set(drafts.filter((draft) => draft.kind === kind).map(({ fromLane }) => fromLane)),
  ];
  expect({ right: lanesOf('right'), straight: lanesOf('straight'), left: lanesOf('left') }).toEqual(
    expected,
  );
});

test('a signal: green, its end for left turns alone, yellow, all red', () => {
  const network = crossroads(2);
  const link = (id: string) => network.links.findIndex((one) => one.id === id);
  const phases = [
    { greenSeconds: 40, intergreenSeconds: 5, links: [link('n-in'), link('s-in')] },
    { greenSeconds: 40, intergreenSeconds: 5, links: [link('e-in'), link('w-in')] },
  ];
  const id = signalIdSchema.parse('signal/0');
  const signal = { id, node: 0, cycleSeconds: 90, offsetSeconds: 0, phases };
  const road = roadFromStreets({ ...network, signals: [{ ...signal, kind: 'inferred' }] });
  const [plan] = road.signals;
  expect(plan?.phases.map(({ seconds }) => seconds)).toEqual([
    ...[32, 3, 5, 3, 2],
    ...[32, 3, 5, 3, 2],
  ]);
  const letter = (from: Arm, to: Arm, phase: number): string | undefined => {
    const way = road.movements.find((m) => m.fromLink === `${from}-in` && m.toLink === `${to}-out`);
    return plan?.phases[phase]?.state[way?.signal?.index ?? -1];
  };
  const shown = (from: Arm, to: Arm) => [0, 1, 2, 3, 4, 5].map((at) => letter(from, to, at));
  expect(shown('s', 'n').join('')).toBe('Gyryrr');
  // Lefts yield to those who come against them, then go alone.
  expect(shown('s', 'w').join('')).toBe('ggGyrr');
  // Nothing to repair: no two full greens cross.
  expect(buildRoadNetwork(road).repairs).toEqual([]);
});
