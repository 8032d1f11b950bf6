/**
 * The fundamental diagram that a link of the network has: mean density (people over area) and flow
 * over ten steady minutes, free behind a metered gate and jammed before a barrier.
 */
import { type Measure, measureSchema, type WalkLink } from '#contracts';
import { DEFAULT_PARAMETERS } from '../parameters/parameters.ts';
import { EXAMPLE_END_MS } from './example-input.ts';
import { runCrossing } from './run-crossing.ts';

export interface DiagramPoint {
  readonly branch: 'free' | 'jammed';
  readonly personsPerSquareMetre: number;
  readonly personsPerMetreSecond: number;
  /** Flow over density. */
  readonly metresPerSecond: number;
}

const LENGTH = 60;
const CLEAR_METRES = 4;
const WARM_SECONDS = 1200;
const SECONDS = 600;

export function sampleDiagram(kind: {
  readonly facility: WalkLink['facility'];
  readonly riseMetres?: number;
  /** Highest flow, persons per metre and second. */
  readonly capacity: number;
  /** Width that walls take on both sides together, m. */
  readonly lostMetres: number;
}): DiagramPoint[] {
  const parts = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97];
  const point = (branch: DiagramPoint['branch'], part: number): DiagramPoint => {
    const flow = part * kind.capacity;
    const level = DEFAULT_PARAMETERS.specificFlowPersonsPerMetreSecond.level;
    const barrier: Measure = measureSchema.parse({
      id: 'barrier',
      fromMs: EXAMPLE_END_MS - 7_200_000,
      untilMs: EXAMPLE_END_MS + 7_200_000,
      type: 'place-barrier',
      link: 'last',
      openMetres: (flow * CLEAR_METRES) / level,
    });
    const isFree = branch === 'free';
    const crowd = runCrossing({
      facility: kind.facility,
      ...(kind.riseMetres === undefined ? {} : { riseMetres: kind.riseMetres }),
      lengthMetres: LENGTH,
      widthMetres: CLEAR_METRES + kind.lostMetres,
      gateWidthMetres: CLEAR_METRES * (isFree ? flow : 1.2 * kind.capacity),
      people: 15_000,
      measures: isFree ? [] : [barrier],
      parameters: {
        walkingSpeed: { ...DEFAULT_PARAMETERS.walkingSpeed, deviation: 0 },
      },
    });
    crowd.advanceTo(WARM_SECONDS);
    const before = crowd.crossed();
    let people = 0;
    for (let second = 1; second <= SECONDS; second += 1) {
      crowd.advanceTo(WARM_SECONDS + second);
      people += crowd.run.counts.walkPersons[1] as number;
    }
    const density = people / SECONDS / (LENGTH * CLEAR_METRES);
    const passed = (crowd.crossed() - before) / SECONDS / CLEAR_METRES;
    return {
      branch,
      personsPerSquareMetre: density,
      personsPerMetreSecond: passed,
      metresPerSecond: passed / density,
    };
  };
  return [
    ...parts.map((part) => point('free', part)),
    ...[...parts].reverse().map((part) => point('jammed', part)),
  ];
}
