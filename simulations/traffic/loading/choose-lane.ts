/**
 * Which lane of the next link a vehicle takes: of those with a way to the link after, the one whose
 * vehicles need least time to leave; the lane straight on in a tie. A vehicle that ends on the link,
 * or for which no way leads on at present, may take any.
 */
import type { RoadNetwork } from '../road/road-types.ts';
import type { LaneTiming } from './lane-timing.ts';
import { NONE, type TrafficState } from './traffic-state.ts';

export interface LaneChooser {
  /** `granted` fixes the lane where it leads on; else answers the best. */
  choose(link: number, nextLink: number, ahead: number, granted: number): number;
  /** The movement at the end of the lane chosen last; NONE where the trip ends, else NO_WAY. */
  movement(): number;
}

export function createLaneChooser(
  network: RoadNetwork,
  timing: LaneTiming,
  state: TrafficState,
): LaneChooser {
  const { linkLane, linkMovement, movementFrom, movementToLink } = network;
  const { laneCapacity } = timing;
  const { laneLoad, laneCountNow } = state;
  const FULL = 1e9;
  let chosenMovement = NONE;

  const costOf = (lane: number, ahead: number): number => {
    const load = 2 * (laneLoad[lane] as number) + (lane === ahead ? 0 : 1);
    return (laneCountNow[lane] as number) >= (laneCapacity[lane] as number) ? load + FULL : load;
  };

  return {
    movement: () => chosenMovement,
    choose: (link, nextLink, ahead, granted) => {
      let best = NONE;
      let least = Number.POSITIVE_INFINITY;
      chosenMovement = NONE;
      if (nextLink < 0) {
        chosenMovement = nextLink;
        const last = linkLane[link + 1] as number;
        for (let lane = linkLane[link] as number; lane < last; lane += 1) {
          if (lane === granted) return lane;
          const cost = costOf(lane, ahead);
          if (cost < least) {
            least = cost;
            best = lane;
          }
        }
        return best;
      }
      const last = linkMovement[link + 1] as number;
      for (let movement = linkMovement[link] as number; movement < last; movement += 1) {
        if (movementToLink[movement] !== nextLink) continue;
        const lane = movementFrom[movement] as number;
        if (lane === granted) {
          chosenMovement = movement;
          return lane;
        }
        const cost = costOf(lane, ahead);
        if (cost < least) {
          least = cost;
          best = lane;
          chosenMovement = movement;
        }
      }
      return best;
    },
  };
}
