/** RiMEA 10, IMO 10, NIST 3.1: people use the exit they were assigned. */
import { rectangleShape } from '#contracts';
import { band, meanOf, sumOf, type VerificationCase } from './case-types.ts';
import { finish, outlineShape, scenarioOf } from './run-scenario.ts';

const ROOMS_TO_MAIN = 8;

export const routeAllocation: VerificationCase = {
  key: 'route allocation',
  tests: ['RiMEA 10', 'IMO 10', 'NIST 3.1'],
  title: 'Assigned exits are used',
  setup:
    'Corridor 18 × 2 m with six rooms 3 × 4 m on each side, 23 persons; eight rooms (15 persons) are assigned the main exit in the west, four (8 persons) the second one in the east.',
  seeds: 50,
  variants: ['rooms'],
  measure: (_variant, seed) => {
    // Doors of 0.9 m through walls of 0.2 m; the corridor lies at y 4.2–6.2.
    const doors = [0, 1, 2, 3, 4, 5].map((k) => 3 * k + 1);
    const south = doors.flatMap((x, k): [number, number][] => [
      [x, 4.2],
      [x, 4],
      [3 * k + 0.1, 4],
      [3 * k + 0.1, 0],
      [3 * k + 2.9, 0],
      [3 * k + 2.9, 4],
      [x + 0.9, 4],
      [x + 0.9, 4.2],
    ]);
    const north = [...doors].reverse().flatMap((x): [number, number][] => {
      const west = x - 0.9;
      return [
        [x + 0.9, 6.2],
        [x + 0.9, 6.4],
        [west + 2.8, 6.4],
        [west + 2.8, 10.4],
        [west, 10.4],
        [west, 6.4],
        [x, 6.4],
        [x, 6.2],
      ];
    });
    // Rooms 0–3 on both sides go west.
    const rooms = [
      ...doors.map((_x, k) => ({ k, y: 0.3 })),
      ...doors.map((_x, k) => ({ k, y: 6.7 })),
    ];
    const counts = rooms.map(({ k, y }) => (k === 0 && y < 1 ? 1 : 2));
    const run = finish(
      scenarioOf({
        levels: [
          {
            id: 'deck',
            walkable: outlineShape([
              [-3, 4.2],
              ...south,
              [21, 4.2],
              [21, 6.2],
              ...north,
              [-3, 6.2],
            ]),
          },
        ],
        exits: [
          { id: 'main', level: 'deck', area: rectangleShape(-3, 4.2, -2, 6.2) },
          { id: 'second', level: 'deck', area: rectangleShape(20, 4.2, 21, 6.2) },
        ],
        people: rooms.map(({ k, y }, index) => ({
          id: `room ${index + 1}`,
          level: 'deck',
          area: rectangleShape(3 * k + 0.3, y, 3 * k + 2.6, y + 3.3),
          count: counts[index] ?? 0,
          journey: [{ type: 'exit' as const, exits: [k < ROOMS_TO_MAIN / 2 ? 'main' : 'second'] }],
        })),
      }),
      seed,
    );
    let wrong = 0;
    for (let k = 0; k < run.people; k += 1) {
      const room = rooms[run.arrays.people[k] ?? 0];
      const assigned = (room?.k ?? 0) < ROOMS_TO_MAIN / 2 ? 0 : 1;
      if (run.arrays.exit[k] !== assigned) wrong += 1;
    }
    const [main = 0, second = 0] = run.counts().arrivedPerExit;
    return { wrong, main, second };
  },
  judge: (samples) => {
    const main = samples.numbers('rooms', 'main');
    const second = samples.numbers('rooms', 'second');
    const source = 'RiMEA 10, IMO 10, NIST 3.1: 100 % by the assigned exit';
    return [
      {
        name: 'persons not at their assigned exit',
        value: sumOf(samples.numbers('rooms', 'wrong')),
        unit: `of ${23 * main.length}`,
        asked: { atMost: 0 },
        source,
      },
      band('by the main exit', meanOf(main), 'persons', 15, 15, source),
      band('by the second exit', meanOf(second), 'persons', 8, 8, source),
    ];
  },
};
