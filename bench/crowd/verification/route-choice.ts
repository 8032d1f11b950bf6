/** RiMEA 14: a short way over stairs or a long way on the level. */
import { type CrowdScenarioInput, rectangleShape, segmentShape } from '#contracts';
import { band, meanOf, type VerificationCase } from './case-types.ts';
import { finish, lastArrival, outlineShape, scenarioOf } from './run-scenario.ts';

type People = CrowdScenarioInput['people'][number];

/** Start and target on the ground, 14 m apart over a bridge with stairs, 38 m round about on the level. */
function twoRoutes(people: Partial<People>, rerouteSeconds: number): ReturnType<typeof scenarioOf> {
  return scenarioOf({
    rerouteSeconds,
    levels: [
      {
        id: 'ground',
        walkable: outlineShape([
          [0, 0],
          [6, 0],
          [6, 6],
          [3, 6],
          [3, 10],
          [23, 10],
          [23, 6],
          [20, 6],
          [20, 0],
          [26, 0],
          [26, 13],
          [0, 13],
        ]),
      },
      { id: 'bridge', walkable: rectangleShape(12, 1, 14, 2.2) },
    ],
    stairs: [
      {
        id: 'up',
        kind: 'stair',
        area: rectangleShape(6, 1, 12, 2.2),
        riseMetres: 3,
        lower: { level: 'ground', edge: segmentShape(6, 1, 6, 2.2) },
        upper: { level: 'bridge', edge: segmentShape(12, 1, 12, 2.2) },
      },
      {
        id: 'down',
        kind: 'stair',
        area: rectangleShape(14, 1, 20, 2.2),
        riseMetres: 3,
        lower: { level: 'ground', edge: segmentShape(20, 1, 20, 2.2) },
        upper: { level: 'bridge', edge: segmentShape(14, 1, 14, 2.2) },
      },
    ],
    exits: [{ id: 'target', level: 'ground', area: rectangleShape(24.5, 0, 26, 3) }],
    people: [
      {
        id: 'people',
        level: 'ground',
        area: rectangleShape(0, 0, 6, 6),
        count: 1,
        journey: [{ type: 'exit', exits: ['target'] }],
        ...people,
      },
    ],
  });
}

export const routeChoice: VerificationCase = {
  key: 'route choice',
  tests: ['RiMEA 14'],
  title: 'Short way over stairs or long way on the level',
  setup:
    'Start and target joined by a bridge with stairs 1.2 m wide (14 m) and by a corridor 3 m wide round about (38 m). One person; 130 persons with routes that react and with fixed ones; a person who uses no stairs.',
  seeds: 10,
  variants: ['one person', 'crowd, reacting', 'crowd, fixed', 'no stairs'],
  measure: (variant, seed) => {
    const isCrowd = variant.startsWith('crowd');
    const long = new Set<number>();
    const run = finish(
      twoRoutes(
        {
          count: isCrowd ? 130 : 1,
          // Alone, from the half of the room before the stair: from its far corner both ways cost about the same.
          ...(isCrowd ? {} : { area: rectangleShape(0, 0, 6, 3) }),
          usesStairs: variant !== 'no stairs',
        },
        variant === 'crowd, fixed' ? 0 : 5,
      ),
      seed,
      (now) => {
        for (let k = 0; k < now.people; k += 1) if ((now.arrays.y[k] ?? 0) > 9) long.add(k);
      },
    );
    return { long: long.size / run.people, seconds: lastArrival(run) };
  },
  judge: (samples) => {
    const long = (variant: string): number => meanOf(samples.numbers(variant, 'long'));
    const reacting = meanOf(samples.numbers('crowd, reacting', 'seconds'));
    const fixed = meanOf(samples.numbers('crowd, fixed', 'seconds'));
    return [
      band(
        'one person: share of the long way',
        long('one person'),
        '',
        0,
        0,
        'RiMEA 14: documented; the quicker way is free',
      ),
      band(
        'crowd with reacting routes: share of the long way',
        long('crowd, reacting'),
        '',
        0.02,
        0.6,
        'mixed: some evade the queue, the short way stays in use',
      ),
      {
        name: 'crowd with fixed routes: share of the long way, over reacting ones',
        value: long('crowd, fixed') / long('crowd, reacting'),
        unit: '',
        asked: { atMost: 0.6 },
        source:
          'configurable: without renewal only those go round whom the crowd at the start sends there; quantified as 0.6',
      },
      band(
        'no stairs: share of the long way',
        long('no stairs'),
        '',
        1,
        1,
        'who uses no stairs goes round',
      ),
      {
        name: 'time with reacting over fixed routes',
        value: reacting / fixed,
        unit: '',
        asked: { atMost: 1 },
        source: 'evading must not make it slower',
        note: `${reacting.toFixed(0)} and ${fixed.toFixed(0)} s`,
      },
    ];
  },
};
