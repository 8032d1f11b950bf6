/** Other models that stand behind the crowd's hand-over points; the run's own without. */
import type { AreaFactory } from './area-port.ts';
import type { CrossedRoad } from './crossings.ts';
import type { createStations } from './stations.ts';
import type { StreetSide } from './street-side.ts';

export interface DistrictPorts {
  /** Behind the doors of stations: halls, platforms, trains. */
  readonly stations?: typeof createStations;
  /** An area that is walked person by person. */
  readonly area?: AreaFactory;
  /** The road under the crossings. */
  readonly road?: (street: StreetSide) => CrossedRoad;
}
