/** Where a train is. */
import type { Standing } from './standing.ts';
import type { TransitContext } from './transit-context.ts';

/** Fills the context's one record. */
export function whereIs(context: TransitContext, train: number): Standing {
  const { model, state, at } = context;
  const trip = state.trainTrip[train] as number;
  const profile = state.tripProfile[trip] as number;
  const pattern = model.profilePattern[profile] as number;
  const first = model.patternStart[pattern] as number;
  const stops = (model.patternStart[pattern + 1] as number) - first;
  const index = state.trainPosition[train] as number;
  at.train = train;
  at.trip = trip;
  at.profile = profile;
  at.pattern = pattern;
  at.line = model.patternLine[pattern] as number;
  at.first = first;
  at.stops = stops;
  at.index = index;
  // Back at the seam of a loop: the first stop again.
  at.position = first + (index === stops ? 0 : index);
  at.stop = model.patternStop[at.position] as number;
  at.left = 0;
  return at;
}
