/** Walkers against Weidmann's curve and the capacity of gates. */
import { createDistrictRun } from '../district/create-district-run.ts';
import { densityOfMaximumFlow, weidmannFactor } from '../kernel/walking-speed.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { DEFAULT_PARAMETERS } from '../parameters/parameters.ts';
import { createCorridorDistrict } from './corridor-district.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from './example-input.ts';
import type { VerifiedFigure } from './figure-input.ts';

const {
  walkJamPersonsPerSquareMetre: JAM,
  weidmannGamma: GAMMA,
  walkingSpeed,
} = DEFAULT_PARAMETERS;
const LENGTH = 200;
const WIDTH = 4;
const ONE_SPEED = { ...walkingSpeed, deviation: 0 };

const weidmannFlow = (density: number): number =>
  density * walkingSpeed.mean * weidmannFactor(density, GAMMA, JAM);

/** Density with flow q on the free or the congested branch, by bisection. */
function densityAt(flow: number, branch: 'free' | 'congested'): number {
  const top = densityOfMaximumFlow(GAMMA, JAM);
  let [low, high] = branch === 'free' ? [0.001, top] : [top, JAM];
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    const isBelow = weidmannFlow(middle) < flow;
    if (isBelow === (branch === 'free')) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Mean people on the first link while a gate lets `flow` persons/(m·s) of it in. */
function corridorDensity(specificFlow: number, narrowMetres?: number): number {
  const gateWidthMetres =
    (specificFlow * WIDTH) / DEFAULT_PARAMETERS.specificFlowPersonsPerMetreSecond.gate;
  const networks = createCorridorDistrict({
    lengthMetres: LENGTH,
    widthMetres: WIDTH,
    gateWidthMetres,
    ...(narrowMetres === undefined ? {} : { narrowMetres }),
  });
  const model = buildDistrictModel(networks);
  const run = createDistrictRun(
    model,
    exampleInput({
      startMs: EXAMPLE_END_MS - 60_000,
      events: [exampleEvent(20_000, 0)],
      parameters: { walkingSpeed: ONE_SPEED },
    }),
  );
  let sum = 0;
  const samples = 600;
  run.advanceTo(EXAMPLE_END_MS + 1_200_000);
  for (let i = 1; i <= samples; i += 1) {
    run.advanceTo(EXAMPLE_END_MS + 1_200_000 + i * 1000);
    sum += run.counts.walkPersons[0] as number;
  }
  return sum / samples / (LENGTH * WIDTH);
}

export function verifyWalking(): VerifiedFigure[] {
  const free = [0.3, 0.6, 0.9, 1.1].map((flow): VerifiedFigure => {
    const theory = densityAt(flow, 'free');
    return {
      name: `footway density at ${flow} persons/(m·s), free`,
      value: corridorDensity(flow),
      unit: 'persons/m²',
      asked: { between: [theory * 0.94, theory * 1.06] },
      baseline: { what: 'Weidmann, free branch', value: theory, source: 'Weidmann 1993' },
      note: 'speed is fixed at entry; the last second is rounded up',
    };
  });
  const jammed = [0.3, 0.6, 0.9].map((flow): VerifiedFigure => {
    const theory = densityAt(flow, 'congested');
    const narrow = (flow * WIDTH) / DEFAULT_PARAMETERS.specificFlowPersonsPerMetreSecond.level;
    return {
      name: `footway density at ${flow} persons/(m·s), jammed`,
      value: corridorDensity(1.2, narrow),
      unit: 'persons/m²',
      asked: { between: [theory * 0.88, theory * 1.12] },
      baseline: { what: 'Weidmann, congested branch', value: theory, source: 'Weidmann 1993' },
      note: 'straight branch for a bent one, and 5 % kept for those who come against',
    };
  });
  return [...free, ...jammed, gateCapacity()];
}

function gateCapacity(): VerifiedFigure {
  const model = buildDistrictModel(
    createCorridorDistrict({ lengthMetres: LENGTH, widthMetres: 20, gateWidthMetres: 5 }),
  );
  const run = createDistrictRun(
    model,
    exampleInput({ startMs: EXAMPLE_END_MS - 60_000, events: [exampleEvent(10_000, 0)] }),
  );
  run.advanceTo(EXAMPLE_END_MS + 120_000);
  const before = run.counts.gateOutTotal[0] as number;
  run.advanceTo(EXAMPLE_END_MS + 720_000);
  const perMinuteAndMetre = ((run.counts.gateOutTotal[0] as number) - before) / 10 / 5;
  return {
    name: 'gate: flow while people queue inside',
    value: perMinuteAndMetre,
    unit: 'persons/(min·m)',
    asked: { between: [59, 60.2] },
    baseline: { what: 'highest of four stadium events', value: 60, source: 'Larsson et al. 2021' },
    note: 'credit of at most one person may move over the border of the ten minutes',
  };
}
