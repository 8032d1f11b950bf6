/** Speed over density in a wide corridor and in single file. */
import { rectangleShape } from '#contracts';
import { PERSON_STATE } from '#simulations';
import { type CaseFigure, meanOf, type VerificationCase } from './case-types.ts';
import { rootMeanSquare, weidmannSpeed } from './diagrams.ts';
import { finish, PARAMETER_SETS, type ParameterSet, scenarioOf } from './run-scenario.ts';

export const CORRIDOR_DENSITIES = [0.5, 1, 2, 3, 4, 5, 6] as const;
const WIDTH = 10;
const LENGTH = 340;
/** Three fields of 10 × 10 m. People walk at most 2.2 m/s · 70 s = 154 m, so neither end reaches them. */
const FIELDS = [165, 185, 205] as const;
/** By this much (RMSE) the Jülich corridor's mean speeds lie from Weidmann's curve (0.25–3.25/m²), m/s. */
export const REFERENCE_SPREAD = 0.155;

export const corridorDiagram: VerificationCase = {
  key: 'corridor diagram',
  tests: ['RiMEA 4'],
  title: 'Fundamental diagram of a corridor',
  setup: `Corridor 10 m wide, people at 0.5, 1, 2, 3, 4, 5, 6 /m² from the start, three fields of 10 × 10 m, 10–70 s. RiMEA’s 1,000 m are cut to ${LENGTH} m, because nothing from either end can reach the fields in 70 s: what is measured is the same. Three parameter sets.`,
  seeds: 1,
  variants: PARAMETER_SETS.flatMap((set) =>
    CORRIDOR_DENSITIES.map((density) => `${set} ${density}`),
  ),
  measure: (variant, seed) => {
    const [set = '', density = ''] = variant.split(' ');
    let persons = 0;
    let speed = 0;
    let steps = 0;
    finish(
      scenarioOf({
        parameters: set as ParameterSet,
        durationSeconds: 70,
        gridMetres: 1,
        rerouteSeconds: 0,
        levels: [{ id: 'corridor', walkable: rectangleShape(0, 0, LENGTH + 10, WIDTH) }],
        exits: [
          { id: 'end', level: 'corridor', area: rectangleShape(LENGTH + 8, 0, LENGTH + 10, WIDTH) },
        ],
        people: [
          {
            id: 'crowd',
            level: 'corridor',
            area: rectangleShape(0, 0, LENGTH, WIDTH),
            count: Math.round(Number(density) * LENGTH * WIDTH),
            journey: [{ type: 'exit', exits: ['end'] }],
          },
        ],
      }),
      seed,
      (run) => {
        if (run.seconds() < 10) return;
        steps += 1;
        const { x, velocityX, state } = run.arrays;
        for (let k = 0; k < run.people; k += 1) {
          const at = x[k] ?? 0;
          if (
            state[k] !== PERSON_STATE.walking ||
            !FIELDS.some((from) => at >= from && at < from + 10)
          )
            continue;
          persons += 1;
          speed += velocityX[k] ?? 0;
        }
      },
    );
    return { density: persons / (steps * FIELDS.length * 10 * WIDTH), speed: speed / persons };
  },
  judge: (samples) =>
    PARAMETER_SETS.flatMap((set) => {
      const points = CORRIDOR_DENSITIES.map((density) => {
        const variant = `${set} ${density}`;
        return {
          density: meanOf(samples.numbers(variant, 'density')),
          speed: meanOf(samples.numbers(variant, 'speed')),
        };
      });
      const difference = ({ density, speed }: { density: number; speed: number }): number =>
        speed - weidmannSpeed(density);
      const error = rootMeanSquare(points.filter(({ density }) => density <= 4.5).map(difference));
      const text = points
        .map(({ density, speed }) => `${density.toFixed(2)}: ${speed.toFixed(2)}`)
        .join(', ');
      const rises = points.filter(
        ({ speed }, k) => k > 0 && speed > (points[k - 1]?.speed ?? 0) + 0.02,
      ).length;
      const figures: CaseFigure[] = [
        {
          name: `${set}: RMSE to Weidmann up to 4 /m²`,
          value: error,
          unit: 'm/s',
          ...(set === 'emergency' ? { asked: { atMost: REFERENCE_SPREAD } } : {}),
          source:
            set === 'emergency'
              ? 'as near to Weidmann as the people of Jülich were (0.155 m/s)'
              : set === 'calibrated'
                ? 'reported: fitted to Jülich, judged there'
                : 'reported: slowed on purpose, see openings',
          note: text,
        },
        ...(set === 'calibrated'
          ? []
          : [
              {
                name: `${set}: densities at which people are faster than Weidmann by more than 0.1 m/s`,
                value: points.filter((point) => difference(point) > 0.1).length,
                unit: 'of 7',
                asked: { atMost: 0 },
                source: 'errors must lie on the safe side',
              },
            ]),
        {
          name: `${set}: densities at which speed rises`,
          value: rises,
          unit: 'of 6',
          asked: { atMost: 0 },
          source: 'RiMEA 4: speed falls with density; 0.02 m/s is the noise of one seed',
        },
      ];
      return figures;
    }),
};
