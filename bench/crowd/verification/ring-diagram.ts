/** RiMEA 16: speed over density in single file. */
import { rectangleShape } from '#contracts';
import { CROWD_PARAMETERS } from '#simulations';
import {
  type CaseFigure,
  leastOf,
  meanOf,
  PARAMETER_SETS_JUDGED,
  type VerificationCase,
} from './case-types.ts';
import { singleFileBand } from './diagrams.ts';
import { finish, type ParameterSet, scenarioOf } from './run-scenario.ts';

/** Ring of 31.4 m: middle line of radius 5 m, 0.44 m wide, so that nobody can pass. */
const RADIUS = 5;
const LANE = 0.44;
const RING_METRES = 2 * Math.PI * RADIUS;
export const RING_DENSITIES = [0.5, 0.7, 0.9, 1.1, 1.3, 1.5, 1.7, 1.9, 2.1] as const;
const QUARTERS = [0, 1, 2, 3] as const;

export const ringDiagram: VerificationCase = {
  key: 'ring diagram',
  tests: ['RiMEA 16'],
  title: 'Single file on a closed ring',
  setup: `Ring of ${RING_METRES.toFixed(1)} m, ${LANE} m wide, free speed N(1.24, 0.05) m/s as in the single-file experiment of Seyfried et al. 2005, 16–66 persons; mean speed after 60 s, until the last has gone round three times.`,
  seeds: 3,
  variants: PARAMETER_SETS_JUDGED.flatMap((set) =>
    RING_DENSITIES.map((density) => `${set} ${density}`),
  ),
  measure: (variant, seed) => {
    const [set = '', density = ''] = variant.split(' ');
    const people = Math.round(Number(density) * RING_METRES);
    const circle = (radius: number): [number, number][] =>
      Array.from({ length: 72 }, (_, k) => [
        radius * Math.cos((Math.PI * k) / 36),
        radius * Math.sin((Math.PI * k) / 36),
      ]);
    const angle = (k: number): number => (2 * Math.PI * (k + 0.3)) / people;
    const turned = new Float64Array(people);
    const before: number[] = [];
    let sum = 0;
    let count = 0;
    const scenario = scenarioOf({
      parameters: set as ParameterSet,
      durationSeconds: 3000,
      gridMetres: 0.125,
      rerouteSeconds: 0,
      levels: [
        {
          id: 'ring',
          walkable: {
            type: 'Polygon',
            coordinates: [circle(RADIUS + LANE / 2), circle(RADIUS - LANE / 2)],
          },
        },
      ],
      areas: QUARTERS.map((q) => {
        const [x, y] = [RADIUS * Math.cos((Math.PI / 2) * q), RADIUS * Math.sin((Math.PI / 2) * q)];
        return {
          id: `quarter ${q}`,
          level: 'ring',
          area: rectangleShape(x - 0.5, y - 0.5, x + 0.5, y + 0.5),
        };
      }),
      people: QUARTERS.map((q) => ({
        id: `from quarter ${q}`,
        level: 'ring',
        freeSpeed: { type: 'normal' as const, mean: 1.24, deviation: 0.05, min: 1.1, max: 1.4 },
        positions: Array.from({ length: people }, (_, k) => angle(k))
          .filter((a) => Math.floor(a / (Math.PI / 2)) === q)
          .map((a): [number, number] => [RADIUS * Math.cos(a), RADIUS * Math.sin(a)]),
        repeat: true,
        journey: QUARTERS.map((step) => ({
          type: 'visit' as const,
          area: `quarter ${(q + 1 + step) % 4}`,
        })),
      })),
    });
    const run = finish({ ...scenario, durationSeconds: 60 }, seed, (now) => {
      turn(now.arrays);
    });
    while (run.seconds() < 3000 && leastOf([...turned]) < 6 * Math.PI) {
      run.step();
      turn(run.arrays);
      for (let k = 0; k < people; k += 1) {
        sum += Math.hypot(run.arrays.velocityX[k] ?? 0, run.arrays.velocityY[k] ?? 0);
        count += 1;
      }
    }
    return { speed: sum / count, laps: leastOf([...turned]) / (2 * Math.PI) };

    function turn({ x, y }: { readonly x: Float64Array; readonly y: Float64Array }): void {
      for (let k = 0; k < people; k += 1) {
        const now = Math.atan2(y[k] ?? 0, x[k] ?? 0);
        const change = now - (before[k] ?? now);
        turned[k] = (turned[k] ?? 0) + change - 2 * Math.PI * Math.round(change / (2 * Math.PI));
        before[k] = now;
      }
    }
  },
  judge: (samples) =>
    PARAMETER_SETS_JUDGED.flatMap((set) => {
      const speeds = RING_DENSITIES.map((density) =>
        meanOf(samples.numbers(`${set} ${density}`, 'speed')),
      );
      const inside = speeds.filter((speed, k) => {
        const [low, , high] = singleFileBand(RING_DENSITIES[k] ?? 0);
        return speed >= low && speed <= high;
      });
      const laps = RING_DENSITIES.flatMap((density) =>
        samples.numbers(`${set} ${density}`, 'laps'),
      );
      const text = RING_DENSITIES.map((density, k) => `${density}: ${speeds[k]?.toFixed(2)}`).join(
        ', ',
      );
      const figures: CaseFigure[] = [
        {
          name: `${set}: bins inside the 10–90 % band`,
          value: (100 * inside.length) / speeds.length,
          unit: '%',
          asked: { atLeast: 75 },
          source: 'RiMEA 16: band of measured single-file speeds, 75 % of the bins',
          note: `${text} (1/m: m/s); time gap ${CROWD_PARAMETERS[set].timeGapSeconds} s`,
        },
        {
          name: `${set}: rounds of the slowest person`,
          value: leastOf(laps),
          unit: 'laps',
          asked: { atLeast: 3 },
          source: 'RiMEA 16: three laps at least',
        },
      ];
      return figures;
    }),
};
