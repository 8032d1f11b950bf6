/** Everything that theory says about the road model; the SUMO cases need files (bench/traffic). */
import type { VerifiedFigure } from '../../verification/figure-input.ts';
import { verifyNodes } from './verify-nodes.ts';
import { verifyParadox } from './verify-paradox.ts';
import { verifySignals } from './verify-signals.ts';
import { verifyStreams } from './verify-streams.ts';

export function verifyTrafficTheory(): VerifiedFigure[] {
  return [...verifyStreams(), ...verifyNodes(), ...verifySignals(), ...verifyParadox()];
}
