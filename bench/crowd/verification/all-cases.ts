/** Every case of the verification, in the order in which they are run: the longest first. */
import { disability, groups } from './behaviour-cases.ts';
import { bottleneck } from './bottleneck.ts';
import { parameterStudy } from './building-study.ts';
import type { VerificationCase } from './case-types.ts';
import { corner, crowdCorner } from './corner-cases.ts';
import { corridorDiagram } from './corridor-diagram.ts';
import { counterflow } from './counterflow.ts';
import { imoExitFlow, maximumFlow } from './door-flows.ts';
import { juelichExits } from './juelich-exits.ts';
import { demographics, preMovement } from './population-cases.ts';
import { ringDiagram } from './ring-diagram.ts';
import { closedExit, exitChoice, publicSpace } from './room-evacuations.ts';
import { routeAllocation } from './route-allocation.ts';
import { routeChoice } from './route-choice.ts';
import { corridorSpeed, stairSpeed } from './single-walkers.ts';
import { congestion, stairDiagram } from './stair-cases.ts';
import { startDistributions } from './start-distributions.ts';

export const ALL_CASES: readonly VerificationCase[] = [
  corridorDiagram,
  publicSpace,
  exitChoice,
  ringDiagram,
  maximumFlow,
  counterflow,
  juelichExits,
  bottleneck,
  crowdCorner,
  congestion,
  stairDiagram,
  closedExit,
  parameterStudy,
  routeChoice,
  routeAllocation,
  groups,
  disability,
  corner,
  imoExitFlow,
  preMovement,
  demographics,
  startDistributions,
  corridorSpeed,
  stairSpeed,
];

export function findCase(key: string): VerificationCase {
  const found = ALL_CASES.find((item) => item.key === key);
  if (found === undefined) throw new Error(`verification: no case '${key}'`);
  return found;
}
