/** The run's own streets as the crossings see them. */
import { YELLOW } from '../traffic/loading/signal-lights.ts';
import type { CrossedRoad } from './crossings.ts';
import type { StreetSide } from './street-side.ts';

export function createStreetRoad(street: StreetSide): CrossedRoad {
  const { loading, leftTotal } = street;
  return {
    vehiclesOut: (link) => leftTotal[link] as number,
    isGreen: (link) => {
      const light = loading.lightAt(link);
      return light < 0 || light >= YELLOW;
    },
    hold: loading.hold,
    setCapacityFactor: street.setCapacityFactor,
  };
}
