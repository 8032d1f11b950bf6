/** IMO 8 and NIST 2.8: a hundred people against 0, 10, 50 and 100 others. */
import { rectangleShape } from '#contracts';
import {
  type CaseFigure,
  greatestOf,
  meanOf,
  PARAMETER_SETS_JUDGED,
  spreadNote,
  sumOf,
  type VerificationCase,
} from './case-types.ts';
import {
  finish,
  lastArrival,
  outlineShape,
  type ParameterSet,
  scenarioOf,
} from './run-scenario.ts';

const AGAINST = [0, 10, 50, 100] as const;
/** FDS+Evac, its guide, s. */
const FDS_EVAC: Readonly<Record<number, number>> = { 0: 50, 10: 75, 50: 107, 100: 136 };

export const counterflow: VerificationCase = {
  key: 'counterflow',
  tests: ['IMO 8', 'NIST 2.8'],
  title: 'Counterflow in a corridor',
  setup:
    'Two rooms 10 × 10 m joined by a corridor 10 × 2 m; 100 persons cross while 0, 10, 50 or 100 come from the other side; last of the 100.',
  seeds: 50,
  variants: PARAMETER_SETS_JUDGED.flatMap((set) => AGAINST.map((n) => `${set} ${n}`)),
  measure: (variant, seed) => {
    const [set = '', against = ''] = variant.split(' ');
    const outline = [
      [0, 0],
      [10, 0],
      [10, 4],
      [20, 4],
      [20, 0],
      [30, 0],
      [30, 10],
      [20, 10],
      [20, 6],
      [10, 6],
      [10, 10],
      [0, 10],
    ] as const;
    const group = (id: string, x: number, count: number, exit: string) => ({
      id,
      level: 'floor',
      area: rectangleShape(x, 0, x + 10, 10),
      count,
      journey: [{ type: 'exit' as const, exits: [exit] }],
    });
    const run = finish(
      scenarioOf({
        parameters: set as ParameterSet,
        durationSeconds: 900,
        levels: [{ id: 'floor', walkable: outlineShape(outline) }],
        exits: [
          { id: 'east', level: 'floor', area: rectangleShape(29, 0, 30, 10) },
          { id: 'west', level: 'floor', area: rectangleShape(0, 0, 1, 10) },
        ],
        people: [group('hundred', 0, 100, 'east'), group('others', 20, Number(against), 'west')],
      }),
      seed,
    );
    return { seconds: lastArrival(run, 0, 100), left: run.counts().underWay };
  },
  judge: (samples) =>
    PARAMETER_SETS_JUDGED.flatMap((set) => {
      const seconds = AGAINST.map((n) => samples.numbers(`${set} ${n}`, 'seconds'));
      const means = seconds.map(meanOf);
      const left = sumOf(AGAINST.flatMap((n) => samples.numbers(`${set} ${n}`, 'left')));
      return [
        ...AGAINST.map((n, k): CaseFigure => {
          const figure = {
            name: `${set}, against ${n}`,
            value: means[k] ?? Number.NaN,
            unit: 's',
            baseline: { what: 'FDS+Evac', value: FDS_EVAC[n] ?? Number.NaN, source: 'its guide' },
            note: spreadNote(seconds[k] ?? []),
          };
          if (k === 0) return { ...figure, source: 'reported' };
          return {
            ...figure,
            asked: { atLeast: (means[k - 1] ?? Number.NaN) * 1.001 },
            source: 'IMO 8, NIST 2.8: time rises with the number against',
          };
        }),
        {
          name: `${set}: people who did not get through`,
          value: left,
          unit: 'persons',
          asked: { atMost: 0 },
          source: 'no deadlock in any run',
        },
        {
          name: `${set}: slowest run, 100 against 100, over FDS+Evac`,
          value: greatestOf(seconds[3] ?? []) / 136,
          unit: '',
          asked: { atMost: 3 },
          source:
            'a jam that hardly resolves would pass the rise: three times FDS+Evac for the slowest run',
        },
      ];
    }),
};
