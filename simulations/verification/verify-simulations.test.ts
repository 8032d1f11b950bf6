import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDistrictRun } from '../district/create-district-run.ts';
import { pairedEffect } from '../ensemble/paired-effect.ts';
import { runEnsemble } from '../ensemble/run-ensemble.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from './example-input.ts';
import type { VerifiedFigure } from './figure-input.ts';
import { createGridDistrict } from './grid-district.ts';
import { exampleMeasures, ledgerViolations, stateBytes } from './verify-district.ts';
import { verifyFacilities } from './verify-facilities.ts';
import { verifyKernel } from './verify-kernel.ts';
import { verifyWalking } from './verify-walking.ts';

const doesHold = ({ value, asked }: VerifiedFigure): boolean => {
  if (!asked) return true;
  if ('atMost' in asked) return value <= asked.atMost;
  if ('atLeast' in asked) return value >= asked.atLeast;
  return value >= asked.between[0] && value <= asked.between[1];
};

test('the kernel agrees with queueing and wave theory', () => {
  expect(verifyKernel().filter((figure) => !doesHold(figure))).toEqual([]);
});

test('facilities pass their flows at their speeds; people and vehicles share crossings', () => {
  expect(verifyFacilities().filter((figure) => !doesHold(figure))).toEqual([]);
});

test('walkers agree with Weidmann on both branches', () => {
  expect(verifyWalking().filter((figure) => !doesHold(figure))).toEqual([]);
});

const small = createGridDistrict({ blocks: 5, residents: 4000, workers: 4000 });
const model = buildDistrictModel(small);

test('whatever the seed and the measures, people and vehicles are conserved each second', () => {
  const measures = exampleMeasures();
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.subarray(measures), (seed, chosen) => {
      const input = exampleInput({
        startMs: EXAMPLE_END_MS - 300_000,
        events: [exampleEvent(1500, 3)],
        seed,
        measures: chosen,
      });
      const run = createDistrictRun(model, input);
      let violations = 0;
      for (let second = 1; second <= 1200; second += 1) {
        run.advanceTo(input.startMs + second * 1000);
        violations += ledgerViolations(run);
      }
      expect(violations).toBe(0);
      expect(run.events()[0]?.outOfGates).toBeGreaterThan(0);
    }),
    { seed: 11, numRuns: 6 },
  );
});

test('saved at any second and restored into another run, every byte goes on as before', () => {
  const input = exampleInput({
    startMs: EXAMPLE_END_MS - 300_000,
    events: [exampleEvent(1500, 3)],
    measures: exampleMeasures(),
  });
  // 840 s and 1,200 s are seconds at which measures begin and end.
  for (const second of [1, 299, 840, 1000, 1200]) {
    const first = createDistrictRun(model, input);
    first.advanceTo(input.startMs + second * 1000);
    const other = createDistrictRun(model, input);
    other.restore(first.save());
    expect(stateBytes(other)).toBe(stateBytes(first));
    first.advanceTo(input.startMs + (second + 400) * 1000);
    other.advanceTo(input.startMs + (second + 400) * 1000);
    expect(stateBytes(other)).toBe(stateBytes(first));
  }
});

test('all gates closed: nobody comes out until they open again', () => {
  const measures = [0, 1, 2, 3].map((gate) => ({
    id: `close-${gate}`,
    fromMs: EXAMPLE_END_MS - 3_600_000,
    untilMs: EXAMPLE_END_MS + 600_000,
    type: 'close-gate',
    gate: `gate-${gate}`,
  })) as unknown as ReturnType<typeof exampleMeasures>;
  const run = createDistrictRun(
    model,
    exampleInput({ startMs: EXAMPLE_END_MS - 600_000, events: [exampleEvent(1000, 2)], measures }),
  );
  run.advanceTo(EXAMPLE_END_MS + 590_000);
  expect(run.events()[0]?.outOfGates).toBe(0);
  run.advanceTo(EXAMPLE_END_MS + 1_200_000);
  expect(run.events()[0]?.outOfGates).toBe(1000);
});

test('a paired effect of nothing is exactly nothing; metering all gates lengthens the clearing', () => {
  const input = exampleInput({ startMs: EXAMPLE_END_MS, events: [exampleEvent(1500, 3)] });
  const request = { input, members: 2, warmupSeconds: 300, frameCount: 100 };
  const run = (measures: ReturnType<typeof exampleMeasures>) => {
    const result = runEnsemble(model, { ...request, input: { ...input, measures } });
    if (result.state !== 'done') throw new Error('cancelled');
    return result.memberOutcomes;
  };
  const base = run([]);
  const zero = { low: 0, median: 0, high: 0 };
  expect(pairedEffect(base, run([])).clearingMinutes).toEqual(zero);
  const meter = [0, 1, 2, 3].map((gate) => ({
    id: `meter-${gate}`,
    fromMs: EXAMPLE_END_MS - 3_600_000,
    untilMs: EXAMPLE_END_MS + 7_200_000,
    type: 'meter-gate',
    gate: `gate-${gate}`,
    personsPerMinute: 6,
  })) as unknown as ReturnType<typeof exampleMeasures>;
  expect(pairedEffect(base, run(meter)).clearingMinutes?.low).toBeGreaterThan(10);
});

test('a cancelled ensemble says so and stops', () => {
  let asked = 0;
  const result = runEnsemble(
    model,
    {
      input: exampleInput({ startMs: EXAMPLE_END_MS, events: [] }),
      members: 2,
      warmupSeconds: 120,
      frameCount: 20,
    },
    {
      isCancelled: () => {
        asked += 1;
        return asked === 3;
      },
    },
  );
  expect(result).toEqual({ state: 'cancelled' });
  expect(asked).toBe(3);
});
