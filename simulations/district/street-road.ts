/** The run's own streets as the crossings see them. */
import type { CrossedRoad } from './crossings.ts';
import type { StreetSide } from './street-side.ts';

export function createStreetRoad(street: StreetSide): CrossedRoad {
  const { queue, signals } = street;
  return {
    vehiclesOut: (link) => queue.state.leftTotal[link] as number,
    isGreen: (link) => signals.lit[link] === 1,
    hold: (link, isHeld) => {
      queue.lanes.exitOpen[link] = isHeld ? 0 : (signals.lit[link] as number);
    },
    setCapacityFactor: (link, factor) => {
      const base = street.baseFlowPerSecond[link] as number;
      queue.lanes.flowPerSecond[link] = base * factor;
    },
  };
}
