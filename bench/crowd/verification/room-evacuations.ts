/** Large rooms: exits closed from the start, exit choice, exits closed during the run. */
import { type CrowdScenarioInput, rectangleShape } from '#contracts';
import {
  band,
  type CaseFigure,
  leastOf,
  meanOf,
  spreadNote,
  sumOf,
  type VerificationCase,
} from './case-types.ts';
import { finish, lastArrival, outlineShape, scenarioOf } from './run-scenario.ts';

const WALL = 0.2;
const BEHIND = 2.5;

/** A hall 30 × 20 m with openings of 1 m in its long walls, at these x, each with its forecourt. */
function hall(
  south: readonly number[],
  north: readonly number[],
): Pick<CrowdScenarioInput, 'levels' | 'exits'> {
  const stub = (x: number, y: number, out: -1 | 1): [number, number][] => [
    [x, y],
    [x, y + out * WALL],
    [x - 1, y + out * WALL],
    [x - 1, y + out * (WALL + BEHIND)],
    [x + 2, y + out * (WALL + BEHIND)],
    [x + 2, y + out * WALL],
    [x + 1, y + out * WALL],
    [x + 1, y],
  ];
  const exit = (id: string, x: number, y: number, out: -1 | 1) => {
    const [a, b] = [y + out * (WALL + BEHIND - 1), y + out * (WALL + BEHIND)];
    return {
      id,
      level: 'hall',
      area: rectangleShape(x - 1, Math.min(a, b), x + 2, Math.max(a, b)),
    };
  };
  const points: [number, number][] = [
    [0, 0],
    ...south.flatMap((x) => stub(x, 0, -1)),
    [30, 0],
    [30, 20],
    ...[...north].reverse().flatMap((x) => stub(x, 20, 1).reverse()),
    [0, 20],
  ];
  return {
    levels: [{ id: 'hall', walkable: outlineShape(points) }],
    exits: [
      ...south.map((x) => exit(`south ${x}`, x, 0, -1)),
      ...north.map((x) => exit(`north ${x}`, x, 20, 1)),
    ],
  };
}

export const publicSpace: VerificationCase = {
  key: 'public space',
  tests: ['RiMEA 9', 'IMO 9'],
  title: 'Crowd leaving a large public room',
  setup:
    'Hall 30 × 20 m, 1,000 persons spread evenly, openings of 1 m: two in each long wall, then two in one wall only.',
  seeds: 10,
  variants: ['four exits', 'two exits'],
  measure: (variant, seed) => {
    const plan = hall([7, 22], variant === 'four exits' ? [7, 22] : []);
    const run = finish(
      scenarioOf({
        ...plan,
        people: [
          {
            id: 'crowd',
            level: 'hall',
            area: rectangleShape(0, 0, 30, 20),
            count: 1000,
            journey: [{ type: 'exit', exits: (plan.exits ?? []).map(({ id }) => id) }],
          },
        ],
      }),
      seed,
    );
    return { seconds: lastArrival(run), arrived: run.counts().arrived };
  },
  judge: (samples) => {
    const four = samples.numbers('four exits', 'seconds');
    const two = samples.numbers('two exits', 'seconds');
    const baseline = (value: number) => ({ what: 'FDS+Evac', value, source: 'its guide' });
    return [
      band(
        'time with two exits over four',
        meanOf(two) / meanOf(four),
        '',
        1.6,
        2.4,
        'RiMEA 9, IMO 9: about twice; 1.6–2.4 as in jpscore',
      ),
      {
        name: 'four exits, fastest seed',
        value: leastOf(four),
        unit: 's',
        asked: { atLeast: 1000 / (4 * 1.33) },
        baseline: baseline(220.7),
        source: '1,000 persons at the norm’s 1.33 persons/s and exit: nobody may be faster',
        note: `mean ${meanOf(four).toFixed(1)}, ${spreadNote(four)}`,
      },
      {
        name: 'two exits, fastest seed',
        value: leastOf(two),
        unit: 's',
        asked: { atLeast: 1000 / (2 * 1.33) },
        baseline: baseline(412.9),
        source: 'as above',
        note: `mean ${meanOf(two).toFixed(1)}, ${spreadNote(two)}`,
      },
      {
        name: 'people who did not get out',
        value:
          four.length * 2000 -
          sumOf(samples.numbers('four exits', 'arrived')) -
          sumOf(samples.numbers('two exits', 'arrived')),
        unit: 'persons',
        asked: { atMost: 0 },
        source: 'all',
      },
    ];
  },
};

export const exitChoice: VerificationCase = {
  key: 'exit choice',
  tests: ['RiMEA 11'],
  title: 'Choice between a near and a far exit',
  setup:
    'Hall 30 × 20 m, 1,000 persons in its left half, two openings of 1 m in one long wall, at 7 and 22 m; routes renewed every 5 s, and once only for comparison.',
  seeds: 5,
  variants: ['reacting', 'shortest way only'],
  measure: (variant, seed) => {
    const plan = hall([7, 22], []);
    const run = finish(
      scenarioOf({
        ...plan,
        rerouteSeconds: variant === 'reacting' ? 5 : 0,
        people: [
          {
            id: 'crowd',
            level: 'hall',
            area: rectangleShape(0, 0, 15, 20),
            count: 1000,
            journey: [{ type: 'exit', exits: (plan.exits ?? []).map(({ id }) => id) }],
          },
        ],
      }),
      seed,
    );
    return { far: (run.counts().arrivedPerExit[1] ?? 0) / 1000, seconds: lastArrival(run) };
  },
  judge: (samples) => {
    const far = samples.numbers('reacting', 'far');
    const seconds = meanOf(samples.numbers('reacting', 'seconds'));
    const still = meanOf(samples.numbers('shortest way only', 'seconds'));
    return [
      band(
        'share of the far exit',
        meanOf(far),
        '',
        0.05,
        0.5,
        'RiMEA 11: most take the near exit, some the other; quantified as 5–50 %',
        spreadNote(far, 3),
      ),
      {
        name: 'time with reacting routes over fixed ones',
        value: seconds / still,
        unit: '',
        asked: { atMost: 1 },
        source: 'who evades a queue must not lose by it',
        note: `${seconds.toFixed(0)} and ${still.toFixed(0)} s`,
      },
    ];
  },
};

export const closedExit: VerificationCase = {
  key: 'closed exit',
  tests: ['NIST 4.1'],
  title: 'An exit that closes during the run',
  setup:
    'Hall 30 × 20 m, 200 persons, two openings of 1 m in one long wall; the one at 7 m is closed after 20 s. Another run keeps both open.',
  seeds: 50,
  variants: ['closed', 'open'],
  measure: (variant, seed) => {
    const plan = hall([7, 22], []);
    const ids = (plan.exits ?? []).map(({ id }) => id);
    const run = finish(
      scenarioOf({
        ...plan,
        people: [
          {
            id: 'crowd',
            level: 'hall',
            area: rectangleShape(0, 0, 30, 20),
            count: 200,
            journey: [{ type: 'exit', exits: ids }],
          },
        ],
        events:
          variant === 'closed' ? [{ atSeconds: 20, type: 'close-exit', exit: ids[0] ?? '' }] : [],
      }),
      seed,
    );
    let late = 0;
    for (let k = 0; k < run.people; k += 1) {
      if (run.arrays.exit[k] === 0 && (run.arrays.arrivedSeconds[k] ?? 0) > 20.2) late += 1;
    }
    return { late, first: run.counts().arrivedPerExit[0] ?? 0, arrived: run.counts().arrived };
  },
  judge: (samples): readonly CaseFigure[] => {
    const arrived = samples.numbers('closed', 'arrived');
    const source = 'NIST TN 1822, 4.1: people change to the other exit';
    return [
      {
        name: 'persons through the closed exit',
        value: sumOf(samples.numbers('closed', 'late')),
        unit: 'persons',
        asked: { atMost: 0 },
        source,
      },
      band('persons who get out', leastOf(arrived), 'persons', 200, 200, source),
      {
        name: 'by that exit while it was open, of those without closing',
        value:
          meanOf(samples.numbers('closed', 'first')) / meanOf(samples.numbers('open', 'first')),
        unit: '',
        asked: { between: [0.01, 0.9] },
        source: 'the exit was in use before, so the closing changed something',
      },
    ];
  },
};
