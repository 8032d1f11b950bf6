/** RiMEA 8: what a parameter changes in a building of three storeys. */
import { constantOf, rectangleShape, segmentShape } from '#contracts';
import type { CrowdRun } from '#simulations';
import { band, meanOf, quantileOf, spreadNote, type VerificationCase } from './case-types.ts';
import { finish, lastArrival, outlineShape, scenarioOf } from './run-scenario.ts';

const STAIR_RISE = 2.9;

const STUDY: Readonly<
  Record<string, { speed?: number; delay?: number; persons?: number; door?: number }>
> = {
  base: {},
  'speed × 1.2': { speed: 1.2 },
  'speed × 0.8': { speed: 0.8 },
  'pre-movement + 60 s': { delay: 60 },
  'twice the persons': { persons: 8 },
  'exit 0.8 m': { door: 0.8 },
};

export const parameterStudy: VerificationCase = {
  key: 'parameter study',
  tests: ['RiMEA 8'],
  title: 'Parameter study in a building of three storeys',
  setup:
    'Three storeys of six rooms 5 × 3.8 m on a corridor 20 × 2 m, stairs 2 m wide between them (drawn side by side), exit 1.6 m; 4 persons a room. One parameter changed at a time, the same seeds.',
  seeds: 10,
  variants: Object.keys(STUDY),
  measure: (variant, seed) => ({ seconds: lastArrival(runBuilding(STUDY[variant] ?? {}, seed)) }),
  judge: (samples) => {
    const times = (variant: string): readonly number[] => samples.numbers(variant, 'seconds');
    const base = times('base');
    const ratio = (variant: string): number => meanOf(times(variant)) / meanOf(base);
    const source = 'kinematics: the time changes at most as the inverse speed';
    return [
      { name: 'base', value: meanOf(base), unit: 's', source: 'reported', note: spreadNote(base) },
      band('speed × 1.2: time over base', ratio('speed × 1.2'), '', 1 / 1.2 - 0.02, 0.999, source),
      band('speed × 0.8: time over base', ratio('speed × 0.8'), '', 1.001, 1 / 0.8 + 0.02, source),
      band(
        'pre-movement + 60 s: time less base',
        quantileOf(
          times('pre-movement + 60 s').map((s, k) => s - (base[k] ?? 0)),
          0.5,
        ),
        's',
        55,
        65,
        'everything happens 60 s later; ±5 s because routes are renewed at other moments of the walk; median of the seeds',
      ),
      band(
        'twice the persons: time over base',
        ratio('twice the persons'),
        '',
        1.001,
        2,
        'more persons are slower, and no more than twice',
      ),
      band(
        'exit 0.8 instead of 1.6 m: time over base',
        ratio('exit 0.8 m'),
        '',
        0.97,
        2,
        'half the width costs at most twice the time and gains nothing; −3 % is the noise of ten seeds',
      ),
    ];
  },
};

function runBuilding(
  {
    speed = 1,
    delay = 0,
    persons = 4,
    door = 1.6,
  }: { speed?: number; delay?: number; persons?: number; door?: number },
  seed: number,
): CrowdRun {
  const floors = [2, 1, 0];
  const origin = (floor: number): number => 25 * (2 - floor);
  const outline = (floor: number) => {
    const x0 = origin(floor);
    const doors = [0, 1, 2].map((k) => x0 + 6.5 * k + 2);
    const south = doors.flatMap((x): [number, number][] => [
      [x, 4],
      [x, 3.8],
      [x - 1.9, 3.8],
      [x - 1.9, 0],
      [x + 3.1, 0],
      [x + 3.1, 3.8],
      [x + 0.9, 3.8],
      [x + 0.9, 4],
    ]);
    const north = [...doors].reverse().flatMap((x): [number, number][] => [
      [x + 0.9, 6],
      [x + 0.9, 6.2],
      [x + 3.1, 6.2],
      [x + 3.1, 10],
      [x - 1.9, 10],
      [x - 1.9, 6.2],
      [x, 6.2],
      [x, 6],
    ]);
    const east: [number, number][] =
      floor > 0
        ? [
            [x0 + 20, 4],
            [x0 + 20, 6],
          ]
        : [
            [x0 + 20, 4],
            [x0 + 20, 5 - door / 2],
            [x0 + 20.2, 5 - door / 2],
            [x0 + 20.2, 3],
            [x0 + 24, 3],
            [x0 + 24, 7],
            [x0 + 20.2, 7],
            [x0 + 20.2, 5 + door / 2],
            [x0 + 20, 5 + door / 2],
            [x0 + 20, 6],
          ];
    return outlineShape([[x0, 4], ...south, ...east, ...north, [x0, 6]]);
  };
  return finish(
    scenarioOf({
      levels: floors.map((floor) => ({ id: `floor ${floor}`, walkable: outline(floor) })),
      stairs: [2, 1].map((floor) => {
        const x = origin(floor) + 20;
        return {
          id: `stair ${floor}`,
          kind: 'stair' as const,
          area: rectangleShape(x, 4, x + 5, 6),
          riseMetres: STAIR_RISE,
          upper: { level: `floor ${floor}`, edge: segmentShape(x, 4, x, 6) },
          lower: { level: `floor ${floor - 1}`, edge: segmentShape(x + 5, 4, x + 5, 6) },
        };
      }),
      exits: [{ id: 'out', level: 'floor 0', area: rectangleShape(73, 3, 74, 7) }],
      people: floors.flatMap((floor) =>
        [0, 1, 2].flatMap((k) =>
          [0.3, 6.5].map((y) => ({
            id: `room ${floor} ${k} ${y}`,
            level: `floor ${floor}`,
            area: rectangleShape(
              origin(floor) + 6.5 * k + 0.4,
              y,
              origin(floor) + 6.5 * k + 4.8,
              y + 3.2,
            ),
            count: persons,
            freeSpeed: {
              type: 'normal' as const,
              mean: 1.34 * speed,
              deviation: 0.26 * speed,
              min: 0.5 * speed,
              max: 2.2 * speed,
            },
            preMovementSeconds: constantOf(delay),
            journey: [{ type: 'exit' as const, exits: ['out'] }],
          })),
        ),
      ),
    }),
    seed,
  );
}
