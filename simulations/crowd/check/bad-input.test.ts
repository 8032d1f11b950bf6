/** Scenarios that must be refused whole, each with the place and the reason. */
import { expect, test } from 'vitest';
import {
  type CrowdScenarioInput,
  constantOf,
  parseCrowdScenario,
  rectangleShape,
  segmentShape,
  uniformOf,
} from '#contracts';
import { createCrowd } from '../create-crowd.ts';

const guest = {
  id: 'guests',
  level: 'floor',
  area: rectangleShape(1, 1, 4, 4),
  count: 3,
  journey: [{ type: 'exit' as const, exits: ['east'] }],
};
const sound: CrowdScenarioInput = {
  format: 'gezi-crowd',
  version: 1,
  name: 'two rooms and a stair',
  durationSeconds: 60,
  levels: [
    { id: 'floor', walkable: rectangleShape(0, 0, 10, 5) },
    { id: 'above', walkable: rectangleShape(15, 0, 20, 5) },
  ],
  stairs: [
    {
      id: 'stair',
      kind: 'stair',
      area: rectangleShape(10, 0, 15, 2),
      lower: { level: 'floor', edge: segmentShape(10, 0, 10, 2) },
      upper: { level: 'above', edge: segmentShape(15, 0, 15, 2) },
    },
  ],
  exits: [
    { id: 'east', level: 'floor', area: rectangleShape(9, 3, 10, 5) },
    { id: 'top', level: 'above', area: rectangleShape(19, 0, 20, 5) },
  ],
  people: [guest],
};

/** Everything that is said against the scenario, by the schema or by the model. */
function problemsOf(change: Partial<CrowdScenarioInput>): string {
  const parsed = parseCrowdScenario({ ...sound, ...change });
  if (!parsed.ok) return parsed.problems.join('\n');
  try {
    createCrowd(parsed.scenario);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const people = (change: object): Partial<CrowdScenarioInput> => {
  return { people: [{ ...guest, ...change }] };
};
const bowTie: [number, number][] = [
  [0, 0],
  [5, 5],
  [5, 0],
  [0, 5],
];
const selfCrossing = { type: 'Polygon' as const, coordinates: [bowTie] };
const island = rectangleShape(30, 0, 35, 5);

test('the scenario itself is sound', () => {
  expect(problemsOf({})).toBe('');
});

test.each<[string, Partial<CrowdScenarioInput>, string]>([
  [
    'self-crossing floor',
    {
      levels: [{ id: 'floor', walkable: selfCrossing }],
      stairs: [],
      exits: sound.exits?.slice(0, 1) ?? [],
    },
    'levels.floor.walkable: ring 0 crosses itself near (0, 0)',
  ],
  [
    'self-crossing exit',
    { exits: [{ id: 'east', level: 'floor', area: selfCrossing }] },
    'exits.east.area: ring 0 crosses itself',
  ],
  [
    'exit outside the walkable area',
    { exits: [{ id: 'east', level: 'floor', area: rectangleShape(50, 0, 51, 1) }] },
    'exits.east.area: expected a place inside the walkable area of level floor',
  ],
  [
    'people outside the walkable area',
    people({ area: rectangleShape(50, 0, 51, 1) }),
    'people.guests.area: expected a place inside the walkable area',
  ],
  [
    'a person in a wall',
    { people: [{ id: 'one', level: 'floor', positions: [[0.05, 2]], journey: guest.journey }] },
    'people.one: position 0 (0.05, 2) lies in a wall',
  ],
  [
    'two people in one place',
    {
      people: [
        {
          id: 'two',
          level: 'floor',
          positions: [
            [2, 2],
            [2.1, 2],
          ],
          journey: guest.journey,
        },
      ],
    },
    'people.two: position 1 (2.1, 2) lies in a wall, in another person',
  ],
  ['more people than fit', people({ count: 500 }), 'people.guests: expected room for 500 people'],
  [
    'an exit on an island',
    {
      levels: [...sound.levels, { id: 'island', walkable: island }],
      exits: [{ id: 'east', level: 'island', area: rectangleShape(33, 0, 34, 5) }],
    },
    'people.guests.journey.0: expected a way to exits east from where they start, there is none',
  ],
  [
    'an exit over stairs for people who use none',
    people({ usesStairs: false, journey: [{ type: 'exit', exits: ['top'] }] }),
    'people.guests.journey.0: expected a way to exits top without stairs',
  ],
  [
    'a second stage that cannot be reached from the first',
    {
      stairs: sound.stairs?.map((stair) => ({ ...stair, direction: 'up' as const })) ?? [],
      areas: [{ id: 'deck', level: 'above', area: rectangleShape(17, 1, 18, 4) }],
      ...people({
        journey: [
          { type: 'visit', area: 'deck' },
          { type: 'exit', exits: ['east'] },
        ],
      }),
    },
    'people.guests.journey.1: expected a way to exits east from stage 0',
  ],
  [
    'NaN in a position',
    people({ area: undefined, count: undefined, positions: [[Number.NaN, 1]] }),
    'people.0.positions.0.0',
  ],
  [
    'NaN in a distribution',
    people({ freeSpeed: constantOf(Number.NaN) }),
    'people.0.freeSpeed.value',
  ],
  ['infinity in a time', { durationSeconds: Infinity }, 'durationSeconds'],
  [
    'a speed of nothing',
    people({ freeSpeed: constantOf(0) }),
    'people.guests.freeSpeed: expected values in 0.05–5 m/s, got 0–0',
  ],
  [
    'bodies wider than doors',
    people({ radius: uniformOf(0.2, 0.9) }),
    'people.guests.radius: expected values in 0.05–0.4 m',
  ],
  [
    'setting off before coming',
    people({ preMovementSeconds: constantOf(-5) }),
    'people.guests.preMovementSeconds: expected values in 0–',
  ],
  [
    'times out of order',
    {
      events: [
        { atSeconds: 9, type: 'close-exit', exit: 'east' },
        { atSeconds: 5, type: 'open-exit', exit: 'east' },
      ],
    },
    'events.1.atSeconds: expected times in order, got 5 after 9',
  ],
  [
    'a negative time',
    { events: [{ atSeconds: -1, type: 'close-exit', exit: 'east' }] },
    'events.0.atSeconds',
  ],
  [
    'a door beside the floor',
    { doors: [{ id: 'd', level: 'floor', line: segmentShape(40, 0, 40, 2) }] },
    'doors.d.line: expected a line across the walkable area',
  ],
  [
    'a landing beside its stair',
    {
      stairs:
        sound.stairs?.map((stair) => ({
          ...stair,
          lower: { level: 'floor', edge: segmentShape(10, 3, 10, 5) },
        })) ?? [],
    },
    'stairs.stair.lower.edge: expected an edge on the boundary of the stair',
  ],
  [
    'an unknown exit',
    people({ journey: [{ type: 'exit', exits: ['west'] }] }),
    "expected one of the exits (east, top), got 'west'",
  ],
  [
    'the same id twice',
    { people: [guest, guest] },
    "people: expected every id once, got 'guests' again",
  ],
])('%s', (_what, change, problem) => {
  expect(problemsOf(change)).toContain(problem);
});

test('a newer version is refused by its number, before anything else is read', () => {
  const parsed = parseCrowdScenario({ format: 'gezi-crowd', version: 7, levels: 'whatever' });
  expect(parsed).toEqual({
    ok: false,
    problems: [
      'version: this program reads gezi-crowd version 1, the scenario has version 7; use a newer program',
    ],
  });
});

test('one person on an island is counted as stranded, not dropped', () => {
  const parsed = parseCrowdScenario({
    ...sound,
    levels: [
      {
        id: 'floor',
        walkable: {
          type: 'MultiPolygon',
          coordinates: [rectangleShape(0, 0, 10, 5).coordinates, island.coordinates],
        },
      },
    ],
    stairs: [],
    exits: sound.exits?.slice(0, 1),
    people: [
      {
        id: 'two',
        level: 'floor',
        positions: [
          [2, 2],
          [32, 2],
        ],
        journey: guest.journey,
      },
    ],
  });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const run = createCrowd(parsed.scenario);
  run.run(60);
  expect(run.counts()).toMatchObject({ people: 2, arrived: 1, stranded: 1, underWay: 1 });
});
