import {
  band,
  type CaseFigure,
  greatestOf,
  leastOf,
  meanOf,
  spreadNote,
  type VerificationCase,
} from './case-types.ts';
import { finish, PARAMETER_SETS, type ParameterSet, passages, steadyFlow } from './run-scenario.ts';
import { twoRooms } from './two-rooms.ts';

/** Highest specific flow of an exit: IMO MSC.1/Circ.1533 table 1.1, NIST TN 1822 2.10 and 5.2. */
const NORM_FLOW = 1.33;
const WIDTHS = [0.7, 0.8, 0.9, 1, 1.2, 1.6, 2, 2.4, 3] as const;

export const imoExitFlow: VerificationCase = {
  key: 'exit flow',
  tests: ['IMO 4'],
  title: 'Exit flow',
  setup:
    'Room 8 × 5 m, 100 persons, exit 1 m wide through a wall of 0.2 m; flow over the whole period from the first to the last person.',
  seeds: 50,
  variants: ['room'],
  measure: (_variant, seed) => {
    const run = finish(
      twoRooms({
        lengthMetres: 8,
        depthMetres: 5,
        openingMetres: 1,
        passageMetres: 0.2,
        behindMetres: 4,
        people: 100,
        set: 'emergency',
      }),
      seed,
    );
    const times = passages(run);
    const span = (times[times.length - 1] ?? Number.NaN) - (times[0] ?? Number.NaN);
    return { flow: (times.length - 1) / span, passed: times.length };
  },
  judge: (samples) => {
    const flows = samples.numbers('room', 'flow');
    return [
      {
        name: 'flow through 1 m, greatest of all seeds',
        value: greatestOf(flows),
        unit: 'persons/s',
        asked: { atMost: NORM_FLOW },
        baseline: { what: 'FDS+Evac', value: 1.24, source: 'its guide, IMO test 4' },
        source: 'IMO MSC.1/Circ.1533, annex 3, test 4',
        note: `mean ${meanOf(flows).toFixed(3)}, ${spreadNote(flows, 2)}`,
      },
      {
        name: 'flow, least of all seeds',
        value: leastOf(flows),
        unit: 'persons/s',
        asked: { atLeast: 0.67 },
        source: 'not below half of the norm: a model that jams would pass the norm, too',
      },
      band(
        'persons who pass',
        leastOf(samples.numbers('room', 'passed')),
        'persons',
        100,
        100,
        'all',
      ),
    ];
  },
};

export const maximumFlow: VerificationCase = {
  key: 'maximum flow',
  tests: ['NIST 5.2', 'Openings'],
  title: 'Highest specific flow by opening width',
  setup:
    'Room 10 × 10 m, 150 persons, openings of 0.7–3 m through a wall of 0.4 m; 20 % to 85 % person; three parameter sets.',
  seeds: 10,
  variants: PARAMETER_SETS.flatMap((set) => WIDTHS.map((width) => `${set} ${width}`)),
  measure: (variant, seed) => {
    const [set = '', width = ''] = variant.split(' ');
    const run = finish(
      twoRooms({
        lengthMetres: 10,
        depthMetres: 10,
        openingMetres: Number(width),
        passageMetres: 0.4,
        behindMetres: 5.6,
        people: 150,
        set: set as ParameterSet,
      }),
      seed,
    );
    const times = passages(run);
    return { flow: steadyFlow(times) / Number(width), passed: times.length };
  },
  judge: (samples) => {
    const flowsOf = (set: ParameterSet): CaseFigure[] =>
      WIDTHS.map((width) => {
        const flows = samples.numbers(`${set} ${width}`, 'flow');
        return {
          name: `${set}, ${width} m`,
          value: meanOf(flows),
          unit: 'persons/(m·s)',
          source: '',
          note: spreadNote(flows, 2),
        };
      });
    const lost = PARAMETER_SETS.flatMap((set) =>
      WIDTHS.flatMap((width) => samples.numbers(`${set} ${width}`, 'passed')),
    ).filter((passed) => passed !== 150).length;
    return [
      ...flowsOf('emergency').map((figure) => ({
        ...figure,
        asked: { atMost: NORM_FLOW },
        source: 'NIST TN 1822, 5.2; IMO: at most 1.33 persons/(m·s)',
      })),
      ...flowsOf('calibrated').map((figure) => ({
        ...figure,
        source: 'reported; judged against the Jülich exits in their own geometry',
      })),
      ...flowsOf('stadium').map((figure) => ({
        ...figure,
        asked: { atMost: 1 },
        source: 'four events of a stadium stayed below 60 persons/(min·m) (Larsson et al. 2021)',
      })),
      {
        name: 'runs in which somebody did not pass',
        value: lost,
        unit: `of ${samples.numbers('stadium 1', 'flow').length * 27}`,
        asked: { atMost: 0 },
        source: 'no arch may last',
      },
    ];
  },
};
