/** With − without a measure, member by member: draws are shared, so their noise cancels. */
import type { Effect } from '#contracts';
import type { MemberOutcomes } from './ensemble-types.ts';
import { intervalOf } from './quantiles.ts';

export function pairedEffect(
  base: readonly MemberOutcomes[],
  withMeasure: readonly MemberOutcomes[],
): Effect {
  if (base.length !== withMeasure.length || base.length === 0) {
    throw new Error(
      `paired effect: expected two runs with as many members, got ${base.length} and ${withMeasure.length}`,
    );
  }
  const differences = (of: (outcome: MemberOutcomes) => number | null): (number | null)[] =>
    base.map((before, index) => {
      const after = withMeasure[index];
      const a = of(before);
      const b = after ? of(after) : null;
      return a === null || b === null ? null : b - a;
    });
  const certain = (of: (outcome: MemberOutcomes) => number) =>
    intervalOf(differences(of).map((difference) => difference ?? 0));
  const clearing = differences((o) => o.clearingMinutes);
  const known = clearing.flatMap((difference) => difference ?? []);
  const ofLines = (of: (outcome: MemberOutcomes) => number | undefined) => {
    const values = differences((outcome) => of(outcome) ?? null);
    const known = values.flatMap((value) => value ?? []);
    return known.length === values.length ? intervalOf(known) : null;
  };
  const leftBehind = ofLines((o) => o.leftBehind);
  const withoutTrain = ofLines((o) => o.withoutTrain);
  return {
    ...(leftBehind && { leftBehind }),
    ...(withoutTrain && { withoutTrain }),
    peakDensityPersonsPerSquareMetre: certain((o) => o.peakDensityPersonsPerSquareMetre),
    minutesAboveFour: certain((o) => o.minutesAboveFour),
    clearingMinutes: known.length === clearing.length ? intervalOf(known) : null,
    peakStationQueuePersons: certain((o) => o.peakStationQueuePersons),
    vehicleDelayHours: certain((o) => o.vehicleDelayHours),
  };
}
