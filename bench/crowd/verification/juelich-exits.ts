/** The calibrated set in the geometry of the Jülich bottlenecks. */
import { rectangleShape, segmentShape } from '#contracts';
import { band, type CaseFigure, meanOf, spreadNote, type VerificationCase } from './case-types.ts';
import { finish, outlineShape, passages, scenarioOf, steadyFlow } from './run-scenario.ts';

/** Runs of HERMES 2009: corridor and exit width, m; persons; measured flow, persons/(m·s). */
const JUELICH = [
  { corridor: 1.8, exit: 0.7, people: 148, flow: 2.28 },
  { corridor: 1.8, exit: 0.95, people: 159, flow: 1.876 },
  { corridor: 1.8, exit: 1.2, people: 170, flow: 1.885 },
  { corridor: 2.4, exit: 1.3, people: 247, flow: 2.051 },
  { corridor: 2.4, exit: 1.6, people: 276, flow: 1.916 },
  { corridor: 3, exit: 1.6, people: 287, flow: 1.94 },
  { corridor: 3, exit: 2, people: 351, flow: 1.913 },
] as const;
const SPREAD = [1.876, 2.28] as const;
const ROOM = 12;
const CORRIDOR_END = 20;

export const juelichExits: VerificationCase = {
  key: 'Jülich exits',
  tests: ['Jülich exits'],
  title: 'Exits of the Jülich experiments',
  setup:
    'Calibrated set. Waiting area 12 × 10 m, corridor 8 m long, exit at its end through a wall of 0.1 m, widths and persons as in seven runs of HERMES (Düsseldorf 2009); 25 % to 85 % person.',
  seeds: 10,
  variants: JUELICH.map(({ corridor, exit }) => `${corridor} → ${exit} m`),
  measure: (variant, seed) => {
    const plan =
      JUELICH.find(({ corridor, exit }) => `${corridor} → ${exit} m` === variant) ?? JUELICH[0];
    const [y0, y1] = [5 - plan.corridor / 2, 5 + plan.corridor / 2];
    const [e0, e1] = [5 - plan.exit / 2, 5 + plan.exit / 2];
    const wall = CORRIDOR_END + 0.1;
    const line = CORRIDOR_END + 0.05;
    const run = finish(
      scenarioOf({
        parameters: 'calibrated',
        levels: [
          {
            id: 'floor',
            walkable: outlineShape([
              ...([
                [0, 0],
                [ROOM, 0],
                [ROOM, y0],
                [CORRIDOR_END, y0],
                [CORRIDOR_END, e0],
                [wall, e0],
                [wall, 0],
                [26, 0],
              ] as const),
              ...([
                [26, 10],
                [wall, 10],
                [wall, e1],
                [CORRIDOR_END, e1],
                [CORRIDOR_END, y1],
                [ROOM, y1],
                [ROOM, 10],
                [0, 10],
              ] as const),
            ]),
          },
        ],
        exits: [{ id: 'end', level: 'floor', area: rectangleShape(25, 0, 26, 10) }],
        people: [
          {
            id: 'students',
            level: 'floor',
            area: rectangleShape(0, 0, ROOM, 10),
            count: plan.people,
            journey: [{ type: 'exit', exits: ['end'] }],
          },
        ],
        measuringLines: [{ id: 'exit', level: 'floor', line: segmentShape(line, 0, line, 10) }],
      }),
      seed,
    );
    return { flow: steadyFlow(passages(run), 0.25, 0.85) / plan.exit };
  },
  judge: (samples) => {
    const means = JUELICH.map(({ corridor, exit }) =>
      meanOf(samples.numbers(`${corridor} → ${exit} m`, 'flow')),
    );
    const measured = JUELICH.map(({ flow }) => flow);
    return [
      ...JUELICH.map(({ corridor, exit, flow }, k): CaseFigure => {
        const note = spreadNote(samples.numbers(`${corridor} → ${exit} m`, 'flow'), 2);
        const name = `corridor ${corridor} m, exit ${exit} m`;
        const figure = {
          name,
          value: means[k] ?? Number.NaN,
          unit: 'persons/(m·s)',
          baseline: { what: 'measured', value: flow, source: 'HERMES' },
          note,
        };
        // Below 0.9 m one shoulder decides whether two pass side by side: the spread of wider exits says nothing.
        if (exit < 0.9)
          return {
            ...figure,
            asked: { between: [0.7 * flow, 1.3 * flow] },
            source: 'within 30 % of the one run',
          };
        return {
          ...figure,
          asked: { between: [SPREAD[0] * 0.95, SPREAD[1]] },
          source:
            'spread of the seven exits 1.88–2.28, −5 % (one run each: its own error is about as large)',
        };
      }),
      band(
        'mean of the seven exits',
        meanOf(means),
        'persons/(m·s)',
        ...SPREAD,
        'spread of the seven exits',
        `measured mean ${meanOf(measured).toFixed(3)}`,
      ),
    ];
  },
};
