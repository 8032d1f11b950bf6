/** How much of a shared link each direction may use: flow by people present, places by a reserve. */
import type { LaneState } from './lane-state.ts';
import type { LaneTable } from './lane-table.ts';

/** Minor stream, part of all, from which on the flow suffers fully (HCM 2000: a tenth). */
const FULL_LOSS_SHARE = 0.1;

export function createLaneLimits(lanes: LaneTable, state: LaneState, counterflowReserve: number) {
  const { opposite, storage, reserve, sharedReserve, flowPerSecond, counterflowLoss } = lanes;
  const { present, taken } = state;

  /** Flow of this direction: by people present, never below the reserve. */
  const directedFlow = (lane: number): number => {
    const flow = flowPerSecond[lane] as number;
    const other = opposite[lane] as number;
    if (other < 0) return flow;
    const against = present[other] as number;
    if (against === 0) return flow;
    const along = (present[lane] as number) + 1;
    const share = along / (along + against);
    const minor = share < 0.5 ? share : 1 - share;
    const conflict = minor < FULL_LOSS_SHARE ? minor / FULL_LOSS_SHARE : 1;
    const left = flow * (1 - (counterflowLoss[lane] as number) * conflict);
    const most = 1 - counterflowReserve;
    return left * (share < counterflowReserve ? counterflowReserve : share > most ? most : share);
  };

  /**
   * Whether `people` find places. A packet may stick out of a lane that is otherwise empty, or a
   * lane shorter than it would hold it up for ever.
   */
  const canStore = (lane: number, people: number): boolean => {
    const other = opposite[lane] as number;
    const own = taken[lane] as number;
    const mine = own + (own === 0 ? 1 : people);
    if (other < 0) return mine <= (storage[lane] as number);
    const theirs = taken[other] as number;
    // Nobody against: a few places stay free. Somebody against: that stream has a share of its own.
    const kept = theirs === 0 ? (reserve[lane] as number) : (sharedReserve[lane] as number);
    return mine + (theirs > kept ? theirs : kept) <= (storage[lane] as number);
  };

  return { directedFlow, canStore };
}
