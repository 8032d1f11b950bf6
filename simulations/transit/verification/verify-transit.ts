/** Everything about lines and stations that can be checked without files. */
import type { VerifiedFigure } from '../../verification/figure-input.ts';
import { verifyStations } from './verify-stations.ts';
import { verifyTrains } from './verify-trains.ts';

export function verifyTransitTheory(): VerifiedFigure[] {
  return [...verifyStations(), ...verifyTrains()];
}
