/** One person alone: set speeds in a corridor and on stairs. */
import { constantOf, rectangleShape, segmentShape } from '#contracts';
import {
  band,
  type CaseFigure,
  greatestOf,
  leastOf,
  meanOf,
  spreadNote,
  type VerificationCase,
} from './case-types.ts';
import { finish, passages, STEP_SECONDS, scenarioOf } from './run-scenario.ts';

const SET_SPEED = { 'RiMEA 1.33 m/s': 1.33, 'IMO 1.00 m/s': 1 } as const;

export const corridorSpeed: VerificationCase = {
  key: 'corridor speed',
  tests: ['RiMEA 1', 'IMO 1', 'NIST 2.1'],
  title: 'Set walking speed in a corridor',
  setup: 'Corridor 40 × 2 m, one person, start at any place across; emergency set.',
  seeds: 50,
  variants: Object.keys(SET_SPEED),
  measure: (variant, seed) => {
    const speed = variant === 'IMO 1.00 m/s' ? 1 : 1.33;
    const run = finish(
      scenarioOf({
        levels: [{ id: 'floor', walkable: rectangleShape(0, 0, 42, 2) }],
        exits: [{ id: 'end', level: 'floor', area: rectangleShape(41, 0, 42, 2) }],
        people: [
          {
            id: 'one',
            level: 'floor',
            area: rectangleShape(0, 0, 0.4, 2),
            count: 1,
            freeSpeed: constantOf(speed),
            journey: [{ type: 'exit', exits: ['end'] }],
          },
        ],
        measuringLines: [0.5, 40.5].map((x) => ({
          id: `at ${x}`,
          level: 'floor',
          line: segmentShape(x, 0, x, 2),
        })),
      }),
      seed,
    );
    return { seconds: (passages(run, 1)[0] ?? Number.NaN) - (passages(run, 0)[0] ?? Number.NaN) };
  },
  judge: (samples) => {
    const rimea = samples.numbers('RiMEA 1.33 m/s', 'seconds');
    const imo = samples.numbers('IMO 1.00 m/s', 'seconds');
    const speeds = imo.map((seconds) => 40 / seconds);
    return [
      band(
        '40 m at 1.33 m/s, slowest',
        greatestOf(rimea),
        's',
        26,
        34,
        'RiMEA 4.1.1, test 1: 26–34 s',
        spreadNote(rimea, 2),
      ),
      band(
        '40 m at 1.33 m/s, fastest',
        leastOf(rimea),
        's',
        26,
        34,
        'RiMEA 4.1.1, test 1: 26–34 s',
      ),
      band(
        '40 m at 1.00 m/s, slowest',
        greatestOf(imo),
        's',
        39.2,
        40.8,
        'IMO MSC.1/Circ.1533, test 1: 40 s; ±2 %',
        spreadNote(imo, 2),
      ),
      band(
        'speed, slowest of all',
        leastOf(speeds),
        'm/s',
        0.95,
        1.05,
        'NIST TN 1822, 2.1: ±0.05 m/s',
      ),
      band(
        'speed, fastest of all',
        greatestOf(speeds),
        'm/s',
        0.95,
        1.05,
        'NIST TN 1822, 2.1: ±0.05 m/s',
      ),
    ];
  },
};

const STAIRS: Readonly<
  Record<string, { up: boolean; factor: number; length: number; test: string }>
> = {
  'up at half speed, 10 m': { up: true, factor: 0.5, length: 10, test: 'RiMEA 2' },
  'down at 0.75, 10 m': { up: false, factor: 0.75, length: 10, test: 'RiMEA 3' },
  'up at 1 m/s, 10 m': { up: true, factor: 1, length: 10, test: 'IMO 2' },
  'down at 1 m/s, 10 m': { up: false, factor: 1, length: 10, test: 'IMO 3' },
  'up at 1 m/s, 100 m': { up: true, factor: 1, length: 100, test: 'NIST 2.2' },
  'down at 1 m/s, 100 m': { up: false, factor: 1, length: 100, test: 'NIST 2.2' },
};

export const stairSpeed: VerificationCase = {
  key: 'stair speed',
  tests: ['RiMEA 2', 'RiMEA 3', 'IMO 2', 'IMO 3', 'NIST 2.2'],
  title: 'Set walking speed on stairs',
  setup:
    'Stair 2 m wide, 10 m (NIST: 100 m) along the slope, 8 m of it horizontal and 6 m up, one person of 1 m/s on the level; time on the stair.',
  seeds: 10,
  variants: Object.keys(STAIRS),
  measure: (variant, seed) => {
    const { up, factor, length } = STAIRS[variant] ?? { up: true, factor: 1, length: 10 };
    const plan = 0.8 * length;
    const west = rectangleShape(-4, 0, 0, 2);
    const east = rectangleShape(plan, 0, plan + 4, 2);
    let onStair = 0;
    finish(
      scenarioOf({
        levels: [
          { id: 'low', walkable: west },
          { id: 'high', walkable: east },
        ],
        stairs: [
          {
            id: 'stair',
            kind: 'stair',
            area: rectangleShape(0, 0, plan, 2),
            lower: { level: 'low', edge: segmentShape(0, 0, 0, 2) },
            upper: { level: 'high', edge: segmentShape(plan, 0, plan, 2) },
            riseMetres: 0.6 * length,
            speedFactorUp: factor,
            speedFactorDown: factor,
          },
        ],
        exits: [
          up
            ? { id: 'end', level: 'high', area: rectangleShape(plan + 3, 0, plan + 4, 2) }
            : { id: 'end', level: 'low', area: rectangleShape(-4, 0, -3, 2) },
        ],
        people: [
          {
            id: 'one',
            level: up ? 'low' : 'high',
            area: up ? rectangleShape(-2, 0, -1, 2) : rectangleShape(plan + 1, 0, plan + 2, 2),
            count: 1,
            freeSpeed: constantOf(1),
            journey: [{ type: 'exit', exits: ['end'] }],
          },
        ],
      }),
      seed,
      (run) => {
        if (run.arrays.plane[0] === 2) onStair += STEP_SECONDS;
      },
    );
    return { seconds: onStair };
  },
  judge: (samples) =>
    Object.entries(STAIRS).map(([variant, { factor, length, test }]): CaseFigure => {
      const seconds = samples.numbers(variant, 'seconds');
      const due = length / factor;
      if (test === 'NIST 2.2') {
        return {
          ...band(
            `${variant}: speed`,
            length / meanOf(seconds),
            'm/s',
            0.95,
            1.05,
            'NIST TN 1822, 2.2: ±0.05 m/s',
          ),
          name: `${test}: ${variant}: speed`,
        };
      }
      return band(
        `${test}: ${variant}`,
        meanOf(seconds),
        's',
        due * 0.95,
        due * 1.05,
        `length over set speed ${due.toFixed(2)} s, ±5 % as in the tests of jpscore`,
        spreadNote(seconds),
      );
    }),
};
