/** Corners: nobody through the wall, and how much a corner costs a large crowd. */
import { rectangleShape } from '#contracts';
import type { CrowdRun } from '#simulations';
import { band, meanOf, spreadNote, sumOf, type VerificationCase } from './case-types.ts';
import { finish, isPresent, lastArrival, outlineShape, scenarioOf } from './run-scenario.ts';

/** A body may come this near to a wall through rounding at contact, m. */
const CONTACT_METRES = 0.001;

export const corner: VerificationCase = {
  key: 'corner',
  tests: ['RiMEA 6', 'IMO 6', 'NIST 2.3'],
  title: 'Round a corner without touching the walls',
  setup: 'L of two arms 2 m wide and 10 m long, 20 persons; every body at every step.',
  seeds: 50,
  variants: ['L'],
  measure: (_variant, seed) => {
    let inWalls = 0;
    const run = finish(
      scenarioOf({
        levels: [
          {
            id: 'floor',
            walkable: outlineShape([
              [0, 0],
              [12, 0],
              [12, 12],
              [10, 12],
              [10, 2],
              [0, 2],
            ]),
          },
        ],
        exits: [{ id: 'end', level: 'floor', area: rectangleShape(10, 11, 12, 12) }],
        people: [
          {
            id: 'twenty',
            level: 'floor',
            area: rectangleShape(0, 0, 6, 2),
            count: 20,
            journey: [{ type: 'exit', exits: ['end'] }],
          },
        ],
      }),
      seed,
      (now) => {
        inWalls += countInWalls(now);
      },
    );
    return { inWalls, arrived: run.counts().arrived };
  },
  judge: (samples) => {
    const arrived = samples.numbers('L', 'arrived');
    return [
      {
        name: 'bodies in or beyond a wall',
        value: sumOf(samples.numbers('L', 'inWalls')),
        unit: 'body·steps',
        asked: { atMost: 0 },
        source: 'RiMEA 6, IMO 6, NIST 2.3: nobody passes a wall',
      },
      band(
        'persons who arrive',
        sumOf(arrived),
        'persons',
        20 * arrived.length,
        20 * arrived.length,
        'all',
      ),
    ];
  },
};

/** By the plan's own arithmetic, not by the geometry code of the model. */
function countInWalls(run: CrowdRun): number {
  const { x, y, radius } = run.arrays;
  let violations = 0;
  for (let k = 0; k < run.people; k += 1) {
    if (!isPresent(run, k)) continue;
    const px = x[k] ?? 0;
    const py = y[k] ?? 0;
    const need = (radius[k] ?? 0) - CONTACT_METRES;
    const isBetweenOuterWalls = px >= need && px <= 12 - need && py >= need;
    const isBelowRow = px >= 10 || 2 - py >= need;
    const isBesideColumn = py <= 2 || px - 10 >= need;
    // In the square of the turn the inner corner itself is the nearest wall.
    const isClearOfCorner = px < 10 || py > 2 || Math.hypot(px - 10, py - 2) >= need;
    if (!(isBetweenOuterWalls && isBelowRow && isBesideColumn && isClearOfCorner)) violations += 1;
  }
  return violations;
}

const CROWD = 500;
const WIDTH = 6;

export const crowdCorner: VerificationCase = {
  key: 'crowd corner',
  tests: ['RiMEA 15'],
  title: 'A large crowd round a corner',
  setup: `${CROWD} persons in a corridor 6 m wide: 55 m straight; 55 m along the middle line with a right-angled corner half-way; 67 m straight (its outer wall).`,
  seeds: 10,
  variants: ['straight 55 m', 'corner 55 m', 'straight 67 m'],
  measure: (variant, seed) => {
    const straight = variant === 'straight 67 m' ? 67 : 55;
    const start = 20;
    // The middle line of the corner: 24.5 m to the turn's middle at x = 27.5 and up again.
    const isCorner = variant === 'corner 55 m';
    const turn = start + 27.5;
    const walkable = isCorner
      ? outlineShape([
          [0, 0],
          [turn + WIDTH / 2, 0],
          [turn + WIDTH / 2, WIDTH / 2 + 27.5],
          [turn - WIDTH / 2, WIDTH / 2 + 27.5],
          [turn - WIDTH / 2, WIDTH],
          [0, WIDTH],
        ])
      : rectangleShape(0, 0, start + straight, WIDTH);
    const end = isCorner
      ? rectangleShape(turn - WIDTH / 2, WIDTH / 2 + 26.5, turn + WIDTH / 2, WIDTH / 2 + 27.5)
      : rectangleShape(start + straight - 1, 0, start + straight, WIDTH);
    const run = finish(
      scenarioOf({
        gridMetres: 0.25,
        levels: [{ id: 'floor', walkable }],
        exits: [{ id: 'end', level: 'floor', area: end }],
        people: [
          {
            id: 'crowd',
            level: 'floor',
            area: rectangleShape(0, 0, 30, WIDTH),
            count: CROWD,
            journey: [{ type: 'exit', exits: ['end'] }],
          },
        ],
      }),
      seed,
    );
    return { seconds: lastArrival(run) };
  },
  judge: (samples) => {
    const short = samples.numbers('straight 55 m', 'seconds');
    const bent = samples.numbers('corner 55 m', 'seconds');
    const long = samples.numbers('straight 67 m', 'seconds');
    return [
      {
        name: 'straight 55 m',
        value: meanOf(short),
        unit: 's',
        source: 'reported',
        note: spreadNote(short),
      },
      band(
        'corner over straight',
        meanOf(bent) / meanOf(short),
        '',
        1.001,
        1.5,
        'RiMEA 15: a corner takes longer than the straight way; the upper end is ours',
        `corner ${meanOf(bent).toFixed(1)} s, ${spreadNote(bent)}`,
      ),
      {
        name: 'straight along the outer wall of the corner, 67 m',
        value: meanOf(long),
        unit: 's',
        source: 'reported: the corner costs more than walking along its outer wall would',
        note: spreadNote(long),
      },
    ];
  },
};
